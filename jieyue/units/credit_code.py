"""统一社会信用代码 (GB 32100—2015): eighteen characters, the last one a check character."""

from __future__ import annotations

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUE = {letter: value for value, letter in enumerate(_ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def check_character(body: str) -> str:
    """The check character of the first 17 characters (GB 32100—2015, 附录A).

    Raises ``KeyError`` for a character that the standard does not use (I, O, S, V, Z, lower case).
    """
    total = sum(_VALUE[letter] * weight for letter, weight in zip(body, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def code_fault(code: str) -> str | None:
    """What is wrong with ``code``, in Chinese, or None."""
    if len(code) != 18:
        return f"应为18位，现为{len(code)}位"
    strange = sorted({letter for letter in code if letter not in _VALUE})
    if strange:
        return f"含有代码不用的字符“{''.join(strange)}”"
    if check_character(code[:17]) != code[17]:
        return "校验码不对"
    return None

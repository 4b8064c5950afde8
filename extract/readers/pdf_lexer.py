"""The instructions of a page's content stream (ISO 32000-1, 7.8.2), one pass of one pattern over the bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jieyue.safe.refusal import refuse

Operand = float | str | bytes | list[float | bytes]
"""A number, a name without its slash, a string, or an array of numbers and strings."""
Instruction = tuple[bytes, list[Operand]]

MOST_TOKENS = 1_200_000
_MOST_OPERANDS = 64
_TOKEN = re.compile(
    rb"[\x00\t\n\x0c\r ]*(?:"
    rb"(?P<number>[+-]{0,2}(?:\d+\.?\d*|\.\d+))"
    rb"|(?P<word>[A-Za-z'\"][A-Za-z0-9'\"*]*)"
    rb"|(?P<name>/[^\x00\t\n\x0c\r ()<>\[\]{}/%]*)"
    rb"|(?P<hex><[0-9A-Fa-f\x00\t\n\x0c\r ]*>)"
    rb"|(?P<text>\((?:[^()\\]|\\.)*\))"
    rb"|(?P<begin>\[)|(?P<end>\])"
    rb"|(?P<skip><<|>>|%[^\r\n]*|[(){}<>)+.*-]|[^\x00\t\n\x0c\r ]))",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_INLINE_END = re.compile(rb"[\x00\t\n\x0c\r ]EI(?=[\x00\t\n\x0c\r ]|$)")


class Tokens:
    """How many pieces of content one file may still have."""

    def __init__(self, number: int = MOST_TOKENS) -> None:
        self.left = number

    def spend(self, number: int = 1) -> None:
        """Spends some; refused once there are none left."""
        self.left -= number
        if self.left < 0:
            raise refuse("file-too-large", why="页面内容过于复杂")


def instructions(data: bytes, tokens: Tokens) -> Iterator[Instruction]:  # noqa: C901 - one branch a kind of token
    """Each operator with its operands; what is malformed is passed over."""
    operands: list[Operand] = []
    array: list[float | bytes] | None = None
    at = 0
    while match := _TOKEN.match(data, at):
        tokens.spend()
        at = match.end()
        kind = match.lastgroup
        if kind == "number":
            number = _number(match["number"])
            (operands if array is None else array).append(number)
        elif kind == "word":
            word = match["word"]
            yield word, operands
            operands, array = [], None
            if word == b"BI":
                at = _after_picture(data, at)
        elif kind == "name":
            operands.append(match["name"][1:].decode("latin-1"))
        elif kind in ("hex", "text"):
            string = _hex(match["hex"]) if kind == "hex" else _text(match["text"][1:-1])
            (operands if array is None else array).append(string)
        elif kind == "begin":
            array = []
        elif kind == "end" and array is not None:
            operands.append(array)
            array = None
        elif kind == "skip" and match["skip"] == b"(":
            string, at = _nested(data, at)
            (operands if array is None else array).append(string)
        if len(operands) > _MOST_OPERANDS:
            del operands[0]


def _number(digits: bytes) -> float:
    try:
        return float(digits[:40])
    except ValueError:
        return float(digits.lstrip(b"+-")[:40] or 0)


def _hex(token: bytes) -> bytes:
    digits = b"".join(token[1:-1].replace(b"\x00", b"").split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _text(inner: bytes) -> bytes:
    return _ESCAPE.sub(_unescaped, inner) if b"\\" in inner else inner


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match.group(1)
    if code[:1] in b"01234567" and code[:1]:
        return bytes([int(code, 8) & 255])
    return _ESCAPED.get(code, code)


def _nested(data: bytes, at: int) -> tuple[bytes, int]:
    """A string that holds parentheses, from behind its opening one; and where it ends."""
    depth, start = 1, at
    for match in re.compile(rb"\\.|[()]", re.DOTALL).finditer(data, at):
        if match.group() == b"(":
            depth += 1
        elif match.group() == b")":
            depth -= 1
            if depth == 0:
                return _text(data[start : match.start()]), match.end()
    return b"", len(data)


def _after_picture(data: bytes, at: int) -> int:
    found = _INLINE_END.search(data, at)
    return found.end() if found else len(data)

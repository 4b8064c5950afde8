"""What a clerk may type about a file that waits: the very command, with the file and the place already in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jieyue.model import Kind, Problem, Severity

_WHY = "--why 理由"
_FIELDS = {
    "contact.person": ("person", "联系人"),
    "contact.phone": ("phone", "联系电话"),
    "filled_on": ("filled_on", "年-月-日"),
    "stated_total": ("stated_total", "总分"),
    "year": ("year", "年度"),
}
"""What ``correct`` calls a field of the form, and what stands for its new value."""
_DECISIONS = {
    "unit-unknown": "--unit 单位全称",
    "unit-missing": "--unit 单位全称",
    "unit-conflict": "--unit 单位全称",
    "newer-version": "--use",
    "version-incomplete": "--use",
    "form-unrecognised": "--set-aside",
    "file-unsupported": "--set-aside",
}
"""The decision that settles a problem of that code."""
_POLICY = f"jieyue decide --not-applicable rescale {_WHY}　（或 none、full；对全部单位生效）"


def commands(name: str, problems: Sequence[Problem], kind: Kind) -> tuple[str, ...]:
    """One command for each error the office can settle itself, in reading order, none twice."""
    errors = [found for found in problems if found.severity is Severity.ERROR]
    return tuple(dict.fromkeys(line for found in errors for line in _for(_quoted(name), found, kind)))


def _for(name: str, found: Problem, kind: Kind) -> Iterator[str]:
    if found.code in _DECISIONS:
        yield f"jieyue decide {name} {_DECISIONS[found.code]} {_WHY}"
        return
    if found.code == "not-applicable":
        yield _POLICY
    about = found.about or ""
    if about in _FIELDS:
        field, value = _FIELDS[about]
        yield f"jieyue correct {name} {field} {value} {_WHY}"
    elif about[:1].isdigit():
        verified = " --verified" if kind is Kind.VERIFICATION else ""
        yield f"jieyue correct {name} {about} 得分{verified} {_WHY}"


def _quoted(name: str) -> str:
    """A file name as one word of the command line, in any shell."""
    return f'"{name}"' if set(name) & set(" ()&;'") else name

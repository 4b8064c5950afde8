"""``jieyue lint``: any docx against GB/T 9704—2012, stateless."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jieyue.cli.frame import command, json_option, tell, tell_json
from jieyue.errors import Exit, WrongUsage
from jieyue.model import Problem, Severity

if TYPE_CHECKING:
    from generate.lint import Departure

_WORD = "word/"


@dataclass(frozen=True, slots=True)
class _Checked:
    """One file: its departures, or why it could not be read; ``remark`` says what was not measured."""

    name: str
    departures: tuple[Departure, ...] = ()
    refused: Problem | None = None
    remark: str = ""

    def status(self, *, strict: bool) -> Exit:
        """Errors and unreadable files need a person; warnings only when asked for."""
        faulty = any(strict or one.severity is Severity.ERROR for one in self.departures)
        return Exit.NEEDS_A_PERSON if faulty or self.refused else Exit.DONE


@command("lint", example="jieyue lint 发文/通报.docx\njieyue lint --render --json *.docx")
@click.argument("files", nargs=-1, required=True, metavar="文件.docx…", type=click.Path(path_type=Path))
@click.option("--render", is_flag=True, help="另用 LibreOffice 排版后逐面测量位置。")
@click.option("--strict", is_flag=True, help="有提示（标准中“一般”“推荐”“可以”的要求）时也以 1 结束。")
@json_option
def lint(files: tuple[Path, ...], render: bool, strict: bool, as_json: bool) -> Exit:
    """对照 GB/T 9704—2012 检查任何 docx 公文，逐条列出不符之处、条款和改法。

    ✗ 是标准规定“必须”“应当”的，! 是“一般”“推荐”“可以”的和通行做法；看不出来的不报。
    """
    for path in files:
        _check_is_docx(path)
    worst = Exit.DONE
    for path in files:
        checked = _checked(path, render=render)
        worst = max(worst, checked.status(strict=strict))
        if as_json:
            tell_json(_record(checked))
        else:
            for line in _lines(checked):
                tell(line)
    return worst


def _check_is_docx(path: Path) -> None:
    """Wrong usage: no file, or one that is no docx by its bytes; a damaged docx is a finding."""
    if not path.is_file():
        raise WrongUsage(f"{path}：没有这个文件；请检查路径")
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
        if head.startswith(b"PK") and (not zipfile.is_zipfile(path) or _has_word(path)):
            return
    except OSError as fault:
        raise WrongUsage(f"{path}：读取不了（{fault.strerror}）；请检查权限") from fault
    raise WrongUsage(f"{path.name}：不是 docx 文件；请用 WPS 或 Word 另存为 docx 后再检查")


def _has_word(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as container:
            return any(name.replace("\\", "/").lower().lstrip("/").startswith(_WORD) for name in container.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return True


def _checked(path: Path, *, render: bool) -> _Checked:
    from generate.lint import lint as departures_of
    from jieyue.safe.refusal import Refused

    try:
        found = departures_of(path)
    except Refused as refused:
        return _Checked(path.name, refused=refused.problem)
    if not render:
        return _Checked(path.name, found)
    from generate.lint.measuring import measured
    from jieyue.pdf import NoPdf, pdfs_of

    try:
        return _Checked(path.name, (*found, *measured(path, pdfs_of([path])[path])))
    except NoPdf as reason:
        return _Checked(path.name, found, remark=f"没有测量位置：{str(reason).split('，')[0]}；其他各条已检查")


def _record(checked: _Checked) -> Mapping[str, Any]:
    refused = checked.refused
    return {
        "name": checked.name,
        "departures": [one.as_record() for one in checked.departures],
        "refused": None if refused is None else {"code": refused.code, "message": refused.message},
        "remark": checked.remark or None,
    }


def _lines(checked: _Checked) -> Iterator[str]:
    errors = sum(one.severity is Severity.ERROR for one in checked.departures)
    if checked.refused is not None:
        yield f"{checked.name}：{checked.refused.message}；{checked.refused.remedy}"
        return
    warnings = len(checked.departures) - errors
    yield f"{checked.name}：{f'{errors}处不符、{warnings}处提示' if checked.departures else '未见不符'}"
    for one in checked.departures:
        mark = "✗" if one.severity is Severity.ERROR else "!"
        yield f"  {mark} {one.rule} {one.message}（{one.clause}，{one.strength.value}）"
    if checked.remark:
        yield f"  · {checked.remark}"

"""``jieyue generate``: documents of the year, written to 发文."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jieyue.cli.frame import command, day_option, json_option, login, table, tell, tell_json, today, workspace_option
from jieyue.errors import Exit, WrongUsage
from jieyue.session import Session, session
from jieyue.workspace import Workspace

if TYPE_CHECKING:
    from generate.documents import Outgoing
    from jieyue.sending import Sent
    from jieyue.year.yearbook import Desk

_EXAMPLE = """\
jieyue generate 通报
jieyue generate 通报 --number 湘管发〔2026〕12号 --date 2026-12-28 --final
jieyue generate 整改 --number 湘管函〔2026〕30号   # 一家一份，文号依次往下排
jieyue generate 核查表 --unit 湖南省水利厅
jieyue generate 核查表 --drawn                        # 抽中复核的单位的复核表
jieyue generate --numbers                          # 发文字号登记，看有无跳号"""
_BY_UNIT = ("rectification", "inspection-sheets")
_COMPOSED = ("number", "final", "unit", "drawn")
"""Options that say what is composed."""
_MOST = 10
"""So many documents with nothing to remark are listed one by one."""
_FATES = {"new": "新写", "replaced": "更新", "same": "未变"}


@dataclass(frozen=True, slots=True)
class _Told:
    """What one run has to tell: the documents of a KIND, written or only ``planned``, and ``warnings`` about others."""

    kind: str
    sent: Sequence[Sent]
    warnings: list[str]
    planned: bool


@command("generate", example=_EXAMPLE)
@click.argument("kind", required=False, metavar="[文种]")
@workspace_option
@json_option
@click.option("--unit", metavar="单位", help="只写给这一个单位（全称）；用于整改、核查表。")
@click.option("--drawn", is_flag=True, help="只写抽中复核的单位的；用于核查表（复核表）。")
@click.option("--number", metavar="文号", help="发文字号，如 湘管发〔2026〕12号；多份时依次往下排。")
@day_option("--date", "成文日期，数据也截至这一天（默认：设置里的日期；都没有则数据截至今天，日期留空）。")
@click.option("--final", is_flag=True, help="定稿：还有空白就不写，并逐项说明。")
@click.option("--pdf", is_flag=True, help="同时写出 PDF（需装有 LibreOffice）。")
@click.option("--dry-run", is_flag=True, help="只说明会写出什么，不写。")
@click.option("--numbers", is_flag=True, help="列出已用的发文字号和跳号。")
@click.option("--who", default=login, metavar="姓名", help="经办人（默认：本机登录名）。")
def generate(workspace: Workspace, kind: str | None, numbers: bool, who: str, as_json: bool, **asked: Any) -> Exit:
    """生成公文，写入“发文”：催报、核查通知、核查表、抽查通知、公示、通报、整改、汇总表、备案。

    没有给出的文号、日期、签发人和叙述留空白，成为草稿；补齐后重新生成即为正式稿，取代草稿。
    """
    if numbers:
        with session(workspace) as open_session:
            return _tell_numbers(open_session, as_json)
    if kind is None:
        raise WrongUsage("缺少“文种”；可用的见 jieyue generate --help")
    with session(workspace, "" if asked["dry_run"] else who) as open_session:
        return _generate(open_session, kind, as_json, **asked)


def _generate(open_session: Session, kind: str, as_json: bool, **asked: Any) -> Exit:
    """Composes, writes and reports."""
    from generate.documents import KINDS, NothingToReport, kind_named
    from jieyue.sending import foresee, send
    from jieyue.year.yearbook import Desk

    kind = kind_named(kind)
    if asked["unit"] and kind not in _BY_UNIT:
        raise WrongUsage(f"{KINDS[kind]}不分单位；请去掉 --unit")
    if asked["drawn"] and (kind != "inspection-sheets" or asked["unit"]):
        raise WrongUsage("--drawn 只用于核查表，不与 --unit 同用")
    day = asked["date"] or open_session.settings.dates.get(kind)
    desk = Desk(open_session, day or today())
    try:
        documents = composed(desk, kind, day, **{name: asked[name] for name in _COMPOSED})
    except NothingToReport as nothing:
        return _tell_nothing(kind, str(nothing), list(_warnings(desk, kind)), as_json)
    workspace, ledger, planned = open_session.workspace, open_session.ledger, asked["dry_run"]
    now = datetime.now().astimezone()
    sent = foresee(workspace, documents) if planned else send(workspace, ledger, documents, day, now)
    warnings = list(_warnings(desk, kind))
    told = _tell_sent(desk, _Told(kind, sent, warnings, planned), as_json)
    if asked["pdf"] and not planned:
        made = _add_pdfs(open_session, sent, day)
        if not as_json:
            tell(f"PDF {made}份，与文书在同一文件夹")
    return told


def _warnings(desk: Desk, kind: str) -> Iterator[str]:
    """What else a person has to see to: a template not taken for its name, a register that is not in order."""
    from generate.documents import KINDS, misnamed_templates
    from jieyue.year.attention import register_words

    for name in misnamed_templates(kind, desk.session.workspace.root / "模板"):
        yield f"模板文件夹里的“{name}”没有用上，用的是随附的模板；要用它，请把文件名改为“{KINDS[kind]}.docx”"
    yield from register_words(desk)


def composed(desk: Desk, kind: str, day: date | None, **asked: Any) -> tuple[Outgoing, ...]:
    """The documents of a KIND from the ledger as the desk sees it; ``asked`` as :func:`compose` takes it."""
    from generate.documents import compose
    from generate.hands import hands
    from generate.narrative import read_narrative
    from jieyue.borne import unknown_numbers
    from jieyue.sending import findings, numbers_of

    workspace, ledger = desk.session.workspace, desk.session.ledger
    borne = unknown_numbers(workspace, ledger) if asked.get("number") else {}
    with hands() as executor:
        return compose(
            kind,
            desk.book(),
            desk.settings,
            desk.session.form_set,
            narrative=read_narrative(workspace.root / "叙述.txt"),
            numbers=numbers_of(ledger, borne),
            day=day,
            templates=workspace.root / "模板",
            inspect=findings,
            executor=executor,
            **asked,
        )


def _add_pdfs(open_session: Session, sent: Sequence[Sent], day: date | None) -> int:
    """A PDF beside each Word document that is new or has none yet; how many were made."""
    from jieyue.pdf import pdfs_of
    from jieyue.sending import beside, send

    wanted = [one for one in sent if one.path.suffix == ".docx" and (one.fate != "same" or not one.pdf.exists())]
    made = pdfs_of([one.path for one in wanted])
    copies = [beside(one.document, made[one.path], ".pdf") for one in wanted]
    return len(send(open_session.workspace, open_session.ledger, copies, day, datetime.now().astimezone()))


def _tell_nothing(kind: str, why: str, warnings: list[str], as_json: bool) -> Exit:
    if as_json:
        tell_json({"kind": kind, "documents": [], "nothing": why, "warnings": warnings})
    else:
        tell("\n".join((why, *warnings)))
    return Exit.NEEDS_A_PERSON if warnings else Exit.DONE


def _tell_sent(desk: Desk, told: _Told, as_json: bool) -> Exit:
    """What was written, what is still blank, what departs, what was kept; 1 when a person is needed."""
    root, sent = desk.session.workspace.root, told.sent
    if as_json:
        documents = [_as_json(one, root) for one in sent]
        tell_json({"kind": told.kind, "planned": told.planned, "documents": documents, "warnings": told.warnings})
    else:
        still_open = _still_open(desk.session, told.kind, sent)
        for line in (*_report(sent, root, told.planned), *still_open, *told.warnings):
            tell(line)
    open_ones = (one.document.draft or one.document.remarks or one.kept for one in sent)
    return Exit.NEEDS_A_PERSON if told.warnings or any(open_ones) else Exit.DONE


def _report(sent: Sequence[Sent], root: Path, planned: bool) -> Iterator[str]:
    plain = [one for one in sent if not (one.document.draft or one.document.remarks or one.kept)]
    untold = {id(one) for one in plain[_MOST:]}
    for one in sent:
        if id(one) not in untold:
            yield from _lines(one, root)
    if untold:
        yield f"……另有{len(untold)}份，没有要说明的"
    drafts = sum(one.document.draft for one in sent)
    fates = Counter(one.fate for one in sent)
    told = "、".join(f"{word}{fates[fate]}" for fate, word in _FATES.items() if fates[fate])
    yield f"{'将生成' if planned else '已生成'}{len(sent)}份（{told}）" + (f"，其中草稿{drafts}份" if drafts else "")


def _still_open(open_session: Session, kind: str, sent: Sequence[Sent]) -> Iterator[str]:
    """Where each thing still blank is filled in, and whom a batch of 核查表 leaves out."""
    from jieyue.cli.blanks import where_filled

    yield from where_filled(blank for one in sent for blank in one.document.blanks)
    if kind == "inspection-sheets" and sent:
        made = {one.document.unit for one in sent}
        left = [name for name in _unready(open_session) if name not in made]
        if left and len(made) > 1 and any(one.path.name.startswith("核查表") for one in sent):
            more = "等" if len(left) > _MOST else ""
            yield f"另有{len(left)}家未报送或待补正，还不能生成核查表：{'、'.join(left[:_MOST])}{more}"


def _unready(open_session: Session) -> list[str]:
    """The desk's own units without a usable self-assessment today."""
    from jieyue.model import LEVEL_WORDS
    from jieyue.year.states import State
    from jieyue.year.yearbook import yearbook

    own = LEVEL_WORDS[open_session.settings.level]
    standings = yearbook(open_session, today()).standings
    waiting = (State.MISSING, State.RETURNED)
    return [one.unit.name for one in standings if one.unit.level == own and one.state in waiting]


def _lines(one: Sent, root: Path) -> Iterator[str]:
    number = f"（{one.document.number}）" if one.document.number else ""
    yield f"{_FATES[one.fate]}　{one.path.relative_to(root)}{number}"
    if one.document.blanks:
        yield f"　　草稿，不带文号，还缺：{'、'.join(one.document.blanks)}"
    for found in one.document.departures:
        yield f"　　草稿，格式不符：{found}"
    for remark in one.document.remarks:
        yield f"　　请看一看：{remark}"
    for kept in one.kept:
        yield f"　　原来的文件被人工改过，或是内容不同的正式稿，没有覆盖，改名为：{kept.relative_to(root)}"


def _as_json(one: Sent, root: Path) -> dict[str, Any]:
    document = one.document
    return {
        "file": one.path.relative_to(root).as_posix(),
        "title": document.title,
        "unit": document.unit,
        "number": document.number,
        "draft": document.draft,
        "blanks": list(document.blanks),
        "departures": list(document.departures),
        "remarks": list(document.remarks),
        "fate": one.fate,
        "kept": [path.relative_to(root).as_posix() for path in one.kept],
    }


def _tell_numbers(open_session: Session, as_json: bool) -> Exit:
    """The register of document numbers, and the numbers skipped between them."""
    from jieyue.sending import number_register

    lines, gaps = number_register(open_session.ledger), open_session.ledger.number_gaps()
    if as_json:
        named = [{"number": one.number, "document": one.document, "in_use": one.in_use} for one in lines]
        tell_json({"numbers": named, "gaps": list(gaps)})
        return Exit.DONE
    rows = [
        (one.number, one.document, one.given_on.isoformat(), "" if one.in_use else "已换号，此号不再用")
        for one in lines
    ]
    if rows:
        table("", ("发文字号", "文书", "编号日期", "说明"), rows)
    tell(f"共用号{len(lines)}个，" + (f"跳号{len(gaps)}个：{'、'.join(gaps)}" if gaps else "没有跳号"))
    return Exit.DONE

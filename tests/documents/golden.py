"""Every document in every situation as text to be read: ``python -m tests.documents.golden`` writes them anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from lxml import etree

from generate.documents import KINDS, NothingToReport, Outgoing, compose
from generate.narrative import Narrative
from jieyue.model import CityResult, Level, Source, Yearbook
from jieyue.settings import OfficeContact, Policy, Settings
from tests.documents.templates import W, parts_of
from tests.documents.years import (
    CITY,
    COUNTY,
    FORM_SET,
    MIXED,
    NARRATIVE,
    PROVINCE,
    Result,
    settings,
    year,
)

FOLDER = Path(__file__).parent / "golden"
DAY = date(2026, 12, 28)
DRAWN: Mapping[str, object] = {"drawn": ("长沙市财政局",), "draw_method": "以市州和层级分层，按抽签种子20261120抽取。"}

Situation = Callable[[], tuple[Yearbook, Settings, Narrative | None, date | None]]


def _mixed() -> tuple[Yearbook, Settings, Narrative, date]:
    return year(**DRAWN), settings(), NARRATIVE, DAY


def _nothing_given() -> tuple[Yearbook, Settings, None, None]:
    return year(), settings(contact=OfficeContact(), signers={}, groups=()), None, None


def _none_failed() -> tuple[Yearbook, Settings, Narrative, date]:
    results = [replace(one, verified="90") for one in MIXED if one.verified]
    return year(results), settings(), NARRATIVE, DAY


def _all_full_marks() -> tuple[Yearbook, Settings, Narrative, date]:
    results = (
        Result("湖南省水利厅", verified="100", self_total="100"),
        Result("湖南省总工会", nature="群团组织", verified="100", self_total="100"),
    )
    return year(results), settings(target=Decimal(100)), NARRATIVE, DAY


def _one_unit_failed() -> tuple[Yearbook, Settings, Narrative, date]:
    return year((Result("湖南省水利厅", verified="79.5"),)), settings(target=None), NARRATIVE, DAY


def _one_unit_passed() -> tuple[Yearbook, Settings, Narrative, date]:
    return year((Result("湖南省水利厅", verified="80"),)), settings(), NARRATIVE, DAY


def _none_reported() -> tuple[Yearbook, Settings, Narrative, date]:
    results = [replace(one, self_total=None, verified=None) for one in MIXED]
    return replace(year(results), as_of=date(2027, 3, 10)), settings(), NARRATIVE, DAY


def _approved() -> tuple[Yearbook, Settings, Narrative, date]:
    given = settings(
        approval="《湖南省评比达标表彰工作协调小组关于同意开展节约型机关表彰的批复》（湘评组〔2026〕3号）",
        policy=Policy(rectification_kind="通知", publicity_days=7),
    )
    return year(**DRAWN), given, NARRATIVE, DAY


def _counted_off() -> tuple[Yearbook, Settings, Narrative, date]:
    """Narrative that counts itself off, units that failed last year, the reminder as a 函, a spot check in time."""
    results = (
        *(Result(f"湖南省第{n}厅", self_total="96", verified=f"{86 + n}", failed_before=n == 1) for n in range(4)),
        *(Result(f"湖南省第{n}院", nature="事业单位", verified="88", self_total="90") for n in range(3)),
        Result("湖南省总工会", nature="群团组织", verified="72.5", failed_before=True),
        Result("湖南省侨联", nature="群团组织", self_total=None, verified=None),
        Result("长沙市财政局", level="市级", city="长沙市", verified="85"),
    )
    narrative = Narrative(
        {
            "主要做法": ("加强组织领导。建立联络员制度，按季度调度。", "（二）严格核查标准。统一核查表，逐条评分。"),
            "存在问题": ("计量基础薄弱。部分单位没有分户计量。",),
            "工作要求": ("加强数据管理。按时报送能源资源消费统计数据。",),
            "下一步工作": ("继续扩大创建覆盖面，加强指导。", "抓好问题整改。按期复查。"),
        }
    )
    given = settings(policy=Policy(reminder_kind="函"))
    previous = (("湖南省总工会", Decimal("76.5")), ("湖南省第1厅", Decimal(78)), ("湖南省第1院", Decimal(88)))
    return (
        replace(year(results, **DRAWN), as_of=date(2026, 11, 10), previous=previous),
        given,
        narrative,
        date(2026, 11, 10),
    )


def _city() -> tuple[Yearbook, Settings, Narrative, date]:
    results = (
        Result("长沙市财政局", level="市级", verified="85"),
        Result("长沙市中级人民法院", level="市级", nature="法检机关", verified="76"),
        Result("宁乡市教育局", level="县级", city="长沙市", district="宁乡市", verified="88"),
        Result("浏阳市水利局", level="县级", city="长沙市", district="浏阳市", self_total=None, verified=None),
    )
    county = CityResult("宁乡市", (), (), Source("宁乡.xlsx", "0" * 64, "xlsx"))
    book = replace(
        year(results, Level.CITY, **DRAWN), cities=(county,), drawn=("宁乡市教育局",), as_of=date(2027, 3, 6)
    )
    return book, settings(CITY, Level.CITY), NARRATIVE, date(2027, 3, 6)


def _joint() -> tuple[Yearbook, Settings, Narrative, date]:
    """Two organs together; only the host's signer is known."""
    return year(**DRAWN), settings(replace(PROVINCE, joint=("湖南省财政厅",))), NARRATIVE, DAY


def _county() -> tuple[Yearbook, Settings, Narrative, date]:
    results = (
        Result("宁乡市教育局", level="县级", verified="88"),
        Result("宁乡市水利局", level="县级", verified="60"),
        Result("宁乡市妇联", level="县级", nature="群团组织", self_total=None, verified=None),
    )
    return year(results, Level.COUNTY), settings(COUNTY, Level.COUNTY), NARRATIVE, DAY


SITUATIONS: Mapping[str, Situation] = {
    "省局-常见": _mixed,
    "省局-全部留空": _nothing_given,
    "省局-无未达标": _none_failed,
    "省局-全部满分": _all_full_marks,
    "省局-仅一家未达标": _one_unit_failed,
    "省局-仅一家达标": _one_unit_passed,
    "省局-均未报送": _none_reported,
    "省局-经批准表彰": _approved,
    "省局-分条叙述": _counted_off,
    "省局-联合行文": _joint,
    "市局": _city,
    "县局": _county,
}


def of_situation(name: str) -> Iterator[tuple[str, tuple[Outgoing, ...] | NothingToReport]]:
    """Every KIND in this situation: its Chinese name and its documents, or why there is none."""
    book, given, narrative, day = SITUATIONS[name]()
    for kind, chinese in KINDS.items():
        if kind == "inspection-sheets":
            continue
        try:
            made = compose(kind, book, given, FORM_SET, narrative=narrative, day=day)
        except NothingToReport as nothing:
            yield chinese, nothing
            continue
        yield chinese, tuple(one for one in made if one.file_name.endswith(".docx"))


def text_of_situation(name: str) -> str:
    """Every KIND in this situation, as plain text."""
    parts: list[str] = []
    for chinese, made in of_situation(name):
        if isinstance(made, NothingToReport):
            parts.append(f"━━ {chinese}：不生成文书：{made}\n")
        else:
            parts.extend(_text(chinese, one) for one in made)
    return "\n".join(parts)


def _text(kind: str, one: Outgoing) -> str:
    blanks = f"（留空：{'、'.join(one.blanks)}）" if one.blanks else ""
    return f"━━ {kind}：{one.file_name}{blanks}\n{readable(one.content)}\n"


def readable(content: bytes) -> str:
    """Paragraphs that say something as lines, table rows as cells between bars."""
    root = etree.fromstring(parts_of(content)["word/document.xml"])
    body = root.find(f"{W}body")
    assert body is not None
    lines: list[str] = []
    for block in body:
        if block.tag == f"{W}p":
            lines.append(_line(block))
        elif block.tag == f"{W}tbl":
            lines += [
                "| "
                + " | ".join("／".join(_line(one, "／") for one in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc"))
                for row in block.iter(f"{W}tr")
            ]
    return "\n".join(line for line in lines if line)


def _line(paragraph: etree._Element, broken: str = "") -> str:
    return "".join(
        (part.text or "").replace("\n", broken) if part.tag == f"{W}t" else broken
        for part in paragraph.iter(f"{W}t", f"{W}br")
        if part.tag == f"{W}t" or part.get(f"{W}type") != "page"
    ).strip()


def write() -> None:
    """Writes every golden text."""
    FOLDER.mkdir(exist_ok=True)
    for name in SITUATIONS:
        (FOLDER / f"{name}.txt").write_text(text_of_situation(name), encoding="utf-8")


if __name__ == "__main__":
    write()

"""Documents without a fault: every KIND in its situations, final and draft, and the elements that no KIND has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from generate.documents import KINDS, NothingToReport, compose
from generate.lengths import Mm
from generate.office import attachment, body, head, imprint, landscape, letter, signature, tables, title
from generate.office.document import OfficialDocument
from generate.office.finish import Facts
from jieyue.settings import Format, Organ, Settings
from tests.documents.years import FORM_SET, NARRATIVE, PROVINCE, Result, settings, year

DAY = date(2026, 12, 28)
JOINT = replace(PROVINCE, joint=("湖南省发展和改革委员会", "湖南省财政厅"))
_MANY = tuple(
    Result(f"湖南省第{number}事务中心", nature="事业单位", verified="70" if number % 9 == 0 else "91")
    for number in range(1, 160)
)
ORGAN = PROVINCE.name
LONG = "全省各级党政机关年度节能任务完成情况统计表和有关情况的说明"


@cache
def composed(kind: str, number: str = "湘管发〔2026〕12号", profile: str = "W1", joint: bool = False) -> bytes:
    """The first docx of a KIND, final."""
    made = _made(kind, _settings(JOINT if joint else PROVINCE, profile=profile), number)
    return next(iter(made.values()))


def _settings(organ: Organ = PROVINCE, **form: object) -> Settings:
    due = {"reminder": date(2027, 1, 5)}
    return settings(organ, format=Format(**form), deadlines=due)  # type: ignore[arg-type]


def _made(
    kind: str, given: Settings, number: str | None, results: tuple[Result, ...] | None = None
) -> dict[str, bytes]:
    book = year(results) if results else year(drawn=("长沙市财政局",), draw_method="按市州分层抽取。")
    day = DAY if number else None
    try:
        made = compose(kind, book, given, FORM_SET, narrative=NARRATIVE, number=number, day=day)
    except NothingToReport:
        return {}
    return {one.file_name: one.content for one in made if one.file_name.endswith(".docx")}


def situations() -> Mapping[str, tuple[Settings, str | None, tuple[Result, ...] | None]]:
    """Few and many units, draft and final, one organ and three, sealed and not, both profiles, either imprint."""
    return {
        "常见": (_settings(), "湘管发〔2026〕12号", None),
        "草稿": (_settings(), None, None),
        "单位多": (_settings(), "湘管发〔2026〕12号", _MANY),
        "联合": (_settings(JOINT), "湘管发〔2026〕12号", None),
        "联合不盖章": (_settings(JOINT, sealed=False), "湘管发〔2026〕12号", None),
        "不盖章": (_settings(sealed=False), "湘管发〔2026〕12号", None),
        "W2": (_settings(profile="W2"), "湘管发〔2026〕12号", None),
        "W2联合": (_settings(JOINT, profile="W2"), None, None),
        "版记不限双页": (_settings(imprint_on_even_page=False), "湘管发〔2026〕12号", None),
    }


def every_kind(situation: str) -> dict[str, bytes]:
    """The first docx of every KIND in a situation; of the sheets, one a unit, that of the first unit."""
    given, number, results = situations()[situation]
    found: dict[str, bytes] = {}
    for kind in KINDS:
        sheets = kind == "inspection-sheets"
        made = list(_made(kind, given, number, results[:1] if results and sheets else results).items())
        found |= dict(made[:1] if sheets else made[:3])
    return found


def _facts() -> Facts:
    return Facts(organ=ORGAN, title="通知", day=DAY)


@cache
def complete() -> bytes:
    """A notice with what no KIND has: copy number, urgency, four levels, 主送 in the imprint, a landscape annex."""
    made = OfficialDocument(_facts())
    made.add(head.head((f"{ORGAN}文件",), "湘管发〔2026〕12号", copy_number="000001", urgency="特急"))
    made.add(title.title(f"{ORGAN}关于做好节能工作的通知", (ORGAN,))).add(body.addressees(("省直各单位",)))
    made.add(body.plain_paragraph("根据《节能办法》（湘管发〔2020〕12号）要求，现将“节能”“节水”有关事项通知如下："))
    made.add(body.heading(1, "一、总体要求")).add(body.heading(2, "（一）工作目标"))
    made.add(body.plain_paragraph("到2026年底，能耗下降3～5%，覆盖10～20家单位；2020—2026年持续推进。" * 2))
    made.add(body.heading(3, "1.机关节能")).add(body.heading(4, "（1）空调节能"))
    made.add(body.plain_paragraph("夏季室内温度不低于26摄氏度。")).add(body.heading(1, "二、工作措施"))
    made.add(body.plain_paragraph("各单位要加强领导，落实责任。"))
    made.add(attachment.attachment_note(["节能任务清单", LONG]))
    made.add(signature.signature((ORGAN,), "2026年12月28日")).add(body.remark("此件公开发布"))
    made.add(attachment.attachment_head("附件1", "节能任务清单")).add(_list(3, Mm(156)))
    made.add(landscape.turned(attachment.attachment_head("附件2", LONG) + _list(12, Mm(225))))
    copies = ("省委办公厅", "省人大常委会办公厅")
    made.add(imprint.imprint(copies, f"{ORGAN}办公室", "2026年12月28日", addressees=("省直各单位",)))
    return made.save_bytes()


def _list(count: int, width: Mm) -> str:
    columns = [tables.Column(f"第{number}列", Mm(18), "center") for number in range(1, count + 1)]
    return tables.table(columns, [["甲"] * count, ["乙"] * count], width)


@cache
def unsealed() -> bytes:
    """A notice that will not be sealed."""
    made = OfficialDocument(replace(_facts(), imprint_on_even_page=False))
    made.add(head.head((f"{ORGAN}文件",), "湘管发〔2026〕12号"))
    made.add(title.title(f"{ORGAN}关于做好节能工作的通知", (ORGAN,))).add(body.addressees(("省直各单位",)))
    made.add(body.plain_paragraph("现将有关事项通知如下。" * 4))
    made.add(signature.signature((ORGAN,), "2026年12月28日", sealed=False))
    return made.add(imprint.imprint(("省委办公厅",), f"{ORGAN}办公室", "2026年12月28日")).save_bytes()


@cache
def a_letter() -> bytes:
    """A letter with copies."""
    made = OfficialDocument(_facts(), kind="letter")
    made.add(letter.letter_head(ORGAN, "湘管函〔2026〕7号"))
    made.add(title.title(f"{ORGAN}关于商请支持节能工作的函", (ORGAN,))).add(body.addressees(("省财政厅",)))
    made.add(body.plain_paragraph("为做好节能工作，商请贵厅给予支持。" * 3)).add(body.plain_paragraph("专此函商。"))
    made.add(signature.signature((ORGAN,), "2026年12月28日"))
    return made.add(imprint.letter_imprint(("省发展改革委",))).save_bytes()


@cache
def a_request() -> bytes:
    """A request with three signers."""
    made = OfficialDocument(_facts())
    made.add(head.head((f"{ORGAN}文件",), "湘管发〔2026〕12号", signers=("张三", "李四明", "王五")))
    made.add(title.title(f"{ORGAN}关于增加节能经费的请示", (ORGAN,))).add(body.addressees(("省人民政府",)))
    made.add(body.plain_paragraph("为做好节能工作，拟增加经费。" * 3)).add(body.plain_paragraph("妥否，请批示。"))
    made.add(signature.signature((ORGAN,), "2026年12月28日")).add(body.remark("联系人：陈某某，电话：0731-80000000"))
    return made.add(imprint.imprint(("省财政厅",), f"{ORGAN}办公室", "2026年12月28日")).save_bytes()

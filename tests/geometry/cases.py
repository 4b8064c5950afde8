"""The documents that are measured: every element of the standard, in both profiles, with text of many lengths."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from generate.lengths import Mm
from generate.office import attachment, body, head, imprint, landscape, letter, signature, tables, title
from generate.office.document import OfficialDocument
from generate.office.finish import Facts
from generate.office.page import W1, W2, Profile

ORGAN = "湖南省机关事务管理局"
JOINT = (ORGAN, "湖南省发展和改革委员会", "湖南省财政厅")
FIVE = (*JOINT, "湖南省生态环境厅", "湖南省教育厅")
EIGHT = (*FIVE, "湖南省住房和城乡建设厅", "湖南省商务厅", "湖南省市场监督管理局")
LONG = "湖南省湘西土家族苗族自治州机关事务管理和公共机构节能服务中心"
DAY = "2026年12月28日"
NUMBER = "湘管发〔2026〕12号"
TITLE = "湖南省机关事务管理局关于2026年度节约型机关创建评价情况的通报"
ADDRESSEES = ("各市州机关事务管理局", "省直各单位")
TEXT = (
    "各地区各单位要切实加强组织领导落实工作责任完善管理制度细化工作措施强化宣传引导营造良好氛围"
    "推动节约型机关创建工作走深走实不断提高公共机构能源资源利用效率为全面建设生态文明作出新的更大贡献"
)
"""Hanzi alone: a line holds 28 of them in every word processor."""
MIXED = (
    "根据《湖南省节约型机关创建行动方案》（湘管发〔2020〕12号），组织开展了2026年度全省节约型机关创建评价工作，"
    "“自评”“核查”均已完成——现将有关情况通报如下："
)
COPIES = (
    "省委办公厅",
    "省人大常委会办公厅",
    "省政府办公厅",
    "省政协办公厅",
    "省监委",
    "省法院",
    "省检察院",
    "各民主党派省委",
)


def facts(**more: object) -> Facts:
    return Facts(organ=ORGAN, title=TITLE, day=date(2026, 12, 28), **more)  # type: ignore[arg-type]


def opened(document: OfficialDocument, lines: int = 0, addressees: Sequence[str] = ADDRESSEES) -> OfficialDocument:
    """Title, addressees and ``lines`` paragraphs of one line each."""
    document.add(title.title(TITLE, JOINT, letter=document.kind == "letter")).add(body.addressees(addressees))
    for number in range(1, lines + 1):
        document.add(body.plain_paragraph(f"第{number}行正文。"))
    return document


def notice(lines: int, organs: Sequence[str] = (f"{ORGAN}文件",), **more: object) -> OfficialDocument:
    """A notice of so many lines of text before its signature."""
    made = OfficialDocument(facts(**more))
    made.add(head.head(organs, NUMBER, profile=made.facts.profile))
    return opened(made, lines)


def closed(document: OfficialDocument, organs: Sequence[str] = (ORGAN,), *, sealed: bool = True) -> OfficialDocument:
    """Signature and imprint."""
    document.add(signature.signature(organs, DAY, sealed=sealed))
    return document.add(imprint.imprint(COPIES, f"{ORGAN}办公室", DAY, profile=document.facts.profile))


def full() -> OfficialDocument:
    """A notice with every element: left items, four levels, annex note, seal, remark, annexes upright and turned."""
    made = OfficialDocument(facts())
    made.add(head.head((f"{ORGAN}文件",), NUMBER, copy_number="000001", secrecy="机密★1年", urgency="特急"))
    opened(made).add(body.plain_paragraph(TEXT * 2)).add(body.heading(1, "一、总体情况"))
    made.add(body.heading(2, "（一）评价结果")).add(body.plain_paragraph(MIXED * 2))
    made.add(body.heading(3, "1.省直单位")).add(body.heading(4, "（1）党的机关")).add(body.plain_paragraph(TEXT * 9))
    made.add(body.plain_paragraph("特此通报。"))
    made.add(
        attachment.attachment_note(
            [
                "2026年度节约型机关达标单位名单",
                "湖南省各市州节约型机关创建情况统计表及有关说明（含县市区机关事务管理部门报送情况）",
            ]
        )
    )
    made.add(signature.signature((ORGAN,), DAY)).add(body.remark("此件公开发布"))
    made.add(attachment.attachment_head("附件1", "2026年度节约型机关达标单位名单"))
    made.add(units(60))
    made.add(landscape.turned(attachment.attachment_head("附件2", "统计表") + wide(40)))
    return made.add(imprint.imprint(COPIES, f"{ORGAN}办公室", DAY))


def units(count: int) -> str:
    """A long upright list."""
    columns = [
        tables.Column("序号", Mm(14), "center"),
        tables.Column("单位名称", Mm(112)),
        tables.Column("得分", Mm(30), "right"),
    ]
    return tables.table(columns, [[str(n), f"湖南省第{n}单位", f"{80 + n % 20}.5"] for n in range(1, count + 1)])


def wide(count: int) -> str:
    """A long turned list."""
    columns = [tables.Column(f"第{n}列", Mm(18), "center") for n in range(1, 13)]
    return tables.table(columns, [[f"{row}{n:02}" for n in range(12)] for row in range(1, count + 1)], Mm(225))


def joint(*, sealed: bool) -> OfficialDocument:
    """A report of three organs with three signers."""
    made = OfficialDocument(facts())
    made.add(head.head(JOINT, NUMBER, signers=("张三", "李四明", "王五")))
    return closed(opened(made, 6), JOINT, sealed=sealed)


def _mixed(paragraphs: int) -> OfficialDocument:
    """Text with figures and marks, whose lines are fewer as we ask for them than as looser programs set them."""
    made = opened(_headed())
    for number in range(paragraphs):
        made.add(body.plain_paragraph(MIXED if number % 2 else MIXED + TEXT[: 40 + number]))
    return made


def _torn_before_table() -> OfficialDocument:
    """A notice whose text fills its page, with an annex of pages: LibreOffice would leave the signature alone."""
    made = notice(27).add(signature.signature((ORGAN,), DAY))
    made.add(attachment.attachment_head("附件", "达标单位名单")).add(units(60))
    return made.add(imprint.imprint(COPIES, f"{ORGAN}办公室", DAY))


def _turned_end(lines: int) -> OfficialDocument:
    """A notice whose last annex is turned, on page two after few lines and on page three after many."""
    made = notice(lines).add(attachment.attachment_note(["统计表"])).add(signature.signature((ORGAN,), DAY))
    made.add(landscape.turned(attachment.attachment_head("附件", "统计表") + wide(5)))
    return made.add(imprint.imprint(COPIES, f"{ORGAN}办公室", DAY))


def _turned_twice() -> OfficialDocument:
    """A notice with two turned annexes, one after the other."""
    made = notice(8).add(attachment.attachment_note(["统计表", "情况表"])).add(signature.signature((ORGAN,), DAY))
    for label, name in (("附件1", "统计表"), ("附件2", "情况表")):
        made.add(landscape.turned(attachment.attachment_head(label, name) + wide(5)))
    return made.add(imprint.imprint(COPIES, f"{ORGAN}办公室", DAY))


def letters(lines: int, profile: Profile = W1, **items: str) -> OfficialDocument:
    """A letter of so many lines."""
    made = OfficialDocument(facts(profile=profile), kind="letter")
    made.add(letter.letter_head(ORGAN, "湘管函〔2026〕7号", **items))
    opened(made, lines).add(signature.signature((ORGAN,), DAY))
    return made.add(imprint.letter_imprint(("省财政厅",), profile))


def documents() -> Mapping[str, Callable[[], bytes]]:
    """Every case by its name, to be made when asked."""
    made: dict[str, Callable[[], OfficialDocument]] = {
        "full": full,
        "grid": grid,
        "grid_w2": lambda: grid(profile=W2),
        "upward": lambda: closed(opened(_signed("李四明"), 3)),
        "four_signers": lambda: closed(opened(_signed("张三", "李四明", "王五", "欧阳六七"), 3)),
        "joint_sealed": lambda: joint(sealed=True),
        "joint_unsealed": lambda: joint(sealed=False),
        "joint_five": lambda: closed(notice(2, FIVE), FIVE),
        "joint_six": lambda: closed(notice(2, EIGHT[:6]), EIGHT[:6]),
        "joint_eight": lambda: closed(notice(2, EIGHT), EIGHT),
        "joint_five_signed": lambda: closed(opened(_signed(*"赵钱孙李周", organs=FIVE), 2), FIVE),
        "joint_two_w2": lambda: closed(notice(2, JOINT[:2], profile=W2), JOINT[:2]),
        "turned_end": lambda: _turned_end(30),
        "turned_end_blank": lambda: _turned_end(14),
        "turned_twice": _turned_twice,
        "five_seals": lambda: closed(notice(2), FIVE),
        "short_seals": lambda: closed(notice(2), ("省教育厅", "省财政厅", "省水利厅", "省林业局", "省统计局")),
        "unsealed": lambda: closed(notice(2), sealed=False),
        "closer_seals": _closer_seals,
        "tall_row": _tall_row,
        "long_name": lambda: _long_name(sealed=True),
        "long_name_unsealed_w2": lambda: _long_name(sealed=False, profile=W2),
        "unsealed_short": lambda: closed(notice(2), ("省财政厅",), sealed=False),
        "letter": lambda: letters(4),
        "letter_items": lambda: letters(40, copy_number="000012", urgency="加急"),
        "letter_w2": lambda: letters(30, profile=W2),
        "odd_end": lambda: closed(notice(5)),
        "even_room": lambda: closed(notice(14)),
        "even_full": lambda: closed(notice(27)),
        "blank_page": lambda: closed(notice(24)),
        "even_full_once": lambda: closed(notice(27, imprint_on_even_page=False)),
        "w2": lambda: closed(notice(14, profile=W2)),
        "torn": lambda: closed(notice(8)),
        "agreed": lambda: closed(_mixed(12)),
        "torn_before_table": _torn_before_table,
        "crowded": lambda: closed(opened(_headed(), 3, MANY)),
        "crowded_w2": _crowded_w2,
        "other_items": _other_items,
        "wrapped_title": _wrapped,
    }
    return {name: _saved(document) for name, document in made.items()}


def _saved(document: Callable[[], OfficialDocument]) -> Callable[[], bytes]:
    return lambda: document().save_bytes()


def _headed() -> OfficialDocument:
    return OfficialDocument(facts()).add(head.head((f"{ORGAN}文件",), NUMBER))


def _signed(*signers: str, organs: Sequence[str] = (f"{ORGAN}文件",)) -> OfficialDocument:
    return OfficialDocument(facts()).add(head.head(organs, NUMBER, signers=signers))


def _closer_seals() -> OfficialDocument:
    """Eight seals under a note of three annexes: in rows of two they would be higher than a page (R55)."""
    names = ["达标单位名单", "未达标单位名单", "评价得分表"]
    made = notice(24).add(attachment.attachment_note(names)).add(signature.signature(EIGHT, DAY))
    for number, name in enumerate(names, 1):
        made.add(attachment.attachment_head(f"附件{number}", name)).add(units(5))
    return made.add(imprint.imprint(COPIES, f"{ORGAN}办公室", DAY))


def _tall_row() -> OfficialDocument:
    """A list with a row that no page holds: it is broken between pages, and the rows round it stay whole."""
    columns = [
        tables.Column("序号", Mm(14), "center"),
        tables.Column("单位名称", Mm(102)),
        tables.Column("原因", Mm(40)),
    ]
    reasons = ("未建台账", TEXT * 5, "未见记录")
    rows = [(str(number), f"湖南省第{number}单位", reason) for number, reason in enumerate(reasons, 1)]
    made = notice(14).add(attachment.attachment_note(["扣分情况表"])).add(signature.signature((ORGAN,), DAY))
    made.add(attachment.attachment_head("附件", "扣分情况表") + tables.table(columns, rows))
    return made.add(imprint.imprint(COPIES, f"{ORGAN}办公室", DAY))


def _long_name(*, sealed: bool, profile: Profile = W1) -> OfficialDocument:
    """An organ whose name no line holds, in mark, signature and imprint."""
    made = notice(14, (f"{LONG}文件",), profile=profile)
    made.add(signature.signature((LONG,), DAY, sealed=sealed))
    return made.add(imprint.imprint(COPIES, f"{LONG}办公室", DAY, profile=profile))


def _crowded_w2() -> OfficialDocument:
    """Addressees moved into the imprint, where W2 gives it a place that is measured from the top."""
    made = OfficialDocument(facts(profile=W2)).add(head.head((f"{ORGAN}文件",), NUMBER, profile=W2))
    return closed(opened(made, 3, MANY))


def _other_items() -> OfficialDocument:
    made = notice(14).add(signature.signature((ORGAN,), DAY))
    return made.add(imprint.imprint(COPIES, f"{ORGAN}办公室", DAY, others=("共印50份",)))


MANY = tuple(f"湖南省{name}市机关事务管理局" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪")


def _wrapped() -> OfficialDocument:
    made = _headed()
    name = "湘西土家族苗族自治州机关事务服务中心"
    made.add(title.title(f"{ORGAN}关于{name}2026年度节约型机关创建整改事项的通知", (ORGAN, name)))
    return closed(made.add(body.addressees([name])).add(body.plain_paragraph(TEXT)))


def grid(**more: object) -> OfficialDocument:
    """Text of Hanzi alone, pages long."""
    made = notice(0, **more)
    return made.add(body.plain_paragraph(TEXT * 25))

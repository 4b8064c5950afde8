"""The files units send in: which unit, which shape, what is odd about it, and what a careful clerk would read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from samples import numbers, word
from samples.by_rule import our_docx, our_xlsx, own_table
from samples.numbers import plain
from samples.parcels import gbk_zip
from samples.printed import Filling, Look, as_docx, as_xlsx, put_sheet
from samples.sheets import add_sheet, new_book, saved
from samples.year import FORM_SET, YEAR, by_item, province, total

Truth = dict[str, Any]
_UNITS = province()


@dataclass(frozen=True, slots=True)
class Returned:
    """A file as it arrives, and its expected record where the builder knows it."""

    name: str
    data: bytes
    expected: Truth | None = None


def filling(name: str, day: str, written: str | None = None) -> Filling:
    """What a unit fills in; ``written`` is its name as it writes it."""
    judged = _UNITS[name]
    unit = judged.unit
    return Filling(written or name, unit.person or "", unit.phone or "", day, judged.own)


def truth(form: Filling, day: str | None, *codes: str, rules: bool = False, **other: Any) -> Truth:
    """The record a careful clerk would write: scores, head fields, and the codes of what is wrong."""
    items = {item: float(score) for item, score in by_item(form.own).items()} | other.pop("items", {})
    record: Truth = {
        "kind": "self_assessment",
        "unit": form.unit.replace(" ", ""),
        "contact": {"person": form.person, "phone": form.phone},
        "filled_on": day,
        "items": items,
        "stated_total": float(total(form.own)),
        "problems": sorted(codes),
    }
    if rules:
        record["rules"] = {rule: float(score) for rule, score in form.own.items()}
    return record | other


def october() -> list[Returned]:
    """On time: 18 units, a work plan beside some forms, and what else lands in a mailbox."""
    return [*_printed_word(), *_printed_sheets(), *_by_rule(), *_bundled(), *_beside()]


def _printed_word() -> list[Returned]:
    policy = filling("中共湖南省委政策研究室", "2026年10月12日")
    people = filling("湖南省人大常委会办公厅", "2026.10.13", "湖 南 省 人 大 常 委 会 办 公 厅")
    court = filling("湖南省高级人民法院", "二〇二六年十月十五日")
    league = filling("共青团湖南省委员会", "2026-10-16")
    union = filling("湖南省总工会", "2026年10月19日")
    held = Look(runs={item: word.control(plain(score)) for item, score in by_item(court.own).items()})
    edited = {"3.2": word.revised("5", plain(by_item(union.own)["3.2"]), 1), "2.2": word.split_runs("17")}
    return [
        Returned("中共湖南省委政策研究室自评表.docx", as_docx(policy, Look()), truth(policy, "2026-10-12")),
        Returned(
            "自评表（省人大办公厅）.docx",
            as_docx(people, Look(columns=("自评得分（分）", "备注"), kinds=("self", "blank"), writing=numbers.points)),
            truth(people, "2026-10-13"),
        ),
        Returned(
            "省高院节约型机关自评.docx",
            as_docx(
                court, replace(held, columns=("自评分", "佐证材料", "扣分原因"), kinds=("self", "evidence", "blank"))
            ),
            truth(court, "2026-10-15"),
        ),
        Returned(
            "团省委 自评打分表.docx",
            as_docx(league, Look(columns=("单位自评", "核查得分"), kinds=("self", "blank"), break_before="4.1")),
            truth(league, "2026-10-16"),
        ),
        Returned(
            "省总工会自评表（修订稿）.docx",
            as_docx(union, Look(runs=edited)),
            truth(union, "2026-10-19", "tracked-changes"),
        ),
    ]


def _printed_sheets() -> list[Returned]:
    money = filling("湖南省财政厅", "2026年10月9日")
    culture = filling("湖南省文化和旅游厅", "2026年10月20日")
    farms = filling("湖南省农业农村厅", "2026年10月21日")
    sports = filling("湖南省体育局", "2026/10/22")
    forest = filling("湖南省林业局", "2026年10月23日")
    coop = filling("湖南省供销合作总社", "2026年10月26日")
    return [
        Returned("湖南省财政厅.xlsx", as_xlsx(money, Look(writing=numbers.number)), truth(money, "2026-10-09")),
        Returned("文旅厅-节约型机关自评.xlsx", _behind_a_guide(culture), truth(culture, "2026-10-20")),
        Returned(
            "农业农村厅自评表.xlsx",
            as_xlsx(farms, Look(writing=numbers.number, odd={"2.2": "24"}, total="99")),
            truth(farms, "2026-10-21", "score-above-maximum", items={"2.2": 24.0}, stated_total=99.0),
        ),
        Returned(
            "体育局（盖章版电子稿）.xlsx",
            as_xlsx(
                sports, Look(columns=("自查得分", "说明"), kinds=("self", "note"), writing=numbers.wide, total="９１")
            ),
            truth(sports, "2026-10-22", "total-mismatch", stated_total=91.0),
        ),
        Returned("湖南省林业局自评表.xlsx", as_xlsx(forest, _broken_down(forest)), truth(forest, "2026-10-23")),
        Returned(
            "供销社.xlsx",
            as_xlsx(coop, Look(columns=("得分", "备注"), kinds=("self", "blank"), writing=numbers.tenths), "Sheet1"),
            truth(coop, "2026-10-26"),
        ),
    ]


def _behind_a_guide(form: Filling) -> bytes:
    """The table on the second sheet behind 填表说明, last year's copy hidden behind it."""
    book = new_book()
    guide = [["填表说明"], ["1.请各单位对照评价指标逐项自评，实事求是填写。"], ["2.请于10月底前报省机关事务管理局。"]]
    add_sheet(book, "填表说明", guide, widths=(80,))
    put_sheet(book, form, Look(writing=numbers.plain), "自评")
    return saved(book)


def _broken_down(form: Filling) -> Look:
    """Every numbered rule written out in the item's one cell."""
    cells = {
        item.id: numbers.breakdown({rule.number: form.own[rule.id] for rule in item.rules})
        for item in FORM_SET.items
        if len(item.rules) > 1
    }
    return Look(odd=cells, writing=numbers.plain)


def _by_rule() -> list[Returned]:
    made: list[Returned] = []
    ours: Mapping[str, tuple[str, Callable[[Filling, Any], bytes], str, str]] = {
        "湖南省水利厅": ("水利厅自评表.xlsx", our_xlsx, "2026年10月12日", "2026-10-12"),
        "湖南省统计局": ("湖南省统计局自评表.xlsx", our_xlsx, "2026-10-14", "2026-10-14"),
        "政协湖南省委员会办公厅": ("省政协办公厅自评表.docx", our_docx, "2026年10月15日", "2026-10-15"),
        "湖南省地方志编纂院": ("地方志编纂院自评表.docx", our_docx, "2026年10月28日", "2026-10-28"),
    }
    for name, (file, fill, day, iso) in ours.items():
        form = filling(name, day)
        left_out = {"stated_total": None} if fill is our_docx else {}  # nobody adds up what a Word form leaves open
        made.append(Returned(file, fill(form, _UNITS[name].unit), truth(form, iso, rules=True, **left_out)))
    care = filling("中共湖南省委老干部局", "2026年10月27日")
    table = own_table(care, f"{YEAR}年节约型机关创建自评打分表", "自评得分")
    made.append(Returned("省委老干部局打分表.xlsx", table, truth(care, "2026-10-27", rules=True)))
    grain = replace(filling("湖南省粮食和物资储备局", "2026年10月20日"), own=_before_correction())
    table = own_table(grain, f"{YEAR}年节约型机关自评表", "单位自评", numbers.earned)
    made.append(Returned("省粮储局自评表.xlsx", table, truth(grain, "2026-10-20", rules=True)))
    return made


def _before_correction() -> dict[str, Decimal]:
    """What 粮食和物资储备局 claimed at first: all of 2.2.3 and 3.1.5."""
    return {**_UNITS["湖南省粮食和物资储备局"].own, "2.2.3": Decimal(4), "3.1.5": Decimal(3)}


def _bundled() -> list[Returned]:
    """Two offices that share their rooms send one archive with names in GBK; another office's archive holds a plan."""
    overseas = filling("湖南省归国华侨联合会", "2026年10月29日")
    taiwan = filling("湖南省台湾同胞联谊会", "2026年10月29日")
    shared = gbk_zip(
        {
            "省侨联自评表.docx": as_docx(overseas, Look(columns=("自评得分", "备注"), kinds=("self", "blank"))),
            "省台联自评表.xlsx": as_xlsx(taiwan, Look(writing=numbers.spaced)),
            "侨台联合署创建节约型机关工作方案.docx": work_plan("湖南省归国华侨联合会、湖南省台湾同胞联谊会"),
        }
    )
    return [Returned("侨台联合署材料.zip", shared)]


def work_plan(unit: str) -> bytes:
    """A unit's 创建工作方案."""
    return word.letter(
        f"{unit}创建节约型机关工作方案",
        "为贯彻落实《湖南省节约型机关创建行动方案》，结合实际，制定本方案。",
        "一、工作目标。年内完成能源资源消耗量化指标，人均综合能耗、人均用水量较上年下降，自评得分达到80分以上。",
        "二、主要任务。健全节能管理制度，完善能源资源计量和统计，推行无纸化办公和绿色采购，实行生活垃圾分类。",
        "三、组织保障。成立创建工作领导小组，办公室负责日常工作，各处室明确一名联络员。",
        signed=(unit, "2026年4月20日"),
    )


def _beside() -> list[Returned]:
    """Work plans, the same file under another name, a truncated file, a lock file and something unrelated."""
    money = as_xlsx(filling("湖南省财政厅", "2026年10月9日"), Look(writing=numbers.number))
    prosecutors = as_xlsx(filling("湖南省人民检察院", "2026年10月30日"), Look())
    plan: Truth = {"kind": "work_plan", "problems": []}
    refused: Truth = {"kind": "unknown"}
    meeting = word.letter(
        "关于召开处务会议的通知",
        "定于10月30日上午9时在301会议室召开处务会议，研究第四季度工作安排，请准时参加。",
        to="各科室",
        signed=("综合科", "2026年10月28日"),
    )
    return [
        Returned("水利厅创建工作方案.docx", work_plan("湖南省水利厅"), plan),
        Returned("省财政厅创建节约型机关工作方案.docx", work_plan("湖南省财政厅"), plan),
        Returned("财政厅自评表（重发）.xlsx", money),
        Returned("检察院自评表.xlsx", prosecutors[: len(prosecutors) // 2], refused | {"problems": ["file-damaged"]}),
        Returned("~$湖南省财政厅.xlsx", b"\x06" + "经办人".encode("gbk").ljust(161, b"\x20")),
        Returned("会议通知.docx", meeting, refused | {"problems": ["form-unrecognised"]}),
    ]


def november() -> list[Returned]:
    """After the deadline: late forms, forms sent anew, corrections that were asked for."""
    women = filling("湖南省妇女联合会", "2026年11月6日", "省妇联")
    discipline = filling("中共湖南省纪律检查委员会湖南省监察委员会机关", "2026年11月3日", "湖南省纪委监委机关")
    archive = filling("湖南省档案馆", "2026年11月4日", "湖南省档案局（馆）")
    prosecutors = filling("湖南省人民检察院", "2026年10月30日")
    grain = filling("湖南省粮食和物资储备局", "2026年11月5日")
    farms = filling("湖南省农业农村厅", "2026年11月4日")
    sports = filling("湖南省体育局", "2026年11月5日")
    return [
        Returned(
            "省妇联自评表（补报）.docx",
            as_docx(women, Look(columns=("自评得分", "说明"), kinds=("self", "note"))),
            truth(women, "2026-11-06"),
        ),
        Returned(
            "纪委监委机关自评表.xlsx",
            as_xlsx(discipline, Look(columns=("自评得分", "核查得分"), kinds=("self", "blank"))),
            truth(discipline, "2026-11-03"),
        ),
        Returned("档案馆.docx", as_docx(archive, Look(writing=numbers.earned)), truth(archive, "2026-11-04")),
        Returned("检察院自评表（重新导出）.xlsx", as_xlsx(prosecutors, Look()), truth(prosecutors, "2026-10-30")),
        Returned(
            "省粮储局自评表（更正）.xlsx",
            own_table(grain, f"{YEAR}年节约型机关自评表", "单位自评", numbers.earned),
            truth(grain, "2026-11-05", rules=True),
        ),
        Returned(
            "农业农村厅自评表（更正）.xlsx", as_xlsx(farms, Look(writing=numbers.number)), truth(farms, "2026-11-04")
        ),
        Returned(
            "体育局自评表（更正）.xlsx", as_xlsx(sports, Look(writing=numbers.number)), truth(sports, "2026-11-05")
        ),
    ]

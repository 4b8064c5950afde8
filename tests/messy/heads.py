"""Names, days and contacts as they stand round the table, in every shape, with what is true of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.messy.paper import LEFT, Box, Line, Place, Sheet, Table, Truth

UNITS = (
    "湖南省水利厅", "长沙市财政局", "中共岳阳市委组织部", "湘西土家族苗族自治州机关事务管理局", "共青团湖南省委",
    "湖南省高级人民法院", "长沙市岳麓区人民检察院", "政协常德市委员会办公室", "浏阳市市场监督管理局",
    "湖南省总工会", "湖南省妇女联合会", "湖南省地质院", "国家税务总局湖南省税务局", "新宁县人民政府办公室",
    "江华瑶族自治县水利局", "湖南省人大常委会办公厅", "郴州市苏仙区教育局", "湖南省残疾人联合会",
    "湖南省社会科学院（湖南省人民政府发展研究中心）", "湖南省档案馆", "湖南省供销合作总社", "湖南省红十字会",
    "民建湖南省委", "湖南省工商业联合会", "中共湖南省纪律检查委员会", "湖南省文学艺术界联合会",
    "韶山市退役军人事务局", "湖南省公安厅", "中共湖南省委老干部局", "湖南省机关事务管理局", "永州市零陵区审计局",
    "湖南省卫生健康委员会", "湖南省发展和改革委员会", "中国国际贸易促进委员会湖南省委员会", "湖南省煤业集团",
    "湖南省交通运输厅机关服务中心", "衡阳市南岳区人民政府", "怀化市鹤城区城市管理和综合执法局", "湖南省委办公厅",
    "娄底市统计局", "湖南广播电视台", "湖南大学", "湖南省疾病预防控制中心", "湖南省政协", "湘江新区管理委员会",
    "国家统计局湖南调查总队", "中国人民银行湖南省分行", "湖南省人民政府驻北京办事处", "长沙海关", "湖南省博物馆",
    "湖南日报社", "中共长沙市委党校", "湖南省消防救援总队",
)  # fmt: skip
_PERSONS = ("李某", "王某某", "张三", "欧阳某", "刘 某", "陈某", "周　某")
_PHONES = (
    "0731-80000000",
    "073180000000",
    "0731－80000001",
    "13800000000",
    "138 0000 0000",
    "(0731)80000002",
    "0730-8000123",
)
_DIGITS = "〇一二三四五六七八九"


@dataclass
class Facts:
    """What the head says, as written."""

    unit: str
    person: str
    phone: str
    day: date
    written_day: str
    truth: Truth
    labels: list[str] = field(default_factory=list)
    cell_day: Box | None = None


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (_DIGITS[ones] if ones else "")


def _han_year(day: date, zero: str = "〇") -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(day.year)).replace("〇", zero)


DAYS: dict[str, Callable[[date], str]] = {
    "年月日": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "年月日空格": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "点": lambda d: f"{d.year}.{d.month}.{d.day}",
    "点零": lambda d: f"{d.year}.{d.month:02d}.{d.day:02d}",
    "横": lambda d: f"{d.year}-{d.month:02d}-{d.day:02d}",
    "斜": lambda d: f"{d.year}/{d.month}/{d.day}",
    "汉字": lambda d: f"{_han_year(d)}年{_han(d.month)}月{_han(d.day)}日",
    "汉字○": lambda d: f"{_han_year(d, '○')}年{_han(d.month)}月{_han(d.day)}日",
    "汉字零": lambda d: f"{_han_year(d, '零')}年{_han(d.month)}月{_han(d.day)}日",
    "全角": lambda d: f"{d.year}年{d.month}月{d.day}日".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "八位": lambda d: f"{d.year}{d.month:02d}{d.day:02d}",
    "号": lambda d: f"{d.year}年{d.month}月{d.day}号",
    "不断横": lambda d: f"{d.year}\u2011{d.month:02d}\u2011{d.day:02d}",
    "混写": lambda d: f"{d.year}年{_han(d.month)}月{_han(d.day)}日",
    "点号尾": lambda d: f"{d.year}年{d.month}月{d.day}日。",
}
BAD_DAYS: dict[str, Callable[[date], str]] = {
    "无年": lambda d: f"{d.month}月{d.day}日",
    "无日": lambda d: f"{d.year}年{d.month}月",
    "无日点": lambda d: f"{d.year}.{d.month}",
    "不存在": lambda d: f"{d.year}年2月30日",
    "十三月": lambda d: f"{d.year}年13月{d.day}日",
    "两位年": lambda d: f"{d.year % 100}.{d.month}.{d.day}",
    "汉字无日": lambda d: f"{_han_year(d)}年{_han(d.month)}月",
    "只有年": lambda d: f"{d.year}年",
    "留空年日": lambda d: f"{d.year}年  月  日",
    "近日": lambda _: "近日",
}


def facts(rng: Random, *, faulty: bool) -> Facts:
    """A unit, a contact and a day; now and then one of them is missing or no good."""
    truth = Truth()
    day = date(2026, 9, 1) + timedelta(days=rng.randrange(60))
    shape = rng.choice(list(DAYS))
    found = Facts(rng.choice(UNITS), rng.choice(_PERSONS), rng.choice(_PHONES), day, DAYS[shape](day), truth)
    found.labels.append(f"日期：{shape}")
    truth.unit, truth.filled_on = found.unit, day
    truth.person, truth.phone = found.person, found.phone
    if faulty and rng.random() < 0.25:
        shape = rng.choice(list(BAD_DAYS))
        found.written_day, truth.filled_on = BAD_DAYS[shape](day), None
        truth.need.append(("date-unreadable", "filled_on"))
        found.labels[-1] = f"日期：{shape}"
    return found


def no_contact(found: Facts) -> None:
    found.person = found.phone = ""
    found.truth.person = found.truth.phone = None
    found.truth.need += [("contact-missing", "contact.person"), ("contact-missing", "contact.phone")]


def no_day(found: Facts) -> None:
    found.written_day = ""
    found.truth.filled_on = None
    found.truth.need = [one for one in found.truth.need if one[0] != "date-unreadable"]


def spaced(text: str) -> str:
    return " ".join(text)


@dataclass
class Head:
    """Blocks above and below the table."""

    above: list[Line | Table]
    below: list[Line | Table]


HeadShape = Callable[[Random, Facts], Head]
_TITLES = (
    "{year}年度湖南省节约型机关评价自评表", "节约型机关创建自评表", "湖南省节约型机关评价指标自评表",
    "{year}年节约型机关创建自评打分表", "附件\n湖南省节约型机关评价指标（自评表）",
    "湖南省党政机关创建节约型机关评价指标自评表", "节约型机关自查表", "湖南省节约型机关创建自我评价表",
)  # fmt: skip


def title(rng: Random) -> Line:
    return Line(rng.choice(_TITLES).format(year=2026))


def _line(rng: Random, f: Facts) -> Head:
    label = rng.choice(
        [
            "填报单位（盖章）：",
            "单位名称：",
            "填报单位:",
            "申报单位（公章）：",
            "创建单位：",
            "自评单位（盖章）:",
            "填表单位：",
        ]
    )
    when = rng.choice(["填报日期：", "填表日期:", "填报时间：", "日期：", "填表时间："])
    gap = rng.choice(["　　", "    ", "\t", "　", "\t\t"])
    contact = _contact(rng, f)
    return Head([title(rng), Line(f"{label}{f.unit}{gap}{when}{f.written_day}")], contact)


def _contact(rng: Random, f: Facts) -> list[Line | Table]:
    first = rng.choice(["联系人", "填报人", "填表人", "经办人", "联系人姓名"])
    second = rng.choice(["联系电话", "电话", "联系方式", "手机", "办公电话"])
    shape = rng.randrange(4)
    if shape == 0 and f.person:
        return [Line(f"联系人及电话：{f.person}　{f.phone}")]
    if shape == 1:
        return [Line(f"{first}：{f.person}"), Line(f"{second}：{f.phone}")]
    if shape == 2 and f.person:
        return (
            [Line(f"{first}：{f.person}（{second}：{f.phone.replace('(0731)', '0731-')}）")]
            if "(" not in f.phone
            else [Line(f"{first}：{f.person}，{second}：{f.phone}")]
        )
    return [Line(f"{first}：{f.person}　　{second}：{f.phone}")]


def _two_lines(rng: Random, f: Facts) -> Head:
    above = [title(rng), Line(f"单位名称：{f.unit}"), Line(f"填报日期：{f.written_day}"), *_contact(rng, f)]
    return Head(above, [])


def _underlined(rng: Random, f: Facts) -> Head:
    line = f"填报单位（盖章）：___{f.unit}___  填报日期：__{f.written_day}__"
    return Head([title(rng), Line(line, "underlined")], [Line(f"联系人：__{f.person}__ 联系电话：__{f.phone}__")])


def _spaced(rng: Random, f: Facts) -> Head:
    label = rng.choice(["填 报 单 位：", "单　位　名　称：", "填报单位："])
    return Head([title(rng), Line(f"{label}{spaced(f.unit)}    填 报 日 期：{f.written_day}")], _contact(rng, f))


def _tabbed(rng: Random, f: Facts) -> Head:
    line = f"填报单位：\t{f.unit}\t填报日期：\t{f.written_day}"
    return Head([title(rng), Line(line)], [Line(f"联系人：\t{f.person}\t\t联系电话：\t{f.phone}")])


def _in_title(rng: Random, f: Facts) -> Head:
    pattern = rng.choice(
        [
            "{unit}{year}年度节约型机关自评表",
            "{unit}节约型机关创建自评表",
            "{unit}创建节约型机关自查表",
            "{unit}节约型机关评价自评打分表",
        ]
    )
    below = [*_contact(rng, f), Line(f"填报日期：{f.written_day}")]
    return Head([Line(pattern.format(unit=f.unit, year=2026))], below)


def _day_box(f: Facts, rng: Random) -> Box:
    day = f.truth.filled_on
    if day is not None and rng.random() < 0.4:
        serial = (day - date(1899, 12, 30)).days
        code, text = rng.choice(
            [
                ("yyyy-mm-dd", day.isoformat()),
                ('yyyy"年"m"月"d"日"', f"{day.year}年{day.month}月{day.day}日"),
                ("General", str(serial)),
            ]
        )
        return Box(
            text if text != str(serial) else f"{day.year}年{day.month}月{day.day}日", "number", str(serial), code
        )
    return Box(f.written_day)


def _cells(rng: Random, f: Facts) -> Head:
    """A table of labels and values, or in a workbook cells above the table."""
    rows: list[list[Place]] = [
        [Box("单位名称"), Box(f.unit), LEFT, Box("填报日期"), _day_box(f, rng)],
        [Box("联系人"), Box(f.person), LEFT, Box("联系电话"), Box(f.phone)],
    ]
    if rng.random() < 0.3:
        rows.append([Box("年度"), Box("2026"), LEFT, Box("层级"), Box("省级")])
    return Head([title(rng), Table(rows)], [])


def _cells_below(rng: Random, f: Facts) -> Head:
    rows: list[list[Place]] = [
        [Box("填报单位"), Box("联系人"), Box("联系电话"), Box("填报日期")],
        [Box(f.unit), Box(f.person), Box(f.phone), _day_box(f, rng)],
    ]
    return Head([title(rng), Table(rows)], [])


def _colon_cells(rng: Random, f: Facts) -> Head:
    rows: list[list[Place]] = [
        [Box(f"填报单位（盖章）：{f.unit}"), LEFT, LEFT, Box(f"填报日期：{f.written_day}"), LEFT],
        [Box(f"联系人：{f.person}"), LEFT, LEFT, Box(f"联系电话：{f.phone}"), LEFT],
    ]
    return Head([title(rng), Table(rows)], [])


def _one_cell(rng: Random, f: Facts) -> Head:
    text = f"单位名称：{f.unit}\n填报日期：{f.written_day}\n联系人：{f.person}\n联系电话：{f.phone}"
    return Head([title(rng), Table([[Box(text), LEFT, LEFT, LEFT]])], [])


def _split_cells(rng: Random, f: Facts) -> Head:
    row: list[Place] = [Box("填报单位："), *[Box(char) for char in f.unit]]
    below: list[Line | Table] = [Line(f"填报日期：{f.written_day}"), *_contact(rng, f)]
    return Head([title(rng), Table([row])], below)


def _sealed(rng: Random, f: Facts) -> Head:
    """Name and day below the table, as on a letter."""
    seal = rng.choice(["", "（盖章）", "（公章）"])
    return Head([title(rng)], [*_contact(rng, f), Line(f.unit + seal), Line(f.written_day)])


def _page_head(rng: Random, f: Facts) -> Head:
    """The unit on the page's own header."""
    above = [Line(f"填报单位：{f.unit}", story="header"), title(rng), Line(f"填报日期：{f.written_day}")]
    return Head(above, _contact(rng, f))


def _controls(rng: Random, f: Facts) -> Head:
    above: list[Line | Table] = [
        title(rng),
        Line(f"填报单位（盖章）：\0{f.unit}\0　填报日期：\0{f.written_day}\0", "controls"),
        Line(f"联系人：\0{f.person}\0　联系电话：\0{f.phone}\0", "controls"),
    ]
    return Head(above, [])


def _bare(rng: Random, f: Facts) -> Head:
    """Labels without colons."""
    above = [title(rng), Line(f"填报单位\t{f.unit}"), Line(f"填报日期\t{f.written_day}")]
    return Head(above, [Line(f"联系人\t{f.person}"), Line(f"联系电话\t{f.phone}")])


def _seal_after(rng: Random, f: Facts) -> Head:
    seal = rng.choice(["（盖章）", "（公章）", "(盖章)"])
    above = [
        title(rng),
        Line(
            f"填报单位：{f.unit}{seal}　　{f.written_day}"
            if f.truth.filled_on
            else f"填报单位：{f.unit}{seal}　填报日期：{f.written_day}"
        ),
    ]
    if f.truth.filled_on:
        above[-1] = Line(f"填报单位：{f.unit}{seal}　　填报时间：{f.written_day}")
    return Head(above, [Line(f"单位负责人：赵某　审核人：钱某　填表人：{f.person}　联系电话：{f.phone}")])


def _twice(rng: Random, f: Facts) -> Head:
    """Named above and signed below."""
    above = [title(rng), Line(f"单位名称（全称）：{f.unit}"), Line(f"填表日期：{f.written_day}")]
    return Head(above, [*_contact(rng, f), Line(f.unit)])


def _many_cells(rng: Random, f: Facts) -> Head:
    """As our own form has it."""
    rows: list[list[Place]] = [
        [Box("年度"), Box("2026"), Box("单位名称（全称）"), Box(f.unit)],
        [Box("统一社会信用代码"), Box(), Box("层级"), Box("省级")],
        [Box("市州/县市区"), Box(), Box("办公方式"), Box("独立")],
        [Box("有无食堂"), Box("有"), Box("有无公务用车"), Box("有")],
        [Box("联系人"), Box(f.person), Box("联系电话"), Box(f.phone)],
        [Box("填报日期"), _day_box(f, rng), Box("负责人"), Box("赵某")],
    ]
    return Head([title(rng), Table(rows)], [])


SHAPES: dict[str, HeadShape] = {
    "一行": _line,
    "多行": _two_lines,
    "下划线": _underlined,
    "字间空格": _spaced,
    "制表符": _tabbed,
    "标题中": _in_title,
    "标签格": _cells,
    "标签在上": _cells_below,
    "冒号格": _colon_cells,
    "一格多行": _one_cell,
    "一字一格": _split_cells,
    "落款": _sealed,
    "页眉": _page_head,
    "内容控件": _controls,
    "无冒号": _bare,
    "章在后": _seal_after,
    "前后各一": _twice,
    "多格": _many_cells,
}


def head(rng: Random, *, faulty: bool, book: bool) -> tuple[Head, Facts, list[str]]:
    """A head with its facts and labels."""
    found = facts(rng, faulty=faulty)
    names = [name for name in SHAPES if book or name != "无"]
    shape = rng.choice(names)
    labels = [f"表头：{shape}"]
    if rng.random() < 0.08:
        no_contact(found)
        labels.append("表头：无联系人")
    if shape != "落款" and rng.random() < 0.06:
        no_day(found)
        labels.append("表头：无日期")
    if shape == "落款" and found.truth.filled_on is None:
        # A line of its own that is no full day is no date label; nothing need be said.
        found.truth.need = [one for one in found.truth.need if one[0] != "date-unreadable"]
        found.truth.may.add("date-unreadable")
        found.truth.either.add("unit")
        found.truth.may |= {"unit-missing"}
    made = SHAPES[shape](rng, found)
    found.truth.year = (
        2026
        if any(re.search("2026年度?(?:湖南省)?节约", line.text) for line in made.above[:2] if isinstance(line, Line))
        else None
    )
    if shape == "多格" or any(isinstance(block, Table) and block.rows[-1][0] == Box("年度") for block in made.above):
        found.truth.year = 2026
    if faulty and rng.random() < 0.12 and shape in ("一行", "多行", "制表符"):
        _break_unit(rng, found, made, labels)
    return made, found, [*labels, *found.labels]


def _break_unit(rng: Random, found: Facts, made: Head, labels: list[str]) -> None:
    """No unit at all, or two that differ."""
    found.truth.unit = None
    for line in made.above:
        if isinstance(line, Line) and found.unit in line.text:
            if rng.random() < 0.5:
                line.text = line.text.replace(found.unit, "")
                found.truth.need.append(("unit-missing", "unit"))
                labels.append("表头：无单位")
            else:
                other = rng.choice([name for name in UNITS if name[-2:] != found.unit[-2:]])
                made.below.append(Line(f"单位名称：{other}"))
                found.truth.may.add("unit-conflict")
                found.truth.need.append(("unit-conflict", "unit"))
                labels.append("表头：两个单位")
            return


def as_sheet(rng: Random, made: Head, tables: list[Table], name: str) -> Sheet:
    """Head, tables and foot; between tables now and then the title of a 单元, below them instructions."""
    between: list[Line | Table] = []
    for number, table in enumerate(tables):
        if number and rng.random() < 0.5:
            between.append(Line(rng.choice(["二、完善制度机制", "（续表）", "续上表", ""])))
        between.append(table)
    foot = [Line(text) for text in _INSTRUCTIONS] if rng.random() < 0.1 else []
    return Sheet(name, [*made.above, *between, *made.below, *foot])


_INSTRUCTIONS = (
    "填表说明：",
    "1.单位名称：填写单位全称，与公章一致。",
    "2.填报日期：填写实际填报日期。",
    "3.联系人：填写具体经办人员。",
    "4.总分：100分，80分以上为达标。",
)

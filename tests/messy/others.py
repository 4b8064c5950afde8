"""Files that are no 自评表: reports in sentences, 核查表, 汇总表, plans, letters, another office's form."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.messy import heads, scores, tables
from tests.messy.laid_out import tables_of
from tests.messy.notice import printed_items
from tests.messy.paper import Box, Line, Place, Sheet, Table, Truth
from tests.messy.scores import chinese, plain

Made = tuple[list[Sheet], Truth, list[str]]


def _body(name: str, blocks: list[Line | Table]) -> list[Sheet]:
    return [Sheet(name, blocks)]


def narrative(rng: Random) -> Made:
    """A report whose sentences give each item's score, or leave one in doubt."""
    unit = rng.choice(heads.UNITS)
    truth = Truth(unit=unit, year=None)
    pattern = rng.choice(
        [
            "（{n}）{t}（{m}分）。工作扎实推进，制度健全，自评得{v}分。",
            "{n}、{t}：本单位高度重视，落实到位。该项分值{m}分，自评{v}分。",
            "{n}.{t}。严格落实各项要求，自评得分{v}分。",
            "{t}，满分{m}分，自评得分为{v}分。",
            "{n}．{t}（满分{m}分，自评{v}分）。各项措施落实到位。",
            "（{n}）{t}方面。已建立台账，该项自评得分：{v}分。",
        ]
    )
    doubtful = set(rng.sample([item.id for item in printed_items()], 2)) if rng.random() < 0.3 else set()
    total = Decimal(0)
    lines = [
        Line(f"{unit}节约型机关创建自评报告"),
        Line("按照通知要求，我单位对照评价指标开展了自评，现将有关情况报告如下。"),
    ]
    section = ""
    for number, item in enumerate(printed_items(), 1):
        if item.section != section and rng.random() < 0.7:
            lines.append(Line(f"{'一二三四五'[item.number - 1]}、{item.section}"))
        section = item.section
        value = tables.value_of(rng, item.max)
        value = rng.choice([Decimal(0), item.max]) if item.id == "1.1" else value
        written = chinese(value) if rng.random() < 0.1 else plain(value)
        text = pattern.format(n=number, t=item.title, m=plain(item.max), v=written)
        truth.items[item.id] = value
        if item.id in doubtful:
            text = text.replace(f"{written}分", rng.choice([f"约{written}分", "3至4分", f"{plain(value)}分左右"]))
            truth.items[item.id] = None
            truth.need.append(("*", item.id))
        total += value
        lines.append(Line(text))
    truth.may |= {"score-not-a-number", "score-missing"} if doubtful else set()
    if rng.random() < 0.6 and not doubtful:
        lines.append(Line(f"综上，我单位自评总分{plain(total)}分。"))
        truth.total = total
        truth.either.add("stated_total")
    lines += [Line("联系人：李某　联系电话：0731-80000000"), Line(unit), Line("2026年10月12日")]
    truth.person, truth.phone = "李某", "0731-80000000"
    truth.filled_on = heads.date(2026, 10, 12)
    return _body("报告", list(lines)), truth, ["种类：叙述报告"]


def verification(rng: Random, *, book: bool) -> Made:
    """The 核查表 as it comes back: 自评得分 printed, 核查得分 written in, now and then badly."""
    truth = Truth(kind="verification")
    layout = rng.choice(["项目", "逐条"])
    made = tables.draft(rng, book=book, layout=layout, faulty=False, truth=truth)
    made.rows[-1].boxes["score"], truth.total = Box(), None
    made.columns = ["number", "section", "item", "requirement", "rule", "max", "score", "verified", "note"]
    made.names |= {
        "score": rng.choice(["自评得分", "自评分"]),
        "verified": rng.choice(["核查得分", "核查分", "现场核查得分", "验收得分", "核查组评分", "复核得分"]),
    }
    rows = [row for row in made.rows if row.item]
    bad = rng.choice(rows) if rng.random() < 0.4 else None
    for row in rows:
        row.boxes["verified"] = _verified(rng, row, truth, row is bad, book)
    if layout == "逐条":
        _sum_verified(truth)
    unit = rng.choice(heads.UNITS)
    truth.unit = unit
    above: list[Line | Table] = [
        Line("2026年度节约型机关现场核查表"),
        Line(f"被核查单位：{unit}　核查日期：2026年11月20日"),
    ]
    truth.filled_on = heads.date(2026, 11, 20)
    blocks = [*above, *tables_of(made), Line("核查人：张某、王某")]
    return _body("核查表", blocks), truth, ["种类：核查表"]


def _verified(rng: Random, row: tables.Row, truth: Truth, bad: bool, book: bool) -> Box:
    assert row.item is not None
    about, maximum = (row.rule.id, row.rule.max) if row.rule else (row.item.id, row.item.max)
    if bad:
        written = rng.choice([scores.missing(rng), scores.doubtful(rng, book=book), scores.not_applicable(rng)])
        truth.verified[about] = None
        truth.need.append((written.code or "", about))
        return written.box
    value = tables.value_of(rng, maximum)
    value = rng.choice([Decimal(0), maximum]) if row.item.id == "1.1" else value
    truth.verified[about] = value
    return scores.clean(rng, value, maximum, book=book).box


def _sum_verified(truth: Truth) -> None:
    for item in printed_items():
        values = [truth.verified[rule.id] for rule in item.rules]
        known = [value for value in values if value is not None]
        truth.verified[item.id] = sum(known, Decimal(0)) if len(known) == len(values) else None


_DISTRICTS = ("岳麓区", "芙蓉区", "浏阳市", "宁乡市", "长沙县")


def summary(rng: Random) -> Made:
    """One line a unit."""
    truth = Truth(kind="city_summary")
    names = ["市州", "县市区", "单位全称", "层级", "性质", "自评分", "核查分", "是否达标", "上年未通过", "备注"]
    rows: list[list[Place]] = [[Box("序号"), *[Box(name) for name in names]]]
    for number in range(1, rng.randint(4, 15)):
        district = rng.choice(_DISTRICTS)
        name = f"{district}{rng.choice(['教育局', '财政局', '水利局', '审计局', '统计局'])}{number}".rstrip(
            "0123456789"
        )
        name = f"长沙市{name}"
        own, checked = Decimal(rng.randrange(140, 201)) / 2, Decimal(rng.randrange(140, 201)) / 2
        passed = "是" if checked >= 80 else "否"
        texts = [
            str(number),
            "长沙市",
            district,
            name,
            "县级",
            "行政机关",
            plain(own),
            plain(checked),
            passed,
            "否",
            "",
        ]
        rows.append([Box(text) for text in texts])
        truth.units.append(name)
    above: list[Line | Table] = [
        Line("2026年度长沙市节约型机关创建情况汇总表"),
        Line("填报单位：长沙市机关事务管理局　填报日期：2027年3月1日"),
    ]
    truth.unit, truth.filled_on = "长沙市机关事务管理局", heads.date(2027, 3, 1)
    truth.may.add("summary-mismatch")
    return _body("汇总表", [*above, Table(rows)]), truth, ["种类：汇总表"]


_PLAN = (
    "为深入推进节约型机关创建工作，结合实际，制定本方案。",
    "一、工作目标",
    "到年底达到节约型机关标准。",
    "二、主要措施",
    "健全制度，落实责任。",
)


def work_plan(rng: Random) -> Made:
    unit = rng.choice(heads.UNITS)
    name = rng.choice(
        [
            "创建节约型机关工作方案",
            "节约型机关创建工作方案",
            "2026年节约型机关创建实施方案",
            "节约型机关创建行动工作方案",
        ]
    )
    truth = Truth(kind="work_plan", unit=unit, filled_on=heads.date(2026, 10, 20))
    lines = [Line(f"{unit}{name}"), *map(Line, _PLAN), Line(unit), Line("2026年10月20日")]
    return _body("方案", list(lines)), truth, ["种类：工作方案"]


def rectification(rng: Random) -> Made:
    unit = rng.choice(heads.UNITS)
    name = rng.choice(
        ["关于节约型机关创建核查问题整改情况的报告", "节约型机关创建整改报告", "关于节约型机关创建整改落实情况的报告"]
    )
    truth = Truth(kind="rectification_report", unit=unit, filled_on=heads.date(2026, 12, 20))
    lines = [
        Line(f"{unit}{name}"),
        Line("省机关事务管理局："),
        Line("根据核查反馈的问题，我单位认真整改，现将节约型机关创建整改情况报告如下。"),
    ]
    lines += [Line("一、关于未建立台账的问题。已整改。"), Line(unit), Line("2026年12月20日")]
    return _body("整改", list(lines)), truth, ["种类：整改报告"]


_LETTERS = (
    (
        "关于召开节约型机关创建工作推进会的通知",
        "各市州机关事务管理局：",
        "定于10月20日召开推进会，请安排1名负责人参加，自评得分80分以上的单位作交流发言。",
    ),
    (
        "节约型机关创建工作会议纪要",
        "会议听取了自评情况汇报，管理机构得8分，管理制度得20分的单位要巩固成果。",
        "会议强调，要扎实推进。",
    ),
    ("关于报送节约型机关创建联络员名单的函", "现将我单位联络员名单报送如下。", "联系人：李某，电话：0731-80000000"),
    (
        "关于印发《湖南省节约型机关创建行动方案》的通知",
        "各市州机关事务管理局：",
        "现印发给你们，请认真组织实施。附件：湖南省节约型机关评价指标",
    ),
    (
        "节约型机关创建工作总结",
        "今年以来，我局扎实推进节约型机关创建，行为节约、绿色采购、绿色出行成效明显。",
        "下一步将继续努力。",
    ),
    (
        "关于开展节约型机关自评工作的通知",
        "请各单位对照评价指标开展自评，填写自评表，于10月底前报送。",
        "自评总分80分以上为达标。",
    ),
    ("倡议书", "全体干部职工：", "让我们从行为节约、绿色出行做起，共建节约型机关。"),
)


def letter(rng: Random) -> Made:
    lines = [Line(text) for text in rng.choice(_LETTERS)]
    return _body("正文", list(lines)), Truth(kind="unknown", refused=True), ["种类：无关文件"]


_FOREIGN = {
    "文明单位测评表": (
        ("组织领导", "领导重视，责任落实", 20),
        ("管理制度", "各项制度健全", 10),
        ("教育培训", "定期开展道德教育", 20),
        ("宣传实践", "宣传到位", 20),
        ("管理机构", "机构健全", 8),
        ("志愿服务", "常年开展", 22),
    ),
    "平安单位创建自评表": (
        ("组织领导", "成立领导小组", 15),
        ("制度建设", "制度健全", 25),
        ("宣传教育", "开展宣传", 20),
        ("矛盾化解", "及时化解", 20),
        ("安全生产", "无事故", 20),
    ),
    "节水型单位自评表": (
        ("节水管理制度", "制定节水管理制度", 10),
        ("计量器具", "用水计量率100%", 20),
        ("节水器具", "使用节水型器具，节水器具普及率100%", 20),
        ("用水定额", "低于定额", 30),
        ("宣传", "开展节水宣传活动", 20),
    ),
    "公共机构节能考核评分表": (
        ("节能目标", "完成年度节能目标", 30),
        ("管理机构", "明确管理机构和人员", 10),
        ("统计制度", "建立能耗统计台账，定期报送", 20),
        ("节能改造", "实施节能改造", 20),
        ("绿色采购", "采购节能产品", 10),
        ("宣传培训", "开展节能宣传周活动", 10),
    ),
    "垃圾分类工作考核表": (
        ("组织领导", "成立领导小组", 10),
        ("源头减量", "限制使用一次性用品", 20),
        ("分类投放", "设置分类容器", 20),
        ("分类收运", "与有资质企业签订协议", 20),
        ("宣传教育", "开展宣传", 30),
    ),
    "绩效考核自评表": (
        ("党的建设", "落实主体责任", 30),
        ("业务工作", "完成年度任务", 50),
        ("行为节约", "厉行节约", 10),
        ("绿色出行", "减少公车使用", 10),
    ),
}


def foreign(rng: Random) -> Made:
    """Another office's scoring form: refused."""
    name = rng.choice(list(_FOREIGN))
    rows: list[list[Place]] = [[Box(text) for text in ("序号", "项目", "评分标准", "分值", "自评得分")]]
    rows += [
        [Box(str(n)), Box(t), Box(r), Box(str(m)), Box(str(m - rng.randrange(3)))]
        for n, (t, r, m) in enumerate(_FOREIGN[name], 1)
    ]
    rows.append([Box("合计"), Box(), Box(), Box("100"), Box("95")])
    blocks: list[Line | Table] = [Line(f"2026年{name}"), Line(f"单位：{rng.choice(heads.UNITS)}"), Table(rows)]
    return _body("表", blocks), Truth(kind="unknown", refused=True), ["种类：外单位表"]


def printed_only(rng: Random) -> Made:
    """The notice's table without any score column, as it hangs on the notice: no form."""
    made = tables.draft(rng, book=False, layout="项目", faulty=False, truth=Truth())
    made.columns = ["number", "section", "item", "requirement", "rule", "max"]
    blocks: list[Line | Table] = [Line("附件"), Line("湖南省节约型机关评价指标"), *tables_of(made)]
    return _body("指标", blocks), Truth(kind="unknown", refused=True), ["种类：只有指标表"]

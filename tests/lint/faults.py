"""One fault each in a good document, and the only rule that it breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generate.office.wml import run
from tests.lint import good
from tests.lint.breaking import (
    Break,
    Copy,
    attribute,
    blank_after,
    blanks_removed,
    both,
    element,
    everywhere,
    layout,
    look,
    paragraphs,
    replaced,
    said,
    style,
)


@dataclass(frozen=True)
class Fault:
    """What is wrong, the rule that says so, the good document, and the edit."""

    name: str
    rule: str
    document: Callable[[], bytes]
    change: Break

    def broken(self) -> bytes:
        copy = Copy.of(self.document())
        self.change(copy)
        return copy.bytes()


def notice() -> bytes:
    return good.composed("reminder")


def praise() -> bytes:
    return good.composed("commendation")


def report() -> bytes:
    return good.composed("filing")


def wide() -> bytes:
    return good.composed("reminder", profile="W2")


def joint() -> bytes:
    return good.composed("reminder", joint=True)


def second_number(copy: Copy) -> None:
    """The number of another organ under the first."""
    copy.edit("word/document.xml", lambda root: paragraphs(root, NUMBER)[0].addprevious(element(ANOTHER)))


def face(name: str) -> str:
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


SONG, HEI, FANG, KAI = (face(name) for name in ("宋体", "黑体", "仿宋_GB2312", "楷体_GB2312"))
RED = '<w:color w:val="FF0000"/>'
BOLD = "<w:b/>"
LEFT, CENTER = '<w:jc w:val="left"/>', '<w:jc w:val="center"/>'
ODD, EVEN = "word/footerOdd.xml", "word/footerEven.xml"
MARK, NUMBER, TO = "湖南省机关事务管理局文件", "湘管发〔2026〕12号", "省直有关单位："
TEXT, HEADING = "根据《湖南省节约型机关创建行动方案》", "一、报送情况"
ANOTHER = f'<w:p><w:pPr><w:pStyle w:val="GwNumber"/></w:pPr>{run("湘发改〔2026〕5号")}</w:p>'
LETTER_LINES = (
    '<w:pBdr><w:top w:val="single" w:sz="18" w:space="0" w:color="FF0000"/>'
    '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="FF0000"/></w:pBdr>'
)
PRINTED = (
    f'<w:p><w:pPr><w:pStyle w:val="GwPrinted"/></w:pPr>{run("湖南省机关事务管理局办公室　2026年12月28日印发")}</w:p>'
)
LABEL = f'<w:p><w:pPr><w:pStyle w:val="GwAnnexLabel"/></w:pPr>{run("附件")}</w:p>'
LETTER_NUMBER = "湘管函〔2026〕7号"


def size(points: float) -> str:
    return f'<w:sz w:val="{int(2 * points)}"/>'


def line(twips: int) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{twips}" w:lineRule="exact"/>'


PAGE = (
    Fault("纸张为B5", "R03", notice, both(attribute("pgSz", "w", "10319"), attribute("pgSz", "h", "14572"))),
    Fault("上边距25.4毫米", "R04", notice, attribute("pgMar", "top", "1440")),
    Fault("W2的上边距32毫米", "R04", wide, attribute("pgMar", "top", "1814")),
    Fault("左边距31.8毫米", "R05", notice, attribute("pgMar", "left", "1803")),
    Fault("另加装订线", "R05", notice, attribute("pgMar", "gutter", "284")),
    Fault("右边距31.8毫米", "R06", notice, attribute("pgMar", "right", "1803")),
    Fault("下边距25.4毫米", "R06", notice, attribute("pgMar", "bottom", "1440")),
    Fault("横排页边距普通", "R06", good.complete, attribute("pgMar", "top", "720", nth=1)),
    Fault("行距30磅", "R09", notice, style("GwBody", line(600))),
    Fault("一段行距29磅", "R09", notice, layout(TEXT, line(580))),
    Fault("正文1.5倍行距", "R09", notice, style("GwBody", '<w:spacing w:line="520" w:lineRule="auto"/>')),
    Fault("W2行距28.95磅却用W1天头", "R09", wide, style("GwBody", line(640))),
    Fault("字间距不紧缩", "R09", notice, style("GwBody", '<w:spacing w:val="0"/>', "rPr")),
    Fault("正文一段蓝色", "R10", notice, look(TEXT, '<w:color w:val="0070C0"/>')),
    Fault("正文一段红色", "R10", notice, look(TEXT, RED)),
    Fault(
        "附件重编页码",
        "R68",
        good.complete,
        replaced(
            '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr></w:body>',
            '<w:pgNumType w:start="1"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr></w:body>',
        ),
    ),
)

HEAD = (
    Fault("份号五位", "R20", good.complete, said("000001", "00001")),
    Fault("份号居右", "R20", good.complete, layout("000001", '<w:jc w:val="right"/>')),
    Fault("份号小四", "R20", good.complete, look("000001", size(12))),
    Fault("紧急程度仿宋", "R22", good.complete, look("特急", FANG)),
    Fault("紧急程度写作急件", "R22", good.complete, said("特急", "急件")),
    Fault(
        "紧急程度在份号之上",
        "R22",
        good.complete,
        both(said("特急", "换"), said("000001", "特急"), said("换", "000001"), look("特急", HEI), look("000001", FANG)),
    ),
    Fault("标志带年份", "R23", notice, said(MARK, "湖南省机关事务管理局2026文件")),
    Fault("标志距版心25毫米", "R24", notice, attribute("framePr", "y", "1417")),
    Fault("标志靠左", "R24", notice, layout(MARK, LEFT)),
    Fault("标志黑体", "R25", notice, look(MARK, HEI)),
    Fault("标志黑色", "R25", notice, look(MARK, '<w:color w:val="000000"/>')),
    Fault(
        "联合标志的文件二字靠上",
        "R26",
        joint,
        replaced('w:line="1003" w:lineRule="exact"/></w:pPr></w:p>', 'w:line="20" w:lineRule="exact"/></w:pPr></w:p>'),
    ),
    Fault("字号紧接标志", "R27", notice, blanks_removed(NUMBER, 2)),
    Fault("字号下空四行", "R27", notice, blank_after(MARK, 3)),
    Fault("字号靠左", "R27", notice, layout(NUMBER, LEFT)),
    Fault("字号用方括号", "R28", notice, said(NUMBER, "湘管发[2026]12号")),
    Fault("字号用方头括号", "R28", notice, said(NUMBER, "湘管发【2026】12号")),
    Fault("字号加第", "R28", notice, said(NUMBER, "湘管发〔2026〕第12号")),
    Fault("字号编虚位", "R28", notice, said(NUMBER, "湘管发〔2026〕012号")),
    Fault("字号两位年份", "R28", notice, said(NUMBER, "湘管发〔26〕12号")),
    Fault("字号宋体", "R08", notice, look(NUMBER, SONG)),
    Fault("两个字号", "R29", notice, second_number),
    Fault("没有红线", "R34", notice, layout(NUMBER, "", drop="pBdr")),
    Fault(
        "红线离字号5.6毫米", "R34", notice, replaced('w:space="7" w:color="FF0000"', 'w:space="12" w:color="FF0000"')
    ),
    Fault("红线不足156毫米", "R34", notice, layout(NUMBER, '<w:ind w:left="600" w:right="600"/>')),
    Fault(
        "报告没有签发人",
        "R33",
        report,
        both(
            said("签发人：", ""),
            said("王某某", ""),
            layout("湘管发〔2026〕12号", CENTER, drop="tabs"),
            everywhere("<w:r><w:tab/></w:r>", ""),
        ),
    ),
    Fault(
        "上行文字号左空三字",
        "R30",
        report,
        replaced('<w:tab w:val="left" w:pos="315"/>', '<w:tab w:val="left" w:pos="945"/>'),
    ),
    Fault("签发人用半角冒号", "R31", report, said("签发人：", "签发人:")),
    Fault("签发人姓名仿宋", "R31", report, replaced(KAI, FANG)),
    Fault(
        "签发人三字黑体",
        "R31",
        report,
        replaced(
            '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">签发人：',
            f'<w:rPr>{HEI}</w:rPr><w:t xml:space="preserve">签发人：',
        ),
    ),
    Fault("签发人一行三个", "R32", good.a_request, said("张　三", "张　三　　李四明　　王五七")),
)

BODY = (
    Fault("标题黑体", "R40", notice, look("关于催报2026年度", HEI)),
    Fault("标题二号改小二", "R40", notice, look("关于催报2026年度", size(18))),
    Fault("标题靠左", "R40", notice, layout("关于催报2026年度", LEFT)),
    Fault("标题离红线四行", "R40", notice, blank_after(NUMBER, 2)),
    Fault("标题紧接红线", "R40", notice, blanks_removed("关于催报2026年度", 2)),
    Fault(
        "标题末行一个字",
        "R40",
        notice,
        replaced("的通知</w:t>", "的通</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>知</w:t>"),
    ),
    Fault("标题没有文种", "R41", notice, said("的通知", "的安排")),
    Fault("标题末尾有句号", "T6", notice, said("的通知", "的通知。")),
    Fault("请示报告混用", "K1", report, said("的报告", "的请示报告")),
    Fault("报告夹带请示", "K6", report, said("特此报告。", "妥否，请批示。")),
    Fault("请示主送两个机关", "K7", good.a_request, said("省人民政府：", "省人民政府，省财政厅：")),
    Fault("主送紧接标题", "R42", notice, blanks_removed(TO, 1)),
    Fault("主送空两行", "R42", notice, blank_after("关于催报2026年度", 2)),
    Fault("主送缩进", "R42", notice, layout(TO, '<w:ind w:firstLineChars="200" w:firstLine="630"/>')),
    Fault("主送半角冒号", "R42", notice, said(TO, "省直有关单位:")),
    Fault("主送黑体", "R08", notice, look(TO, HEI)),
    Fault("正文宋体", "R45", notice, look(TEXT, SONG)),
    Fault("正文四号", "R45", notice, look(TEXT, size(14))),
    Fault("正文不缩进", "R45", notice, layout(TEXT, '<w:ind w:firstLineChars="0" w:firstLine="0"/>')),
    Fault(
        "正文缩进五号字二字",
        "R45",
        notice,
        both(
            style("GwBody", '<w:ind w:firstLine="420"/>'),
        ),
    ),
    Fault(
        "正文整段左缩进",
        "R45",
        notice,
        layout(TEXT, '<w:ind w:leftChars="200" w:left="630" w:firstLineChars="0" w:firstLine="0"/>'),
    ),
    Fault("一级标题仿宋", "R46", notice, look(HEADING, FANG)),
    Fault("一级标题加粗", "R46", notice, look(HEADING, BOLD)),
    Fault("二级标题黑体", "R46", good.complete, look("（一）工作目标", HEI)),
    Fault("三级标题加粗", "R46", good.complete, look("1.机关节能", BOLD)),
    Fault("四级标题楷体", "R46", good.complete, look("（1）空调节能", KAI)),
    Fault("一级标题三号改二号", "R46", notice, look(HEADING, size(18))),
    Fault("段首二级标题仿宋", "R46", praise, replaced(KAI, FANG)),
    Fault(
        "层次倒置",
        "R46",
        good.complete,
        both(
            said("一、总体要求", "（一）总体要求"),
            said("（一）工作目标", "一、工作目标"),
            look("（一）总体要求", KAI),
            look("一、工作目标", HEI),
        ),
    ),
    Fault("此页无正文", "R55", notice, said("特此通知。", "（此页无正文）")),
    Fault(
        "引号落入西文字体",
        "W7",
        good.complete,
        look(
            "现将“节能”",
            '<w:rFonts w:hint="default" w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"/>',
        ),
    ),
    Fault("附件说明紧接正文", "R47", notice, blanks_removed("尚未报送自评材料的单位名单", 1)),
    Fault(
        "附件说明不缩进", "R47", notice, layout("尚未报送自评材料的单位名单", '<w:ind w:left="1417" w:hanging="1417"/>')
    ),
    Fault("附件说明半角冒号", "R47", notice, said("附件：1.", "附件:1.")),
    Fault("附件名称后有句号", "R47", notice, said("尚未报送自评材料的单位名单", "尚未报送自评材料的单位名单。")),
    Fault("附件说明用顿号编号", "R47", notice, said("附件：1.", "附件：1、")),
    Fault("附件说明宋体", "R08", notice, look("尚未报送自评材料的单位名单", SONG)),
    Fault("附件说明回行不对齐", "R47", good.complete, layout("全省各级", '<w:ind w:left="1574" w:firstLine="0"/>')),
)

END = (
    Fault("盖章日期右空二字", "R48", notice, layout("2026年12月28日", '<w:ind w:right="630"/>', whole=True)),
    Fault("盖章署名不居中", "R48", notice, layout("湖南省机关事务管理局", '<w:ind w:right="2500"/>', whole=True)),
    Fault("不盖章日期右空四字", "R50", good.unsealed, layout("2026年12月28日", '<w:ind w:right="1900"/>', whole=True)),
    Fault("署名黑体", "R08", notice, look("湖南省机关事务管理局", HEI, whole=True)),
    Fault("成文日期编虚位", "R53", notice, said("2026年12月28日", "2026年02月08日")),
    Fault("成文日期用汉字", "R53", notice, said("2026年12月28日", "二〇二六年十二月二十八日")),
    Fault("成文日期用点", "R53", notice, said("2026年12月28日", "2026.12.28")),
    Fault("成文日期不存在", "R53", notice, said("2026年12月28日", "2026年2月30日")),
    Fault("附注顶格", "R57", good.complete, layout("此件公开发布", '<w:ind w:firstLineChars="0" w:firstLine="0"/>')),
    Fault("附注半角括号", "R57", good.complete, said("（此件公开发布）", "(此件公开发布)")),
    Fault("附注前空一行", "R57", good.complete, blank_after("2026年12月28日", whole=True)),
    Fault("附件不另起页", "R58", notice, layout("附件2", '<w:pageBreakBefore w:val="0"/>', whole=True)),
    Fault("附件标识仿宋", "R58", notice, look("附件1", FANG, whole=True)),
    Fault("附件标识居中", "R58", notice, layout("附件1", CENTER, whole=True)),
    Fault("附件标识加冒号", "R58", notice, replaced(">附件1<", ">附件1：<")),
    Fault("附件标题紧接标识", "R58", notice, blanks_removed("附件1", 1, after=True, whole=True)),
    Fault("附件顺序号不符", "R58", notice, replaced(">附件2<", ">附件3<")),
    Fault("附件标题不符", "R58", notice, both(said("自评材料报送情况统计表", "报送情况统计表"))),
    Fault("附件标题宋体", "R40", notice, look("自评材料报送情况统计表", SONG, nth=1)),
    Fault("抄送三号", "R61", praise, look("抄送：", size(16))),
    Fault("抄送半角冒号", "R61", praise, said("抄送：", "抄送:")),
    Fault("抄送末尾无句号", "R61", praise, said("省人民政府办公厅。", "省人民政府办公厅")),
    Fault("抄送不缩进", "R61", praise, layout("抄送：", '<w:ind w:left="840" w:hanging="840"/>')),
    Fault(
        "主送抄送之间有线",
        "R62",
        good.complete,
        replaced('<w:top w:val="nil"/>', '<w:top w:val="single" w:sz="6" w:color="000000"/>'),
    ),
    Fault("印发日期编虚位", "R63", notice, said("2026年12月28日印发", "2026年02月08日印发")),
    Fault("印发行三号", "R63", notice, look("日印发", size(16))),
    Fault("印发机关不空字", "R63", notice, layout("日印发", '<w:ind w:left="0"/>')),
    Fault("版记首线0.5磅", "R60", praise, replaced('<w:top w:val="single" w:sz="8"', '<w:top w:val="single" w:sz="4"')),
    Fault(
        "版记中线1.5磅", "R60", praise, replaced('<w:top w:val="single" w:sz="6"', '<w:top w:val="single" w:sz="12"')
    ),
    Fault(
        "版记红线",
        "R60",
        praise,
        replaced(
            '<w:top w:val="single" w:sz="8" w:space="0" w:color="000000"',
            '<w:top w:val="single" w:sz="8" w:space="0" w:color="FF0000"',
        ),
    ),
    Fault(
        "版记没有末线",
        "R60",
        praise,
        replaced('<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/></w:tcBorders>', "</w:tcBorders>"),
    ),
    Fault("版记不在底端", "R60", good.unsealed, replaced('w:tblpYSpec="bottom"', 'w:tblpYSpec="top"')),
    Fault(
        "页码居中",
        "R66",
        notice,
        both(
            layout("—", CENTER, ODD, drop="ind"),
        ),
    ),
    Fault("双页码居右", "R66", notice, layout("—", '<w:jc w:val="right"/>', EVEN)),
    Fault("页码顶格", "R66", notice, layout("—", '<w:ind w:rightChars="0" w:right="0"/>', ODD)),
    Fault("页码没有一字线", "R66", notice, everywhere("—", "", ODD)),
    Fault("页码用连字符", "R66", notice, everywhere("—", "-", ODD)),
    Fault("页码小五", "R66", notice, style("GwPageOdd", size(9), "rPr")),
    Fault(
        "页码西文字体",
        "R66",
        notice,
        style("GwPageEven", '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>', "rPr"),
    ),
    Fault("没有页码", "R66", notice, both(everywhere(" PAGE ", " DATE ", ODD), everywhere(" PAGE ", " DATE ", EVEN))),
    Fault("不分单双页", "R66", notice, replaced("<w:evenAndOddHeaders/>", "", "word/settings.xml")),
    Fault(
        "横排页页码在下方",
        "R69",
        good.complete,
        lambda copy: copy.parts.update({"word/footerTurnedOdd.xml": copy.parts[ODD]}),
    ),
)

LETTER = (
    Fault("附件排在版记之后", "R65", good.unsealed, replaced("<w:sectPr", f"{LABEL}<w:sectPr")),
    Fault("信函标志带文件", "R80", good.a_letter, replaced(">湖南省机关事务管理局<", ">湖南省机关事务管理局文件<")),
    Fault("信函标志低十毫米", "R80", good.a_letter, replaced('w:y="1701"', 'w:y="2268"')),
    Fault("信函双线不足170毫米", "R81", good.a_letter, replaced('w:w="9638"', 'w:w="8844"')),
    Fault(
        "信函没有首线",
        "R81",
        good.a_letter,
        replaced(
            LETTER_LINES,
            "",
        ),
    ),
    Fault(
        "信函没有第二条线",
        "R81",
        good.a_letter,
        lambda copy: copy.parts.update({"word/footerLetterFirst.xml": copy.parts["word/footerNone.xml"]}),
    ),
    Fault("信函字号居左", "R83", good.a_letter, layout(LETTER_NUMBER, LEFT)),
    Fault("信函首页有页码", "R86", good.a_letter, replaced("<w:titlePg/>", "")),
    Fault(
        "信函有印发行",
        "R87",
        good.a_letter,
        replaced(
            "</w:tbl><w:p>",
            f"</w:tbl>{PRINTED}<w:p>",
        ),
    ),
)

WORDS = (
    Fault("书名号之间有顿号", "T1", notice, said("《湖南省节约型机关创建行动方案》", "《节能办法》、《创建行动方案》")),
    Fault("引号之间有顿号", "T1", good.complete, said("“节能”“节水”", "“节能”、“节水”")),
    Fault("数值范围用连字符", "T2", good.complete, said("10～20家", "10-20家")),
    Fault("数值范围用一字线", "T2", good.complete, said("3～5%", "3%—5%")),
    Fault("年份起止用连字符", "T2", good.complete, said("2020—2026年", "2020-2026年")),
    Fault("圆括号套圆括号", "T3", notice, said("（名单见附件1）", "（名单见附件1（不含已报送的））")),
    Fault("书名号套书名号", "T3", notice, said("《湖南省节约型机关创建行动方案》", "《关于印发《创建方案》的通知》")),
    Fault("引号套引号", "T3", good.complete, said("“节能”", "“所谓“节能””")),
    Fault("数字编号用顿号", "T4", good.complete, said("1.机关节能", "1、机关节能")),
    Fault("汉字编号用圆点", "T4", notice, said(HEADING, "一.报送情况")),
    Fault("括号编号加顿号", "T5", good.complete, said("（一）工作目标", "（一）、工作目标")),
    Fault("括号编号用半角", "T5", good.complete, said("（1）空调节能", "(1)空调节能")),
    Fault("独行标题有句号", "T6", notice, said(HEADING, "一、报送情况。")),
    Fault("半角逗号", "T7", notice, said("抓紧完成自评，", "抓紧完成自评,")),
    Fault("半角括号", "T7", notice, said("（其中逾期报送1家）", "(其中逾期报送1家)")),
    Fault("半角引号", "T7", good.complete, said("“节能”“节水”", '"节能""节水"')),
    Fault(
        "先引字号后引标题",
        "T8",
        notice,
        said(
            "《湖南省节约型机关创建行动方案》（湘管发〔2020〕12号）",
            "湘管发〔2020〕12号《湖南省节约型机关创建行动方案》",
        ),
    ),
    Fault("引用字号不加括号", "T8", notice, said("方案》（湘管发〔2020〕12号）", "方案》湘管发〔2020〕12号")),
    Fault("引用字号用方括号", "R28", notice, said("湘管发〔2020〕12号", "湘管发[2020]12号")),
    Fault("引用字号编虚位", "R28", notice, said("湘管发〔2020〕12号", "湘管发〔2020〕012号")),
    Fault("年份两位", "T9", notice, said("将2026年度自评表", "将26年度自评表")),
    Fault("文内日期编虚位", "T10", notice, said("2026年10月31日", "2026年10月05日")),
    Fault("文内日期用点", "T10", notice, said("2026年10月31日", "2026.10.31")),
    Fault("标点重复", "T11", notice, said("特此通知。", "特此通知。。")),
)

FAULTS = (*PAGE, *HEAD, *BODY, *END, *LETTER, *WORDS)

"""Documents as other offices make them in WPS and Word: plain paragraphs, spaces, text boxes, drawn lines, lists."""

from __future__ import annotations

from generate.office.wml import DECLARED, NAMESPACES
from generate.parcel import stored

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_V = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def run(words: str, face: str = "仿宋_GB2312", size: float = 16, more: str = "", latin: str = "Times New Roman") -> str:
    """A run as WPS writes it: East Asian and Latin faces apart, a hint where Chinese was typed."""
    fonts = f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face}"/>'
    half = int(2 * size)
    look = f'{fonts}{more}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def p(content: str, layout: str = "") -> str:
    """A paragraph; text alone is a run of 3号仿宋."""
    runs = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{layout}</w:pPr>{runs}</w:p>"


EXACT = '<w:spacing w:line="579" w:lineRule="exact"/>'
TYPED = f'{EXACT}<w:ind w:firstLineChars="200" w:firstLine="640"/>'
CENTRED = f'{EXACT}<w:jc w:val="center"/>'
RED = '<w:color w:val="FF0000"/>'
BIG = "方正小标宋简体"
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" '
    'w:header="851" w:footer="1400" w:gutter="0"/>'
)
BODY = "根据《湖南省节约型机关创建行动方案》（湘管发〔2020〕12号）要求，现就做好2026年度节约用电有关事项通知如下。"
HIGH = '<w:spacing w:line="600" w:lineRule="exact"/><w:jc w:val="center"/>'
MARK = '<w:spacing w:line="800" w:lineRule="exact"/><w:jc w:val="center"/>'
LISTED = '<w:ind w:leftChars="100" w:left="280" w:rightChars="100"/>'


def body(*words: str, layout: str = TYPED) -> str:
    return "".join(p(one, layout) for one in words)


def drawn_line(width_mm: float = 156, colour: str = "#ff0000") -> str:
    """A red line as a VML shape in a paragraph of its own."""
    points = width_mm / 25.4 * 72
    return (
        f'<w:p><w:pPr>{EXACT}</w:pPr><w:r><w:pict {_V}><v:line style="position:absolute" from="0,4pt" '
        f'to="{points:.1f}pt,4pt" strokecolor="{colour}" strokeweight="1.25pt"/></w:pict></w:r></w:p>'
    )


def drawing_line(width_mm: float = 156) -> str:
    """The same as DrawingML with its VML fallback, as Word writes it."""
    cx = int(width_mm * 36000)
    shape = (
        '<wp:anchor><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>100000</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{cx}" cy="0"/><a:graphic><a:graphicData uri="x"><wps:wsp><wps:spPr><a:xfrm>'
        '<a:off x="0" y="0"/>'
        f'<a:ext cx="{cx}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="15875">'
        "<a:solidFill>"
        '<a:srgbClr val="FF0000"/></a:solidFill></a:ln></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
    )
    fallback = f'<w:pict {_V}><v:line from="0,0" to="442pt,0" strokecolor="red"/></w:pict>'
    return (
        f"<w:p><w:pPr>{EXACT}</w:pPr><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{shape}</w:drawing>"
        f"</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def text_box(content: str, top_mm: float) -> str:
    """A text box on the page."""
    return (
        '<w:p><w:r><w:drawing><wp:anchor><wp:positionV relativeFrom="page">'
        f"<wp:posOffset>{int(top_mm * 36000)}</wp:posOffset></wp:positionV><a:graphic><a:graphicData><wps:wsp>"
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing></w:r></w:p>"
    )


def field(code: str = "PAGE") -> str:
    look = '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>'
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r>{look}<w:instrText> {code}  \\* MERGEFORMAT </w:instrText></w:r>"
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{look}<w:t>1</w:t></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def footer(side: str, indent: str) -> str:
    dash = run("—", "宋体", 14, latin="宋体")
    return p(
        f"{dash}{run(' ', '宋体', 14)}{field()}{run(' ', '宋体', 14)}{dash}", f'<w:ind {indent}/><w:jc w:val="{side}"/>'
    )


FOOTERS = (footer("right", 'w:rightChars="100" w:right="280"'), footer("left", 'w:leftChars="100" w:left="280"'))


def boxed_footer() -> str:
    """WPS puts page numbers into a text box."""
    inner = p(f"{run('— ', '宋体', 14, latin='宋体')}{field()}{run(' —', '宋体', 14, latin='宋体')}")
    return text_box(inner, 270)


IMPRINT = (
    '<w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="8" w:color="auto"/>'
    '<w:bottom w:val="single" w:sz="8" w:color="auto"/><w:insideH w:val="single" w:sz="6" w:color="auto"/>'
    "</w:tblBorders></w:tblPr><w:tblGrid/>{rows}</w:tbl>"
)


def imprint_row(content: str) -> str:
    return f'<w:tr><w:tc><w:tcPr><w:tcW w:w="8844" w:type="dxa"/></w:tcPr>{content}</w:tc></w:tr>'


def imprint() -> str:
    copies = p(run("抄送：省委办公厅，省人大常委会办公厅。", size=14), LISTED)
    printed = p(
        run("××省机关事务管理局办公室　　　　　　　2026年3月5日印发", size=14),
        '<w:ind w:leftChars="100" w:left="280"/>',
    )
    return IMPRINT.format(rows=imprint_row(copies) + imprint_row(printed))


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" '
    'w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
    '<w:pPr><w:jc w:val="both"/></w:pPr>'
    '<w:rPr><w:kern w:val="2"/><w:sz w:val="21"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr>'
    '<w:spacing w:line="579" w:lineRule="exact"/><w:ind w:firstLineChars="200"/></w:pPr><w:rPr>'
    '<w:rFonts w:eastAsia="黑体"/><w:sz w:val="32"/></w:rPr></w:style>'
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme><a:majorFont>'
    '<a:latin typeface="Calibri"/><a:ea typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/>'
    '<a:ea typeface=""/><a:font script="Hans" typeface="宋体"/></a:minorFont></a:fontScheme>'
    "</a:themeElements></a:theme>"
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def docx(content: str, grid: str, odd: str, even: str = "", section: str = "") -> bytes:
    """A whole file."""
    w = f'xmlns:w="{NAMESPACES["w"]}"'
    references = '<w:footerReference w:type="default" r:id="rId5"/>'
    references += '<w:footerReference w:type="even" r:id="rId6"/>' if even else ""
    two = "<w:evenAndOddHeaders/>" if even else ""
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{kind}" Target="{name}.xml"/>'
        for number, (kind, name) in enumerate(_PARTS, 1)
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": (
            f"<w:document {DECLARED}><w:body>{content}"
            f"<w:sectPr>{references}{PAGE}{section}{grid}</w:sectPr></w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "word/styles.xml": f"<w:styles {w}>{STYLES}</w:styles>",
        "word/theme1.xml": THEME,
        "word/numbering.xml": f"<w:numbering {w}>{NUMBERING}</w:numbering>",
        "word/settings.xml": f"<w:settings {w}>{two}</w:settings>",
        "word/footer1.xml": f"<w:ftr {DECLARED}>{odd}</w:ftr>",
        "word/footer2.xml": f"<w:ftr {DECLARED}>{even}</w:ftr>",
    }
    return stored({name: part.encode() for name, part in parts.items()})


_PARTS = (
    ("styles", "styles"),
    ("theme", "theme1"),
    ("numbering", "numbering"),
    ("settings", "settings"),
    ("footer", "footer1"),
    ("footer", "footer2"),
)
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORDML}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("numbering", "numbering"),
            ("settings", "settings"),
            ("footer1", "footer"),
            ("footer2", "footer"),
        )
    )
    + "</Types>"
)
GRID = '<w:docGrid w:type="lines" w:linePitch="312"/>'
FULL_GRID = '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="21679"/>'


def wps_notice() -> bytes:
    """WPS: mark and number in the flow, a drawn line, a title of two paragraphs, typed spaces, a boxed page number."""
    made = [
        *[p("", EXACT)] * 3,
        p(run("××省机关事务管理局文件", BIG, 36, RED), MARK),
        *[p("", EXACT)] * 2,
        p("湘管发〔2026〕12号", CENTRED),
        drawn_line(),
        p("", EXACT),
        p(run("××省机关事务管理局关于", BIG, 22), HIGH),
        p(run("做好2026年度节约用电用水工作的通知", BIG, 22), HIGH),
        p("", EXACT),
        p("各市州机关事务管理局、发展改革委，省直各单位：", EXACT),
        body(BODY),
        p(run("一、总体要求", "黑体"), TYPED),
        p(run("（一）工作目标。", "楷体_GB2312") + run("到2026年底，用电下降3～5%，用水下降2%。"), TYPED),
        p("　　各单位要加强领导，落实责任，确保完成任务。", EXACT),
        p("特此通知。", TYPED),
        p("", EXACT),
        p("　　附件：1.节约用电任务表", EXACT),
        p("　　　　　2.节约用水任务表", EXACT),
        *[p("", EXACT)] * 2,
        p("××省机关事务管理局", f'{EXACT}<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>'),
        p("2026年3月5日", f'{EXACT}<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'),
        p("　　（此件公开发布）", EXACT),
        p('<w:r><w:br w:type="page"/></w:r>'),
        p(run("附件1", "黑体"), EXACT),
        p("", EXACT),
        p(run("节约用电任务表", BIG, 22), CENTRED),
        p("（内容略）", TYPED),
        p('<w:r><w:br w:type="page"/></w:r>'),
        p(run("附件2", "黑体"), EXACT),
        p("", EXACT),
        p(run("节约用水任务表", BIG, 22), CENTRED),
        p("（内容略）", TYPED),
        imprint(),
    ]
    return docx("".join(made), GRID, boxed_footer(), boxed_footer())


def word_report() -> bytes:
    """Word: mark in a text box, list numbers, spacing in lines, a grid on a small default size, right tabs."""
    heading = '<w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    mark = p(run("××市机关事务管理局文件", "方正小标宋_GBK", 40, RED), '<w:jc w:val="center"/>')
    signers = f'{EXACT}<w:tabs><w:tab w:val="right" w:pos="8532"/></w:tabs><w:ind w:leftChars="100" w:left="320"/>'
    upper = run("长管发〔2026〕8号") + "<w:r><w:tab/></w:r>" + run("签发人：") + run("王某某", "楷体")
    made = [
        text_box(mark, 72),
        *[p("", EXACT)] * 5,
        p(upper, signers),
        drawing_line(),
        p(
            run("××市机关事务管理局关于2026年度节约用电用水情况的报告", BIG, 22),
            '<w:spacing w:beforeLines="100" w:afterLines="100" w:line="600" w:lineRule="exact"/><w:jc w:val="center"/>',
        ),
        p("省机关事务管理局：", EXACT),
        body("按照“节电”“节水”要求，现将有关情况报告如下："),
        p(run("基本情况", "黑体"), heading),
        body("全市共有86家单位参加，2020—2026年用电下降12.5%。"),
        p(run("下一步工作", "黑体"), heading),
        body("继续推进各项工作。", "特此报告。"),
        *[p("", EXACT)],
        p("××市机关事务管理局", f'{EXACT}<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>'),
        p("2026年12月5日", f'{EXACT}<w:ind w:rightChars="350" w:right="1120"/><w:jc w:val="right"/>'),
    ]
    return docx("".join(made), FULL_GRID, *FOOTERS)


def web_notice() -> bytes:
    """An electronic text without head and imprint: number, title, text, as put on a web site."""
    made = [
        p("湘管发〔2026〕12号", CENTRED),
        p("", EXACT),
        p(run("关于做好2026年节约用电工作的通知", BIG, 22), HIGH),
        p("", EXACT),
        p("各市州机关事务管理局：", EXACT),
        body(BODY, "一是加强领导。二是落实责任。"),
        p("", EXACT),
        p("", EXACT),
        p("××省机关事务管理局", f'{EXACT}<w:ind w:rightChars="225" w:right="720"/><w:jc w:val="right"/>'),
        p("2026年12月5日", f'{EXACT}<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'),
    ]
    return docx("".join(made), GRID, *FOOTERS)


def tabled_letter() -> bytes:
    """A letter: mark in the flow, drawn double lines, number at the right, signature typed with spaces."""
    made = [
        p(run("××省财政厅", BIG, 40, RED), '<w:spacing w:line="860" w:lineRule="exact"/><w:jc w:val="center"/>'),
        drawn_line(170),
        p("湘财函〔2026〕5号", f'{EXACT}<w:jc w:val="right"/>'),
        *[p("", EXACT)] * 2,
        p(run("××省财政厅关于商请支持节能工作的复函", BIG, 22), HIGH),
        p("", EXACT),
        p("省机关事务管理局：", EXACT),
        body("来函收悉。经研究，同意你局意见，请按有关规定办理。", "专此函复。"),
        *[p("", EXACT)] * 2,
        p("　" * 17 + "××省财政厅", EXACT),
        p("　" * 17 + "2026年12月5日", EXACT),
    ]
    return docx("".join(made), GRID, *FOOTERS, "<w:titlePg/>")


def plan() -> bytes:
    """No official document at all: a meeting's plan on ordinary pages."""
    made = [
        p(run("会议安排表", "宋体", 18), '<w:jc w:val="center"/>'),
        p(run("时间：2026年12月5日上午9:00，地点：机关大院1号楼。", "宋体", 12)),
        p(run("参加人员：各处室负责人（名单附后）。", "宋体", 12)),
    ]
    return docx("".join(made), "", p(field()))


EXPECTED = {
    "wps_notice": (wps_notice, {"R09", "R24"}),
    "word_report": (word_report, set()),
    "web_notice": (web_notice, {"R09"}),
    "tabled_letter": (tabled_letter, {"R09"}),
    "plan": (plan, {"R11"}),
}
"""Each document with the rules it really breaks: 27 characters a line, as almost everywhere, and a mark too high."""

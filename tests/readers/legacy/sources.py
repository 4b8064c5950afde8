"""One document and one workbook with everything that the old formats can say too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.worksheet import Worksheet

from tests.readers.packages import W, p, r, tc, tr, word

NAMESPACE = f'xmlns:w="{W}"'
GRID = "<w:tblGrid>" + "<w:gridCol w:w='2000'/>" * 4 + "</w:tblGrid>"
MERGED = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"
INNER_GRID = "<w:tblGrid><w:gridCol w:w='900'/><w:gridCol w:w='900'/></w:tblGrid>"


def cell(content: str = "", properties: str = "", width: int = 2000) -> str:
    return tc(content, f'<w:tcW w:w="{width}" w:type="dxa"/>{properties}')


def table(*rows: str, grid: str = GRID) -> str:
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{grid}{"".join(rows)}</w:tbl>'


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


FIELD = (
    _field("begin")
    + "<w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>"
    + _field("separate")
    + r("92")
    + _field("end")
)
TICKED = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="a"/><w:enabled/><w:checkBox><w:size w:val="20"/>'
    "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
    + _field("separate")
    + _field("end")
)
NUMBERING = (
    f'<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%1）"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
COMMENTS = (
    f'<w:comments {NAMESPACE}><w:comment w:id="0" w:author="a">'
    "<w:p><w:r><w:t>与办公室核对过</w:t></w:r></w:p></w:comment></w:comments>"
)
FOOTNOTES = (
    f'<w:footnotes {NAMESPACE}><w:footnote w:id="2">'
    "<w:p><w:r><w:t>见附件三</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
INNER = table(
    tr(cell("甲", width=900), cell("1.5", width=900)), tr(cell("乙", width=900), cell("2", width=900)), grid=INNER_GRID
)

CELLS: dict[str, str] = {
    "inserted and deleted": p(
        f'<w:ins w:id="1" w:author="a" w:date="2026-10-01T00:00:00Z">{r("9.5")}</w:ins>'
        '<w:del w:id="2" w:author="a" w:date="2026-10-01T00:00:00Z"><w:r><w:delText>99</w:delText></w:r></w:del>'
    ),
    "hidden": p(r("999", "<w:vanish/>") + r("7.5")),
    "struck": p(r("8", "<w:strike/>") + r("6")),
    "field": p(FIELD),
    "ticked": p(TICKED + r("是")),
    "symbol": p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'),
    "breaks": p("<w:r><w:t>4</w:t><w:tab/><w:t>5</w:t><w:br/><w:t>6</w:t></w:r>"),
    "hyphen": p("<w:r><w:t>0731</w:t><w:noBreakHyphen/><w:t>88</w:t></w:r>"),
    "paragraphs": p("1.得4分") + p("2.得2分"),
    "beyond the basic plane": p("𠮷野家"),
    "commented": p('<w:r><w:t>4</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r>'),
    "noted": p('<w:r><w:t>3</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'),
    "numbered": p("节约用电", NUMBERED),
    "numbered next": p("节约用水", NUMBERED),
}


def document(path: Path) -> Path:
    """A Word document whose second table holds each of :data:`CELLS`."""
    wide = '<w:gridSpan w:val="2"/>'
    form = table(
        tr(cell("项目"), cell("内容", wide, 4000), cell("得分")),
        tr(cell("管理", MERGED), cell("机构"), cell("一"), cell("4")),
        tr(cell("", GOES_ON), cell("制度"), cell("二"), cell(INNER + p())),
        tr(cell("合计", '<w:gridSpan w:val="3"/>', 6000), cell("92.5")),
    )
    rows = [tr(cell(name), cell(content)) for name, content in CELLS.items()]
    cases = table(*rows, grid="<w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/></w:tblGrid>")
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/>'
        '<w:footerReference w:type="default" r:id="rIdfooter1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    body = p("节约型机关自评表") + p("填报单位：湖南省水利厅") + form + p("说明") + cases + p("负责人：李某") + section
    parts = {"numbering": NUMBERING, "comments": COMMENTS, "footnotes": FOOTNOTES}
    around = {"header1": _around("hdr", "湖南省机关事务管理局"), "footer1": _around("ftr", "第一联")}
    return word(path, body, **parts, **around)


def _around(kind: str, text: str) -> str:
    return f"<w:{kind} {NAMESPACE}>{p(text)}</w:{kind}>"


def workbook(path: Path) -> Path:
    """A workbook whose first sheet holds values of every kind, the others what is hidden."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "自评表"
    for row in ROWS:
        sheet.append(row)
    for place, code in FORMATS.items():
        sheet[place].number_format = code
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A8:A9")
    sheet["B3"].comment = Comment("与办公室核对过", "a")
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["E"].hidden = True
    sheet["E3"], sheet["B6"] = "藏列", 6
    sheet.oddHeader.center.text = "湖南省机关事务管理局"
    sheet.oddFooter.left.text = "第&P页"
    kept = book.create_sheet("旧表")
    kept["A1"], kept.sheet_state = "旧得分", "hidden"
    book.custom_doc_props.append(StringProperty(name="表单标识", value="hunan-2020|self_assessment|2026"))
    book.custom_doc_props.append(StringProperty(name="表单单位", value="湖南省水利厅"))
    book.save(path)
    return path


ROWS: list[list[object]] = [
    ["节约型机关自评表"],
    ["项目", "得分", "说明"],
    ["一", 3.5, "整数\n换行"],
    ["二", 0.1 + 0.2, "=B3+1"],
    ["三", 12345.678, '=IF(B3>3,"达标","")'],
    ["四", None, "藏行"],
    ["五", "4.5", True],
    ["六", 0.9, "=1/0"],
    [None, date(2026, 10, 12), date(2026, 10, 12)],
    ["合计", "=SUM(B3:B6)", -2],
]
FORMATS = {
    "B3": "0.00",
    "B5": "#,##0.00",
    "B8": "0%",
    "B9": 'yyyy"年"m"月"d"日"',
    "C9": "yyyy-mm-dd",
    "C10": "0;(0)",
}

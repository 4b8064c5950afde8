"""Word forms from bare parts: paragraphs, tables and content controls (内容控件), and the package round them.

The file is written part by part rather than through a template of another program: nothing is in it but the
form, and its bytes depend on nothing else.  Lengths are twips (1/20 pt) unless named otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from generate.custom_properties import with_property_parts
from generate.parcel import Parcel
from generate.plain_text import cell_text

A4_SHORT, A4_LONG = 11906, 16838
MARGIN = 680
"""12 mm on every side."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True, slots=True)
class Control:
    """One content control: ``tag`` says what it holds, ``choices`` make it a list, ``is_date`` a date picker."""

    tag: str
    alias: str
    value: str = ""
    hint: str = "填写"
    choices: tuple[str, ...] = ()
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: a text or a content control.  ``merge`` is ``restart`` or ``continue`` for vertical merging."""

    content: str | Control
    width: int
    columns: int = 1
    merge: str = ""
    align: str = "left"
    bold: bool = False
    fill: str = ""


class Writer:
    """Collects the body of one document; control ids count up from 1."""

    def __init__(self) -> None:
        self._ids = count(1)
        self._body: list[str] = []

    def paragraph(self, text: str, style: str = "", *, new_page: bool = False) -> None:
        """A paragraph in one of the styles Title, Heading, Note."""
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        page = "<w:pageBreakBefore/>" if new_page else ""
        self._body.append(f"<w:p><w:pPr>{named}{page}</w:pPr>{run(text)}</w:p>")

    def table(
        self, widths: Sequence[int], rows: Iterable[Sequence[Cell]], *, headed: bool = False, tall: int = 0
    ) -> None:
        """A bordered table of fixed ``widths``; with ``headed`` its first row is repeated on every page."""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        lines = (self._row(row, repeated=headed and number == 0, tall=tall) for number, row in enumerate(rows))
        self._body.append(
            '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
        )

    def _row(self, cells: Sequence[Cell], *, repeated: bool, tall: int) -> str:
        head = "<w:tblHeader/>" if repeated else ""
        height = f'<w:trHeight w:val="{tall or 340}" w:hRule="atLeast"/>'
        return f"<w:tr><w:trPr><w:cantSplit/>{height}{head}</w:trPr>{''.join(map(self._cell, cells))}</w:tr>"

    def _cell(self, cell: Cell) -> str:
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
        inner = run(cell.content, bold=cell.bold) if isinstance(cell.content, str) else self._control(cell.content)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{cell.width}" w:type="dxa"/>{span}{merge}{fill}'
            '<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="{cell.align}"/></w:pPr>{inner}</w:p></w:tc>'
        )

    def _control(self, control: Control) -> str:
        if control.choices:
            items = "".join(
                f"<w:listItem w:displayText={quoteattr(c)} w:value={quoteattr(c)}/>" for c in control.choices
            )
            kind = f"<w:dropDownList>{items}</w:dropDownList>"
        elif control.is_date:
            kind = (
                '<w:date><w:dateFormat w:val="yyyy年M月d日"/><w:lid w:val="zh-CN"/>'
                '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
            )
        else:
            kind = "<w:richText/>"
        value = cell_text(control.value)
        inner = (
            run(value)
            if value
            else f'<w:r><w:rPr><w:rStyle w:val="Hint"/></w:rPr><w:t>{escape(control.hint)}</w:t></w:r>'
        )
        empty = "" if value else "<w:showingPlcHdr/>"
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(control.alias)}/><w:tag w:val={quoteattr(control.tag)}/>"
            f'<w:id w:val="{next(self._ids)}"/><w:lock w:val="sdtLocked"/>{empty}{kind}</w:sdtPr>'
            f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        )

    def saved(self, title: str, organ: str, year: int, mark: Sequence[tuple[str, str]] = ()) -> bytes:
        """The document, A4 landscape, page numbers in the foot: same content, same bytes."""
        section = (
            '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>'
            f'<w:pgSz w:w="{A4_LONG}" w:h="{A4_SHORT}" w:orient="landscape"/>'
            f'<w:pgMar w:top="800" w:right="{MARGIN}" w:bottom="800" w:left="{MARGIN}" w:header="400" w:footer="400" '
            'w:gutter="0"/></w:sectPr>'
        )
        body = "".join([*self._body, section])
        text = f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'
        parts = {**_PARTS, "word/document.xml": text.encode()}
        return Parcel(with_property_parts(parts, title, organ, year, mark)).with_parts({})


def run(text: str, *, bold: bool = False) -> str:
    """The runs of ``text``, its line breaks kept."""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    pieces = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in cell_text(text).split("\n"))
    return f"<w:r>{weight}{pieces}</w:r>" if text else ""


def _style(name: str, label: str, paragraph: str = "", font: str = "宋体", size: int = 20, extra: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{label}"/><w:basedOn w:val="Normal"/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{_fonts(font)}{extra}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}" w:hint="eastAsia"/>'


def _field(instruction: str) -> str:
    """A field in separate runs: WPS misses one written in one piece."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_SONG, _HEI = "宋体", "黑体"
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(_SONG)}'
    '<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + _style("Title", "Title", '<w:spacing w:after="160"/><w:jc w:val="center"/>', _HEI, 36)
    + _style("Cell", "表格文字", '<w:spacing w:line="260" w:lineRule="atLeast"/>')
    + _style("Note", "填表说明", '<w:spacing w:before="40"/>')
    + _style("Footer", "footer", '<w:jc w:val="center"/>', size=18)
    + '<w:style w:type="character" w:styleId="Hint"><w:name w:val="Placeholder Text"/>'
    '<w:rPr><w:color w:val="A6A6A6"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    f'{_BORDERS}</w:tblBorders><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style></w:styles>"
)
_FOOTER = (
    f'{_HEAD}<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    f"{run('第 ')}{_field('PAGE')}{run(' 页 共 ')}{_field('NUMPAGES')}{run(' 页')}</w:p></w:ftr>"
)
_SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
)
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_MAIN}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_MAIN}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/app.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
)
_RELS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{_R}/extended-properties" Target="docProps/app.xml"/></Relationships>'
)
_DOCUMENT_RELS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_R}/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId3" Type="{_R}/settings" Target="settings.xml"/></Relationships>'
)
_PARTS = {
    "[Content_Types].xml": _TYPES.encode(),
    "_rels/.rels": _RELS.encode(),
    "word/document.xml": b"",
    "word/_rels/document.xml.rels": _DOCUMENT_RELS.encode(),
    "word/styles.xml": _STYLES.encode(),
    "word/settings.xml": _SETTINGS.encode(),
    "word/footer1.xml": _FOOTER.encode(),
}

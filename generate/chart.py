"""A native, editable column chart (DrawingML) with its data in an embedded workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from generate.lengths import Length, Mm
from generate.office.fonts import FANGSONG
from generate.office.wml import paragraph
from generate.parcel import stored

CHART_PART, DATA_PART = "word/charts/chart1.xml", "word/embeddings/chart1.xlsx"
RELATION = "rId31"
"""The relationship of the document to its chart."""
_WIDTH, _HEIGHT = Mm(150), Mm(75)
_NS = "http://schemas.openxmlformats.org"
_COLOURS = ("A6A6A6", "4472C4", "C00000")
_CATEGORY_AXIS, _VALUE_AXIS = 11, 12


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns side by side: ``series`` are named rows of whole numbers, one for each category."""

    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]

    def parts(self) -> dict[str, bytes]:
        """The chart and its workbook, by part name."""
        return {CHART_PART: _xml(_chart_space(self)), DATA_PART: _workbook(self)}


def placed(description: str, width: Length = _WIDTH, height: Length = _HEIGHT) -> str:
    """The paragraph that shows the chart; ``description`` is for those who cannot see it."""
    frame = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width.emu}" '
        f'cy="{height.emu}"/><wp:docPr id="1" name="图1" descr="{escape(description, {chr(34): "&quot;"})}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_NS}/drawingml/2006/chart">'
        f'<c:chart r:id="{RELATION}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    return paragraph("GwChart", frame, '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>')


def with_chart(parts: Mapping[str, bytes], chart: Chart) -> dict[str, bytes]:
    """The parts of a file with the chart, its workbook, relationships and content types added."""
    office = f"{_NS}/officeDocument/2006/relationships"
    types = (
        '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
        f'<Override PartName="/{CHART_PART}" '
        'ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/></Types>'
    )
    relation = f'<Relationship Id="{RELATION}" Type="{office}/chart" Target="charts/chart1.xml"/></Relationships>'
    data = f'<Relationship Id="rId1" Type="{office}/package" Target="../embeddings/chart1.xlsx"/>'
    known, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
    return {
        **parts,
        known: parts[known].replace(b"</Types>", types.encode()),
        relations: parts[relations].replace(b"</Relationships>", relation.encode()),
        **chart.parts(),
        "word/charts/_rels/chart1.xml.rels": _xml(
            f'<Relationships xmlns="{_NS}/package/2006/relationships">{data}</Relationships>'
        ),
    }


def _chart_space(chart: Chart) -> str:
    columns = "".join(_series(chart, place) for place in range(len(chart.series)))
    return (
        f'<c:chartSpace xmlns:c="{_NS}/drawingml/2006/chart" xmlns:a="{_NS}/drawingml/2006/main" '
        f'xmlns:r="{_NS}/officeDocument/2006/relationships"><c:roundedCorners val="0"/><c:chart>'
        f'{_title(chart.title)}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart>'
        f'<c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{columns}<c:gapWidth val="80"/>'
        f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/></c:barChart>{_axes()}</c:plotArea>'
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/></c:chart>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_text_properties(1050)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _title(words: str) -> str:
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1400" b="0"/></a:pPr><a:r>'
        f'<a:rPr lang="zh-CN" sz="1400" b="0"/><a:t>{escape(words)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title>'
    )


def _series(chart: Chart, place: int) -> str:
    name, values = chart.series[place]
    column, last = chr(ord("B") + place), len(chart.categories) + 1
    categories = "".join(_point(at, word) for at, word in enumerate(chart.categories))
    numbers = "".join(_point(at, str(value)) for at, value in enumerate(values))
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/>{_point(0, name)}</c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{_COLOURS[place % len(_COLOURS)]}"/></a:solidFill></c:spPr>'
        '<c:invertIfNegative val="0"/><c:dLbls><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{count}{categories}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>0</c:formatCode>"
        f"{count}{numbers}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _point(at: int, value: str) -> str:
    return f'<c:pt idx="{at}"><c:v>{escape(value)}</c:v></c:pt>'


def _axes() -> str:
    common = '<c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
    line = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln></c:spPr>'
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/>{common}<c:axPos val="b"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{line}<c:crossAx val="{_VALUE_AXIS}"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/>{common}<c:axPos val="l"/><c:numFmt formatCode="0" sourceLinked="0"/>'
        f'<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{line}'
        f'<c:crossAx val="{_CATEGORY_AXIS}"/></c:valAx>'
    )


def _text_properties(size: int) -> str:
    face = FANGSONG.name
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size}"><a:latin typeface="{face}"/><a:ea typeface="{face}"/>'
        '</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _workbook(chart: Chart) -> bytes:
    """The smallest workbook that Word and WPS open for "edit data": one sheet, texts in the cells."""
    sheet, book = f"{_NS}/spreadsheetml/2006/main", f"{_NS}/officeDocument/2006/relationships"
    relations = f"{_NS}/package/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return stored(
        {
            "[Content_Types].xml": _xml(
                f'<Types xmlns="{_NS}/package/2006/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
                f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
            ),
            "_rels/.rels": _xml(
                f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{book}/officeDocument" '
                'Target="xl/workbook.xml"/></Relationships>'
            ),
            "xl/workbook.xml": _xml(
                f'<workbook xmlns="{sheet}" xmlns:r="{book}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
                "</sheets></workbook>"
            ),
            "xl/_rels/workbook.xml.rels": _xml(
                f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{book}/worksheet" '
                'Target="worksheets/sheet1.xml"/></Relationships>'
            ),
            "xl/worksheets/sheet1.xml": _xml(
                f'<worksheet xmlns="{sheet}"><sheetData>{_rows(chart)}</sheetData></worksheet>'
            ),
        }
    )


def _rows(chart: Chart) -> str:
    lines: list[list[str | int]] = [["", *(name for name, _ in chart.series)]]
    for at, word in enumerate(chart.categories):
        lines.append([word, *(values[at] for _, values in chart.series)])
    return "".join(f"<row>{''.join(map(_cell, line))}</row>" for line in lines)


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def _xml(content: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'.encode()

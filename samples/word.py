"""Word files from a few pieces of XML: paragraphs, tables with merged cells, content controls, tracked changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from samples.parcels import zipped

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN_TYPE}"/></Types>'
)
_RELS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_BY = 'w:id="{}" w:author="经办人" w:date="2026-10-10T10:00:00Z"'
_FONTS = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'


@dataclass(frozen=True, slots=True)
class Box:
    """One table cell.  ``merge`` is ``restart`` or ``continue``; ``runs`` replaces the text by ready-made runs."""

    text: str = ""
    merge: str = ""
    span: int = 1
    runs: str = ""


def run(text: str, size: int = 21) -> str:
    """A run of text; tabs become tab marks.  ``size`` in half points."""
    pieces = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t"))
    return f'<w:r><w:rPr>{_FONTS}<w:sz w:val="{size}"/></w:rPr>{pieces}</w:r>'


def split_runs(text: str) -> str:
    """Every character a run of its own, as Word leaves text that was edited often."""
    return "".join(run(letter) for letter in text)


def control(text: str) -> str:
    """A content control (内容控件) with that text."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def revised(old: str, new: str, number: int) -> str:
    """A tracked change from ``old`` to ``new``."""
    gone = f'<w:r><w:delText xml:space="preserve">{escape(old)}</w:delText></w:r>'
    by_old, by_new = _BY.format(number), _BY.format(number + 1)
    return f"<w:del {by_old}>{gone}</w:del><w:ins {by_new}>{run(new)}</w:ins>"


def paragraph(text: str = "", align: str = "left", size: int = 21, runs: str = "") -> str:
    """A paragraph."""
    return f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{runs or (run(text, size) if text else "")}</w:p>'


def table(rows: Iterable[Sequence[Box]], widths: Sequence[int]) -> str:
    """A bordered table; ``widths`` in twentieths of a point."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(f"<w:tr>{''.join(map(_box, row))}</w:tr>" for row in rows)
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _box(box: Box) -> str:
    span = f'<w:gridSpan w:val="{box.span}"/>' if box.span > 1 else ""
    merge = f'<w:vMerge w:val="{box.merge}"/>' if box.merge else ""
    lines = box.text.split("\n")
    inner = paragraph(runs=box.runs) if box.runs else "".join(paragraph(line) for line in lines)
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inner}</w:tc>"


def word_file(*blocks: str, landscape: bool = False) -> bytes:
    """The file of these paragraphs and tables, A4."""
    page = 'w:w="16838" w:h="11906" w:orient="landscape"' if landscape else 'w:w="11906" w:h="16838"'
    section = (
        f'<w:sectPr><w:pgSz {page}/><w:pgMar w:top="1134" w:bottom="1134" w:left="1134" w:right="1134"/></w:sectPr>'
    )
    document = f"{_HEAD}<w:document {_W}><w:body>{''.join(blocks)}{section}</w:body></w:document>"
    return zipped(
        {
            "[Content_Types].xml": _TYPES.encode("utf-8"),
            "_rels/.rels": _RELS.encode("utf-8"),
            "word/document.xml": document.encode("utf-8"),
        }
    )


def letter(title: str, *lines: str, to: str = "", signed: tuple[str, ...] = ()) -> bytes:
    """A plain official paper: title, addressee, paragraphs, signature."""
    body = [paragraph(title, "center", 44), paragraph()]
    if to:
        body.append(paragraph(f"{to}：", size=32))
    body += [paragraph(f"　　{line}", size=32) for line in lines]
    body += [paragraph(line, "right", 32) for line in signed]
    return word_file(*body)

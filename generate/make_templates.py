"""Builds ``templates/docx/`` anew from the texts in ``templates/text/``: ``python -m generate.make_templates``.

One line is one paragraph.  ``# `` begins a first-level heading, ``【…】`` a run in 楷体, ``{表 widths aligns}`` a table
whose first row repeats on every page; tags stand as they will stand in Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from generate.parcel import stored
from jieyue.data import data_folder

_TABLE = re.compile(r"\{表 ([\d ]+) ([左中右]+)\}")
_RUN = re.compile(r"【(.+?)】")
_ALIGN = {"左": "left", "中": "center", "右": "right"}


def build(text: str) -> bytes:
    """One template as a docx file."""
    body = "".join(_blocks(iter(text.splitlines())))
    return stored(_parts(body))


def _blocks(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        table = _TABLE.fullmatch(line)
        if table:
            yield _table([int(width) for width in table[1].split()], table[2], lines)
        elif line.startswith("# "):
            yield _paragraph(line[2:], "Heading")
        elif line:
            yield _paragraph(line, "Plain" if line.startswith(("{%p", "{{p")) else "Body")


def _table(widths: list[int], aligns: str, lines: Iterator[str]) -> str:
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    rows: list[str] = []
    for line in lines:
        if line == "{表完}":
            break
        rows.append(_row(line, widths, aligns, first=not rows))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _row(line: str, widths: list[int], aligns: str, *, first: bool) -> str:
    if line.startswith("{%tr"):
        span = f'<w:gridSpan w:val="{len(widths)}"/>'
        return f"<w:tr><w:tc><w:tcPr>{span}</w:tcPr>{_paragraph(line, 'Cell')}</w:tc></w:tr>"
    cells = line.strip("|").split("|") if not line.endswith("||") else line[1:-1].split("|")
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if first else "") + "</w:trPr>"
    return f"<w:tr>{properties}{''.join(_cells(cells, widths, '中' * len(widths) if first else aligns))}</w:tr>"


def _cells(cells: list[str], widths: list[int], aligns: str) -> Iterator[str]:
    for text, width, align in zip(cells, widths, aligns, strict=True):
        yield (
            f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/></w:tcPr>'
            f"{_paragraph(text, 'Cell', _ALIGN[align])}</w:tc>"
        )


def _twips(millimetres: int) -> int:
    return round(millimetres * 1440 / 25.4)


def _paragraph(text: str, style: str, align: str = "") -> str:
    adjusted = f'<w:jc w:val="{align}"/>' if align else ""
    runs = []
    for index, piece in enumerate(_RUN.split(text)):
        font = (
            '<w:rPr><w:rFonts w:eastAsia="楷体_GB2312" w:ascii="楷体_GB2312" w:hAnsi="楷体_GB2312"/></w:rPr>'
            if index % 2
            else ""
        )
        if piece:
            runs.append(f'<w:r>{font}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>')
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{adjusted}</w:pPr>{"".join(runs)}</w:p>'


_NS = "http://schemas.openxmlformats.org/"
_STYLES = {
    "Body": ('<w:ind w:firstLineChars="200" w:firstLine="640"/>', "仿宋_GB2312", 32),
    "Plain": ("", "仿宋_GB2312", 32),
    "Heading": ('<w:ind w:firstLineChars="200" w:firstLine="640"/>', "黑体", 32),
    "Title": ('<w:jc w:val="center"/>', "方正小标宋简体", 44),
    "Mark": ('<w:jc w:val="center"/>', "方正小标宋简体", 72),
    "Number": ('<w:jc w:val="center"/>', "仿宋_GB2312", 32),
    "Label": ("<w:pageBreakBefore/>", "黑体", 32),
    "Sign": ('<w:ind w:right="1264"/><w:jc w:val="right"/>', "仿宋_GB2312", 32),
    "Imprint": ("", "仿宋_GB2312", 28),
    "Cell": ("", "仿宋_GB2312", 24),
}


def _parts(body: str) -> dict[str, bytes]:
    section = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" '
        'w:left="1588" w:header="0" w:footer="1400" w:gutter="0"/></w:sectPr>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:pPr>{layout}</w:pPr><w:rPr>'
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for name, (layout, font, size) in _STYLES.items()
    )
    w = f'xmlns:w="{_NS}wordprocessingml/2006/main"'
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return {
        "[Content_Types].xml": _xml(
            f'<Types xmlns="{_NS}package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{types}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{types}.styles+xml"/></Types>'
        ),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": _xml(f"<w:document {w}><w:body>{body}{section}</w:body></w:document>"),
        "word/_rels/document.xml.rels": _relations({"rId1": ("styles", "styles.xml")}),
        "word/styles.xml": _xml(f"<w:styles {w}>{styles}</w:styles>"),
    }


def _relations(targets: dict[str, tuple[str, str]]) -> bytes:
    relations = "".join(
        f'<Relationship Id="{key}" Type="{_NS}officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return _xml(f'<Relationships xmlns="{_NS}package/2006/relationships">{relations}</Relationships>')


def _xml(content: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'.encode()


def make(folder: Path) -> list[Path]:
    """Writes every template into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for source in sorted((data_folder("templates") / "text").glob("*.txt")):
        path = folder / f"{source.stem}.docx"
        path.write_bytes(build(source.read_text(encoding="utf-8")))
        made.append(path)
    return made


if __name__ == "__main__":
    for template in make(data_folder("templates") / "docx"):
        print(template.name)

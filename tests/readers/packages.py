"""Tiny Office files built by hand, so that a test shows exactly what stands in the file."""

from __future__ import annotations

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def relationships(*entries: tuple[str, str, str]) -> str:
    """A part of relationships from (id, kind, target); a target with ``!`` before it is external."""
    lines = []
    for identity, kind, target in entries:
        mode = ' TargetMode="External"' if target.startswith("!") else ""
        kind_url = kind if "/" in kind else f"{R}/{kind}"
        lines.append(f'<Relationship Id="{identity}" Type="{kind_url}" Target="{target.lstrip("!")}"{mode}/>')
    body = "".join(lines)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def written(path: Path, main: str, main_type: str, parts: dict[str, str | bytes], more_types: str = "") -> Path:
    """A package whose main part is ``main``."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{main_type}"/>{more_types}</Types>'
    )
    whole = {"[Content_Types].xml": types, "_rels/.rels": relationships(("rId1", "officeDocument", main)), **parts}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in whole.items():
            package.writestr(name, content)
    return path


def word(path: Path, body: str, main_type: str = DOCUMENT_TYPE, **parts: str) -> Path:
    """A Word file with ``body``; ``parts`` are styles, numbering, comments, footnotes, header1 … by kind."""
    related = [(f"rId{kind}", kind.rstrip("123456789"), f"{kind}.xml") for kind in parts]
    content: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(*related),
    }
    content |= {f"word/{kind}.xml": text.replace("<w:", "<w:", 1) for kind, text in parts.items()}
    return written(path, "word/document.xml", main_type, content)


def p(text: str = "", properties: str = "") -> str:
    """A paragraph of one run, or of ``text`` as XML where it starts with a tag."""
    inner = text if text.startswith("<") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r>"


def tc(content: str = "", properties: str = "") -> str:
    """A cell; ``content`` is text, or blocks as XML."""
    inner = content if content.startswith(("<w:p", "<w:tbl", "<w:sdt")) else p(content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def sdt(content: str, properties: str = "") -> str:
    """A content control round ``content``."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def book(
    path: Path,
    rows: str,
    before: str = "",
    after: str = "",
    *,
    strings: str = "",
    styles: str = "",
    workbook: str = "",
    sheets: str = "",
    main_type: str = WORKBOOK_TYPE,
    parts: dict[str, str | bytes] | None = None,
    related: tuple[tuple[str, str, str], ...] = (),
) -> Path:
    """A workbook whose first sheet 自评表 has ``rows``, with XML ``before`` and ``after`` its sheetData."""
    sheets = sheets or '<sheet name="自评表" sheetId="1" r:id="rId1"/>'
    content: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}">{workbook}<sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rIdStrings", "sharedStrings", "sharedStrings.xml"),
            ("rIdStyles", "styles", "styles.xml"),
            *related,
        ),
        "xl/worksheets/sheet1.xml": sheet(rows, before, after),
        "xl/sharedStrings.xml": f'<sst xmlns="{S}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{S}">{styles}</styleSheet>',
        **(parts or {}),
    }
    return written(path, "xl/workbook.xml", main_type, content)


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """A worksheet part."""
    return f'<worksheet xmlns="{S}" xmlns:r="{R}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def formats(*codes: str) -> str:
    """Styles whose n-th cell style has the n-th code."""
    defined = "".join(f"<numFmt numFmtId=\"{200 + n}\" formatCode='{code}'/>" for n, code in enumerate(codes))
    used = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(codes)))
    return f"<numFmts>{defined}</numFmts><cellXfs>{used}</cellXfs>"

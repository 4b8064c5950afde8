"""Small files that would become huge, or take for ever: T20.  Each is built when it is asked for."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.readers.ofds import NAMESPACE, ofd
from tests.readers.ofds import text as ofd_text
from tests.readers.packages import book, p, tbl, tc, tr, word
from tests.readers.pdfs import assembled, pdf, stream, text

MB = 1024 * 1024
Made = Callable[[Path], Path]


def rows(number: int, cell: str) -> str:
    return "".join(f'<row r="{n}">{cell}</row>' for n in range(1, number + 1))


def merges(*spans: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{span}"/>' for span in spans) + "</mergeCells>"


def _shared(number: int, length: int) -> Made:
    """One long shared string used over and over."""

    def made(path: Path) -> Path:
        cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, number + 1))
        return book(path, cells, strings=f"<si><t>{'得' * length}</t></si>")

    return made


def _sheets(number: int) -> Made:
    def made(path: Path) -> Path:
        listed = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rIdS{n}"/>' for n in range(1, number + 1))
        related = tuple((f"rIdS{n}", "worksheet", "worksheets/sheet1.xml") for n in range(1, number + 1))
        return book(path, rows(500, '<c t="inlineStr"><is><t>x</t></is></c>'), sheets=listed, related=related)

    return made


def _nested_tables(depth: int) -> str:
    inner = p("x")
    for _ in range(depth):
        inner = tbl(tr(tc(inner + p())))
    return inner


def _many_parts(number: int) -> Made:
    def made(path: Path) -> Path:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            for n in range(number):
                archive.writestr(f"word/{n}.xml", b"")
        return path

    return made


def _raw(data: Callable[[], bytes]) -> Made:
    def made(path: Path) -> Path:
        path.write_bytes(data())
        return path

    return made


def _pdf_page(content: bytes, more: str = "", filters: int = 1) -> bytes:
    for _ in range(filters):
        content = zlib.compress(content, 9)
    names = " ".join(["/FlateDecode"] * filters)
    body = f"<< /Length {len(content)} /Filter [{names}] {more} >>\nstream\n".encode() + content + b"\nendstream"
    return assembled(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] /Contents 4 0 R >>",
            4: body,
        }
    )


def _pdf_forms(depth: int, width: int) -> Made:
    """Forms that call the next form again and again: width to the power of depth."""

    def made(path: Path) -> Path:
        objects = []
        for n in range(depth):
            uses = f"/Resources << /XObject << /F {101 + n} 0 R >> >>" if n + 1 < depth else ""
            objects.append(stream(b"/F Do " * width, f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {uses}"))
        return pdf(path, "/F Do ", objects=objects, resources="/XObject << /F 100 0 R >>")

    return made


def _pdf_font(more: str, to_unicode: bytes = b"") -> Made:
    def made(path: Path) -> Path:
        font = (
            "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 102 0 R "
            "/DescendantFonts [101 0 R] >>"
        )
        below = f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X {more} >>"
        content = "BT /F2 9 Tf <00410042> Tj ET"
        made = pdf(path, content, objects=[font, below, stream(to_unicode)], resources="/A 1")
        made.write_bytes(made.read_bytes().replace(b"/F1 3 0 R", b"/F2 100 0 R", 1))
        return made

    return made


def _pdf_kids(depth: int) -> bytes:
    """A page tree as deep as the file is long, every node calling itself too."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    for n in range(2, depth + 2):
        objects[n] = f"<< /Type /Pages /Kids [{n + 1} 0 R {n} 0 R 2 0 R] /Count 9 >>".encode()
    objects[depth + 2] = b"<< /Type /Page >>"
    return assembled(objects)


def _no_table(objects: bytes) -> bytes:
    """A file in which the objects have to be looked for."""
    return b"%PDF-1.4\n" + objects + b"\nstartxref\n-5\n%%EOF"


def _pdf_previous(number: int) -> bytes:
    whole = _pdf_page(b"q Q")
    start = whole.rindex(b"xref\n0")
    return whole.replace(b"/Root 1 0 R", f"/Root 1 0 R /Prev {start}".encode()) * 1 + b"%" * number


def _ofd_zip(path: Path) -> Path:
    return ofd(path, "".join(ofd_text(9, 9, "得" * 200) for _ in range(60_000)))


def _quine(path: Path) -> Path:
    """A zip in a zip in a zip …"""
    data = b"x"
    for n in range(30):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{n}.zip", data)
        data = out.getvalue()
    path.write_bytes(data)
    return path


_LONG = "得" * 4000
_CONTENT_TEXT = text(9, 9, "得" * 500)

BOMBS: dict[str, Made] = {
    # workbooks
    "merged A1:XFD2000.xlsx": lambda path: book(path, rows(1, '<c r="A1"><v>1</v></c>'), after=merges("A1:XFD2000")),
    "merged A1:XFD1048576.xlsx": lambda path: book(
        path, rows(1, '<c r="A1"><v>1</v></c>'), after=merges("A1:XFD1048576")
    ),
    "cell XFD1048576.xlsx": lambda path: book(path, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "two far corners.xlsx": lambda path: book(
        path, '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "huge shared string used often.xlsx": _shared(5000, 20_000),
    "shared strings used very often.xlsx": _shared(400_000, 10),
    "shared strings of 70 MB.xlsx": lambda path: book(path, rows(1, ""), strings="<si><t>x</t></si>" * 4_000_000),
    "one shared string of 100 MB.xlsx": lambda path: book(
        path, rows(1, ""), strings=f"<si><t>{'x' * 100 * MB}</t></si>"
    ),
    "a thousand sheets.xlsx": _sheets(1000),
    "100,000 merges.xlsx": lambda path: book(
        path, rows(1, '<c r="A1"><v>1</v></c>'), after=merges(*(f"A{n}:B{n}" for n in range(1, 100_001)))
    ),
    "overlapping merges.xlsx": lambda path: book(
        path, rows(300, ""), after=merges(*(f"A{n}:CV{n + 300}" for n in range(1, 2001)))
    ),
    "dimension of everything.xlsx": lambda path: book(path, rows(1, ""), before='<dimension ref="A1:XFD1048576"/>'),
    "a million empty rows.xlsx": lambda path: book(path, "<row/>" * 1_000_000),
    "two million cells.xlsx": lambda path: book(path, rows(20_000, "<c><v>1</v></c>" * 100)),
    "columns without end.xlsx": lambda path: book(
        path, rows(1, ""), before="<cols>" + '<col min="1" max="16384" hidden="1"/>' * 50_000 + "</cols>"
    ),
    "nested 100,000 deep.xlsx": lambda path: book(path, "<row>" * 100_000 + "</row>" * 100_000),
    "a formula of 10 MB.xlsx": lambda path: book(path, f'<row r="1"><c r="A1"><f>{"(" * 10 * MB}</f></c></row>'),
    "formulas that add themselves.xlsx": lambda path: book(
        path, "".join(f'<row r="{n}"><c r="A{n}"><f>SUM(A1:A5000)</f></c></row>' for n in range(1, 5001))
    ),
    "number formats without end.xlsx": lambda path: book(
        path,
        rows(1, ""),
        styles="<numFmts>" + f'<numFmt numFmtId="200" formatCode="{"0" * 200}"/>' * 50_000 + "</numFmts>",
    ),
    "a number of a million digits.xlsx": lambda path: book(path, rows(1, f'<c r="A1"><v>{"9" * 1_000_000}</v></c>')),
    "a number of 10^999999999.xlsx": lambda path: book(path, rows(200, "<c><v>1E999999999</v></c>")),
    # Word files
    "repeated text.docx": lambda path: word(path, p(_LONG) * 3000),
    "2 million paragraphs.docx": lambda path: word(path, "<w:p/>" * 2_000_000),
    "tables inside tables.docx": lambda path: word(path, _nested_tables(60)),
    "controls inside controls.docx": lambda path: word(
        path, "<w:sdt><w:sdtContent>" * 5000 + p("x") + "</w:sdtContent></w:sdt>" * 5000
    ),
    "spans without end.docx": lambda path: word(
        path, tbl(*(tr(tc("x", '<w:gridSpan w:val="2000000000"/>')) for _ in range(50)))
    ),
    "grid before without end.docx": lambda path: word(
        path, tbl(*(tr(tc("x"), properties='<w:gridBefore w:val="2000000000"/>') for _ in range(50)))
    ),
    "100,000 rows.docx": lambda path: word(path, tbl(tr(tc("x"), tc("y")) * 100_000)),
    "merged down 100,000 rows.docx": lambda path: word(path, tbl(tr(tc("x", "<w:vMerge/>")) * 100_000)),
    "attributes without end.docx": lambda path: word(
        path, "<w:p " + " ".join(f'a{n}="1"' for n in range(300_000)) + "/>"
    ),
    "entities.docx": lambda path: word(path, p("&#x5F97;" * 3_000_000)),
    "empty parts.docx": _many_parts(900),
    "65,000 parts.docx": _many_parts(65_000),
    # pdf and ofd
    "content of 1 GB.pdf": _raw(lambda: _pdf_page(b"q Q " * (250 * MB // 4))),
    "rows of 2 GB.pdf": _raw(lambda: _pdf_page(b"\2" * 1000, "/DecodeParms << /Predictor 12 /Columns 2000000000 >>")),
    "content packed twice.pdf": _raw(lambda: _pdf_page(b" " * 400 * MB, filters=2)),
    "forms in forms.pdf": _pdf_forms(15, 12),
    "a form in itself.pdf": lambda path: pdf(
        path,
        "/F Do ",
        resources="/XObject << /F 100 0 R >>",
        objects=[
            stream(
                b"/F Do " * 50,
                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 100 0 R >> >>",
            )
        ],
    ),
    "widths of 4 billion codes.pdf": _pdf_font("/W [0 4000000000 500]"),
    "letters of 4 billion codes.pdf": _pdf_font("", b"1 beginbfrange <0000> <ffffffff> <0041> endbfrange"),
    "pages in a circle.pdf": _raw(lambda: _pdf_kids(3000)),
    "tables of references in a circle.pdf": _raw(lambda: _pdf_previous(10)),
    "one page a thousand times.pdf": lambda path: pdf(path, *[_CONTENT_TEXT] * 1000),
    "text over and over.pdf": lambda path: pdf(path, _CONTENT_TEXT * 10_000),
    "lines over and over.pdf": lambda path: pdf(path, "".join(f"0 {n} m 500 {n} l S\n" for n in range(100_000))),
    "a mesh of lines.pdf": lambda path: pdf(
        path,
        "".join(f"0 {n * 4} m 9999 {n * 4} l S {n * 4} 0 m {n * 4} 9999 l S\n" for n in range(1900)),
        page="/MediaBox [0 0 9999 9999]",
    ),
    "patches over text.pdf": lambda path: pdf(path, _CONTENT_TEXT * 100 + "0 0 99 99 re f\n" * 20_000),
    "numbers without operators.pdf": lambda path: pdf(path, "1 " * 7_000_000),
    "brackets without end.pdf": _raw(lambda: _pdf_page(b"[" * 8 * MB)),
    "states saved without end.pdf": lambda path: pdf(path, "q " * 2_000_000),
    "an object 50,000 times, no references.pdf": _raw(lambda: _no_table(b"1 0 obj<<>>endobj\n" * 50_000)),
    "brackets in a text, no references.pdf": _raw(lambda: _no_table(b"1 0 obj (" + b"(" * 1_000_000)),
    "an array of 40 MB.pdf": _raw(
        lambda: b"%PDF-1.4\n1 0 obj\n[" + b"1 " * 20 * MB + b"]\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"
    ),
    "nested 1,000,000 deep.pdf": _raw(
        lambda: b"%PDF-1.4\n1 0 obj\n" + b"[" * 1_000_000 + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"
    ),
    "text over and over.ofd": _ofd_zip,
    "steps without end.ofd": lambda path: ofd(
        path,
        '<ofd:TextObject Size="3"><ofd:TextCode DeltaX="g 2000000000 1">得得得</ofd:TextCode></ofd:TextObject>' * 1000,
    ),
    "a path without end.ofd": lambda path: ofd(
        path,
        f"<ofd:PathObject><ofd:AbbreviatedData>{'M 0 0 L 9 0 ' * 2_000_000}</ofd:AbbreviatedData></ofd:PathObject>",
    ),
    "layers inside layers.ofd": lambda path: ofd(path, "<ofd:PageBlock>" * 20_000 + "</ofd:PageBlock>" * 20_000),
    "pages without end.ofd": lambda path: ofd(
        path,
        parts={
            "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:Pages>"
            + '<ofd:Page BaseLoc="P.xml"/>' * 100_000
            + "</ofd:Pages></ofd:Document>",
            "Doc_0/P.xml": f"<ofd:Page {NAMESPACE}/>",
        },
    ),
    # zips
    "zip in zip in zip.zip": _quine,
}

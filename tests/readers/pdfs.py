"""Tiny pdf files built by hand: characters and lines at known places, and whatever else a test wants inside."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

PAGE = (842, 595)
"""A4 across, in points; the tests' y runs downwards."""


def text(x: float, y: float, words: str, size: float = 10) -> str:
    """Words whose base line begins at x, y from the upper left corner."""
    return f"BT /F1 {size} Tf 1 0 0 1 {x:.2f} {PAGE[1] - y:.2f} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A line drawn with a pen."""
    return f"{x0} {PAGE[1] - y0} m {x1} {PAGE[1] - y1} l S\n"


def bar(x0: float, y0: float, x1: float, y1: float) -> str:
    """The same line as a thin filled rectangle, as Word and WPS draw borders."""
    return f"{x0} {PAGE[1] - y0} {max(x1 - x0, 0.5)} {-max(y1 - y0, 0.5)} re f\n"


def table(
    rows: Sequence[Sequence[str]],
    x: float = 40,
    y: float = 60,
    widths: Sequence[float] = (),
    height: float = 20,
    line: object = rule,
    foot: bool = True,
) -> str:
    """A ruled table; a cell ``<`` belongs to the one on its left, ``^`` to the one above."""
    draw = bar if line is bar else rule
    widths = widths or [90] * len(rows[0])
    edges = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
    tall, wide = len(rows), len(widths)
    out = [draw(edges[0], y, edges[-1], y)]
    for r, row in enumerate(rows):
        top = y + r * height
        for c, cell in enumerate(row):
            if cell not in "<^" or not cell:
                out.append(text(edges[c] + 3, top + 0.7 * height, cell))
            if cell != "<":
                out.append(draw(edges[c], top, edges[c], top + height))
            below = rows[r + 1][c] if r + 1 < tall else ""
            if below != "^" and (foot or r + 1 < tall):
                out.append(draw(edges[c], top + height, edges[c + 1], top + height))
        out.append(draw(edges[wide], top, edges[wide], top + height))
    return "".join(out)


def pdf(
    path: Path,
    *pages: str,
    catalog: str = "",
    objects: Sequence[bytes | str] = (),
    resources: str = "",
    page: str = "",
    packed: bool = True,
) -> Path:
    """A file with one content stream a page; further ``objects`` are numbered from 100."""
    path.write_bytes(pdf_bytes(*pages, catalog=catalog, objects=objects, resources=resources, page=page, packed=packed))
    return path


def pdf_bytes(
    *pages: str,
    catalog: str = "",
    objects: Sequence[bytes | str] = (),
    resources: str = "",
    page: str = "",
    packed: bool = True,
) -> bytes:
    numbered: dict[int, bytes] = {1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode()}
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    numbered[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    numbered[3] = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
    )
    numbered[4] = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /W [32 126 500] "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    numbered[5] = stream(to_unicode("".join(pages)))
    for n, content in enumerate(pages):
        numbered[10 + 2 * n] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /Contents {11 + 2 * n} 0 R {page} "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> >>"
        ).encode()
        numbered[11 + 2 * n] = stream(content.encode("latin-1"), packed=packed)
    for n, one in enumerate(objects):
        numbered[100 + n] = one if isinstance(one, bytes) else one.encode("latin-1")
    return assembled(numbered)


def stream(data: bytes, more: str = "", packed: bool = True) -> bytes:
    """A stream object."""
    if packed:
        data, more = zlib.compress(data), f"/Filter /FlateDecode {more}"
    return f"<< /Length {len(data)} {more} >>\nstream\n".encode("latin-1") + data + b"\nendstream"


def to_unicode(content: str) -> bytes:
    """A map that says that codes are what they are in Unicode."""
    codes = sorted({run[i : i + 4] for run in content.split("<") for i in range(0, run.find(">"), 4) if ">" in run})
    entries = [
        f"<{code}> <{code}>" for code in codes if len(code) == 4 and all(one in "0123456789abcdef" for one in code)
    ]
    return f"{len(entries)} beginbfchar {' '.join(entries)} endbfchar".encode()


def assembled(objects: dict[int, bytes], trailer: str = "") -> bytes:
    """The objects with their table and trailer."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, one in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        out += f"{places[number]:010} 00000 n \n".encode() if number in places else b"0000000000 00000 f \n"
    out += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)

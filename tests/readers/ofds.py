"""Tiny OFD files built by hand; lengths in millimetres."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, words: str, size: float = 3.5, more: str = "") -> str:
    """Words whose base line begins at x, y."""
    steps = f'DeltaX="g {len(words) - 1} {size}"' if len(words) > 1 else ""
    return (
        f'<ofd:TextObject Boundary="{x} {y - size} 100 {size * 1.3}" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" {steps}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A line."""
    path = f"M 0 0 L {x1 - x0} {y1 - y0}"
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {x1 - x0} {y1 - y0}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def table(rows: Sequence[Sequence[str]], x: float = 20, y: float = 30, width: float = 40, height: float = 8) -> str:
    """A ruled table without merged cells."""
    tall, wide = len(rows), len(rows[0])
    lines = [rule(x, y + r * height, x + wide * width, y + r * height) for r in range(tall + 1)]
    lines += [rule(x + c * width, y, x + c * width, y + tall * height) for c in range(wide + 1)]
    words = [
        text(x + c * width + 1, y + r * height + 5, cell)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if cell
    ]
    return "".join(lines + words)


def ofd(path: Path, *pages: str, document: str = "", parts: dict[str, str | bytes] | None = None) -> Path:
    """A file with these pages; ``document`` is put at the end of its Document.xml."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/P{n}/Content.xml"/>' for n in range(len(pages)))
    whole: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 297 210</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages>{document}</ofd:Document>",
    }
    for n, content in enumerate(pages):
        body = f"<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content>"
        whole[f"Doc_0/Pages/P{n}/Content.xml"] = f"<ofd:Page {NAMESPACE}>{body}</ofd:Page>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**whole, **(parts or {})}.items():
            archive.writestr(name, data)
    return path

"""Templates for tests: from lines of text, or from WordprocessingML where the faults lie in the runs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from generate.fence import Template, open_template
from generate.make_templates import build

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def of_lines(folder: Path, *lines: str) -> Template:
    """A template of paragraphs, in the notation of ``templates/text``."""
    return of_bytes(folder, build("\n".join(lines)))


def of_body(folder: Path, body: str, more: Mapping[str, bytes] | None = None) -> Template:
    """A template whose document body is this WordprocessingML; ``more`` adds or replaces parts."""
    parts = dict(parts_of(build("空")))
    head, rest = parts["word/document.xml"].decode().split("<w:body>")
    section = rest[rest.index("<w:sectPr") :]
    parts["word/document.xml"] = f"{head}<w:body>{body}{section}".encode()
    return of_parts(folder, {**parts, **(more or {})})


def of_parts(folder: Path, parts: Mapping[str, bytes]) -> Template:
    """A template of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return of_bytes(folder, out.getvalue())


def of_bytes(folder: Path, data: bytes) -> Template:
    path = folder / "试样.docx"
    path.write_bytes(data)
    return open_template(path)


def paragraph(*runs: str) -> str:
    """A paragraph of runs, as Word splits a text that was edited."""
    inner = "".join(f'<w:r><w:t xml:space="preserve">{escape(run)}</w:t></w:r>' for run in runs)
    return f"<w:p>{inner}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of rows of cells, a paragraph in each."""
    lines = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{lines}</w:tbl>"


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines_of(data: bytes) -> list[str]:
    """The text of each paragraph, read without the project's own reader: breaks as \\n, tabs as \\t."""
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    return ["".join(_pieces(one)) for one in root.iter(f"{W}p")]


def _pieces(one: etree._Element) -> list[str]:
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return [
        (part.text or "") if part.tag == f"{W}t" else signs[str(part.tag)]
        for part in one.iter(f"{W}t", *signs)
        if part.getparent().tag == f"{W}r"  # type: ignore[union-attr]
    ]

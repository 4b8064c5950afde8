"""Pdf files with text: characters and ruling lines of each page to tables and lines.

A scan has nothing to read: it comes as an empty document with ``copy-unread``, as a picture does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.active_content import active_content
from extract.grid import Document, Mark
from extract.readers.marking import mark_from
from extract.readers.pdf_active import active_words, has_attachments, structure, unescaped
from extract.readers.pdf_content import Interpreter
from extract.readers.pdf_file import FAULTS, PdfFile
from extract.readers.pdf_font import plain
from extract.readers.pdf_graphics import Shared
from extract.readers.ruled import Ruled, Sheet
from extract.readers.ruled_canvas import Area, Canvas, Matrix, multiplied
from jieyue.model import Problem
from jieyue.problems import problem
from jieyue.safe.guard import Budget, file_bytes
from jieyue.safe.refusal import refuse

_SHOWN = 30
_FEW = 10
"""Characters on a page below which it is a picture with a caption."""
_A4: Area = (0.0, 0.0, 595.0, 842.0)
_LARGEST = 20_000.0
_HIDDEN = 0b10_0010
"""Flags of an annotation that is not to be seen: hidden, or no view."""
_NOTES = ("Text", "FreeText", "Stamp", "Highlight", "StrikeOut")


def read(path: Path) -> Document:
    """The document at ``path``; raises :class:`~extract.refusal.Refused`."""
    data = file_bytes(path)
    loose = structure(data)
    file = PdfFile(data, loose)
    try:
        return _Reader(file, loose).document()
    except FAULTS as fault:
        raise refuse("file-damaged", why="PDF内容不完整") from fault


class _Reader:
    """One file while it is read."""

    def __init__(self, file: PdfFile, loose: bytes) -> None:
        self._file = file
        self._loose = loose
        self._budget = Budget()
        self._shared = Shared(file, layers_off=_layers_off(file))
        self._canvases: list[Canvas] = []
        self._notes: list[str] = []

    def document(self) -> Document:
        """The blocks of all pages, and what was noticed."""
        sheets = [self._page(number, page) for number, page in enumerate(self._file.pages(), 1)]
        if not sheets:
            raise refuse("file-damaged", why="PDF中没有页面")
        problems = list(self._problems(sheets))
        if self._is_scan(sheets):
            return Document("pdf", (), problems=(problem("copy-unread", about="file"), *problems))
        ruled = Ruled(sheets, self._budget)
        blocks = tuple(ruled.blocks())
        if ruled.struck:
            problems.append(problem("tracked-changes", about="file", found=ruled.struck[0][:_SHOWN]))
        return Document("pdf", blocks, self._mark(), tuple(problems))

    def _page(self, number: int, page: dict[str, Any]) -> Sheet:
        matrix, whole = _placement(self._file, page)
        canvas = Canvas(whole, self._budget)
        contents = self._file.items(page.get("Contents")) or [page.get("Contents")]
        data = b"\n".join(self._file.data(one) for one in contents[:1000])
        Interpreter(self._shared, canvas, matrix).run(data, page.get("Resources"))
        for note in self._file.items(page.get("Annots"))[:5000]:
            self._annotation(note, Interpreter(self._shared, canvas, matrix))
        self._canvases.append(canvas)
        return canvas.sheet(number)

    def _annotation(self, note: object, interpreter: Interpreter) -> None:
        """What is typed into form fields and onto the page is seen; the text of a note is said."""
        flags = self._file.get(note, "F")
        kind = self._file.name(self._file.get(note, "Subtype"))
        contents = self._file.get(note, "Contents")
        if isinstance(flags, int) and flags & _HIDDEN:
            return
        look = self._file.get(note, "AP", "N")
        if isinstance(look, dict):
            look = self._file.get(look, self._file.name(self._file.get(note, "AS")))
        if kind != "Text" and self._file.is_stream(look):
            interpreter.form(look, _fitted(self._file, note, look))
        elif kind in _NOTES and isinstance(contents, bytes) and contents.strip():
            self._notes.append(_decoded(contents))

    def _is_scan(self, sheets: list[Sheet]) -> bool:
        """Hardly any text that can be read, on pages that show pictures or letters of unknown meaning."""
        readable = sum(glyph.text.strip() not in ("", "\ufffd") for sheet in sheets for glyph in sheet.glyphs)
        unreadable = sum(canvas.unreadable for canvas in self._canvases)
        pictured = sum(canvas.is_pictured for canvas in self._canvases)
        return readable < unreadable or (readable < _FEW * len(sheets) and 2 * pictured >= len(sheets))

    def _hidden(self, sheets: list[Sheet]) -> str:
        """Text that no one sees; what is cut off at an edge may be shown in full on another page."""
        shown = "".join(glyph.text for sheet in sheets for glyph in sheet.glyphs)
        hidden = "".join(text for canvas in self._canvases for text in canvas.hidden)
        for canvas in self._canvases:
            for cut in list(canvas.cut_off.values())[:200]:
                text = "".join(cut).strip()
                hidden += text if text not in shown else ""
        return hidden.strip()

    def _problems(self, sheets: list[Sheet]) -> Iterator[Problem]:
        structures = [self._loose, *map(unescaped, self._file.object_streams())]
        yield from active_content(active_words(structures))
        hidden = self._hidden(sheets)
        if hidden:
            yield problem("hidden-content", about="file", what=f"文字“{hidden[:_SHOWN]}”")
        elif any(canvas.hidden_layer for canvas in self._canvases):
            yield problem("hidden-content", about="file", what="图层")
        if has_attachments(structures):
            yield problem("hidden-content", about="file", what="附件")
        for note in self._notes[:20]:
            yield problem("content-unplaced", about="file", found=note.strip()[:_SHOWN], what="批注")

    def _mark(self) -> Mark | None:
        """The mark of our own forms, where a program carried it into the properties of the pdf."""
        found = {}
        for name in ("表单标识", "表单单位"):
            value = self._file.information(name)
            found[name] = _decoded(value) if isinstance(value, bytes) else ""
        return mark_from(found["表单标识"], found["表单单位"])


def _layers_off(file: PdfFile) -> frozenset[int]:
    layers = file.raw(file.get(file.catalog, "OCProperties", "D"), "OFF")
    return frozenset(identity for one in file.references(layers) if (identity := file.identity(one)) is not None)


def _placement(file: PdfFile, page: dict[str, Any]) -> tuple[Matrix, Area]:
    """From the page's own points to points from its upper left corner as it is shown; and its area."""
    left, bottom, right, top = _rectangle(file, page.get("CropBox")) or _rectangle(file, page.get("MediaBox")) or _A4
    turned = file.get(page, "Rotate")
    quarter = int(turned) // 90 % 4 if isinstance(turned, int | float) else 0
    wide, high = right - left, top - bottom
    matrix: Matrix = (
        (1, 0, 0, -1, -left, top),
        (0, 1, 1, 0, -bottom, -left),
        (-1, 0, 0, 1, right, -bottom),
        (0, -1, -1, 0, top, right),
    )[quarter]
    return matrix, (0.0, 0.0, high, wide) if quarter % 2 else (0.0, 0.0, wide, high)


def _rectangle(file: PdfFile, holder: object) -> Area | None:
    numbers = [float(one) for one in file.items(holder) if isinstance(one, int | float)]
    if len(numbers) != 4:
        return None
    left, right = sorted((numbers[0], numbers[2]))
    bottom, top = sorted((numbers[1], numbers[3]))
    return (left, bottom, right, top) if 1 < right - left < _LARGEST and 1 < top - bottom < _LARGEST else None


def _fitted(file: PdfFile, note: object, look: object) -> Matrix | None:
    """Moves the box of an annotation's look onto its place on the page (ISO 32000-1, 12.5.5)."""
    place, box = _rectangle(file, file.get(note, "Rect")), _rectangle(file, file.get(look, "BBox"))
    if place is None or box is None:
        return None
    own = [float(one) for one in file.items(file.get(look, "Matrix"))]
    x0, y0, x1, y1 = box
    corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)]
    if len(own) == 6:
        a, b, c, d, e, f = own
        corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
    left, bottom = min(x for x, _ in corners), min(y for _, y in corners)
    wide = (place[2] - place[0]) / max(max(x for x, _ in corners) - left, 0.001)
    high = (place[3] - place[1]) / max(max(y for _, y in corners) - bottom, 0.001)
    return multiplied((1, 0, 0, 1, -left, -bottom), (wide, 0, 0, high, place[0], place[1]))


def _decoded(text: bytes) -> str:
    if text.startswith(b"\xfe\xff"):
        return plain(text[2:].decode("utf-16-be", "replace"))
    return plain(text.decode("utf-8", "replace"))

"""The running text of a Word document: one paragraph's runs as a person sees them, all changes accepted.

What is not text of the paragraph itself (text boxes, notes, comments) is noted on the way and placed by the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from extract.readers.docx_controls import said_of
from extract.readers.docx_fields import Fields
from extract.readers.docx_look import PLAIN, Look, look_of
from extract.readers.docx_styles import Style, W
from extract.readers.docx_symbols import UNKNOWN, symbol, symbols
from extract.readers.noticed import Noticed
from extract.readers.signs import CHECKED, SMALL, UNCHECKED
from jieyue.safe.guard import Budget

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
TEXT_BOX = f"{W}txbxContent"


@dataclass(slots=True)
class Passage:
    """What one cell or paragraph collects beside its text."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


class TextReader:
    """Reads inline content."""

    def __init__(self, styles: dict[str, Style], budget: Budget, noticed: Noticed) -> None:
        self._styles = styles
        self._budget = budget
        self._noticed = noticed
        self._fields = Fields(noticed)
        self._hidden_paragraph = False

    def paragraph(self, paragraph: etree._Element, style: Style | None, passage: Passage) -> None:
        """Adds a paragraph's text to ``passage``."""
        self._fields.begin_paragraph()
        self._hidden_paragraph = style is not None and style.hidden
        self.inline(paragraph, passage)

    @property
    def is_in_field(self) -> bool:
        """True where a field is open."""
        return self._fields.are_open

    def end_story(self) -> None:
        """Closes what a cell or a document part left open."""
        self._fields.clear()

    def inline(self, holder: etree._Element, passage: Passage) -> None:
        """Everything inside ``holder``, in order."""
        for child in holder:
            handler = _HANDLERS.get(child.tag)
            if handler is not None:
                handler(self, child, passage)

    def _add(self, text: str, passage: Passage) -> None:
        if not self._fields.hide:
            self._put(text, passage)

    def _put(self, text: str, passage: Passage) -> None:
        self._budget.text(len(text))
        passage.parts.append(text)

    def _text(self, text: etree._Element, passage: Passage) -> None:
        if text.text:
            self._add(text.text.replace("\u00ad", ""), passage)

    def _run(self, run: etree._Element, passage: Passage) -> None:
        if len(run) and run[0].tag == f"{W}rPr":
            properties = run[0]
            if len(properties) or self._hidden_paragraph:
                look = look_of(properties, self._styles, self._hidden_paragraph, self._noticed)
                if look is not PLAIN:
                    self._special_run(run, passage, look)
                    return
        elif self._hidden_paragraph:
            self._special_run(run, passage, Look(hidden=True))
            return
        self.inline(run, passage)

    def _special_run(self, run: etree._Element, passage: Passage, look: Look) -> None:
        aside = Passage()
        self.inline(run, aside)
        text = "".join(aside.parts)
        if look.hidden or look.struck:
            if text.strip():
                (self._noticed.hidden if look.hidden else self._noticed.struck).append(text.strip())
            return
        if look.small:
            text = text.translate(SMALL)
        if look.font:
            text = symbols(look.font, text) if not any(child.tag == f"{W}sym" for child in run) else text
        passage.parts.append(text)
        passage.boxes += aside.boxes
        passage.comments += aside.comments

    def _symbol(self, entry: etree._Element, passage: Passage) -> None:
        code = entry.get(f"{W}char") or ""
        try:
            self._add(symbol(entry.get(f"{W}font"), int(code, 16)), passage)
        except (ValueError, OverflowError):
            self._add(UNKNOWN, passage)

    def _inserted(self, holder: etree._Element, passage: Passage) -> None:
        self._noticed.tracked = True
        self.inline(holder, passage)

    def _deleted(self, holder: etree._Element, _: Passage) -> None:
        """Drops deleted text; field marks among it still open and close fields."""
        self._noticed.tracked = True
        for mark in holder.iter(f"{W}fldChar"):
            self._field(mark, Passage())

    def _field(self, mark: etree._Element, passage: Passage) -> None:
        self._put(self._fields.mark(mark), passage)

    def _simple_field(self, entry: etree._Element, passage: Passage) -> None:
        self._fields.instructed(entry.get(f"{W}instr") or "")
        self.inline(entry, passage)

    def _instruction(self, entry: etree._Element, _: Passage) -> None:
        self._fields.instruct(entry.text or "")

    def _control(self, control: etree._Element, passage: Passage) -> None:
        """An inline content control; the hint of an empty one is not content."""
        said = said_of(control)
        if said.tag:
            passage.tags.append(said.tag)
        content = said.content
        if said.hint or content is None:
            return
        if said.state is None:
            self.inline(content, passage)
        else:
            self._add(CHECKED if said.state else UNCHECKED, passage)

    def _comment(self, entry: etree._Element, passage: Passage) -> None:
        passage.comments.append(entry.get(f"{W}id") or "")

    def _note(self, entry: etree._Element, _: Passage) -> None:
        kind = "脚注" if entry.tag == f"{W}footnoteReference" else "尾注"
        self._noticed.notes.append((kind, entry.get(f"{W}id") or ""))

    def _alternate(self, holder: etree._Element, passage: Passage) -> None:
        """One of the alternatives: the choice, or, where it holds nothing readable, the fallback."""
        for branch in holder:
            if (
                branch.tag in (f"{_MC}Choice", f"{_MC}Fallback")
                and next(branch.iter(TEXT_BOX, f"{W}t"), None) is not None
            ):
                self.inline(branch, passage)
                return

    def _drawing(self, holder: etree._Element, passage: Passage) -> None:
        """Notes the text boxes and the lettering (WordArt, watermarks) of a drawing."""
        skipped: set[etree._Element] = set()
        for box in holder.iter(TEXT_BOX):
            above = list(box.iterancestors())
            if not any(each in skipped or each.tag == f"{_MC}Fallback" for each in above[: _up_to(above, holder)]):
                skipped.add(box)
                passage.boxes.append(box)
        for lettering in holder.iter(f"{_V}textpath"):
            if lettering.get("string"):
                passage.marks.append(lettering.get("string") or "")

    def _math(self, holder: etree._Element, passage: Passage) -> None:
        for text in holder.iter(f"{_M}t"):
            self._add(text.text or "", passage)


def _up_to(above: list[etree._Element], holder: etree._Element) -> int:
    return above.index(holder) if holder in above else len(above)


_Handler = Callable[[TextReader, etree._Element, Passage], None]


def _standing_for(text: str) -> _Handler:
    return lambda reader, _, passage: reader._add(text, passage)


_DESCEND = "hyperlink smartTag bdo dir customXml sdtContent ruby rubyBase"
_HANDLERS: dict[object, _Handler] = {
    **{f"{W}{name}": TextReader.inline for name in _DESCEND.split()},
    **{f"{W}{name}": TextReader._inserted for name in ("ins", "moveTo")},
    **{f"{W}{name}": TextReader._deleted for name in ("del", "moveFrom")},
    **{f"{W}{name}": TextReader._drawing for name in ("drawing", "pict", "object")},
    **{f"{W}{name}": TextReader._note for name in ("footnoteReference", "endnoteReference")},
    **{f"{W}{name}": _standing_for("\t") for name in ("tab", "ptab")},
    **{f"{W}{name}": _standing_for("\n") for name in ("br", "cr")},
    **{f"{_M}{name}": TextReader._math for name in ("oMath", "oMathPara")},
    f"{W}noBreakHyphen": _standing_for("-"),
    f"{W}r": TextReader._run,
    f"{W}t": TextReader._text,
    f"{W}sym": TextReader._symbol,
    f"{W}fldSimple": TextReader._simple_field,
    f"{W}fldChar": TextReader._field,
    f"{W}instrText": TextReader._instruction,
    f"{W}sdt": TextReader._control,
    f"{W}commentReference": TextReader._comment,
    f"{_MC}AlternateContent": TextReader._alternate,
}
"""What is done with the elements in running text, by tag; others are not text."""

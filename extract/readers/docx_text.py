"""The running text of a Word document: one paragraph's runs as a person sees them, all changes accepted.

What is not text of the paragraph itself (text boxes, notes, comments) is noted on the way and placed by the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from extract.active_content import is_dde_field
from extract.readers.docx_controls import said_of
from extract.readers.docx_styles import Style, W, switch
from extract.readers.docx_symbols import UNKNOWN, is_symbol_font, symbol, symbols
from extract.readers.word_fields import shown_formula
from jieyue.safe.guard import Budget

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_VAL = f"{W}val"
TEXT_BOX = f"{W}txbxContent"
CHECKED, UNCHECKED = "☑", "☐"
_NO = ("0", "false", "off")
SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Noticed:
    """What was met while reading, for the Problems of the document."""

    tracked: bool = False
    hidden: list[str] = field(default_factory=list)
    boxed: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    unplaced: list[tuple[str, str]] = field(default_factory=list)
    active: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run looks where that matters: not there, crossed out, small and raised or lowered, in a font of symbols."""

    hidden: bool = False
    struck: bool = False
    small: bool = False
    font: str | None = None


_PLAIN = _Look()


@dataclass(slots=True)
class Passage:
    """What one cell or paragraph collects beside its text."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


class TextReader:
    """Reads inline content; ``fields`` is the stack of open fields, True while inside an instruction."""

    def __init__(self, styles: dict[str, Style], budget: Budget, noticed: Noticed) -> None:
        self._styles = styles
        self._budget = budget
        self._noticed = noticed
        self._fields: list[bool] = []
        self._instructions: list[str] = []
        self._hidden_paragraph = False
        self._handlers: dict[object, Callable[[etree._Element, Passage], None]] = self._table()

    def _table(self) -> dict[object, Callable[[etree._Element, Passage], None]]:
        descend = (
            "hyperlink",
            "smartTag",
            "bdo",
            "dir",
            "customXml",
            "ins",
            "moveTo",
            "sdtContent",
            "rubyBase",
        )
        table: dict[object, Callable[[etree._Element, Passage], None]] = {f"{W}{name}": self.inline for name in descend}
        table[f"{W}fldSimple"] = self._simple_field
        table |= {f"{W}{name}": self._inserted for name in ("ins", "moveTo")}
        table |= {f"{W}{name}": self._deleted for name in ("del", "moveFrom")}
        table |= {f"{W}{name}": self._drawing for name in ("drawing", "pict", "object")}
        table |= {f"{W}{name}": self._note for name in ("footnoteReference", "endnoteReference")}
        table |= {
            f"{W}r": self._run,
            f"{W}t": self._text,
            f"{W}tab": lambda _, passage: self._add("\t", passage),
            f"{W}ptab": lambda _, passage: self._add("\t", passage),
            f"{W}br": lambda _, passage: self._add("\n", passage),
            f"{W}cr": lambda _, passage: self._add("\n", passage),
            f"{W}noBreakHyphen": lambda _, passage: self._add("-", passage),
            f"{W}sym": self._symbol,
            f"{W}fldChar": self._field,
            f"{W}instrText": self._instruction,
            f"{W}sdt": self._control,
            f"{W}ruby": self.inline,
            f"{W}commentReference": self._comment,
            f"{_MC}AlternateContent": self._alternate,
            f"{_M}oMath": self._math,
            f"{_M}oMathPara": self._math,
        }
        return table

    def paragraph(self, paragraph: etree._Element, style: Style | None, passage: Passage) -> None:
        """Adds a paragraph's text to ``passage``."""
        if self._fields and self._fields[-1]:
            self._fields.clear()
        self._hidden_paragraph = style is not None and style.hidden
        self.inline(paragraph, passage)

    @property
    def is_in_field(self) -> bool:
        """True where a field is open."""
        return bool(self._fields)

    def end_story(self) -> None:
        """Closes what a cell or a document part left open."""
        self._fields.clear()
        self._instructions.clear()

    def inline(self, holder: etree._Element, passage: Passage) -> None:
        """Everything inside ``holder``, in order."""
        handlers = self._handlers
        for child in holder:
            handler = handlers.get(child.tag)
            if handler is not None:
                handler(child, passage)

    def _add(self, text: str, passage: Passage) -> None:
        if True in self._fields:
            return
        self._budget.text(len(text))
        passage.parts.append(text)

    def _text(self, text: etree._Element, passage: Passage) -> None:
        if text.text:
            self._add(text.text.replace("\u00ad", ""), passage)

    def _run(self, run: etree._Element, passage: Passage) -> None:
        if len(run) and run[0].tag == f"{W}rPr":
            properties = run[0]
            if len(properties) or self._hidden_paragraph:
                look = self._look(properties)
                if look is not _PLAIN:
                    self._special_run(run, passage, look)
                    return
        elif self._hidden_paragraph:
            self._special_run(run, passage, _Look(hidden=True))
            return
        self.inline(run, passage)

    def _look(self, properties: etree._Element) -> _Look:
        """What run properties do to the text."""
        hidden: bool | None = None
        struck = small = False
        styled, font = self._hidden_paragraph, None
        for entry in properties:
            tag = entry.tag
            if tag == f"{W}vanish":
                hidden = entry.get(_VAL) not in _NO
            elif tag == f"{W}rStyle":
                style = self._styles.get(entry.get(_VAL) or "")
                styled = styled != (style is not None and style.hidden)
            elif tag == f"{W}rFonts":
                name = entry.get(f"{W}ascii") or entry.get(f"{W}hAnsi")
                font = name if is_symbol_font(name) else None
            elif tag in (f"{W}strike", f"{W}dstrike"):
                struck = struck or entry.get(_VAL) not in _NO
            elif tag == f"{W}vertAlign":
                small = entry.get(_VAL) in ("superscript", "subscript")
            elif tag in (f"{W}ins", f"{W}moveTo"):
                self._noticed.tracked = True
        hidden = styled if hidden is None else hidden
        return _Look(hidden, struck, small, font) if hidden or struck or small or font else _PLAIN

    def _special_run(self, run: etree._Element, passage: Passage, look: _Look) -> None:
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
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._form_field(mark, passage)
            self._fields.append(True)
            self._instructions.append("")
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            without_result = self._fields.pop()
            instruction = self._instructions.pop() if self._instructions else ""
            if is_dde_field(instruction):
                self._noticed.active.add("DDE或外部引用域")
            if without_result:
                self._add(shown_formula(instruction), passage)

    def _simple_field(self, entry: etree._Element, passage: Passage) -> None:
        if is_dde_field(entry.get(f"{W}instr") or ""):
            self._noticed.active.add("DDE或外部引用域")
        self.inline(entry, passage)

    def _instruction(self, entry: etree._Element, _: Passage) -> None:
        if self._instructions and len(self._instructions[-1]) < 1000:
            self._instructions[-1] += entry.text or ""

    def _form_field(self, mark: etree._Element, passage: Passage) -> None:
        """What an old form field (窗体域) shows: the chosen entry, or a box ticked or not."""
        data = mark.find(f"{W}ffData")
        choices = data.find(f"{W}ddList") if data is not None else None
        box = data.find(f"{W}checkBox") if data is not None else None
        if choices is not None:
            entries = [entry.get(_VAL) or "" for entry in choices.iterfind(f"{W}listEntry")]
            chosen = choices.find(f"{W}result")
            chosen = choices.find(f"{W}default") if chosen is None else chosen
            stated = (chosen.get(_VAL) or "0") if chosen is not None else "0"
            index = int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 6 else 0
            self._add(entries[index] if index < len(entries) else "", passage)
        elif box is not None:
            state = switch(box, "checked")
            self._add(CHECKED if (switch(box, "default") if state is None else state) else UNCHECKED, passage)

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

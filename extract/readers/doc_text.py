"""The running text of a Word 97–2003 document: stretches of characters as a person sees them, all changes accepted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from extract.active_content import is_dde_field
from extract.readers.doc_fib import Word
from extract.readers.doc_form_fields import shown_field
from extract.readers.doc_formats import Formats, Look
from extract.readers.doc_pieces import Pieces, joined
from extract.readers.doc_styles import Style, fonts, shown_hidden
from extract.readers.docx_symbols import is_symbol_font, symbol, symbols
from extract.readers.noticed import Noticed
from extract.readers.signs import SMALL
from extract.readers.word_fields import shown_formula

_PLAIN_OR_ONE = re.compile(r"[^\x00-\x08\x0b-\x1f(]+|.", re.DOTALL)
_SHOWN = {"\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-", "(": "("}
_OBJECT, _COMMENT, _SHAPE, _BEGIN, _SEPARATE, _END = "\x01", "\x05", "\x08", "\x13", "\x14", "\x15"
_FIELD_MARKS = re.compile("[\x13\x14\x15]")
_HINT = re.compile("填|请|选择|选日期|单击|点击|轻触|Click|Choose|Tap")
_FORM_FIELDS = ("FORMCHECKBOX", "FORMDROPDOWN")
_LONGEST_INSTRUCTION = 1000


@dataclass(slots=True)
class Passage:
    """What one paragraph collects: its text, the comments on it, the shapes that hang on it."""

    parts: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    """The places of their anchors."""

    @property
    def text(self) -> str:
        """The text, its surrogate pairs made characters."""
        return joined("".join(self.parts))


class TextReader:
    """Reads stretches of the document's characters into passages."""

    def __init__(self, word: Word, pieces: Pieces, formats: Formats, styles: list[Style], noticed: Noticed) -> None:
        self._data = word.data
        self._pieces = pieces
        self._formats = formats
        self._styles = styles
        self._fonts = fonts(word)
        self._noticed = noticed
        self._fields: list[bool] = []
        self._instructions: list[str] = []
        self.comments: dict[int, str] = {}
        self._special: dict[str, Callable[[int, Look, Passage], None]] = {
            _OBJECT: self._object,
            _COMMENT: self._comment,
            _SHAPE: self._shape,
            _BEGIN: self._begin,
            _SEPARATE: self._separate,
            _END: self._end,
        }

    def start_paragraph(self) -> None:
        """Gives up an instruction that the paragraph before left open."""
        if self._fields and self._fields[-1]:
            self.end_story()

    def end_story(self) -> None:
        """Closes what a cell or story left open."""
        self._fields.clear()
        self._instructions.clear()

    def look(self, place: int) -> Look:
        """The look of one character."""
        piece = self._pieces.at(place)
        return self._formats.look(piece.place_of(place), piece.changes)[1]

    def add(self, begins: int, ends: int, style: Style, passage: Passage) -> None:
        """Adds the characters from ``begins`` up to ``ends`` of a paragraph in ``style``."""
        while begins < ends:
            piece = self._pieces.at(begins)
            place = piece.place_of(begins)
            until, look = self._formats.look(place, piece.changes)
            stop = min(ends, piece.ends, begins + max(1, -((place - until) // piece.width)))
            self._stretch(begins, max(stop, begins + 1), look, style, passage)
            begins = max(stop, begins + 1)

    def _stretch(self, begins: int, ends: int, look: Look, style: Style, passage: Passage) -> None:
        text = self._pieces.text[begins:ends]
        if look.style is not None and self._is_hint(text, look.style):
            return
        self._noticed.tracked |= look.deleted or look.inserted
        if look.deleted:
            for mark in _FIELD_MARKS.finditer(text):
                self._special[mark[0]](begins + mark.start(), look, Passage())
            return
        hidden = self._hidden(look, style)
        if not hidden and not look.struck:
            self._shown(text, begins, look, passage)
            return
        aside = Passage()
        self._shown(text, begins, look, aside)
        if aside.text.strip():
            (self._noticed.hidden if hidden else self._noticed.struck).append(aside.text.strip())

    def _is_hint(self, text: str, style: int) -> bool:
        """Whether it is the hint of a content control that this format could not keep; what is typed over it is not."""
        return style < len(self._styles) and self._styles[style].hint and _HINT.match(text) is not None

    def _hidden(self, look: Look, style: Style) -> bool:
        styled = style.hidden
        if look.style is not None and look.style < len(self._styles):
            styled = styled != self._styles[look.style].hidden
        return shown_hidden(look.hidden, styled)

    def _shown(self, text: str, begins: int, look: Look, passage: Passage) -> None:
        for found in _PLAIN_OR_ONE.finditer(text):
            part = found[0]
            if part in self._special:
                self._special[part](begins + found.start(), look, passage)
            elif part == "(" and look.symbol is not None:
                font, code = look.symbol
                self._add(symbol(self._font(font), code), passage)
            elif part in _SHOWN or part >= " " or part[0] in "\t\n":
                self._add(_SHOWN.get(part) or self._lettered(part, look), passage)

    def _lettered(self, text: str, look: Look) -> str:
        font = self._font(look.font) if look.font is not None else None
        if font is not None and is_symbol_font(font):
            return symbols(font, text)
        return text.translate(SMALL) if look.small else text.replace("\u00ad", "")

    def _font(self, number: int) -> str | None:
        return self._fonts[number] if number < len(self._fonts) else None

    def _add(self, text: str, passage: Passage) -> None:
        if True not in self._fields:
            passage.parts.append(text)
        elif self._instructions and len(self._instructions[-1]) < _LONGEST_INSTRUCTION:
            self._instructions[-1] += text

    def _begin(self, _: int, __: Look, ___: Passage) -> None:
        self._fields.append(True)
        self._instructions.append("")

    def _separate(self, _: int, __: Look, ___: Passage) -> None:
        if self._fields:
            self._fields[-1] = False

    def _end(self, _: int, __: Look, passage: Passage) -> None:
        if not self._fields:
            return
        without_result = self._fields.pop()
        instruction = self._instructions.pop()
        if is_dde_field(instruction):
            self._noticed.active.add("DDE或外部引用域")
        if without_result:
            self._add(shown_formula(instruction), passage)

    def _object(self, _: int, look: Look, passage: Passage) -> None:
        """A picture, or the entry of a form field, which stands inside that field's instruction."""
        form = bool(self._instructions) and self._instructions[-1].strip().upper().startswith(_FORM_FIELDS)
        if look.field_data is None or not form or True in self._fields[:-1]:
            return
        shown = shown_field(self._data, look.field_data)
        if shown is not None:
            passage.parts.append(shown)

    def _comment(self, place: int, _: Look, passage: Passage) -> None:
        if place in self.comments:
            passage.comments.append(self.comments[place])

    @staticmethod
    def _shape(place: int, _: Look, passage: Passage) -> None:
        passage.shapes.append(place)

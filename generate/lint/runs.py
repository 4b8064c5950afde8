"""The runs of one paragraph as people read them: insertions in, deletions and hidden text out, fields' results."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from generate.lint.manuscript import PAGE_NUMBER, Run
from generate.lint.properties import Props, flat, layered, local
from generate.lint.stylebook import StyleBook
from generate.office.wml import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_THROUGH = frozenset(("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo"))
_WORDS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "sym": "□"}
_DRAWN = frozenset(("drawing", "pict", "object"))


@dataclass
class Passage:
    """What one paragraph holds: runs, page breaks in and behind its text, drawings."""

    runs: list[Run] = field(default_factory=list)
    drawings: list[etree._Element] = field(default_factory=list)
    break_first: bool = False
    break_last: bool = False


class RunReader:
    """Reads the runs of paragraphs; fields may span several of them."""

    def __init__(self, styles: StyleBook) -> None:
        self._styles = styles
        self._fields: list[str] = []

    @property
    def in_field(self) -> bool:
        """Whether a field has begun and not ended."""
        return bool(self._fields)

    def passage(self, paragraph: etree._Element, base: Props) -> Passage:
        """The content of a paragraph whose text has ``base`` properties."""
        passage = Passage()
        self._walk(paragraph, base, passage)
        return passage

    def _walk(self, holder: etree._Element, base: Props, passage: Passage) -> None:
        for child in holder:
            name = local(child)
            if name == "r":
                self._run(child, base, passage)
            elif name == "AlternateContent":
                self._walk(chosen(child), base, passage)
            elif name == "fldSimple":
                self._simple_field(child, base, passage)
            elif name in _THROUGH:
                self._walk(child, base, passage)

    def _simple_field(self, element: etree._Element, base: Props, passage: Passage) -> None:
        if _is_page(element.get(f"{W}instr") or ""):
            inner = element.find(f"{W}r")
            self._add(PAGE_NUMBER, self._look(inner, base) if inner is not None else base, passage)
        else:
            self._walk(element, base, passage)

    def _look(self, run: etree._Element, base: Props) -> Props:
        own = flat(run.find(f"{W}rPr"))
        return layered(base, self._styles.character(own.get("rStyle")), own)

    def _run(self, run: etree._Element, base: Props, passage: Passage) -> None:
        look = self._look(run, base)
        for piece in run:
            name = local(piece)
            if name == "fldChar":
                self._field_mark(piece.get(f"{W}fldCharType") or "")
            elif name == "instrText":
                self._instruction(piece.text or "", look, passage)
            elif name == "AlternateContent":
                passage.drawings += [one for one in chosen(piece) if local(one) in _DRAWN]
            elif name in _DRAWN:
                passage.drawings.append(piece)
            elif not look.get("vanish") and not self._in_page_field():
                self._piece(name, piece, look, passage)

    def _piece(self, name: str, piece: etree._Element, look: Props, passage: Passage) -> None:
        if name == "t":
            self._add(piece.text or "", look, passage)
        elif name == "br" and piece.get(f"{W}type") == "page":
            passage.break_last = True
            passage.break_first |= not any(run.text.strip() for run in passage.runs)
        elif name == "br":
            self._add("\n", look, passage)
        elif name in _WORDS:
            self._add(_WORDS[name], look, passage)

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _instruction(self, words: str, look: Props, passage: Passage) -> None:
        if not self._fields:
            return
        was_page = _is_page(self._fields[-1])
        self._fields[-1] += words
        if _is_page(self._fields[-1]) and not was_page:
            self._add(PAGE_NUMBER, look, passage)

    def _in_page_field(self) -> bool:
        return any(_is_page(code) for code in self._fields)

    def _add(self, words: str, look: Props, passage: Passage) -> None:
        if words:
            if words.strip() and passage.break_last:
                passage.break_last = False
            font, latin = self._styles.font(look, "eastAsia"), self._styles.font(look, "hAnsi")
            passage.runs.append(Run(words, look, font, latin))


def chosen(alternatives: etree._Element) -> etree._Element:
    """The content of ``mc:AlternateContent``: its choice, else its fallback."""
    first = alternatives.find(f"{_MC}Choice")
    found = first if first is not None else alternatives.find(f"{_MC}Fallback")
    return alternatives if found is None else found


def _is_page(code: str) -> bool:
    words = code.split()
    return bool(words) and words[0].upper() == "PAGE"

"""Fields (域) of a Word document: what is instruction and what is shown, and what old form fields (窗体域) show."""

from __future__ import annotations

from lxml import etree

from extract.active_content import is_dde_field
from extract.readers.docx_styles import W, switch
from extract.readers.noticed import Noticed
from extract.readers.signs import CHECKED, UNCHECKED
from extract.readers.word_fields import shown_formula

_VAL = f"{W}val"
_LONGEST = 1000
"""Characters of an instruction beyond which it is not read on."""


class Fields:
    """The fields that are open, the innermost last."""

    def __init__(self, noticed: Noticed) -> None:
        self._noticed = noticed
        self._in_instruction: list[bool] = []
        self._instructions: list[str] = []

    @property
    def are_open(self) -> bool:
        """True inside any field."""
        return bool(self._in_instruction)

    @property
    def hide(self) -> bool:
        """True where what stands here is part of an instruction."""
        return True in self._in_instruction

    def begin_paragraph(self) -> None:
        """Gives up a field whose instruction has not ended with its paragraph."""
        if self._in_instruction and self._in_instruction[-1]:
            self._in_instruction.clear()

    def clear(self) -> None:
        """Closes what a cell or a document part left open."""
        self._in_instruction.clear()
        self._instructions.clear()

    def mark(self, mark: etree._Element) -> str:
        """Opens, parts or closes a field; what a field without a result shows."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            shown = "" if self.hide else form_field(mark)
            self._in_instruction.append(True)
            self._instructions.append("")
            return shown
        if kind == "separate" and self._in_instruction:
            self._in_instruction[-1] = False
        elif kind == "end" and self._in_instruction:
            without_result = self._in_instruction.pop()
            instruction = self._instructions.pop() if self._instructions else ""
            self.instructed(instruction)
            return shown_formula(instruction) if without_result and not self.hide else ""
        return ""

    def instruct(self, text: str) -> None:
        """Adds to the instruction of the innermost field."""
        if self._instructions and len(self._instructions[-1]) < _LONGEST:
            self._instructions[-1] += text

    def instructed(self, instruction: str) -> None:
        """Notes an instruction that reaches out of the document."""
        if is_dde_field(instruction):
            self._noticed.active.add("DDE或外部引用域")


def form_field(mark: etree._Element) -> str:
    """What an old form field shows: the chosen entry, or a box ticked or not."""
    data = mark.find(f"{W}ffData")
    choices = data.find(f"{W}ddList") if data is not None else None
    box = data.find(f"{W}checkBox") if data is not None else None
    if choices is not None:
        entries = [entry.get(_VAL) or "" for entry in choices.iterfind(f"{W}listEntry")]
        chosen = choices.find(f"{W}result")
        chosen = choices.find(f"{W}default") if chosen is None else chosen
        stated = (chosen.get(_VAL) or "0") if chosen is not None else "0"
        index = int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 6 else 0
        return entries[index] if index < len(entries) else ""
    if box is None:
        return ""
    state = switch(box, "checked")
    return CHECKED if (switch(box, "default") if state is None else state) else UNCHECKED

"""Content controls (内容控件) of Word: what they hold, their tag, whether they show a hint, whether they are ticked."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from extract.readers.docx_styles import W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CONTENT, _PROPERTIES, _TAG, _HINT = (f"{W}{name}" for name in ("sdtContent", "sdtPr", "tag", "showingPlcHdr"))
_CHECKBOX, _CHECKED = f"{_W14}checkbox", f"{_W14}checked"
_VAL = f"{W}val"
_NO = ("0", "false", "off")


class Said(NamedTuple):
    """What a content control says of itself: content, tag, whether it shows its hint (占位文字), ticked or not."""

    content: etree._Element | None = None
    tag: str | None = None
    hint: bool = False
    state: bool | None = None


def said_of(control: etree._Element) -> Said:
    """What ``control`` says; ``state`` is None where it is no check box."""
    content = properties = None
    for child in control:
        if child.tag == _CONTENT:
            content = child
        elif child.tag == _PROPERTIES:
            properties = child
    tag, hint, state = None, False, None
    for entry in properties if properties is not None else ():
        name = entry.tag
        if name == _TAG:
            tag = entry.get(_VAL) or None
        elif name == _HINT:
            hint = entry.get(_VAL) not in _NO
        elif name == _CHECKBOX:
            ticked = entry.find(_CHECKED)
            state = ticked is not None and ticked.get(f"{_W14}val") not in _NO
    return Said(content, tag, hint, state)

"""Small edits that break one thing in a good document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from generate.office.wml import DECLARED, NAMESPACES
from generate.parcel import stored

W = f"{{{NAMESPACES['w']}}}"
MAIN = "word/document.xml"


@dataclass
class Copy:
    """A copy of a document that may be edited."""

    parts: dict[str, bytes]

    @classmethod
    def of(cls, content: bytes) -> Copy:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def bytes(self) -> bytes:
        return stored(self.parts)

    def edit(self, part: str, change: Callable[[etree._Element], None]) -> None:
        root = etree.fromstring(self.parts[part])
        change(root)
        self.parts[part] = etree.tostring(root)


Break = Callable[[Copy], None]


def element(xml: str) -> etree._Element:
    return etree.fromstring(f"<root {DECLARED}>{xml}</root>")[0]


def text_of(paragraph: etree._Element) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))


def paragraphs(root: etree._Element, words: str, whole: bool = False) -> list[etree._Element]:
    found = [one for one in root.iter(f"{W}p") if (text_of(one) == words if whole else words in text_of(one))]
    assert found, f"no paragraph with {words}"
    return found


def replaced(old: str, new: str, part: str = MAIN) -> Break:
    """The first occurrence of some XML or text."""

    def change(copy: Copy) -> None:
        data = copy.parts[part].decode()
        assert old in data, f"no {old} in {part}"
        copy.parts[part] = data.replace(old, new, 1).encode()

    return change


def everywhere(old: str, new: str, part: str = MAIN) -> Break:
    """Every occurrence."""

    def change(copy: Copy) -> None:
        data = copy.parts[part].decode()
        assert old in data, f"no {old} in {part}"
        copy.parts[part] = data.replace(old, new).encode()

    return change


def layout(words: str, xml: str, part: str = MAIN, *, whole: bool = False, drop: str = "") -> Break:
    """Sets properties of the first paragraph with ``words``."""

    def change(root: etree._Element) -> None:
        target = paragraphs(root, words, whole)[0]
        properties = target.find(f"{W}pPr")
        assert properties is not None
        for name in drop.split():
            for old in properties.findall(f"{W}{name}"):
                properties.remove(old)
        if xml:
            new = element(xml)
            for old in properties.findall(str(new.tag)):
                properties.remove(old)
            properties.append(new)

    return lambda copy: copy.edit(part, change)


def look(words: str, xml: str, *, whole: bool = False, nth: int = 0) -> Break:
    """Sets properties of all runs of a paragraph with ``words``."""

    def change(root: etree._Element) -> None:
        for run in paragraphs(root, words, whole)[nth].iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            if properties is None:
                properties = etree.SubElement(run, f"{W}rPr")
                run.insert(0, properties)
            new = element(xml)
            for old in properties.findall(str(new.tag)):
                properties.remove(old)
            properties.append(new)

    return lambda copy: copy.edit(MAIN, change)


def style(style_id: str, xml: str, kind: str = "pPr") -> Break:
    """Sets a property of a style."""

    def change(root: etree._Element) -> None:
        holder = next(one for one in root.iter(f"{W}style") if one.get(f"{W}styleId") == style_id).find(f"{W}{kind}")
        assert holder is not None
        new = element(xml)
        for old in holder.findall(str(new.tag)):
            holder.remove(old)
        holder.append(new)

    return lambda copy: copy.edit("word/styles.xml", change)


def blank_after(words: str, count: int = 1, *, whole: bool = False) -> Break:
    """Blank paragraphs behind one."""

    def change(root: etree._Element) -> None:
        target = paragraphs(root, words, whole)[0]
        for _ in range(count):
            target.addnext(element('<w:p><w:pPr><w:pStyle w:val="GwBlank"/></w:pPr></w:p>'))

    return lambda copy: copy.edit(MAIN, change)


def blanks_removed(words: str, count: int, *, after: bool = False, whole: bool = False) -> Break:
    """The blank paragraphs before or behind one removed."""

    def change(root: etree._Element) -> None:
        target = paragraphs(root, words, whole)[0]
        for _ in range(count):
            near = target.getnext() if after else target.getprevious()
            assert near is not None
            assert not text_of(near)
            parent = near.getparent()
            assert parent is not None
            parent.remove(near)

    return lambda copy: copy.edit(MAIN, change)


def removed(words: str) -> Break:
    """A paragraph removed."""

    def change(root: etree._Element) -> None:
        target = paragraphs(root, words)[0]
        parent = target.getparent()
        assert parent is not None
        parent.remove(target)

    return lambda copy: copy.edit(MAIN, change)


def attribute(tag: str, name: str, value: str, part: str = MAIN, nth: int = 0) -> Break:
    """An attribute of the nth element of a name."""

    def change(root: etree._Element) -> None:
        list(root.iter(f"{W}{tag}"))[nth].set(f"{W}{name}", value)

    return lambda copy: copy.edit(part, change)


def said(old: str, new: str) -> Break:
    """Text within one run, the first occurrence."""

    def change(root: etree._Element) -> None:
        for piece in root.iter(f"{W}t"):
            if piece.text and old in piece.text:
                piece.text = piece.text.replace(old, new, 1)
                return
        raise AssertionError(f"no text {old}")

    return lambda copy: copy.edit(MAIN, change)


def both(*breaks: Break) -> Break:
    """Several edits that make one fault."""

    def change(copy: Copy) -> None:
        for one in breaks:
            one(copy)

    return change

"""docxtpl behind its fence: a template is asked first, compiled once, rendered many times, and its output read again.

docxtpl turns the Word file into one jinja source; everything else is ours: a closed dialect (:mod:`generate.dialect`),
a room without functions (:mod:`generate.sandbox`), values checked before and read again after, limits on size.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import jinja2
from lxml import etree

from generate.dialect import Examination
from generate.office.part import Part
from generate.parcel import Parcel
from generate.proof import prove
from generate.sandbox import Known, RenderFault, Run, compiled
from generate.tags import paragraphs, tags_of
from generate.values import prepared, shape_of
from jieyue.errors import DataFault
from jieyue.system_words import reason

__all__ = ["RenderFault", "Template", "TemplateFault", "content_of", "open_template"]

_LARGEST, _MOST_TEXT = 20_000_000, 2_000_000
"""Bytes of a template unpacked, and of one of its parts that carries placeholders."""
_LARGEST_RESULT = 150_000_000
"""Characters of a rendered part; a notice to 60,000 units, in two annexes, has 137 million."""
_TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\w*|footnotes)\.xml")
_HAS_TAG = re.compile(r"\{[{%#]|[}%#]\}|[\uff5b\uff5d]")
_UNWELCOME = {
    "宏": re.compile(r"word/(vba\w+|attachedToolbars)\.\w+").fullmatch,
    "批注": re.compile(r"word/comments\w*\.xml").fullmatch,
    "嵌入的对象": re.compile(r"word/(embeddings/.*\.bin|activeX/.*|ctrlProps/.*)").fullmatch,
}
_TRACKED = ("ins", "del", "moveFrom", "moveTo")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMPTY_TEXT, _NO_TEXT = '<w:t xml:space="preserve"></w:t>', '<w:t xml:space="preserve"/>'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class TemplateFault(DataFault):
    """A template cannot be used; ``faults`` names everything wrong with it, in reading order."""


@dataclass(frozen=True)
class Template:
    """One template file.  ``name`` is what a clerk calls it."""

    name: str
    parcel: Parcel

    def faults(self, context: Mapping[str, Any]) -> list[str]:
        """Everything wrong with the template for this data, in Chinese, with the paragraph's text; empty is fine."""
        examination = Examination({name: shape_of(value) for name, value in context.items()})
        faults = list(self._unwelcome())
        for part, root in self._roots.items():
            for paragraph in paragraphs(root, _part_name(part)):
                tags, written_badly = tags_of(paragraph)
                faults.extend(written_badly)
                for tag in tags:
                    examination.read(tag)
                faults.extend(examination.faults)
                examination.faults.clear()
            faults.extend(_misplaced_tags(_part_name(part), root))
        examination.end()
        return [f"模板《{self.name}》{fault}" for fault in [*faults, *examination.faults]]

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The finished file.

        Raises :class:`TemplateFault`, :class:`generate.values.ValueRefused` or :class:`RenderFault`.
        """
        parts = self.rendered(context)
        return self.parcel.with_parts({name: content_of(part) for name, part in parts.items()})

    def rendered(self, context: Mapping[str, Any]) -> dict[str, Part]:
        """The parts that carry placeholders, rendered; raises as :meth:`render` does."""
        self._ask(context)
        ready = {name: prepared(value, f"“{name}”") for name, value in context.items()}
        run = Run(self._known)
        return {part: self._filled(part, ready, run) for part in self._compiled}

    def _ask(self, context: Mapping[str, Any]) -> None:
        """Examines the template, once for each shape of data."""
        key = repr({name: shape_of(value) for name, value in context.items()})
        if key not in self._approved:
            faults = self.faults(context)
            if faults:
                raise TemplateFault(faults)
            self._approved.add(key)

    def _filled(self, part: str, ready: dict[str, Any], run: Run) -> Part:
        text = run.render(self._compiled[part], ready)
        if len(text) > _LARGEST_RESULT:
            raise RenderFault(f"生成的《{self.name}》过大；请检查模板中的循环")
        rendered = Part(text.replace(_EMPTY_TEXT, _NO_TEXT))
        fault = prove(rendered, run.printed)
        if fault:
            raise RenderFault(f"生成的《{self.name}》{fault}；请报告开发者")
        return rendered

    @cached_property
    def _known(self) -> Known:
        return Known()

    @cached_property
    def _approved(self) -> set[str]:
        return set()

    @cached_property
    def _roots(self) -> Mapping[str, etree._Element]:
        """The parts that may carry placeholders.  Raises :class:`TemplateFault` when one is no XML, or huge."""
        parts = self.parcel.parts
        if any(b"<!DOCTYPE" in content for name, content in parts.items() if name.endswith((".xml", ".rels"))):
            raise TemplateFault([f"模板《{self.name}》含有不允许的 DOCTYPE 声明；请用随附的模板重新制作"])
        texts = {name: content for name, content in parts.items() if _TEXT_PARTS.fullmatch(name)}
        if any(len(content) > _MOST_TEXT for content in texts.values()):
            raise TemplateFault([f"模板《{self.name}》的文字过多；请删去与文书无关的内容"])
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            return {name: etree.fromstring(content, parser) for name, content in texts.items()}
        except etree.XMLSyntaxError as error:
            raise TemplateFault([f"模板《{self.name}》内容损坏；请用随附的模板重新制作"]) from error

    @cached_property
    def _compiled(self) -> Mapping[str, jinja2.Template]:
        """Every part with placeholders as one jinja template."""
        sources = {part: etree.tostring(root, encoding="unicode") for part, root in self._roots.items()}
        return {part: compiled(_patched(source)) for part, source in sources.items() if _HAS_TAG.search(source)}

    def _unwelcome(self) -> Iterable[str]:
        for what, is_one in _UNWELCOME.items():
            if any(is_one(name) for name in self.parcel.parts):
                yield f"含有{what}；请删去后另存为 docx"
        relations = [content for name, content in self.parcel.parts.items() if name.endswith(".rels")]
        if any(b'TargetMode="External"' in content for content in relations):
            yield "链接了外部文件；请断开链接后另存"
        if any(root.find(f".//{W}{tag}") is not None for root in self._roots.values() for tag in _TRACKED):
            yield "带有修订痕迹；请接受或拒绝全部修订后另存"


def content_of(part: Part) -> bytes:
    """A rendered part as it stands in a file."""
    return _DECLARATION + part.xml.encode()


def _misplaced_tags(part: str, root: etree._Element) -> Iterable[str]:
    """Tags where no paragraph's text is: field codes, pictures' descriptions, comments in the file."""
    for element in root.iter():
        texts = [*element.attrib.values(), element.tail or ""]
        if element.tag != f"{W}t":
            texts.append(element.text or "")
        for text in texts:
            if _HAS_TAG.search(str(text)):
                yield f"{part}的域代码、图片说明等处有标记“{str(text)[:40]}”；请移到文字中"


def _part_name(part: str) -> str:
    kind = part.removeprefix("word/")
    return next(name for start, name in _PART_NAMES.items() if kind.startswith(start))


_PART_NAMES = {"document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注"}


def _patched(source: str) -> str:
    """What docxtpl makes of a part's XML, leading and trailing spaces kept."""
    from docxtpl import DocxTemplate

    spaced = source.replace("<w:t>", '<w:t xml:space="preserve">')
    return str(DocxTemplate(io.BytesIO()).patch_xml(spaced))


@lru_cache(maxsize=64)
def _opened(name: str, data: bytes) -> Template:
    try:
        return Template(name, Parcel.opened(data, _LARGEST))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError) as error:
        raise TemplateFault([f"模板《{name}》打不开，不是正常的 docx 文件；请用随附的模板重新制作"]) from error


def open_template(path: Path) -> Template:
    """The template file at ``path``; the same bytes are read and compiled once.  Raises :class:`TemplateFault`."""
    try:
        if path.stat().st_size > _LARGEST:
            raise TemplateFault([f"模板《{path.stem}》过大；请删去图片等无关内容"])
        return _opened(path.stem, path.read_bytes())
    except OSError as error:
        raise TemplateFault([f"模板“{path.name}”读不了（{reason(error)}）；请恢复随附的模板"]) from error

"""docxtpl behind its fence: a template is asked first, compiled once, rendered many times, and its output read again.

docxtpl turns the Word file into one jinja source; everything else is ours: a closed dialect (:mod:`generate.dialect`),
a sandbox without functions, strict names, escaped values, line breaks and tabs kept, limits on size and work.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, cast

import jinja2
from jinja2 import nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from generate.dialect import FILTERS, LOOP, Examination
from generate.parcel import Parcel
from generate.proof import prove
from generate.tags import paragraphs, tags_of
from generate.values import ITEM, SECTION, Fragment, Numbering, prepared, shape_of
from jieyue.errors import DataFault, JieyueError

_LARGEST = 20_000_000
"""Bytes of a template, unpacked."""
_REMEMBERED = 4096
_MOST_ROUNDS = 1_000_000
"""Loop rounds of one rendering; a province's lists need some 50,000."""
_TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_HAS_TAG = re.compile(rb"\{[{%#]|[}%#]\}|\xef\xbd[\x9b\x9d]")
_UNWELCOME = {
    "宏": re.compile(r"word/(vba\w+|attachedToolbars)\.\w+"),
    "批注": re.compile(r"word/comments\w*\.xml"),
    "嵌入的对象": re.compile(r"word/(embeddings/.*\.bin|activeX/.*|ctrlProps/.*)"),
}
_TRACKED = ("ins", "del", "moveFrom", "moveTo")
_NEVER = ("instrText", "delText")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class TemplateFault(DataFault):
    """A template cannot be used; ``faults`` names everything wrong with it, in reading order."""


class RenderFault(JieyueError):
    """A rendering went beyond its limits or did not come out as it went in."""


class _Environment(SandboxedEnvironment):
    """No functions, no attributes of objects: names are looked up in plain records only."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self.getattr(obj, str(argument))


@dataclass
class _Run:
    """One rendering: what was printed, in order, and how much work was done."""

    known: dict[str, Markup]
    printed: list[str] = field(default_factory=list)
    rounds: int = 0
    numbering: Numbering = field(default_factory=Numbering)

    def show(self, value: Any) -> Any:
        """A value as XML text; line breaks and tabs as Word has them."""
        if isinstance(value, Fragment):
            return Markup(value.xml)  # noqa: S704 - made by our own code, and parsed again below
        if type(value) is str and value in self.known:
            self.printed.append(value)
            return self.known[value]
        if value is SECTION_MARK:
            value = self.numbering.next_section()
        elif value is ITEM_MARK:
            value = self.numbering.next_item()
        elif isinstance(value, jinja2.Undefined):
            return str(value)
        text = value if isinstance(value, str) else format(value, "f") if not isinstance(value, int) else str(value)
        self.printed.append(text)
        shown = _with_breaks(escape(text))
        if len(self.known) < _REMEMBERED:
            self.known[text] = shown
        return shown

    def each(self, rows: Any) -> Any:
        """The rows of a loop, counted."""
        if not isinstance(rows, list):
            raise RenderFault("模板对不是列表的数据作了循环；请检查模板")
        self.rounds += len(rows)
        if self.rounds > _MOST_ROUNDS:
            raise RenderFault(f"模板的循环超过{_MOST_ROUNDS}次，已停止；请检查嵌套的循环")
        return rows


SECTION_MARK, ITEM_MARK = object(), object()


def _with_breaks(text: Markup) -> Markup:
    if "\n" not in text and "\t" not in text:
        return text
    again = '<w:t xml:space="preserve">'
    return Markup(  # noqa: S704 - the text is escaped already
        str(text).replace("\n", f"</w:t><w:br/>{again}").replace("\t", f"</w:t><w:tab/>{again}")
    )


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
            before = len(faults)
            for paragraph in paragraphs(root, _part_name(part)):
                tags, written_badly = tags_of(paragraph)
                faults.extend(written_badly)
                for tag in tags:
                    examination.read(tag)
                faults.extend(examination.faults)
                examination.faults.clear()
            if len(faults) == before and _HAS_TAG.search(self.parcel.parts[part]):
                faults.extend(_hidden_tags(part, root))
        examination.end()
        return [f"模板《{self.name}》{fault}" for fault in [*faults, *examination.faults]]

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The finished file.

        Raises :class:`TemplateFault`, :class:`generate.values.ValueRefused` or :class:`RenderFault`.
        """
        return self.parcel.with_parts(self.rendered(context))

    def rendered(self, context: Mapping[str, Any]) -> dict[str, bytes]:
        """The parts that carry placeholders, rendered; raises as :meth:`render` does."""
        self._ask(context)
        ready = {name: prepared(value, f"“{name}”") for name, value in context.items()}
        run = _Run(self._known)
        return {part: self._rendered(part, ready, run) for part in self._compiled}

    def _ask(self, context: Mapping[str, Any]) -> None:
        """Examines the template, once for each shape of data."""
        key = repr({name: shape_of(value) for name, value in context.items()})
        if key not in self._approved:
            faults = self.faults(context)
            if faults:
                raise TemplateFault(faults)
            self._approved.add(key)

    def _rendered(self, part: str, ready: Mapping[str, Any], run: _Run) -> bytes:
        run.printed = []
        try:
            chunks = self._compiled[part].render({**ready, SECTION: SECTION_MARK, ITEM: ITEM_MARK, _RUN: run})
        except jinja2.TemplateError as error:
            raise RenderFault(f"生成《{self.name}》时数据不齐（{error}）；请报告开发者") from error
        if len(chunks) > 4 * _LARGEST:
            raise RenderFault(f"生成的《{self.name}》过大；请检查模板中的循环")
        content = _DECLARATION + chunks.encode()
        fault = prove(content, run.printed)
        if fault:
            raise RenderFault(f"生成的《{self.name}》{fault}；请报告开发者")
        return content

    @cached_property
    def _known(self) -> dict[str, Markup]:
        """Texts already turned to XML: most of a letter is the same as in the one before."""
        return {}

    @cached_property
    def _approved(self) -> set[str]:
        return set()

    @cached_property
    def _roots(self) -> Mapping[str, etree._Element]:
        """The parts that may carry placeholders.  Raises :class:`TemplateFault` when one is no XML."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        if any(b"<!DOCTYPE" in content for name, content in self.parcel.parts.items() if name.endswith(".xml")):
            raise TemplateFault([f"模板《{self.name}》含有不允许的 DOCTYPE 声明；请用随附的模板重新制作"])
        try:
            return {
                name: etree.fromstring(content, parser)
                for name, content in self.parcel.parts.items()
                if _TEXT_PARTS.fullmatch(name)
            }
        except etree.XMLSyntaxError as error:
            raise TemplateFault([f"模板《{self.name}》内容损坏；请用随附的模板重新制作"]) from error

    @cached_property
    def _compiled(self) -> Mapping[str, jinja2.Template]:
        """Every part with placeholders as one jinja template; the fences around its loops are put in here."""
        return {
            part: _compile(etree.tostring(root, encoding="unicode"))
            for part, root in self._roots.items()
            if _HAS_TAG.search(self.parcel.parts[part])
        }

    def _unwelcome(self) -> Iterable[str]:
        for what, pattern in _UNWELCOME.items():
            if any(pattern.fullmatch(name) for name in self.parcel.parts):
                yield f"含有{what}；请删去后另存为 docx"
        if any(
            b'TargetMode="External"' in content for name, content in self.parcel.parts.items() if name.endswith(".rels")
        ):
            yield "链接了外部文件；请断开链接后另存"
        if any(root.find(f".//{W}{tag}") is not None for root in self._roots.values() for tag in _TRACKED):
            yield "带有修订痕迹；请接受或拒绝全部修订后另存"


_RUN = "_run"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _hidden_tags(part: str, root: etree._Element) -> Iterable[str]:
    """Tags where no paragraph's text is: field codes and deleted text."""
    for name in _NEVER:
        for element in root.iter(f"{W}{name}"):
            if element.text and _HAS_TAG.search(element.text.encode()):
                yield f"{_part_name(part)}的域代码“{element.text[:40]}”中有标记；请移到正文中"


def _part_name(part: str) -> str:
    return {"d": "正文", "h": "页眉", "f": "页脚"}[part.removeprefix("word/")[0]] if "notes" not in part else "脚注"


def _compile(source: str) -> jinja2.Template:
    """What docxtpl makes of the XML, compiled, with values escaped by us and loops counted."""
    from docxtpl import DocxTemplate

    patched = DocxTemplate(io.BytesIO()).patch_xml(_preserving(source))
    environment = _Environment(autoescape=True, undefined=jinja2.StrictUndefined, finalize=None)
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    environment.filters.update(FILTERS)
    environment.filters[_SHOW] = _show
    environment.filters[_EACH] = _each
    tree = environment.parse(patched)
    _fence(tree)
    code = environment.compile(tree)
    return environment.template_class.from_code(environment, code, {})


_SHOW, _EACH = "写出", "逐行"


@jinja2.pass_context
def _show(context: jinja2.runtime.Context, value: Any) -> Any:
    return context.parent[_RUN].show(value)


@jinja2.pass_context
def _each(context: jinja2.runtime.Context, rows: Any) -> Any:
    return context.parent[_RUN].each(rows)


def _fence(tree: nodes.Template) -> None:
    """Sends every printed value through ``show`` and every loop through ``each``."""
    for output in tree.find_all(nodes.Output):
        output.nodes = [
            node if isinstance(node, nodes.TemplateData) else _filtered(node, _SHOW)
            for node in output.nodes
            if isinstance(node, nodes.Expr)
        ]
    for loop in tree.find_all(nodes.For):
        loop.iter = _filtered(cast("nodes.Expr", loop.iter), _EACH)


def _filtered(node: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno, environment=node.environment)


def _preserving(source: str) -> str:
    """Leading and trailing spaces of every text are kept."""
    return source.replace("<w:t>", '<w:t xml:space="preserve">')


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
        raise TemplateFault([f"模板“{path.name}”读不了（{error.strerror}）；请恢复随附的模板"]) from error

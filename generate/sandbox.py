"""The closed room templates run in: no functions, strict names, every value escaped, every loop counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from operator import itemgetter
from typing import Any, cast
from xml.sax.saxutils import escape

import jinja2
from jinja2 import nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from generate.dialect import FILTERS, LOOP, forbidden
from generate.values import ITEM, SECTION, Fragment, Numbering
from jieyue.errors import JieyueError

_MOST_ROUNDS = 1_000_000
"""Loop rounds of one rendering; a province's lists need some 50,000."""
_REMEMBERED, _SHORT = 4096, 500
"""How many texts are kept as XML for the next letter, and how long they may be."""
_RUN, _SHOW, _EACH, _LINES = "_run", "写出", "逐行", "逐行写出"
_SECTION_MARK, _ITEM_MARK = object(), object()


class RenderFault(JieyueError):
    """A rendering went beyond its limits or did not come out as it went in."""


class _Environment(SandboxedEnvironment):
    """Names are looked up in plain records only; objects have no attributes here."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """One value of a record, or of the four that ``loop`` offers."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same as an attribute."""
        return self.getattr(obj, str(argument))


Line = tuple[str, tuple[str, ...]]
"""A row of a loop as XML, and what it printed."""


@dataclass
class Known:
    """What is already turned to XML: texts, and by the markup of its loop and its values each row."""

    texts: dict[str, Markup] = field(default_factory=dict)
    lines: dict[tuple[str, ...], dict[tuple[Any, ...], Line]] = field(default_factory=dict)


@dataclass
class Run:
    """One rendering: what was printed, in order, and how much work was done.

    Most of a letter is ``known`` from the one before.
    """

    known: Known
    printed: list[str] = field(default_factory=list)
    rounds: int = 0
    numbering: Numbering = field(default_factory=Numbering)

    def show(self, value: Any) -> Any:
        """A value as XML text; line breaks and tabs as Word has them."""
        if type(value) is str and value in self.known.texts:
            self.printed.append(value)
            return self.known.texts[value]
        if isinstance(value, Fragment):
            return Markup(value.xml)  # noqa: S704 - made by our own code, and the whole is parsed again
        text = self._text(value)
        self.printed.append(text)
        shown = _with_breaks(Markup(escape(text)))  # noqa: S704 - escaped
        if len(self.known.texts) < _REMEMBERED and len(text) < _SHORT:
            self.known.texts[text] = shown
        return shown

    def lines(self, rows: Any, names: tuple[str, ...], markup: tuple[str, ...]) -> Fragment:
        """The rows of a loop that prints nothing but the values ``names`` of each between pieces of ``markup``."""
        known = self.known.lines.setdefault(markup, {})
        written = []
        for values in map(_values(names), self.each(rows)):
            telling = all(type(value) in _TELLING for value in values)
            line = known.get(values) if telling else None
            if line is None:
                line = (_plain_line(values, markup) if telling else None) or self._line(values, markup)
                if telling and len(known) < _REMEMBERED:
                    known[values] = line
            written.append(line[0])
            self.printed += line[1]
        return Fragment("".join(written))

    def _line(self, values: tuple[Any, ...], markup: tuple[str, ...]) -> Line:
        """A row whose values are shown one by one."""
        before, self.printed = self.printed, []
        xml = _between(markup, map(self.show, values))
        said, self.printed = tuple(self.printed), before
        return xml, said

    def _text(self, value: Any) -> str:
        if value is _SECTION_MARK:
            return self.numbering.next_section()
        if value is _ITEM_MARK:
            return self.numbering.next_item()
        if isinstance(value, str | int | jinja2.Undefined):
            return str(value)
        return format(value, "f")

    def each(self, rows: Any) -> Any:
        """The rows of a loop, counted."""
        if not isinstance(rows, list):
            raise RenderFault("模板对不是列表的数据作了循环；请检查模板")
        self.rounds += len(rows)
        if self.rounds > _MOST_ROUNDS:
            raise RenderFault(f"模板的循环超过{_MOST_ROUNDS}次，已停止；请检查嵌套的循环")
        return rows

    def render(self, template: jinja2.Template, context: dict[str, Any]) -> str:
        """The text of one part.  Raises :class:`RenderFault`."""
        self.printed = []
        try:
            return template.render({**context, SECTION: _SECTION_MARK, ITEM: _ITEM_MARK, _RUN: self})
        except (jinja2.TemplateError, KeyError) as error:
            raise RenderFault(f"数据不齐（{error}）；请报告开发者") from error


_MARKUP = re.compile(r"[&<>\n\t]")
"""What a text may hold that is written otherwise in XML."""
_TELLING = (str, int)
"""Values of these types are alike only if they print alike."""


def _plain_line(values: tuple[Any, ...], markup: tuple[str, ...]) -> Line | None:
    """A row of values that stand in XML as they are printed; None where one of them does not."""
    texts = tuple(map(str, values))
    return None if _MARKUP.search("".join(texts)) else (_between(markup, texts), texts)


def _between(markup: tuple[str, ...], shown: Iterable[str]) -> str:
    """What is shown, each between two pieces of markup."""
    return "".join(chain.from_iterable(zip_longest(markup, shown, fillvalue="")))


def _values(names: tuple[str, ...]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """The values of a row by their names, one too."""
    get = itemgetter(*names)
    return get if len(names) > 1 else lambda row: (get(row),)


def _with_breaks(text: Markup) -> Markup:
    if "\n" not in text and "\t" not in text:
        return text
    again = '<w:t xml:space="preserve">'
    return Markup(  # noqa: S704 - the text is escaped already
        str(text).replace("\n", f"</w:t><w:br/>{again}").replace("\t", f"</w:t><w:tab/>{again}")
    )


def compiled(source: str) -> jinja2.Template:
    """A jinja source, compiled for the room.  Raises :class:`RenderFault` for anything the dialect does not have."""
    environment = _Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    for known in (environment.globals, environment.filters, environment.tests):
        known.clear()
    environment.filters.update({**FILTERS, _SHOW: _show, _EACH: _each, _LINES: _lines})
    tree = environment.parse(source)
    for fault in forbidden(tree):
        raise RenderFault(f"模板{fault}")
    _join_lines(tree)
    _fence(tree)
    return environment.template_class.from_code(environment, environment.compile(tree), {})


@jinja2.pass_context
def _show(context: jinja2.runtime.Context, value: Any) -> Any:
    return context.parent[_RUN].show(value)


@jinja2.pass_context
def _each(context: jinja2.runtime.Context, rows: Any) -> Any:
    return context.parent[_RUN].each(rows)


@jinja2.pass_context
def _lines(context: jinja2.runtime.Context, rows: Any, names: tuple[str, ...], markup: tuple[str, ...]) -> Fragment:
    return cast("Fragment", context.parent[_RUN].lines(rows, names, markup))


def _join_lines(tree: nodes.Template) -> None:
    """Loops that do nothing but print values of their rows become one step each."""
    for holder in [tree, *tree.find_all((nodes.If, nodes.For))]:
        for part in ("body", "else_"):
            inside = getattr(holder, part, None)
            if inside:
                setattr(holder, part, [_joined(node) if isinstance(node, nodes.For) else node for node in inside])


def _joined(loop: nodes.For) -> nodes.Node:
    """The loop as the output of :meth:`Run.lines`; as it is where it does more than print values of its rows."""
    plain = not loop.else_ and loop.test is None and len(loop.body) == 1
    output = loop.body[0] if plain else None
    if not isinstance(output, nodes.Output) or not isinstance(loop.target, nodes.Name):
        return loop
    names, markup = [], [""]
    for node in output.nodes:
        if isinstance(node, nodes.TemplateData):
            markup[-1] += node.data
        elif isinstance(node, nodes.Getattr) and _is_name(node.node, loop.target.name):
            names.append(node.attr)
            markup.append("")
        else:
            return loop
    given = [nodes.Const(tuple(part), lineno=loop.lineno) for part in (names, markup)]
    lines = nodes.Filter(loop.iter, _LINES, given, [], None, None, lineno=loop.lineno, environment=loop.environment)
    return nodes.Output([lines], lineno=loop.lineno, environment=loop.environment) if names else loop


def _is_name(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


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

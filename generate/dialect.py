"""Asks a template before it is used: every placeholder against the data, every statement against what is allowed.

The dialect is small and closed: values, ``if``, ``for``, comparisons, and nothing that can call, assign or compute.
All faults come at once, in Chinese, each with the paragraph's text.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from generate.tags import Tag
from generate.values import ITEM, SECTION, TEXT, Shape

FILTERS = {"length": len}
LOOP = ("index", "first", "last", "length")
_OPENERS = {"if": "endif", "for": "endfor"}
_MIDDLES = {"elif": "if", "else": "if"}
_CLOSERS = {"endif": "if", "endfor": "for"}
_KEYWORDS = (*_OPENERS, *_MIDDLES, *_CLOSERS)
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.Compare,
    nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter, nodes.If, nodes.For, nodes.CondExpr,
)  # fmt: skip
_DEEPEST = 3

_parser = SandboxedEnvironment(autoescape=True)


@dataclass(slots=True)
class _Block:
    tag: Tag
    scope: Mapping[str, Shape] = field(default_factory=dict)


class Examination:
    """One reading of a template's tags against the shapes of its data; ``faults`` in reading order."""

    def __init__(self, data: Mapping[str, Shape]) -> None:
        self._data = {**data, SECTION: TEXT, ITEM: TEXT}
        self._blocks: list[_Block] = []
        self.used: set[str] = set()
        self.faults: list[str] = []

    def read(self, tag: Tag) -> None:
        """Takes the next tag."""
        if tag.mark == "{{":
            self._read_value(tag)
        elif tag.keyword not in _KEYWORDS:
            hint = _hint(tag.keyword, _KEYWORDS)
            self._fault(tag, f"不认识的语句“{tag.keyword}”{hint}；可用的有{'、'.join(_KEYWORDS)}")
        elif tag.keyword in _OPENERS:
            self._open(tag)
        elif tag.keyword in _MIDDLES:
            self._continue(tag)
        else:
            self._close(tag)

    def end(self) -> None:
        """Names what is still open and what the template never used."""
        for block in self._blocks:
            close = _OPENERS[block.tag.keyword]
            self._fault(block.tag, f"“{block.tag.words}”没有结束；请在后面补上“{close}”")
        needed = {name for name, shape in self._data.items() if shape.kind != "nothing"}
        for name in sorted(needed - self.used - {SECTION, ITEM}):
            self.faults.append(f"模板没有用到数据“{name}”；请在适当位置写上“{{{{ {name} }}}}”，以免文书缺项")

    def _read_value(self, tag: Tag) -> None:
        shape = self._expression(tag, tag.words, f"{{{{ {tag.words} }}}}")
        if shape is None:
            return
        ready = shape.kind in ("fragment", "nothing")
        if ready and tag.level != "p":
            self._fault(tag, f"“{tag.words}”是整段内容；请单独成段并写成“{{{{p {tag.words} }}}}”")
        elif not ready and tag.level == "p":
            self._fault(tag, f"“{tag.words}”不是整段内容；请写成“{{{{ {tag.words} }}}}”")
        elif shape.kind == "flag":
            self._fault(tag, f"“{tag.words}”只用来判断有没有，不能写出；请写成“{{% if {tag.words} %}}”")
        elif shape.kind in ("list", "record"):
            columns = "、".join(shape.members)
            self._fault(tag, f"“{tag.words}”是一组数据，不能直接写出；请写明其中哪一项（{columns}）")

    def _open(self, tag: Tag) -> None:
        block = _Block(tag)
        if tag.keyword == "for":
            block.scope = self._loop_scope(tag)
        else:
            self._expression(tag, tag.words, f"{{% {tag.words} %}}{{% endif %}}")
        self._blocks.append(block)
        if len(self._blocks) > 2 * _DEEPEST or sum(bool(block.scope) for block in self._blocks) > _DEEPEST:
            self._fault(tag, f"嵌套过深；循环最多{_DEEPEST}层，请简化模板")

    def _loop_scope(self, tag: Tag) -> Mapping[str, Shape]:
        loop = {"loop": Shape("record", dict.fromkeys(LOOP, TEXT))}
        tree = self._parse(tag, f"{{% {tag.words} %}}{{% endfor %}}")
        statement = tree.find(nodes.For) if tree else None
        if statement is None:
            return loop
        if not isinstance(statement.target, nodes.Name) or statement.test or statement.recursive:
            self._fault(tag, "循环只能写成“for 名称 in 数据”的形式")
            return loop
        if not isinstance(statement.iter, nodes.Name | nodes.Getattr):
            self._fault(tag, "循环只能对数据中的一组内容进行")
            return loop
        shape = self._shape(tag, statement.iter)
        if shape is not None and shape.kind != "list":
            self._fault(tag, f"“{_written(statement.iter)}”不是一组数据，不能循环；可循环的有{self._lists()}")
        members = shape.members if shape else {}
        return {**loop, statement.target.name: Shape("record" if members else "text", members)}

    def _continue(self, tag: Tag) -> None:
        if not self._blocks or self._blocks[-1].tag.keyword != "if":
            self._fault(tag, f"“{tag.keyword}”前面没有对应的“if”")
        else:
            self._same_kind(tag, self._blocks[-1].tag)
        if tag.keyword == "elif":
            self._expression(tag, tag.words, f"{{% if 1 %}}{{% {tag.words} %}}{{% endif %}}")
        else:
            self._bare(tag)

    def _close(self, tag: Tag) -> None:
        self._bare(tag)
        if not self._blocks:
            self._fault(tag, f"“{tag.keyword}”前面没有对应的“{_CLOSERS[tag.keyword]}”；请补上开头或删去它")
            return
        opener = self._blocks[-1].tag
        if opener.keyword != _CLOSERS[tag.keyword]:
            wanted = _OPENERS[opener.keyword]
            self._fault(tag, f"此处应先用“{wanted}”结束“{opener.words}”，却写了“{tag.keyword}”")
            return
        self._same_kind(tag, opener)
        self._blocks.pop()

    def _same_kind(self, tag: Tag, opener: Tag) -> None:
        """Opening and closing tags must cut out whole paragraphs or rows, or the document breaks."""
        if tag.level != opener.level:
            shown = f"{{%{opener.level}" if opener.level else "{%"
            self._fault(tag, f"与“{opener.words}”的写法不一致；开头用“{shown}”，这里也要用“{shown}”")
        elif tag.container is not opener.container:
            where = {"p": "同一单元格或正文", "tr": "同一张表", "": "同一段"}[opener.level]
            self._fault(tag, f"与“{opener.words}”不在{where}内；请移到一处")

    def _bare(self, tag: Tag) -> None:
        if tag.words != tag.keyword:
            self._fault(tag, f"“{tag.keyword}”后面不能再写别的")

    def _expression(self, tag: Tag, words: str, source: str) -> Shape | None:
        """Checks an expression; its shape when it is a plain placeholder or a computed text."""
        if not words:
            self._fault(tag, "标记里没有内容；请写上数据名称或删去标记")
            return None
        tree = self._parse(tag, source)
        if tree is None:
            return None
        before = len(self.faults)
        shapes = [self._shape(tag, node) for node in _references(tree)]
        if len(self.faults) > before:
            return None
        plain = tree.find(nodes.Output)
        direct = plain is not None and isinstance(plain.nodes[0], nodes.Name | nodes.Getattr)
        return shapes[0] if direct and tag.mark == "{{" else TEXT

    def _parse(self, tag: Tag, source: str) -> nodes.Template | None:
        try:
            tree = _parser.parse(source)
        except TemplateSyntaxError:
            self._fault(tag, f"“{tag.words}”的写法有误；请检查引号、括号和空格")
            return None
        for fault in forbidden(tree):
            self._fault(tag, fault)
            return None
        return tree

    def _shape(self, tag: Tag, node: nodes.Expr) -> Shape | None:
        if isinstance(node, nodes.Name):
            self.used.add(node.name)
            return self._look_up(tag, node.name, self._names(), "数据")
        if isinstance(node, nodes.Getattr):
            whole = self._shape(tag, node.node)
            if whole is None:
                return None
            owner = _written(node.node)
            if not whole.members:
                self._fault(tag, f"“{owner}”没有下一级的内容，写不了“{owner}.{node.attr}”")
                return None
            return self._look_up(tag, node.attr, whole.members, f"“{owner}”")
        return TEXT

    def _look_up(self, tag: Tag, name: str, names: Mapping[str, Shape], owner: str) -> Shape | None:
        if name in names:
            return names[name]
        self._fault(tag, f"{owner}中没有“{name}”{_hint(name, names)}；可用的有{_listed(names)}")
        return None

    def _names(self) -> Mapping[str, Shape]:
        names = dict(self._data)
        for block in self._blocks:
            names.update(block.scope)
        return names

    def _lists(self) -> str:
        return _listed([name for name, shape in self._names().items() if shape.kind == "list"])

    def _fault(self, tag: Tag, finding: str) -> None:
        self.faults.append(f"{tag.paragraph.place}：{finding}")


def _references(tree: nodes.Node) -> Iterator[nodes.Expr]:
    """The outermost names and attributes of an expression."""
    for child in tree.iter_child_nodes():
        if isinstance(child, nodes.Name | nodes.Getattr):
            yield child
        else:
            yield from _references(child)


def forbidden(tree: nodes.Template) -> Iterator[str]:
    """Everything in a jinja source that the dialect does not have."""
    for node in [tree, *tree.find_all(nodes.Node)]:
        if not isinstance(node, _ALLOWED):
            yield "含有不允许的运算或调用；模板里只能写数据名称、比较、if 和 for"
        elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
            yield f"不认识的过滤器“{node.name}”{_hint(node.name, FILTERS)}；可用的有{_listed(FILTERS)}"
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield f"不能使用以下划线开头的名称“{node.attr}”"
        elif isinstance(node, nodes.Name) and node.name.startswith("_"):
            yield f"不能使用以下划线开头的名称“{node.name}”"


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "?"


def _hint(name: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"，是否应为“{close[0]}”" if close else ""


def _listed(names: Iterable[str]) -> str:
    shown = list(names)
    return "、".join(shown[:30]) + ("等" if len(shown) > 30 else "") if shown else "（无）"

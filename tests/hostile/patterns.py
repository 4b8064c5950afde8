"""Every regular expression that is shipped, found by reading the source, with the ways in which it is used."""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from extract.labels import Labels
from extract.narrative import _said as said
from generate.consistency import _FIGURES as FIGURES
from jieyue.formset import load_form_set

ROOT = Path(__file__).resolve().parents[2]
FLAGS_AT = {"compile": 1, "search": 2, "match": 2, "fullmatch": 2, "findall": 2, "finditer": 2, "split": 3, "sub": 4}
"""The functions of ``re`` that take a pattern, and where their flags stand."""
NO_PATTERN = {"escape", "Pattern", "Match", "error", "DOTALL", "MULTILINE", "IGNORECASE", "ASCII", "VERBOSE"}
WAYS = {way: way for way in ("search", "match", "fullmatch", "finditer")} | dict.fromkeys(
    ("findall", "split", "sub", "subn"), "finditer"
)
"""The ways to use a pattern: to replace or to split is to find one after the other."""
EVERY_WAY = frozenset(WAYS.values())

Compiled: TypeAlias = re.Pattern[str] | re.Pattern[bytes]


@dataclass(frozen=True, slots=True)
class Shipped:
    """One pattern, where it stands, and how it is used."""

    place: str
    pattern: Compiled
    ways: frozenset[str]


def in_schemas() -> Iterator[Compiled]:
    def inside(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            for word, part in node.items():
                if word == "pattern" and isinstance(part, str):
                    yield part
                elif word == "patternProperties":
                    yield from part
                yield from inside(part)
        elif isinstance(node, list):
            for part in node:
                yield from inside(part)

    for path in sorted((ROOT / "schemas").glob("*.json")):
        yield from map(re.compile, inside(json.loads(path.read_text(encoding="utf-8"))))


def in_labels() -> Iterator[Compiled]:
    labels = Labels(load_form_set())
    yield from (labels.pattern, labels.bare)


MADE_AT_RUN_TIME: dict[str, Callable[[], Iterator[Compiled]]] = {
    "jieyue.quick_schema._pattern": in_schemas,
    "jieyue.quick_schema._properties": in_schemas,
    "extract.labels.__init__": in_labels,
    "extract.narrative._said": lambda: (said(item.title) for item in load_form_set().items),
    "generate.consistency._figure": lambda: (figure.pattern for figure in FIGURES),
}
"""The functions that make patterns from data, and all that they make of what is shipped."""


@cache
def modules() -> dict[str, ast.Module]:
    paths = (path for package in ("jieyue", "extract", "generate") for path in sorted((ROOT / package).rglob("*.py")))
    names = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths}
    return {name: ast.parse(path.read_text(encoding="utf-8")) for path, name in names.items()}


def of_re(node: ast.AST) -> str | None:
    """``compile`` of ``re.compile``; None for what is nothing of ``re``."""
    named = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "re"
    return node.attr if named else None  # type: ignore[attr-defined]


@cache
def uses() -> dict[str, frozenset[str]]:
    """The ways in which each pattern is used; every way, where it is handed on.  A private name is its module's own."""
    found = defaultdict(set)
    for module, tree in modules().items():
        owned = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in {*WAYS, "pattern"}:
                owned.add(node.value)
                found[full_name(module, node.value)] |= {WAYS[node.attr]} if node.attr in WAYS else set()
        for node in ast.walk(tree):
            if is_read(node) and node not in owned:
                found[full_name(module, node)] |= EVERY_WAY
    return {name: frozenset(ways) for name, ways in found.items()}


@cache
def last_names() -> frozenset[str]:
    return frozenset(name.rpartition(".")[2] for name in modules())


def is_read(node: ast.AST) -> bool:
    """Whether a node names something that may be a pattern: ``NAME``, ``patterns.NAME``."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id in last_names()
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)


def full_name(module: str, node: ast.AST) -> str:
    name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
    return f"{module}.{name}" if name.startswith("_") else name


def shipped() -> Iterator[Shipped]:
    """Every pattern of every module; a pattern that cannot be told from the source must be in the list above."""
    for module, tree in modules().items():
        yield from _Finder(module).of(tree)


class _Finder:
    def __init__(self, module: str) -> None:
        self.module = module
        self.at_once: dict[ast.AST, frozenset[str]] = {}

    def of(self, node: ast.AST, holder: str = "", name: str = "") -> Iterator[Shipped]:
        if isinstance(node, ast.FunctionDef):
            holder = node.name
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        if isinstance(node, ast.Attribute) and node.attr in WAYS:
            self.at_once[node.value] = frozenset({WAYS[node.attr]})
        if isinstance(node, ast.Call) and (verb := of_re(node.func)) in FLAGS_AT:
            yield from self._made(node, verb, holder, name if not holder else "")
        for child in ast.iter_child_nodes(node):
            yield from self.of(child, holder, name)

    def _made(self, call: ast.Call, verb: str, holder: str, name: str) -> Iterator[Shipped]:
        named = full_name(self.module, ast.Name(name))
        ways = self.at_once.get(call) or uses().get(named, EVERY_WAY) if verb == "compile" else frozenset({WAYS[verb]})
        place = f"{self.module}:{call.lineno}"
        made = MADE_AT_RUN_TIME.get(f"{self.module}.{holder}")
        patterns = list(made()) if made else [self._compiled(call, FLAGS_AT[verb])]
        assert patterns, f"{place} 没有样式"
        yield from (Shipped(place, pattern, ways) for pattern in patterns)

    def _compiled(self, call: ast.Call, flags_at: int) -> Compiled:
        flags = [word.value for word in call.keywords if word.arg == "flags"] or call.args[flags_at : flags_at + 1]
        pattern, *given = map(self._value, (call.args[0], *flags))
        return re.compile(pattern, *given)

    def _value(self, expression: ast.expr) -> str:
        scope = vars(import_module(self.module))
        return eval(compile(ast.Expression(expression), self.module, "eval"), scope)  # type: ignore[no-any-return]  # noqa: S307 - our own source

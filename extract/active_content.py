"""What in an OOXML file could act or reach out: macros, embedded objects, DDE, links to other places.

All of it is read as data at most; nothing is run, opened or fetched.  A plain hyperlink is not active.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from functools import lru_cache

from jieyue.model import Problem
from jieyue.problems import problem
from jieyue.safe.package import Package, Relation

_KINDS = {
    "vbaProject": "宏",
    "wordVbaData": "宏",
    "xlMacrosheet": "宏表",
    "xlIntlMacrosheet": "宏表",
    "oleObject": "嵌入对象",
    "package": "嵌入对象",
    "control": "ActiveX控件",
    "activeXControlBinary": "ActiveX控件",
    "externalLink": "对其他工作簿的链接",
    "connections": "外部数据连接",
    "attachedTemplate": "外部模板",
    "aFChunk": "嵌入的外来文档",
}
_TYPES = (("vbaproject", "宏"), ("macrosheet", "宏表"), ("oleobject", "嵌入对象"), ("activex", "ActiveX控件"))
_PARTS = (("vbaproject", "宏"), ("macrosheets/", "宏表"))
"""Names of parts that hold macros, whether anything points to them or not."""
_MACRO_ENABLED = "macroenabled"
"""A file of a type that may hold macros is taken for one that does."""
_DDE_FORMULA = re.compile(r"^=?[+@-]*[A-Za-z0-9_.']{1,64}\|['\"]?[^!|]{1,255}!")
_DDE_FIELD = re.compile(r"^\s*(DDEAUTO|DDE|LINK|INCLUDETEXT|INCLUDEPICTURE|IMPORT|INCLUDE)\b", re.IGNORECASE)


def active_parts(package: Package) -> set[str]:
    """What the package's relationships, content types and names of parts reveal, in the clerk's words."""
    types = package.types.values()
    found = {word for kind in types for mark, word in _TYPES if mark in kind and "+xml" not in kind}
    if any(_MACRO_ENABLED in kind for kind in types):
        found.add("宏")
    for name in package.names:
        found.update(word for mark, word in _PARTS if mark in name)
        if name.endswith(".rels"):
            for relation in package.relations(_owner(name)):
                found.update(_words(relation))
    return found


@lru_cache(maxsize=512)
def _owner(name: str) -> str:
    """The part whose relationships the part ``name`` holds."""
    folder, base = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), base[: -len(".rels")])


def _words(relation: Relation) -> Iterable[str]:
    if relation.kind == "hyperlink" or (relation.kind == "attachedTemplate" and _own_template(relation.target)):
        return ()
    if relation.kind in _KINDS:
        return (_KINDS[relation.kind],)
    return ("外部链接",) if relation.external else ()


def _own_template(target: str) -> bool:
    """The writer's own Normal template, on a local disk, which every editor opens anyway."""
    base = re.split(r"[\\/]", target)[-1].lower()
    local = not re.match(r"(?i)(https?|ftp):|\\\\|//|file:/{2}[^/]|file:/{4}", target)
    return local and base in ("normal.dotm", "normal.dot", "normal.dotx", "normal.wpt")


def has_dde_formula(formulas: Iterable[str]) -> bool:
    """Whether a formula talks to another program: ``=cmd|'/c calc'!A1``."""
    return any("|" in formula and _DDE_FORMULA.match(formula) for formula in formulas)


def is_dde_field(instruction: str) -> bool:
    """Whether a field fetches something from another program or file."""
    return _DDE_FIELD.match(instruction) is not None


def active_content(found: Iterable[str]) -> tuple[Problem, ...]:
    """The Problem that names everything found, if anything."""
    words = "、".join(sorted(set(found)))
    return (problem("active-content", about="file", found=words, what=words),) if words else ()

"""An Office Open XML package (OPC, ECMA-376 part 2): parts and how they are related, never by a fixed path.

Strict documents (ISO/IEC 29500 strict) are read as transitional ones: their namespaces are exchanged before parsing.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast
from urllib.parse import unquote

from lxml import etree

from jieyue.safe.archive import Archive, open_archive
from jieyue.safe.guard import RECEIVED, Limits, parse_xml, refuse_doctype
from jieyue.safe.refusal import refuse

_TYPES = "[content_types].xml"
_HEAD = 2048
_ROOT = re.compile(rb"<[A-Za-z_:\x80-\xff]")
_KEPT_SIZE = 64 * 1024
_Found = TypeVar("_Found")
_BOMS = (b"\xff\xfe", b"\xfe\xff")

_STRICT = b"http://purl.oclc.org/ooxml/"
_EXCHANGES = (
    (b"officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"officeDocument/customProperties", b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"),
    (b"officeDocument/docPropsVTypes", b"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"),
    (b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: ``kind`` is the last word of its type, ``target`` a part's name, or an address if external."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of one OOXML file, by name without regard to case, as the standard has it; its reader's ``limits``."""

    def __init__(self, archive: Archive, limits: Limits = RECEIVED) -> None:
        self.archive = archive
        self.limits = limits
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in archive.entries:
            self._entries.setdefault(_key(entry.filename), entry)
        self._types: Mapping[str, str] | None = None
        self._relations: dict[str, tuple[Relation, ...]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in lower case."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def content(self, name: str) -> bytes:
        """The bytes of a part; ``file-damaged`` when it is missing."""
        entry = self._entries.get(_key(name))
        if entry is None:
            raise refuse("file-damaged", why=f"缺少内部文件{name}")
        return self.archive.read(entry)

    def xml(self, name: str) -> etree._Element:
        """The root element of a part, strict namespaces exchanged for transitional ones."""
        return root_of(self.content(name), name, self.limits)

    def said(self, name: str, read: Callable[[bytes, str], _Found]) -> _Found:
        """What ``read`` makes of the bytes and the name of a part; not to be changed.

        That of a small part is kept: a batch comes from few programs, and their lists and styles are alike to the byte.
        """
        data = self.content(name)
        return cast(_Found, _kept(read, data, name)) if len(data) <= _KEPT_SIZE else read(data, name)

    def type_of(self, name: str) -> str:
        """The content type of a part, in lower case; empty where none is declared."""
        key = _key(name)
        types = self.types
        return types.get("/" + key) or types.get(posixpath.splitext(key)[1][1:], "")

    @property
    def types(self) -> Mapping[str, str]:
        """Content types by ``/part`` or by extension, as declared."""
        if self._types is None:
            self._types = self.said(_TYPES, _types_of)
        return self._types

    def relations(self, name: str = "") -> tuple[Relation, ...]:
        """The relationships of a part, or of the package itself."""
        if name not in self._relations:
            source, folder = _source(name)
            self._relations[name] = tuple(self._read_relations(source, folder)) if source in self else ()
        return self._relations[name]

    def _read_relations(self, source: str, folder: str) -> list[Relation]:
        return [
            entry if entry.external else Relation(entry.id, entry.kind, self._name(entry.target, folder), False)
            for entry in self.said(source, _relations_of)
        ]

    def _name(self, target: str, folder: str) -> str:
        """The part that an internal target means, escaped or not."""
        joined = _joined(folder, target)
        return joined if joined in self else unquote(joined)

    def related(self, kind: str, name: str = "") -> tuple[str, ...]:
        """The parts that ``name`` relates to as ``kind`` and that are there."""
        return tuple(
            entry.target
            for entry in self.relations(name)
            if entry.kind == kind and not entry.external and entry.target in self
        )

    def target(self, name: str, relation: str | None) -> str | None:
        """The part behind one relationship id of ``name``, if it is there."""
        for entry in self.relations(name):
            if entry.id == relation and not entry.external and entry.target in self:
                return entry.target
        return None

    def refuse_doctypes(self) -> None:
        """Refuses the package if any XML part of it, read or not, declares a document type."""
        for name, entry in self._entries.items():
            if name.endswith((".xml", ".rels", ".vml")) or self.type_of(name).endswith("xml"):
                self._refuse_doctype(name, entry)

    def _refuse_doctype(self, name: str, entry: zipfile.ZipInfo) -> None:
        """A document type stands before the root element, so the beginning of a part is enough."""
        head = self.archive.head(entry, _HEAD)
        if _ROOT.search(head) is None or head[:2] in _BOMS:
            head = self.archive.head(entry, entry.file_size)
        refuse_doctype(head, name)


def open_package(path: Path, limits: Limits = RECEIVED) -> Package:
    """The package at ``path``, within the limits and without a DOCTYPE anywhere."""
    return admitted(Package(open_archive(path), limits))


def admitted(package: Package) -> Package:
    """The package, refused when its list of types is missing or any part of it declares a document type."""
    if _TYPES not in package:
        raise refuse("file-damaged", why="缺少内部文件[Content_Types].xml")
    package.refuse_doctypes()
    return package


def main_part(package: Package) -> str:
    """The part with the document itself."""
    for name in package.related("officeDocument"):
        return name
    raise refuse("file-damaged", why="找不到正文")


@lru_cache(maxsize=64)
def _kept(read: Callable[[bytes, str], Any], data: bytes, name: str) -> Any:
    return read(data, name)


def _types_of(data: bytes, name: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for entry in root_of(data, name):
        part = entry.get("PartName")
        key = f"/{_key(part)}" if part is not None else (entry.get("Extension") or "").lower()
        found.setdefault(key, (entry.get("ContentType") or "").lower())
    return MappingProxyType(found)


def _relations_of(data: bytes, name: str) -> tuple[Relation, ...]:
    """The relationships of one part, targets as they are written."""
    found = []
    for entry in root_of(data, name):
        kind = (entry.get("Type") or "").rsplit("/", 1)[-1]
        external = (entry.get("TargetMode") or "").lower() == "external"
        found.append(Relation(entry.get("Id") or "", kind, entry.get("Target") or "", external))
    return tuple(found)


def root_of(data: bytes, name: str, limits: Limits = RECEIVED) -> etree._Element:
    """The root element of a part with these bytes; see :meth:`Package.xml`."""
    if data[:2] in _BOMS:
        data = _as_utf8(data)
    if _STRICT in data:
        data = _transitional(data)
    return parse_xml(data, name, limits)


@lru_cache(maxsize=512)
def _source(name: str) -> tuple[str, str]:
    """The part that holds the relationships of ``name``, and the folder its targets start from."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", base + ".rels"), folder


@lru_cache(maxsize=512)
def _joined(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, target.replace("\\", "/").split("#")[0])).lstrip("/")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _as_utf8(data: bytes) -> bytes:
    """A UTF-16 part as UTF-8, without its declaration, so that bytes can be searched and exchanged."""
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as fault:
        raise refuse("file-damaged", why="内部文件编码有误") from fault
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")


def _transitional(data: bytes) -> bytes:
    for strict, transitional in _EXCHANGES:
        data = data.replace(_STRICT + strict, transitional)
    return data

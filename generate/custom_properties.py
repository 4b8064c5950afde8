"""The properties of an Office file: the invisible mark in, every trace of tools and clocks out.

Works on the parts of the package, alike for xlsx and docx; same input, same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from generate.plain_text import cell_text

LIMIT = 256 * 1024 * 1024
"""Bytes that a file of our own may have unpacked."""

_CUSTOM = "docProps/custom.xml"
_NS_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_NS_VALUE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_NS_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_NS_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_NS_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NS_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_NS_TERMS = "http://purl.org/dc/terms/"
_NS_DC = "http://purl.org/dc/elements/1.1/"
_NS_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_MIME = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def with_property_parts(
    parts: Mapping[str, bytes], title: str, organ: str, year: int, mark: Sequence[tuple[str, str]] = ()
) -> dict[str, bytes]:
    """The parts of a file with its properties set anew; title, organ and ``mark``, dated 1 January of ``year``."""
    changed = {**parts, **plain_properties(title, organ, year)}
    if mark:
        changed[_CUSTOM] = _custom(mark)
        changed["_rels/.rels"] = _related(parts["_rels/.rels"])
        changed["[Content_Types].xml"] = _typed(parts["[Content_Types].xml"])
    return changed


def plain_properties(title: str, organ: str, year: int) -> dict[str, bytes]:
    """The parts that say title and organ and nothing else."""
    return {"docProps/core.xml": _core(title, organ, year), "docProps/app.xml": _app(organ)}


def _core(title: str, organ: str, year: int) -> bytes:
    root = etree.Element(
        f"{{{_NS_CORE}}}coreProperties",
        nsmap={"cp": _NS_CORE, "dc": _NS_DC, "dcterms": _NS_TERMS, "xsi": _NS_XSI},
    )
    etree.SubElement(root, f"{{{_NS_DC}}}title").text = cell_text(title)
    etree.SubElement(root, f"{{{_NS_DC}}}creator").text = cell_text(organ)
    for name in ("created", "modified"):
        moment = etree.SubElement(root, f"{{{_NS_TERMS}}}{name}")
        moment.set(f"{{{_NS_XSI}}}type", "dcterms:W3CDTF")
        moment.text = f"{year:04d}-01-01T00:00:00Z"
    return _serialised(root)


def _app(organ: str) -> bytes:
    root = _root(_NS_APP)
    etree.SubElement(root, f"{{{_NS_APP}}}Company").text = cell_text(organ)
    return _serialised(root)


def _custom(mark: Sequence[tuple[str, str]]) -> bytes:
    root = _root(_NS_CUSTOM)
    for number, (name, value) in enumerate(mark, 2):
        entry = etree.SubElement(root, f"{{{_NS_CUSTOM}}}property", fmtid=_FORMAT_ID, pid=str(number), name=name)
        etree.SubElement(entry, f"{{{_NS_VALUE}}}lpwstr").text = cell_text(value)
    return _serialised(root)


def _related(rels: bytes) -> bytes:
    root = etree.fromstring(rels)
    if not any(entry.get("Type") == _TYPE for entry in root):
        etree.SubElement(root, f"{{{_NS_RELS}}}Relationship", Id="rIdMark", Type=_TYPE, Target=_CUSTOM)
    return _serialised(root)


def _typed(types: bytes) -> bytes:
    root = etree.fromstring(types)
    if not any(entry.get("PartName") == f"/{_CUSTOM}" for entry in root):
        etree.SubElement(root, f"{{{_NS_TYPES}}}Override", PartName=f"/{_CUSTOM}", ContentType=_MIME)
    return _serialised(root)


def _root(namespace: str) -> etree._Element:
    """The root of a property part, its own namespace the default one."""
    return etree.fromstring(f'<Properties xmlns="{namespace}" xmlns:vt="{_NS_VALUE}"/>')


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

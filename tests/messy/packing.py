"""Zips parts into an Office package."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

__all__ = ["REL", "attribute", "pack", "rels", "xml_text"]


def xml_text(text: str) -> str:
    return escape(text)


def attribute(text: str) -> str:
    return quoteattr(text)


def rels(entries: Iterable[tuple[str, str, str]]) -> str:
    """Relationships from (id, kind, target)."""
    body = "".join(f'<Relationship Id="{i}" Type="{REL}/{kind}" Target="{target}"/>' for i, kind, target in entries)
    return f'<Relationships xmlns="{_PACKAGE_REL}">{body}</Relationships>'


def pack(path: Path, main: str, types: dict[str, str], parts: dict[str, str], *, strict: bool = False) -> None:
    """Writes a package; ``types`` gives the content type of each part that is not a relationship."""
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    content = (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", head + content)
        package.writestr("_rels/.rels", head + rels([("rId1", "officeDocument", main)]))
        for name, text in parts.items():
            package.writestr(name, head + (_strict(text) if strict else text))


def _strict(text: str) -> str:
    """The part with the namespaces of ISO/IEC 29500 strict."""
    for folder in ("wordprocessingml/2006/main", "spreadsheetml/2006/main", "officeDocument/2006/relationships"):
        text = text.replace(
            f"http://schemas.openxmlformats.org/{folder}", "http://purl.oclc.org/ooxml/" + folder.replace("/2006", "")
        )
    return text

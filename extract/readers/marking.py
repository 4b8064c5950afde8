"""The invisible mark of our own blank forms: two custom document properties, alike in xlsx and docx."""

from __future__ import annotations

from extract.grid import Mark
from jieyue.safe.package import Package

FORM_NAME, UNIT_NAME = "表单标识", "表单单位"


def mark_of(package: Package) -> Mark | None:
    """The mark, or None where the file has none or an incomplete one; it is a claim, not a proof."""
    found: dict[str, str] = {}
    for name in package.related("custom-properties"):
        for entry in package.xml(name):
            found[entry.get("name") or ""] = "".join(str(text) for text in entry.itertext()).strip()
    return mark_from(found.get(FORM_NAME, ""), found.get(UNIT_NAME))


def mark_from(form: str, unit: str | None) -> Mark | None:
    """The mark written as ``<form set>|<kind>|<year>``."""
    parts = form.split("|")
    if len(parts) < 2 or not all(parts[:2]):
        return None
    year = parts[2] if len(parts) > 2 else ""
    number = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None
    return Mark(parts[0], parts[1], number, unit or None)

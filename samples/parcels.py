"""Zip files that come out byte for byte the same every time, and one whose names are in GBK."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_MOMENT = (2026, 10, 9, 9, 0, 0)
_STAMP = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts in their order, all dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content, compresslevel=9)
    return out.getvalue()


def steady(package: bytes) -> bytes:
    """An Office file with the moment of its making taken out."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if core := parts.get("docProps/core.xml"):
        parts["docProps/core.xml"] = _STAMP.sub(r"\g<1>2026-10-09T09:00:00Z\2", core.decode("utf-8")).encode("utf-8")
    return zipped(parts)


def gbk_zip(parts: Mapping[str, bytes]) -> bytes:
    """A zip as old Windows programs write it: names in GBK, the UTF-8 flag not set."""
    names = {f"{number:03d}".ljust(len(name.encode("gbk")), "x"): name for number, name in enumerate(parts)}
    data = zipped({holder: parts[name] for holder, name in names.items()})
    for holder, name in names.items():
        data = data.replace(holder.encode("ascii"), name.encode("gbk"))
    return data

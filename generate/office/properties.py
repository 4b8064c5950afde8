"""Document properties: the organ alone as author, the day as the only time (no person, no company, no machine)."""

from __future__ import annotations

from datetime import date
from xml.sax.saxutils import escape

from generate.office.wml import xml

_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_NO_DAY = date(2000, 1, 1)


def core_properties(organ: str, title: str, day: date | None = None) -> bytes:
    """``docProps/core.xml``; without a day a fixed one, so that same input gives same bytes."""
    moment = f"{(day or _NO_DAY).isoformat()}T00:00:00Z"
    when = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified")
    )
    return xml(
        f"<cp:coreProperties {_CORE}><dc:title>{escape(title)}</dc:title><dc:creator>{escape(organ)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(organ)}</cp:lastModifiedBy>{when}</cp:coreProperties>"
    )


def application_properties() -> bytes:
    """``docProps/app.xml`` says nothing about program or machine."""
    return xml('<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>')

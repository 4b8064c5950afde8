"""Wide annexes on landscape pages (R69)."""

from __future__ import annotations

from generate.office.package import FOOTERS, LETTER_BOTTOM, LETTER_FOOTERS, TURNED_FOOTERS
from generate.office.page import W1, Profile, landscape_section, section
from generate.office.wml import paragraph


def turned(content: str, kind: str = "document", profile: Profile = W1) -> str:
    """``content`` on landscape pages between portrait ones; ``kind`` is that of the document.

    Turned so that the top lies at the left edge of the portrait sheet: on odd pages that is the binding side, on even
    pages the fore-edge, as the standard wants the head of the table.
    """
    before = _break(_portrait(kind, profile))
    return before + content + _break(landscape_section(TURNED_FOOTERS))


def _portrait(kind: str, profile: Profile) -> str:
    if kind == "letter":
        return section(profile, LETTER_FOOTERS, bottom=LETTER_BOTTOM)
    return section(profile, FOOTERS)


def _break(properties: str) -> str:
    """A paragraph that ends its section and takes no room."""
    return paragraph("GwAnchor", layout=properties)

"""The page: paper, margins, type area (版心) and line pitch of the two profiles, and sections made of them."""

from __future__ import annotations

from dataclasses import dataclass

from generate.lengths import Length, Mm, Pt, Twip

PAPER_WIDTH, PAPER_HEIGHT = Twip(11906), Twip(16838)
"""R03: A4, 210 × 297 mm."""
LEFT, RIGHT = Twip(1588), Twip(1474)
"""R05, R07: 订口 28 mm and the fore-edge 26 mm that follows."""
TYPE_WIDTH, TYPE_HEIGHT = Twip(8844), Mm(225)
"""R06: 版心 156 × 225 mm."""
TYPE_TOP = Mm(37)
TYPE_BOTTOM = Mm(262)
"""R04: the type area's edges from the top of the page."""
LINES, CHARACTERS = 22, 28
"""R09: the grid."""
FOOTER_DISTANCE = Mm("25.6")
"""R66: with a plain 14 pt line the dashes of the page number come to lie 7 mm below the type area."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One way of putting 22 lines on the page: margins and the exact line pitch."""

    name: str
    top: Length
    bottom: Length
    pitch: Length

    def below_margin(self, from_page_top: Length) -> Length:
        """A distance from the page's top edge as one from the top margin."""
        return from_page_top - self.top


W1 = Profile("W1", Twip(2098), Twip(1984), Twip(579))
"""Margins 37/35/28/26 mm, exact 28.95 pt (579 twips: 580 would give 21 lines)."""
W2 = Profile("W2", Mm("34.58"), Mm("32.58"), Pt("29.6"))
"""GB/T 33476.2: half the gap between lines stands outside, so that glyphs begin 37 mm from the top."""
PROFILES = {profile.name: profile for profile in (W1, W2)}


@dataclass(frozen=True, slots=True)
class Footers:
    """Relationship ids of the footers of a section: odd and even pages, and the first page where it differs."""

    odd: str
    even: str
    first: str = ""


def section(profile: Profile, footers: Footers, *, kind: str = "nextPage", bottom: Length | None = None) -> str:
    """The ``w:sectPr`` of portrait pages; ``kind`` is its break type, ``bottom`` another bottom margin (R85).

    With another bottom margin it has no grid: LibreOffice would give all its pages as many lines as the shortest.
    """
    margins = (profile.top, RIGHT, bottom or profile.bottom, LEFT)
    size = f'w:w="{PAPER_WIDTH.twips}" w:h="{PAPER_HEIGHT.twips}"'
    grid = "" if bottom else f'<w:docGrid w:type="lines" w:linePitch="{profile.pitch.twips}"/>'
    return _section(footers, kind, size, margins, grid)


def landscape_section(footers: Footers) -> str:
    """The ``w:sectPr`` of pages turned by 90°: their top is the portrait page's left edge (R69).

    Their lines end 35 and 37 mm from the edges in every profile: what W2 takes off a margin for the gap between lines
    belongs to the height of a page, never to its width.  It has no grid: LibreOffice would centre its lines between the
    margins and move the text down.
    """
    margins = (LEFT, W1.top, RIGHT, W1.bottom)
    size = f'w:w="{PAPER_HEIGHT.twips}" w:h="{PAPER_WIDTH.twips}" w:orient="landscape"'
    return _section(footers, "nextPage", size, margins)


def _section(
    footers: Footers, kind: str, size: str, margins: tuple[Length, Length, Length, Length], grid: str = ""
) -> str:
    top, right, bottom, left = (margin.twips for margin in margins)
    return (
        f"<w:sectPr>{_references(footers)}"
        f'<w:type w:val="{kind}"/><w:pgSz {size}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="851" '
        f'w:footer="{FOOTER_DISTANCE.twips}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if footers.first else ''}"
        f"{grid}</w:sectPr>"
    )


def _references(footers: Footers) -> str:
    named = (("even", footers.even), ("default", footers.odd), ("first", footers.first))
    return "".join(f'<w:footerReference w:type="{kind}" r:id="{name}"/>' for kind, name in named if name)

"""Turns a file laid out in one profile into another: margins, grid and exact line pitch (W1, W2)."""

from __future__ import annotations

from lxml import etree

from generate.office.page import PROFILES, Profile
from generate.office.rendered import Rendered
from generate.office.wml import W


def as_profile(document: Rendered, wanted: Profile) -> None:
    """Every margin above and below and every pitch that is another profile's becomes the wanted one's.

    Others, a clerk's, stay; so do the sides of turned pages, which are alike in all profiles.
    """
    tops = {str(profile.top.twips) for profile in PROFILES.values()}
    bottoms = {str(profile.bottom.twips) for profile in PROFILES.values()}
    for margins in document.root.iter(f"{W}pgMar"):
        for side in ("top", "bottom"):
            value = margins.get(f"{W}{side}")
            if value in tops:
                margins.set(f"{W}{side}", str(wanted.top.twips))
            elif value in bottoms:
                margins.set(f"{W}{side}", str(wanted.bottom.twips))
    pitches = {str(profile.pitch.twips) for profile in PROFILES.values()} - {str(wanted.pitch.twips)}
    _replace(document.root, "docGrid", "linePitch", pitches, wanted)
    if document.pitches & pitches:
        document.touch_styles(lambda styles: _replace(styles, "spacing", "line", pitches, wanted))


def _replace(root: etree._Element, element: str, attribute: str, pitches: set[str], wanted: Profile) -> None:
    for one in root.iter(f"{W}{element}"):
        if one.get(f"{W}{attribute}") in pitches:
            one.set(f"{W}{attribute}", str(wanted.pitch.twips))

"""What can only be decided on the rendered text: the imprint's page, what stays together, the profile, properties.

Paragraphs are found by the names of their styles, so that a template saved by WPS, which renames style ids, works too.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from generate.office.blindly import batch
from generate.office.page import W1, Profile
from generate.office.part import Part
from generate.office.placing import move_addressees, place_imprint
from generate.office.profile import as_profile
from generate.office.properties import core_properties
from generate.office.rendered import BODY, READ, Rendered
from generate.office.tall_rows import let_tall_rows_break
from generate.office.together import keep_together

__all__ = ["BODY", "Facts", "finish", "finished"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the finishing needs to know of a document beside its text."""

    organ: str = ""
    title: str = ""
    day: date | None = None
    profile: Profile = W1
    imprint_on_even_page: bool = True


def finished(parts: Mapping[str, bytes], facts: Facts, body: Part | None = None) -> dict[str, bytes]:
    """The parts of a rendered file that have to change, by name, and those to be added.

    ``body`` is its :data:`BODY`, where that was looked at already.
    """
    body = body or Part(parts[BODY].decode())
    properties = {"docProps/core.xml": core_properties(facts.organ, facts.title, facts.day)}
    return {**properties, **(_blindly(parts, facts, body) or _by_sight(parts, facts, body))}


def _blindly(parts: Mapping[str, bytes], facts: Facts, body: Part) -> dict[str, bytes] | None:
    if body.hidden is None:
        return None
    alike = batch(facts.profile.name, facts.imprint_on_even_page, *map(parts.__getitem__, READ))
    return alike.finished(parts, body.hidden, partial(_work, facts=facts))


def _by_sight(parts: Mapping[str, bytes], facts: Facts, body: Part) -> dict[str, bytes]:
    document = Rendered.read(parts, body.apart)
    _work(document, facts)
    return document.changed()


def _work(document: Rendered, facts: Facts) -> None:
    """All that is decided on the rendered text."""
    document.adopt_styles()
    as_profile(document, facts.profile)
    let_tall_rows_break(document)
    move_addressees(document)
    keep_together(document)
    place_imprint(document, even=facts.imprint_on_even_page)
    document.first_page_once()


def finish(data: bytes, facts: Facts) -> bytes:
    """The same for a whole file."""
    from generate.parcel import stored

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return stored({**parts, **finished(parts, facts)})

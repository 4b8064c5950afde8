"""Work plans and 整改报告: recognised by their titles and registered, not read any further."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from extract.grid import Document
from extract.view import texts
from extract.words import key
from jieyue.formset import FormSet
from jieyue.model import Kind

_HEAD = 12
_TITLE = 60
_KINDS = (Kind.RECTIFICATION_REPORT, Kind.WORK_PLAN)


def plain_kind(document: Document, form_sets: Sequence[FormSet]) -> tuple[FormSet, Kind] | None:
    """The form set and kind whose title stands at the top and whose words occur, if there is one."""
    top = [key(one.text) for one in islice(texts(document), _HEAD) if one.text.strip()]
    titles = [one for one in ("".join(top[:3]), *top) if len(one) <= _TITLE]
    whole = "".join(key(one.text) for one in texts(document))
    for form_set in form_sets:
        for kind in _KINDS:
            layout = form_set.layouts.get(kind.value)
            if layout is None or not all(key(word) in whole for word in layout.words):
                continue
            if any(key(word) in title for word in layout.titles for title in titles):
                return form_set, kind
    return None

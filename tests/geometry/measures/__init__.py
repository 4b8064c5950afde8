"""What is measured for each rule of GB/T 9704—2012, in the order of the standard."""

from __future__ import annotations

from tests.geometry.measures import body, ending, head, imprint, letter, page
from tests.geometry.measures.measure import Measure

MEASURES: tuple[Measure, ...] = (
    *page.MEASURES.all,
    *head.MEASURES.all,
    *body.MEASURES.all,
    *ending.MEASURES.all,
    *imprint.MEASURES.all,
    *letter.MEASURES.all,
)

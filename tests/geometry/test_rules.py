"""Every document, case or KIND, is printed and measured against the rules of GB/T 9704—2012."""

from __future__ import annotations

import pytest

from tests.geometry.measures import MEASURES
from tests.geometry.printing import Press, every_document

pytestmark = pytest.mark.render


@pytest.mark.parametrize("name", every_document())
def test_a_printed_document_keeps_every_rule(name: str, press: Press) -> None:
    paper = press.paper(name)
    faults = [fault for measure in MEASURES for fault in measure.faults(paper)]
    assert not faults, "\n".join([name, *faults])

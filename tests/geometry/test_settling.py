"""Whatever sets a document, its parts end on the same pages, so that the imprint stands on the page it was made for."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from random import Random

import pytest

from generate.office import attachment, body, imprint, signature
from generate.office.document import OfficialDocument
from generate.office.folding import apart
from generate.office.rendered import Rendered
from generate.office.widths import lines_needed
from generate.office.wml import W
from tests.geometry.cases import COPIES, DAY, FIVE, ORGAN, TEXT, notice, units
from tests.geometry.mixed import mixed, names

_CHANCE = partial(Random, 3)


def _read(document: OfficialDocument) -> Rendered:
    with zipfile.ZipFile(io.BytesIO(document.save_bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return Rendered.read(parts, apart(parts["word/document.xml"].decode()))


def _evened(document: Rendered) -> bool:
    return b'w:hRule="atLeast"' in document.parts["word/document.xml"]


@pytest.mark.parametrize("seed", range(60))
def test_text_of_any_mixture_ends_on_one_page_for_every_program(seed: int) -> None:
    strict, loose = _read(mixed(seed)).filled_by_both()
    assert strict.page == loose.page


def test_rows_that_might_be_higher_get_their_height_where_they_decide_the_pages() -> None:
    evened = 0
    for count in range(60, 100):
        made = notice(8).add(signature.signature((ORGAN,), DAY))
        made.add(attachment.attachment_head("附件", "达标单位名单") + names(_CHANCE(), count))
        document = _read(made.add(imprint.imprint(COPIES, f"{ORGAN}办公室", DAY)))
        strict, loose = document.filled_by_both()
        assert strict.page == loose.page
        evened += _evened(document)
    assert evened


def test_a_list_of_hanzi_alone_is_left_as_it_is() -> None:
    made = notice(8).add(signature.signature((ORGAN,), DAY)).add(attachment.attachment_head("附件", "名单") + units(60))
    document = _read(made.add(imprint.imprint(COPIES, f"{ORGAN}办公室", DAY)))
    assert not _evened(document)


@pytest.mark.parametrize("lines", range(1, 30))
def test_seals_in_rows_stand_on_a_page_with_text_before_a_long_list(lines: int) -> None:
    made = notice(lines).add(body.plain_paragraph(TEXT)).add(signature.signature(FIVE, DAY))
    made.add(attachment.attachment_head("附件", "达标单位名单") + names(_CHANCE(), 40))
    document = _read(made.add(imprint.imprint(COPIES, f"{ORGAN}办公室", DAY)))
    *_, last = document.paragraphs("公文正文")
    date = next(document.paragraphs("成文日期"))
    row = next(date.iterancestors(f"{W}tr"))
    for place in document.filled_by_both():
        assert place.ends[last].page == place.ends[row].page


def test_a_word_wider_than_its_line_begins_where_it_stands() -> None:
    assert lines_needed("10.1.2", 2.6) == 2
    assert lines_needed("文10.1.2", 2.6) == 3

"""What is learned of a shape once gives, for every text, what looking at the whole paragraph or row gives."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from xml.sax.saxutils import escape

import pytest
from lxml import etree

from generate.lint.counting import Counter
from generate.lint.paragraphs import Paragraphs as Read
from generate.lint.runs import RunReader
from generate.lint.said import Said
from generate.lint.stylebook import StyleBook
from generate.office import widths
from generate.office.folding import apart, row_of
from generate.office.layouts import Layouts
from generate.office.lines import Paragraphs as Counted
from generate.office.page import W1
from generate.office.ruler import Ruler
from generate.office.shapes import cut, cut_alike
from generate.office.styles import style_sheet
from generate.office.widths import lines_needed
from generate.office.wml import DECLARED
from tests.documents.nasty import KEPT

_STYLES = etree.fromstring(style_sheet(W1))
_BETWEEN = ("", "<w:r><w:br/></w:r>", '<w:r><w:br w:type="page"/></w:r>', "<w:r><w:tab/></w:r>", "<w:bookmarkEnd/>")
_LOOKS = ("", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:sz w:val="44"/></w:rPr>', "<w:rPr><w:vanish/></w:rPr>")
_TEXTS = (*(text for text in KEPT if len(text) < 100), "湖南省水利厅", "得分44.5分，", "　", " ", "一、", "（试行）")
_HANZI = "根据《湖南省节约型机关创建行动方案》（湘管发〔2020〕12号）规定，：“2026”A-z3.5%。\n"


def _paragraph(dice: random.Random) -> etree._Element:
    style = dice.choice(("GwBody", "GwTitle", "GwCell", "GwDate", "Nowhere"))
    runs = [
        dice.choice(_BETWEEN) + f"<w:r>{dice.choice(_LOOKS)}<w:t>{escape(dice.choice(_TEXTS))}</w:t></w:r>"
        for _ in range(dice.randrange(4))
    ]
    xml = f'<w:p {DECLARED}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}{dice.choice(_BETWEEN)}</w:p>'
    return etree.fromstring(xml)


def _told(said: Said) -> tuple[object, ...]:
    return tuple(getattr(said, name) for name in Said.__slots__ if name != "standing")


@pytest.mark.parametrize("seed", range(4))
def test_a_paragraph_made_of_its_shape_is_read_as_if_alone(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a repeatable corpus
    of_a_batch = Read(StyleBook(_STYLES, None), Counter(None))
    for _ in range(300):
        paragraph = _paragraph(dice)
        alone = Read(StyleBook(_STYLES, None), Counter(None))
        runs = RunReader(alone.styles)
        assert _told(of_a_batch.of(paragraph, runs)) == _told(alone._read(paragraph, runs))


@pytest.mark.parametrize("seed", range(4))
def test_a_paragraph_made_of_its_shape_has_the_lines_it_has_alone(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)  # noqa: S311
    paragraphs = [_paragraph(dice) for _ in range(300)]
    layouts = Layouts(_STYLES)
    of_a_batch, ruler = Counted(layouts), Ruler(layouts)
    found = [of_a_batch.lines(one, 442.2, ruler) for one in paragraphs]
    monkeypatch.setattr("generate.office.lines.cut", lambda _: None)
    assert found == [Counted(layouts).lines(one, 442.2, Ruler(layouts)) for one in paragraphs]


def test_a_row_alike_is_cut_as_any_row() -> None:
    rows = [f"<w:tr><w:tc><w:t>{escape(one)}</w:t></w:tc><w:tc><w:t>x</w:t></w:tc></w:tr>" for one in (*_TEXTS, "")]
    for before, row in pairwise(rows):
        known, whole = cut(before), cut(row)
        texts = None if known is None else cut_alike(row, known[0])
        assert texts is None or (whole is not None and whole == (known[0], texts))  # type: ignore[index]


def test_rows_of_a_chain_are_what_each_is_alone() -> None:
    rows = [f"<w:tr><w:tc><w:t>{escape(one)}</w:t></w:tc></w:tr>" for one in _TEXTS if "<!" not in one]
    xml = f"<w:document {DECLARED}><w:body><w:tbl>{''.join(rows)}</w:tbl></w:body></w:document>"
    taken = apart(xml)
    found = [row for chain, _ in taken.chains for row in chain]
    assert taken.before + "".join("".join(row.xml for row in chain) + other for chain, other in taken.chains) == xml
    assert len(found) > len(rows) / 2
    assert all(row == row_of(row.xml) for row in found)


def test_hanzi_laid_together_take_the_lines_they_take_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(7)  # noqa: S311
    texts = ["".join(dice.choices(_HANZI, k=dice.randrange(60))) for _ in range(300)]
    asked = [(text, room, loose) for text in texts for room in (27.63, 5.5, 1.2) for loose in (False, True)]
    together = [lines_needed.__wrapped__(text, room, room - 1, loose=loose) for text, room, loose in asked]
    monkeypatch.setattr(widths, "_PIECE", re.compile(r"[A-Za-z0-9][A-Za-z0-9.,:/@_%+-]*|.", re.DOTALL))
    monkeypatch.setattr(widths, "_CLAUSE", re.compile(r"(?!)"))
    monkeypatch.setattr(widths, "_pieces", widths._pieces.__wrapped__)
    assert together == [lines_needed.__wrapped__(text, room, room - 1, loose=loose) for text, room, loose in asked]

"""A title is laid into the least ugly lines of all that it might be laid into."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence

import pytest

from generate.office import breaking
from generate.office.widths import width_in_zi

_WORDS = (
    *sorted(breaking._LEXICON),
    "湖南省某厅",
    "第5处",
    "《节约型机关创建行动方案》",
    "2026年",
    "（试行）",
    "UNESCO",
)


def _of_all(laid: breaking._Laid, counts: Iterable[int]) -> Sequence[int]:
    return min((ends for count in counts for ends in laid.splits(0, count)), key=laid.ugliness, default=())


@pytest.mark.parametrize("seed", range(4))
def test_lines_that_are_not_weighed_would_not_have_been_less_ugly(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)  # noqa: S311 - a repeatable corpus
    titles = ["".join(dice.choices(_WORDS, k=dice.randrange(2, 16))) for _ in range(300)]
    found = [breaking._broken.__wrapped__(title, ()) for title in titles]
    monkeypatch.setattr(breaking, "_best", _of_all)
    assert found == [breaking._broken.__wrapped__(title, ()) for title in titles]


@pytest.mark.parametrize("words", ["湖南省机关事务管理局关于2026年度评价情况的通报" * 40, "甲" * 900, "的" * 700])
def test_a_title_without_end_is_laid_out_at_once_and_whole(words: str) -> None:
    start = time.process_time()
    lines = breaking.broken(words)
    assert time.process_time() - start < 1
    assert "".join(lines) == words
    assert max(map(width_in_zi, lines)) <= breaking.MOST

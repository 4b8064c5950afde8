"""Tables: Chinese letters take two places, what is too long is folded and never cut, colours are for terminals."""

from __future__ import annotations

import click
import pytest

from jieyue.cli.tables import Coloured, shown

ROWS = [("湖南省水利厅", Coloured("达标", "green"), "96"), ("省局", "未报送", "")]


def test_columns_stand_below_their_heads() -> None:
    assert click.unstyle(shown("", ("单位", "状态", "自评"), ROWS, 60)).splitlines() == [
        "  单位          状态    自评",
        "  ──────────────────────────",
        "  湖南省水利厅  达标    96",
        "  省局          未报送",
    ]


@pytest.mark.parametrize("across", [24, 40, 80])
def test_nothing_is_lost_in_a_narrow_window(across: int) -> None:
    words = "自评表!G7：得分24超过该项分值20；请核对后重报"
    table = click.unstyle(shown("", ("单位", "说明"), [("湖南省水利厅", words)], across))
    letters = "".join(line.strip() for line in table.splitlines()[2:]).replace(" ", "")
    assert sorted(letters) == sorted(f"湖南省水利厅{words}")
    assert all(len(line.encode("gb18030")) <= across for line in table.splitlines() if "─" not in line)


def test_what_would_move_the_cursor_or_turn_the_writing_is_a_space() -> None:
    assert "\x1b[2J" not in click.unstyle(shown("", ("文件",), [("甲\x1b[2J\u202e乙.docx",)], 60))


def test_a_wider_line_may_be_asked_for_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, wanted in (("80", 160), ("200", 200)):
        monkeypatch.setenv("COLUMNS", columns)
        assert max(map(len, shown("", ("说明",), [("x" * 500,)]).splitlines()[2:])) == wanted

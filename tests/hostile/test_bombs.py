"""T20: each bomb is refused or read within 10 s and 1 GB, alone in a process with hard limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.bombs import BOMBS
from tests.hostile.measured import read_one


def test_there_are_forty() -> None:
    assert len(BOMBS) >= 40


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.hazard("T20", len(BOMBS), "bombs, each answered in 10 s under 1 GB")
def test_a_bomb_is_answered_in_time_and_space(tmp_path: Path, name: str) -> None:
    cost = read_one(BOMBS[name](tmp_path / f"炸弹.{name.rsplit('.', 1)[1]}"))
    assert cost.status == "refused" or cost.codes == ["copy-unread"]
    assert set(cost.codes) <= {
        "file-too-large",
        "file-damaged",
        "file-unsupported",
        "form-unrecognised",
        "copy-unread",
    }

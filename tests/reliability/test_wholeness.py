"""A ledger that is known to be whole is not checked anew for a look, but whatever touched it since is noticed (T8)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jieyue import wholeness
from jieyue.ledger import LedgerDamaged
from jieyue.session import session
from jieyue.wholeness import Wholeness
from jieyue.workspace import Workspace
from tests.books.desks import WATER, form, receive, states, workspace


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(wholeness, "_SMALL", 0)
    made = workspace(tmp_path / "甲")
    receive(made, {"水.x": form(WATER)})
    with session(made, "某"):
        """Whoever writes checks the ledger and notes that it is whole."""
    return made


def test_a_look_at_what_nobody_touched_is_spared_the_check(desk: Workspace) -> None:
    assert Wholeness(desk).known()
    assert states(desk)[WATER] == "待核查"
    assert Wholeness(desk).known()


def test_a_change_of_the_same_size_is_noticed_though_its_time_is_set_back(desk: Workspace) -> None:
    before = desk.ledger.stat()
    data = bytearray(desk.ledger.read_bytes())
    data[100:200] = bytes(100)
    desk.ledger.write_bytes(data)
    os.utime(desk.ledger, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not Wholeness(desk).known()
    with pytest.raises(LedgerDamaged, match="doctor"), session(desk):
        """It is not opened."""


def test_a_note_that_is_gone_or_of_another_ledger_costs_a_check(desk: Workspace, tmp_path: Path) -> None:
    (desk.hidden / "derived" / "whole.json").unlink()
    assert not Wholeness(desk).known()
    states(desk)
    assert Wholeness(desk).known()
    copy = desk.ledger.with_name("copy")
    copy.write_bytes(desk.ledger.read_bytes())
    copy.replace(desk.ledger)
    assert not Wholeness(desk).known()

"""A desk with a few files of every fate, and the question whether anything is lost, doubled or half-written."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from jieyue.ledger import open_ledger
from jieyue.receiving.intake import intake
from jieyue.record import from_record, loads
from jieyue.workspace import Workspace
from tests.intake.forms import OPTIONS, UNITS, drop, form, read_text, take, workspace
from tests.reliability.operations import Inline

INLINE = replace(OPTIONS, executor=Inline(), unguarded=True)
BESIDE = (".json", ".说明.txt")


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as container:
        for name, text in members.items():
            container.writestr(zipfile.ZipInfo(name), text)
    return data.getvalue()


def mixed(desk: Workspace, mark: str = "") -> set[str]:
    """Drops one file of each fate; the sha256 of what must never be lost."""
    files = {
        f"一{mark}.txt": form(UNITS[0], 备注=mark),
        f"二{mark}.txt": form(UNITS[1], "24", 备注=mark),
        f"三{mark}.txt": form(UNITS[0], 备注=mark),
        f"县/四{mark}.txt": form(UNITS[2], "9", 备注=mark),
    }
    dropped = {name: drop(desk, name, text).read_bytes() for name, text in files.items()}
    bundle = zipped({"五.txt": form(UNITS[3], 备注=mark), "六.txt": "不是表" + mark})
    dropped["包.zip"] = drop(desk, f"包{mark}.zip", bundle).read_bytes()
    return {hashlib.sha256(data).hexdigest() for data in dropped.values()}


def fresh(source: Workspace, folder: Path) -> Workspace:
    """A copy of a desk, its times kept."""
    shutil.copytree(source.root, folder / "工作区")
    return Workspace(folder / "工作区")


def take_inline(desk: Workspace) -> None:
    intake(desk, read_text, INLINE)


def kept(desk: Workspace, *folders: Path) -> list[str]:
    """The sha256 of every original under the folders."""
    places = folders or (desk.inbox, desk.waiting, desk.archive)
    files = [path for folder in places for path in folder.rglob("*") if path.is_file()]
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in files if not path.name.endswith(BESIDE)]


def nothing_lost(desk: Workspace, dropped: Iterable[str]) -> None:
    """Holds at every moment: each content lies somewhere whole, and the ledger says where it does."""
    missing = set(dropped) - set(kept(desk))
    assert not missing, "a dropped file is lost"
    with open_ledger(desk.ledger) as ledger:
        for filed in ledger.submissions():
            assert hashlib.sha256((desk.root / filed.location).read_bytes()).hexdigest() == filed.sha256


def all_in_order(desk: Workspace, dropped: Iterable[str]) -> None:
    """Holds after a run that went through: nothing lost, doubled, half-written or left over."""
    nothing_lost(desk, dropped)
    assert not [path for path in desk.inbox.rglob("*") if path.is_file()]
    assert not list(desk.staging.iterdir())
    with open_ledger(desk.ledger) as ledger:
        files, seen = ledger.submissions(), ledger.sightings()
        assert ledger.open_sightings() == ()
        assert len({filed.sha256 for filed in files}) == len(files) == len(ledger.events())
        places = {filed.location for filed in files} | {one.location for one in seen}
        for filed in files:
            path = desk.root / filed.location
            if filed.outcome == "accepted":
                record = loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
                assert from_record(record) == filed.submission
            else:
                assert path.with_name(path.name + ".说明.txt").stat().st_size
    there = {
        path.relative_to(desk.root).as_posix()
        for folder in (desk.waiting, desk.archive)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(BESIDE)
    }
    assert there == places, "a file lies somewhere and nobody knows it"


def start(folder: Path) -> tuple[Workspace, set[str]]:
    """A desk that has worked before, with mixed files in 收件箱."""
    desk = workspace(folder)
    drop(desk, "早.txt", form(UNITS[3], "8"))
    take(desk, INLINE)
    return desk, mixed(desk)

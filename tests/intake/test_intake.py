from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from jieyue.ledger import open_ledger
from jieyue.model import Kind
from jieyue.workspace import Workspace
from tests.intake.forms import UNITS, codes, drop, form, outcomes, take, tree, workspace


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


def test_a_good_form_rests_in_the_archive_with_its_record(desk: Workspace) -> None:
    drop(desk, "水利厅.txt", form())
    report = take(desk)
    assert outcomes(report) == {"水利厅.txt": "accepted"}
    assert not report.needs_a_person
    seen = tree(desk)
    assert seen["已归档/自评表/水利厅.txt"] == form().encode()
    record = json.loads(seen["已归档/自评表/水利厅.txt.json"])
    assert record["status"] == "accepted"
    assert record["source"]["name"] == "水利厅.txt"
    assert not list(desk.inbox.iterdir())


def test_the_ledger_knows_the_form_and_its_unit(desk: Workspace) -> None:
    drop(desk, "水利厅.txt", form())
    take(desk)
    with open_ledger(desk.ledger) as ledger:
        (filed,) = ledger.submissions(Kind.SELF_ASSESSMENT)
        assert (filed.unit, filed.usable, filed.outcome) == (UNITS[0], True, "accepted")
        assert [event.action for event in ledger.events()] == ["receive"]
        assert ledger.open_sightings() == ()


def test_a_faulty_form_waits_beside_a_note_to_paste(desk: Workspace) -> None:
    drop(desk, "水利厅.txt", form(score="24"))
    report = take(desk)
    assert outcomes(report) == {"水利厅.txt": "review"}
    assert report.needs_a_person
    text = (desk.waiting / "水利厅.txt.说明.txt").read_text(encoding="utf-8")
    assert "第2行：得分“24”超过该项分值10" in text
    assert "湖南省水利厅：\n你单位报来的《水利厅.txt》有以下问题" in text


def test_the_same_bytes_again_are_a_duplicate_and_kept(desk: Workspace) -> None:
    drop(desk, "一.txt", form())
    drop(desk, "二.txt", form())
    report = take(desk)
    assert outcomes(report) == {"一.txt": "accepted", "二.txt": "duplicate"}
    assert codes(report, "二.txt") == ["duplicate-file"]
    assert (desk.archive / "重复/二.txt").read_bytes() == form().encode()


def test_a_newer_version_waits_for_a_look_and_is_usable(desk: Workspace) -> None:
    drop(desk, "一.txt", form())
    drop(desk, "二.txt", form(score="9"))
    report = take(desk)
    assert outcomes(report) == {"一.txt": "accepted", "二.txt": "review"}
    assert codes(report, "二.txt") == ["newer-version"]
    with open_ledger(desk.ledger) as ledger:
        assert [filed.usable for filed in ledger.submissions()] == [True, True]


def test_a_unit_outside_the_register_waits_with_candidates(desk: Workspace) -> None:
    drop(desk, "x.txt", form("湖南省水利水电厅"))
    report = take(desk)
    assert codes(report, "x.txt") == ["unit-unknown"]
    assert "湖南省水利厅" in report.files[0].problems[0].message


def test_an_empty_register_makes_every_form_wait(tmp_path: Path) -> None:
    desk = workspace(tmp_path, ())
    drop(desk, "x.txt", form())
    report = take(desk)
    assert outcomes(report) == {"x.txt": "review"}
    assert codes(report, "x.txt") == ["unit-unknown"]


def test_another_year_is_said(desk: Workspace) -> None:
    drop(desk, "x.txt", form(年度="2025"))
    assert codes(take(desk), "x.txt") == ["year-conflict"]


def test_a_classified_paper_is_left_where_it_was(desk: Workspace) -> None:
    path = drop(desk, "x.txt", form(密级="机密"))
    report = take(desk)
    assert outcomes(report) == {"x.txt": "ignored"}
    assert report.needs_a_person
    assert path.read_bytes() == form(密级="机密").encode()
    assert [name for name in tree(desk) if "x.txt" in name] == ["收件箱/x.txt"]
    assert not list(desk.staging.iterdir())


def bundle(members: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as container:
        for name, text in members.items():
            container.writestr(name, text)
    return data.getvalue()


def test_a_zip_counts_as_its_members_and_is_kept(desk: Workspace) -> None:
    data = bundle({"报送/一.txt": form(), "../二.txt": form(UNITS[1]), "~$一.txt": "x", "三.txt": form()})
    drop(desk, "报送.zip", data)
    report = take(desk)
    assert outcomes(report) == {
        "一.txt": "accepted",
        "二.txt": "accepted",
        "~$一.txt": "ignored",
        "三.txt": "duplicate",
    }
    assert (desk.archive / "压缩包/报送.zip").read_bytes() == data
    assert not list(desk.inbox.iterdir())


def test_a_damaged_zip_waits_whole(desk: Workspace) -> None:
    data = bundle({"一.txt": form()})
    drop(desk, "报送.zip", data.replace("单位".encode(), b"xxxxxx"))
    report = take(desk)
    assert outcomes(report) == {"报送.zip": "review"}
    assert codes(report, "报送.zip") == ["file-damaged"]


def test_a_zip_with_a_classified_member_stays_whole(desk: Workspace) -> None:
    path = drop(desk, "报送.zip", bundle({"一.txt": form(), "二.txt": form(密级="秘密")}))
    report = take(desk)
    assert outcomes(report) == {"一.txt": "ignored", "二.txt": "ignored"}
    assert path.exists()
    assert not list(desk.staging.iterdir())


def test_running_again_changes_nothing(desk: Workspace) -> None:
    drop(desk, "一.txt", form())
    drop(desk, "二.txt", form(score="24"))
    drop(desk, "~$三.txt", "x")
    take(desk)
    before, ledger = tree(desk), desk.ledger.read_bytes()
    for _ in range(2):
        assert outcomes(take(desk)) == {"~$三.txt": "ignored"}
        assert (tree(desk), desk.ledger.read_bytes()) == (before, ledger)


def test_poison_is_named_its_neighbours_read_and_never_tried_again(desk: Workspace) -> None:
    harms = ("退出", "内存", "嵌套")
    for number, harm in enumerate(harms):
        drop(desk, f"毒{number}.txt", form(毒=harm))
    for number, unit in enumerate(UNITS):
        drop(desk, f"好{number}.txt", form(unit))
    report = take(desk)
    assert {name for name, outcome in outcomes(report).items() if outcome == "accepted"} == {
        f"好{n}.txt" for n in range(4)
    }
    assert all(codes(report, f"毒{number}.txt") == ["file-poison"] for number in range(3))
    with open_ledger(desk.ledger) as ledger:
        assert len(ledger.poison()) == len(harms)


def test_names_that_no_system_takes_are_made_safe(desk: Workspace) -> None:
    names = ["CON.txt", "尾点..txt", "右\u202e左.txt", "长" * 80 + ".txt", "a\nb.txt", "\u00e9.txt", "e\u0301.txt"]
    for number, name in enumerate(names):
        drop(desk, name, form(f"未知{number}"))
    raw = desk.inbox / os.fsdecode("水利厅.txt".encode("gb18030"))
    raw.write_text(form("未知"), encoding="utf-8")
    os.utime(raw, (1, 1))
    report = take(desk)
    assert len(report.files) == len(names) + 1
    assert report.count("review") == len(names) + 1
    assert "水利厅.txt" in outcomes(report)
    assert not list(desk.inbox.iterdir())
    kept = [path for path in desk.waiting.iterdir() if not path.name.endswith(".说明.txt")]
    assert len(kept) == len(names) + 1
    assert all(path.suffix == ".txt" for path in kept)

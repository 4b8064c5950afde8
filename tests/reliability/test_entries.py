"""T9–T11, T13–T15, T17: what people and programs put into 收件箱."""

from __future__ import annotations

import os
import random
import socket
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from jieyue.ledger import open_ledger
from jieyue.receiving.inbox import Waiting, settled
from jieyue.receiving.intake import intake
from jieyue.workspace import Workspace
from tests.intake.forms import UNITS, drop, form, outcomes, read_text, take, tree, workspace
from tests.reliability.desks import INLINE, all_in_order, kept, zipped

SWIFT = replace(INLINE, waiting=Waiting(quiet=0.3, patience=2.0))


@pytest.fixture
def desk(memory_path: Path) -> Workspace:
    return workspace(memory_path)


def thousandfold(desk: Workspace, times: int) -> None:
    for number in range(times):
        drop(desk, f"{number % 7}/自评表{number}.txt", form())
    report = take(desk, INLINE)
    assert (report.count("accepted"), report.count("duplicate")) == (1, times - 1)
    with open_ledger(desk.ledger) as ledger:
        assert len(ledger.submissions()) == 1
        assert len(ledger.sightings()) == times
    assert len(kept(desk, desk.archive)) == times, "every copy is kept"
    assert take(desk, INLINE).files == ()


@pytest.mark.hazard("T9", 1000, "names of one content")
def test_the_same_bytes_under_a_thousand_names_are_one_record(desk: Workspace, figure: int) -> None:
    thousandfold(desk, figure)


def test_a_thousand_forms_of_one_name_are_a_thousand_records(desk: Workspace) -> None:
    for number in range(300):
        drop(desk, f"{number}/自评表.txt", form(UNITS[number % 4], 备注=str(number)))
    started = time.process_time()
    report = take(desk, INLINE)
    assert report.count("accepted") + report.count("review") == 300
    assert time.process_time() - started < 10
    assert len(set(kept(desk, desk.archive, desk.waiting))) == 300


def arrive_slowly(desk: Workspace, number: int, chance: random.Random) -> None:
    """One file in chunks, as copying programs write it: growing, or at its full size from the beginning."""
    body = form(UNITS[number % 4], 备注="长" * 400 + str(number)).encode()
    kinds = {"zip": zipped({"表.txt": body.decode()}), "pdf": b"%PDF-1.4\n" + body + b"\n%%EOF", "txt": body}
    kind, data = list(kinds.items())[number % 3]
    path = desk.inbox / f"{number}.{kind}"
    with path.open("wb") as file:
        if number % 2:
            file.truncate(len(data))
        for start in range(0, len(data), len(data) // 4 + 1):
            file.seek(start)
            file.write(data[start : start + len(data) // 4 + 1])
            file.flush()
            time.sleep(chance.uniform(0.02, 0.15))


@pytest.mark.hazard("T10", 50, "files arriving in pieces")
def test_half_copied_files_are_never_read_early(desk: Workspace, figure: int) -> None:
    chance = random.Random(10)  # noqa: S311 - not for secrets
    copying = [threading.Thread(target=arrive_slowly, args=(desk, number, chance)) for number in range(figure)]
    for thread in copying:
        thread.start()
    seen = 0
    while any(thread.is_alive() for thread in copying) or seen < figure:
        report = take(desk, SWIFT)
        assert all(file.outcome != "review" or file.problems[0].code == "newer-version" for file in report.files)
        seen += report.count("accepted") + report.count("review")
    assert seen == figure
    all_in_order(desk, kept(desk))


def burst(desk: Workspace, files: int) -> None:
    """Files arrive while the first scan runs; two scans take them all."""

    def arrive() -> None:
        for number in range(files):
            drop(desk, f"{number}.txt", form(f"湖南省第{number}局"))

    arriving = threading.Thread(target=arrive)
    arriving.start()
    first = take(desk, INLINE)
    arriving.join()
    second = take(desk, INLINE)
    taken = [one for report in (first, second) for one in report.files if one.outcome != "ignored"]
    assert len(taken) == files, "a file seen before its first byte is left for the second scan"
    assert not list(desk.inbox.iterdir())


@pytest.mark.hazard("T11", 400, "files, two scans")
def test_a_burst_is_all_accounted_for_in_two_scans(desk: Workspace, figure: int) -> None:
    burst(desk, figure)


@pytest.mark.slow
@pytest.mark.hazard("T11", 5000, "files, two scans")
def test_a_burst_of_five_thousand_is_all_accounted_for_in_two_scans(desk: Workspace, figure: int) -> None:
    burst(desk, figure)


JUNK = (
    "~$水利厅.xlsx", "~$.docx", "~$12345678.docx", ".~水利厅.xlsx", ".~lock.水利厅.xlsx#", "~WRL0001.tmp",
    "~WRD0002.doc.tmp", "Thumbs.db", "THUMBS.DB", "thumbs.db", "desktop.ini", "Desktop.ini", ".DS_Store", ".ds_store",
    "表.tmp", "表.part", "表.xlsx.crdownload", "表.docx.download", "表.!ut", "表.td", ".表.xlsx.swp", ".隐藏.xlsx",
    ".git", "表.TMP", "空.xlsx",
)  # fmt: skip


@pytest.mark.hazard("T13", len(JUNK), "names")
def test_lock_and_junk_files_are_listed_with_a_reason_and_never_read(desk: Workspace) -> None:
    assert len(JUNK) == 25
    for name in JUNK:
        drop(desk, name, "" if name == "空.xlsx" else form(毒="退出"))
    report = take(desk, INLINE)
    assert report.count("ignored") == len(report.files) == 25
    assert all(file.reason for file in report.files)
    assert len(list(desk.inbox.iterdir())) == 25


def held_for(monkeypatch: pytest.MonkeyPatch, path: Path, seconds: float) -> None:
    """Another program holds the file for so long: reading it is refused, as Windows does."""
    until = time.monotonic() + seconds
    really = Path.read_bytes

    def read(self: Path) -> bytes:
        if self == path and time.monotonic() < until:
            raise PermissionError(13, "Permission denied", str(path))
        return really(self)

    monkeypatch.setattr(Path, "read_bytes", read)


@pytest.mark.parametrize("seconds", [0.1, 1.0])
@pytest.mark.hazard("T14", 1.0, "second in use elsewhere: taken, as after 0.1")
def test_a_file_open_elsewhere_for_a_moment_is_taken(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    held_for(monkeypatch, drop(desk, "开.txt", form()), seconds)
    drop(desk, "别.txt", form(UNITS[1]))
    assert outcomes(take(desk, INLINE)) == {"开.txt": "accepted", "别.txt": "accepted"}


@pytest.mark.hazard("T14", 5.0, "seconds in use elsewhere: named, and its neighbours taken")
def test_a_file_that_stays_open_elsewhere_is_named_and_its_neighbours_taken(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch, figure: float
) -> None:
    path = drop(desk, "开.txt", form())
    drop(desk, "别.txt", form(UNITS[1]))
    held_for(monkeypatch, path, figure)
    started = time.monotonic()
    report = take(desk, INLINE)
    assert 2.9 < time.monotonic() - started < 4.5
    assert outcomes(report) == {"开.txt": "ignored", "别.txt": "accepted"}
    (held,) = [file for file in report.files if file.name == "开.txt"]
    assert "请先关闭该文件" in str(held.reason)
    assert held.held
    assert path.exists()
    monkeypatch.undo()
    assert outcomes(take(desk, INLINE)) == {"开.txt": "accepted"}


def test_an_original_that_cannot_be_removed_yet_is_not_taken_twice(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jieyue.receiving.archive.PATIENCE", 0.1)
    path = drop(desk, "开.txt", form())
    really = Path.unlink

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self == path:
            raise PermissionError(13, "Permission denied", str(path))
        really(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    assert outcomes(take(desk, INLINE)) == {"开.txt": "accepted"}
    report = take(desk, INLINE)
    assert outcomes(report) == {"开.txt": "ignored"}
    assert "请先关闭" in str(report.files[0].reason)
    assert report.needs_a_person
    monkeypatch.undo()
    assert take(desk, INLINE).files == ()
    assert not path.exists()


ODD = ("链接.txt", "文件夹链接", "断链.txt", "自环.txt", "回环", "管道.txt", "s")


@pytest.mark.skipif(os.name == "nt", reason="links, pipes and sockets of POSIX")
@pytest.mark.hazard("T15", len(ODD), "odd entries beside a folder named x.docx, all of them looked at in 1 s")
def test_odd_entries_are_never_followed_nor_waited_for(desk: Workspace, memory_path: Path) -> None:
    outside = memory_path / "外.txt"
    outside.write_text(form(), encoding="utf-8")
    (desk.inbox / "链接.txt").symlink_to(outside)
    (desk.inbox / "文件夹链接").symlink_to(memory_path, target_is_directory=True)
    (desk.inbox / "断链.txt").symlink_to(memory_path / "没有")
    (desk.inbox / "自环.txt").symlink_to(desk.inbox / "自环.txt")
    (desk.inbox / "回环").symlink_to(desk.inbox, target_is_directory=True)
    os.mkfifo(desk.inbox / "管道.txt")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(desk.inbox / "s"))
    (desk.inbox / "名为文件夹.docx").mkdir()
    drop(desk, "名为文件夹.docx/内.txt", form())
    started = time.monotonic()
    _, left = settled(desk.inbox, INLINE.waiting)
    assert time.monotonic() - started < 1
    assert {entry.name for entry in left} == set(ODD)
    report = take(desk, INLINE)
    listener.close()
    assert outcomes(report) == {"内.txt": "accepted", **dict.fromkeys(ODD, "ignored")}
    assert outside.exists()
    assert (desk.inbox / "名为文件夹.docx").is_dir(), "empty folders are left alone"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the system's owner may read everything")
def test_an_unreadable_file_is_named(desk: Workspace) -> None:
    drop(desk, "禁.txt", form()).chmod(0)
    assert outcomes(take(desk, INLINE)) == {"禁.txt": "ignored"}


@pytest.mark.skipif(not hasattr(os, "mknod") or os.name == "nt" or os.geteuid() != 0, reason="devices need their owner")
def test_a_device_is_not_opened(desk: Workspace) -> None:
    try:
        os.mknod(desk.inbox / "设备.txt", 0o20666, os.makedev(1, 5))
    except OSError as refused:
        pytest.skip(f"no devices here: {refused}")
    assert outcomes(take(desk, INLINE)) == {"设备.txt": "ignored"}


def names(wanted: int) -> list[bytes]:
    """Two hundred names that some system, program or encoding cannot bear."""
    reserved = [f"{word}{number}" for word in ("COM", "LPT") for number in range(1, 10)]
    reserved += ["CON", "PRN", "AUX", "NUL", "con", "Nul", "CONIN$", "CONOUT$", "COM¹"]
    odd = [
        "尾空格 .txt ",
        "尾点.txt.",
        "..表.txt",
        "...",
        ".. ",
        " ",
        "　",
        "a:b.txt",
        "a*b.txt",
        'a"b.txt',
        "a<b>.txt",
    ]
    odd += [
        "a|b.txt",
        "a?b.txt",
        "a\\b.txt",
        "..\\..\\b.txt",
        "C:\\b.txt",
        "\t.txt",
        "a\nb.txt",
        "a\rb.txt",
        "\x7f.txt",
    ]
    unseen = [f"表{char}.txt" for char in "\u200b\u200e\u200f\u202a\u202d\u202e\u2066\u2069\ufeff\u2028\u2029\xa0\xad"]
    unseen += ["\u202etxt.表exe", "表\ud7ff.txt", "表\ufffd.txt", "表😀.txt", "表𠮷.txt"]
    long = ["长" * count + ".txt" for count in range(60, 84)] + ["长" * 84 + "b.t" for _ in range(1)]
    long += ["a" * count for count in (200, 240, 255)] + ["短." + "x" * 200]
    twins = [
        name
        for pair in (("é", "e\u0301"), ("가", "\u1100\u1161"), ("Å", "A\u030a"), ("が", "か\u3099"))
        for name in pair
    ]
    texts = [f"{name}.txt" for name in reserved] + reserved + odd + unseen + long
    texts += [f"{name}.txt" for name in twins] + [f"{name}表.TXT" for name in twins] + ["表.txt", "表.TXT", "表.Txt"]
    raw = [name.encode("gb18030") + b".txt" for name in ("水利厅", "财政厅", "镕", "〇", "表")]
    raw += [b"\xff\xfe.txt", b"\x80.txt", b"a\xc0\xaf.txt", b"\xed\xa0\x80.txt", b"\xf4\x90\x80\x80.txt"]
    whole = [name.encode("utf-8") for name in texts if name not in (".", "..")] + raw
    whole = [name for name in dict.fromkeys(whole) if len(name) <= 255]
    return whole + [f"编号{number}：“表”（{number}）.txt".encode() for number in range(wanted - len(whole))]


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let such names be made")
@pytest.mark.hazard("T17", 200, "names")
def test_two_hundred_hard_names_are_taken_without_collision(desk: Workspace, figure: int) -> None:
    given = names(figure)
    assert len(given) == figure
    for number, name in enumerate(given):
        path = os.fsencode(desk.inbox) + b"/" + name
        with open(path, "xb") as file:  # noqa: PTH123 - the name is bytes
            file.write(form(f"未知{number}").encode())
        os.utime(path, (1, 1))
    report = take(desk, INLINE)
    assert report.count("ignored") == sum(name.startswith((b".", b"~")) for name in given)
    taken = [file for file in report.files if file.outcome != "ignored"]
    there = {path.name for path in desk.waiting.iterdir() if not path.name.endswith(".说明.txt")}
    assert len(taken) == len({file.location for file in taken}) == len(there)
    assert len({name.casefold() for name in there}) == len(there), "no two names that Windows takes for one"
    for file in taken:
        assert file.location
        path = desk.root / file.location
        assert path.is_file()
        assert len(path.name.encode()) <= 230
        assert file.name.encode("utf-8"), "a name is text"
        assert not file.name.casefold().endswith(".txt") or path.suffix.casefold() == ".txt"
    with open_ledger(desk.ledger) as ledger:
        assert len(ledger.submissions()) == len(taken)
    all_kept = kept(desk)
    assert len(set(all_kept)) == len(given)


def test_a_form_called_like_another_forms_note_is_not_written_over(desk: Workspace) -> None:
    contents = {
        "表.txt": form(UNITS[0], "24"),
        "表.txt.说明.txt": form(UNITS[1], "24"),
        "好.txt": form(UNITS[2]),
        "好.txt.json": form(UNITS[3]),
    }
    for order in (list(contents), list(reversed(contents))):
        for name in order:
            drop(desk, name, contents[name] + f"\n次：{order[0]}")
            take(desk, INLINE)
    there = {data for name, data in tree(desk).items() if data.startswith("单位".encode())}
    assert len(there) == 8, "all eight originals are there, whole"


def test_settled_tells_people_that_it_waits(desk: Workspace) -> None:
    path = desk.inbox / "新.txt"
    path.write_text(form(), encoding="utf-8")
    heard: list[str] = []
    found, left = settled(
        desk.inbox, Waiting(quiet=0.3, pause=lambda seconds: (heard.append("等"), time.sleep(seconds))[0])
    )
    assert [file.name for file in found] == ["新.txt"]
    assert not left
    assert heard


def test_a_file_that_grows_on_is_left_for_the_next_run(desk: Workspace) -> None:
    path = desk.inbox / "长.txt"
    path.write_text("单位：", encoding="utf-8")
    growing = threading.Event()

    def grow() -> None:
        while not growing.wait(0.05):
            with path.open("a", encoding="utf-8") as file:
                file.write("长")

    thread = threading.Thread(target=grow)
    thread.start()
    report = intake(desk, read_text, replace(INLINE, waiting=Waiting(quiet=0.2, patience=0.5)))
    growing.set()
    thread.join()
    assert outcomes(report) == {"长.txt": "ignored"}
    assert "还在传入" in str(report.files[0].reason)


def test_a_zip_in_a_zip_is_opened_once_and_a_third_waits(desk: Workspace) -> None:
    inner = zipped({"内.txt": form(UNITS[1])})
    data = zipped({"外.txt": form(), "内.zip": inner, "深.zip": zipped({"层.zip": inner})})
    drop(desk, "报送.zip", data)
    report = take(desk, INLINE)
    assert outcomes(report) == {"外.txt": "accepted", "内.txt": "accepted", "层.zip": "review"}
    assert (desk.archive / "压缩包/报送.zip").read_bytes() == data

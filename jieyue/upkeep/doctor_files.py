"""The doctor's look at files: originals by their bytes, records, notes, leftovers, and what belongs to nobody."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from jieyue.borne import unknown_numbers
from jieyue.durable import digest, make_folder, put_in_place, sync_folder, write_text_durably
from jieyue.ledger import Event, Filed, Ledger, open_ledger
from jieyue.receiving.archive import leftovers, record_beside
from jieyue.receiving.inbox import name_reason
from jieyue.receiving.notes import note
from jieyue.receiving.places import NOTE, RECORD
from jieyue.receiving.report import DUPLICATE, REVIEW
from jieyue.record import dumps, loads, to_record
from jieyue.schema import faults_of
from jieyue.sending import name_of
from jieyue.upkeep.adopting import adopt, give_back
from jieyue.upkeep.finding import Finding
from jieyue.workspace import Workspace
from jieyue.year.decided import RECEIVE, open_problems, standing_events


def examine_files(workspace: Workspace, ledger: Ledger) -> Iterator[Finding]:
    """Everything wrong with the files of a workspace whose ledger is whole."""
    strays = _strays(workspace, ledger)
    copies = cache(partial(_copies, workspace))
    yield from _records(ledger)
    standing = standing_events(ledger.events(but=RECEIVE))
    for filed in ledger.submissions():
        yield from _original(workspace, filed, strays, copies)
        yield from _beside(workspace, filed, standing)
    yield from _leftovers(workspace)
    yield from _unfinished(workspace, ledger)
    yield from _sent(workspace, ledger)
    yield from _numbers(workspace, ledger)
    for sha256, paths in strays.items():
        for path in paths:
            yield _stray(workspace, ledger, path, sha256)


def _records(ledger: Ledger) -> Iterator[Finding]:
    for _, location, text in ledger.records():
        try:
            wrong = [f"{fault.pointer}：{fault.finding}" for fault in faults_of(loads(text), "submission")]
        except ValueError as fault:
            wrong = [str(fault)]
        if wrong:
            remedy = "请用 jieyue intake --retry 重新读取该文件"
            yield Finding("record-invalid", location, f"记录不合格式（{wrong[0]}）", remedy)


def _original(
    workspace: Workspace, filed: Filed, strays: dict[str, list[Path]], copies: Callable[[], dict[str, Path]]
) -> Iterator[Finding]:
    path = workspace.root / filed.location
    if path.is_file() and digest(path.read_bytes()) == filed.sha256:
        return
    what = "原件的内容被改动过" if path.is_file() else "原件不在原处"
    moved = strays.pop(filed.sha256, [])
    if moved:
        do = partial(_put_back, workspace, moved[0], path)
        yield Finding("original-moved", filed.location, what, f"从{_place(workspace, moved[0])}放回原处", do)
    elif copy := copies().get(filed.sha256):
        do = partial(_copy_back, workspace, copy, path)
        yield Finding("original-moved", filed.location, what, f"从{_place(workspace, copy)}复制一份放回原处", do)
    else:
        yield Finding("original-lost", filed.location, what, "请从收件人、单位或异地备份处取回原件，放回原处")


def _copies(workspace: Workspace) -> dict[str, Path]:
    """Every file of the workspace by its sha256: a folder that was renamed, a duplicate, what somebody moved."""
    files = (path for path in sorted(workspace.root.rglob("*")) if path.is_file() and not path.is_symlink())
    return {digest(path.read_bytes()): path for path in files}


def _place(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.root).as_posix()


def _put_back(workspace: Workspace, moved: Path, path: Path) -> str:
    _make_way(path)
    moved.replace(path)
    sync_folder(path.parent)
    return f"已放回{_place(workspace, path)}"


def _copy_back(workspace: Workspace, copy: Path, path: Path) -> str:
    _make_way(path)
    put_in_place(path, lambda beside: shutil.copyfile(copy, beside))
    return f"已放回{_place(workspace, path)}"


def _make_way(path: Path) -> None:
    if path.exists():
        path.replace(path.with_name(f"{path.stem}（改动过）{path.suffix}"))
    make_folder(path.parent)


def _beside(workspace: Workspace, filed: Filed, standing: Sequence[Event]) -> Iterator[Finding]:
    """The record beside an accepted original, the note beside one that waits."""
    path = workspace.root / filed.location
    if not path.is_file():
        return
    if filed.outcome != REVIEW:
        beside, text, word = record_beside(path), dumps(to_record(filed.submission)), "记录"
        right = beside.is_file() and beside.read_text(encoding="utf-8", errors="replace") == text
    else:
        errors = open_problems(filed, standing)
        beside, word = path.with_name(path.name + NOTE), "说明"
        text = note(filed.name, filed.unit or filed.submission.unit, errors or filed.submission.problems, filed.kind)
        right = beside.is_file()
    if not right:
        place = beside.relative_to(workspace.root).as_posix()
        do = partial(_write, beside, text)
        yield Finding("beside-missing", place, f"{word}缺失或被改动", f"按台账重写{word}", do)


def _write(path: Path, text: str) -> str:
    write_text_durably(path, text)
    return f"已重写{path.name}"


def _leftovers(workspace: Workspace) -> Iterator[Finding]:
    for path in leftovers(workspace):
        place = path.relative_to(workspace.root).as_posix()
        remedy = "删除（原件仍在收件箱或已收妥）"
        yield Finding("leftover", place, "上次运行留下的半成品", remedy, partial(_remove, path))


def _remove(path: Path) -> str:
    path.unlink(missing_ok=True)
    return f"已删除半成品{path.name}"


def _unfinished(workspace: Workspace, ledger: Ledger) -> Iterator[Finding]:
    waiting = ledger.open_sightings()
    if waiting:
        finding = f"有{len(waiting)}份文件已收妥，但还没有从收件箱移走"
        yield Finding("unfinished", "收件箱", finding, "移走已收妥的文件", partial(_finish, workspace))


def _finish(workspace: Workspace) -> str:
    from jieyue.receiving.clearing import finish

    with open_ledger(workspace.ledger) as ledger:
        held = finish(workspace, ledger)
    return "" if held else "已移走收妥的文件"


def _sent(workspace: Workspace, ledger: Ledger) -> Iterator[Finding]:
    """Numbered documents that are gone; those changed by hand after they were made are the office's own business."""
    latest = {entry.location: entry for entry in ledger.documents() if entry.number and not entry.draft}
    for location in latest:
        if not (workspace.root / location).exists():
            yield Finding("document-gone", location, "带文号的公文不在原处", "如系误删，请用 jieyue generate 重新生成")


def _numbers(workspace: Workspace, ledger: Ledger) -> Iterator[Finding]:
    """发文字号 on documents in 发文 that the ledger would give once more."""
    for number, path in unknown_numbers(workspace, ledger).items():
        finding = f"带有文号{number}，台账里没有登记"
        remedy = "登记这个文号，不再给别的公文"
        yield Finding(
            "number-unknown", _place(workspace, path), finding, remedy, partial(_register, workspace, number, path)
        )


def _register(workspace: Workspace, number: str, path: Path) -> str:
    with open_ledger(workspace.ledger) as ledger:
        ledger.reserve_number(number, "", name_of(path), datetime.now().astimezone())
    return f"已登记文号{number}（{path.name}）"


def _strays(workspace: Workspace, ledger: Ledger) -> dict[str, list[Path]]:
    """Files of 已归档 and 待处理 that the ledger does not know, by sha256."""
    known = {filed.location for filed in ledger.submissions()}
    known |= {seen.location for seen in ledger.sightings() if seen.outcome in (DUPLICATE, "bundle")}
    found: dict[str, list[Path]] = {}
    for folder in (workspace.archive, workspace.waiting):
        for path in sorted(folder.rglob("*")):
            place = path.relative_to(workspace.root).as_posix()
            if place in known or _is_beside(place, known) or path.is_symlink() or not path.is_file():
                continue
            if name_reason(path.name) is None and not _is_beside_a_stray(path):
                found.setdefault(digest(path.read_bytes()), []).append(path)
    return found


def _is_beside(place: str, known: set[str]) -> bool:
    return any(place.endswith(ending) and place[: -len(ending)] in known for ending in (RECORD, NOTE))


def _is_beside_a_stray(path: Path) -> bool:
    """A record or note goes with its original."""
    return any(path.name.endswith(end) and path.with_name(path.name[: -len(end)]).is_file() for end in (RECORD, NOTE))


def _stray(workspace: Workspace, ledger: Ledger, path: Path, sha256: str) -> Finding:
    place = path.relative_to(workspace.root).as_posix()
    if path.name.endswith((RECORD, NOTE)):
        do = partial(_keep_aside, workspace, path)
        return Finding("stray-beside", place, "旁边的原件已不在", "移到.jieyue/无主，不删除", do)
    filed = ledger.filed(sha256)
    if filed:
        do = partial(_keep_aside, workspace, path)
        return Finding("stray-copy", place, f"多出的一份，与{filed.location}相同", "移到.jieyue/无主，不删除", do)
    record = record_beside(path)
    if workspace.archive in path.parents and record.is_file():
        do = partial(adopt, workspace, path, record, sha256)
        remedy = "按旁边的记录补入台账；记录不符的放回收件箱重收"
        return Finding("stray", place, "台账中没有这份文件", remedy, do)
    return Finding(
        "stray", place, "台账中没有这份文件", "放回收件箱，由 intake 重新收", partial(give_back, workspace, path)
    )


def _keep_aside(workspace: Workspace, path: Path) -> str:
    folder = workspace.hidden / "无主"
    make_folder(folder)
    target = folder / path.name
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{path.name}.{number}"
    put_in_place(target, lambda beside: beside.write_bytes(path.read_bytes()))
    path.unlink()
    sync_folder(path.parent)
    return f"已移到.jieyue/无主：{path.name}"

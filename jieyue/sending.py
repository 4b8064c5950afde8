"""Documents into 发文: numbers are given and the ledger knows before a file is seen, each file whole or not at all.

A draft goes by its name with （草稿）; the final takes its place.  What a clerk changed by hand, and a final that now
reads otherwise, are never overwritten: they are kept beside under another name, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from generate.documents import KINDS, Outgoing
from generate.numbers import Numbers
from jieyue.durable import (
    digest,
    free_place,
    lay,
    make_folder,
    patiently,
    sync_files,
    sync_folders,
    write_text_durably,
)
from jieyue.ledger import DocumentEntry, Ledger
from jieyue.receiving.archive import remove, sweep
from jieyue.workspace import Workspace

DRAFT = "（草稿）"
_EDITED, _FORMER = "（人工修改）", "（旧稿）"
_KEPT = re.compile(rf"(?:{_EDITED}|{_FORMER})(?:（\d+）)?$")
_FOLDERS = {"inspection-sheets": "核查表"}
"""Kinds with two files for every unit have a folder of their own."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One document and what became of it.

    ``fate`` is ``new``, ``replaced`` or ``same``; ``kept`` is where older files that were not overwritten now lie.
    """

    document: Outgoing
    path: Path
    fate: str
    kept: tuple[Path, ...] = ()

    @property
    def pdf(self) -> Path:
        """Where its PDF lies."""
        return self.path.with_suffix(".pdf")


def findings(content: bytes) -> Sequence[str]:
    """What GB/T 9704—2012 would not let go out, a line each."""
    from generate.lint import findings_before_sending

    return [f"{found.message}（{found.rule}）" for found in findings_before_sending(content)]


def numbers_of(ledger: Ledger, borne: Mapping[str, Path] = MappingProxyType({})) -> Numbers:
    """Which numbers are given, and under which one each document last went out.

    ``borne`` are numbers that documents bear without the ledger's knowledge: they are given too.
    """
    held: dict[str, str] = {}
    for entry in ledger.documents():
        if entry.number and not entry.draft:
            held[Path(entry.location).stem] = entry.number
    owners = {number: name_of(path) for number, path in borne.items()}
    return Numbers(held=held, owners=owners | {entry.number: entry.name or entry.kind for entry in ledger.numbers()})


def name_of(path: Path) -> str:
    """The document that a file in 发文 is, under whatever name it was kept."""
    return _KEPT.sub("", path.stem)


def beside(document: Outgoing, content: bytes, ending: str) -> Outgoing:
    """The same document in another format: it lies beside, without a number of its own."""
    stem = document.file_name.rpartition(".")[0]
    return replace(document, file_name=f"{stem}{ending}", content=content, number=None, departures=(), remarks=())


def place_of(workspace: Workspace, document: Outgoing) -> Path:
    """Where a document lies in 发文; a draft shows in its name."""
    folder = workspace.outgoing / _FOLDERS.get(document.kind, "")
    stem, _, ending = document.file_name.rpartition(".")
    return folder / f"{stem}{DRAFT if document.draft else ''}.{ending}"


def foresee(workspace: Workspace, documents: Sequence[Outgoing]) -> tuple[Sent, ...]:
    """What :func:`send` would do, with nothing changed."""
    places = ((one, place_of(workspace, one)) for one in documents)
    return tuple(Sent(one, place, _fate(place, one.content)) for one, place in places)


def send(
    workspace: Workspace, ledger: Ledger, documents: Sequence[Outgoing], dated: date | None, at: datetime
) -> tuple[Sent, ...]:
    """Writes the documents to 发文 and enters them; the caller holds the workspace.

    Raises :class:`jieyue.errors.WrongUsage` when a number belongs to another document; then nothing is written.
    """
    sweep(workspace)
    entries = ledger.documents()
    known, noted = _known(entries), {entry.location: entry for entry in entries}
    planned = foresee(workspace, documents)
    staged = [None if sent.fate == "same" else lay(workspace.staging, sent.document.content) for sent in planned]
    sync_files(filter(None, staged))
    with ledger.transaction():
        for sent in planned:
            _enter(workspace, ledger, sent, dated, at, noted)
    for folder in {sent.path.parent for sent in planned}:
        make_folder(folder)
    done = [_put(workspace, known, sent, whole) for sent, whole in zip(planned, staged, strict=True)]
    sync_folders(sent.path.parent for sent in done)
    return tuple(done)


@dataclass(frozen=True, slots=True)
class _Known:
    """The bytes ever written to each place (relative to the workspace), and which of them were final."""

    ours: frozenset[tuple[str, str]]
    final: frozenset[tuple[str, str]]


def _known(entries: Sequence[DocumentEntry]) -> _Known:
    return _Known(
        frozenset((entry.location, entry.sha256) for entry in entries),
        frozenset((entry.location, entry.sha256) for entry in entries if _went_out(entry)),
    )


def _went_out(entry: DocumentEntry) -> bool:
    """A finished document; workbooks and PDFs beside it are made again at will."""
    return not entry.draft and entry.location.endswith(".docx") and entry.kind != KINDS["inspection-sheets"]


def _fate(place: Path, content: bytes) -> str:
    if not place.exists():
        return "new"
    return "same" if digest(place.read_bytes()) == digest(content) else "replaced"


def _enter(
    workspace: Workspace,
    ledger: Ledger,
    sent: Sent,
    dated: date | None,
    at: datetime,
    noted: Mapping[str, DocumentEntry],
) -> None:
    """The number, then the document, in the caller's transaction."""
    document = sent.document
    kind = KINDS[document.kind]
    if document.number and not document.draft:
        ledger.reserve_number(document.number, kind, document.file_name.rpartition(".")[0], at)
    entry = DocumentEntry(
        id=0,
        at=at,
        kind=kind,
        unit=document.unit,
        number=document.number,
        dated=dated,
        location=_location(workspace, sent.path),
        sha256=digest(document.content),
        draft=document.draft,
        stale=False,
    )
    if not entry.says_no_more_than(noted.get(entry.location)):
        ledger.record_document(entry)


def _put(workspace: Workspace, known: _Known, sent: Sent, whole: Path | None) -> Sent:
    """The staged file in its place; older files make room first, and a final takes away its draft."""
    kept: list[Path] = []
    if whole is not None:
        if sent.fate == "replaced":
            kept += _make_room(workspace, known, sent.path)
        patiently(lambda: whole.replace(sent.path), sent.path)
    note = sent.path.with_suffix(".说明.txt")
    if sent.document.departures:
        write_text_durably(note, _note(sent.document))
    elif sent.document.draft and note.exists():
        remove([note])
    if not sent.document.draft:
        kept += _without_draft(workspace, known, sent.path)
    return replace(sent, kept=tuple(kept))


def _make_room(workspace: Workspace, known: _Known, path: Path) -> Iterator[Path]:
    """Moves aside what must not be overwritten: a clerk's own changes, and a document that was final."""
    content = path.read_bytes()
    key = (_location(workspace, path), digest(content))
    if key not in known.ours:
        yield _aside(path, _EDITED, key[1])
    elif key in known.final:
        yield _aside(path, _FORMER, key[1])


def _aside(path: Path, mark: str, sha256: str) -> Path:
    stem = path.stem.removesuffix(DRAFT)
    place = free_place(path.parent, f"{stem}{mark}{path.suffix}", sha256, set())
    patiently(lambda: path.replace(place), path)
    return place


def _without_draft(workspace: Workspace, known: _Known, final: Path) -> Iterator[Path]:
    """Takes away the drafts that the final replaces; one changed by hand is kept under another name."""
    for ending in (final.suffix, ".pdf", ".说明.txt"):
        draft = final.with_name(f"{final.stem}{DRAFT}{ending}")
        if not draft.is_file():
            continue
        sha256 = digest(draft.read_bytes())
        if ending != ".说明.txt" and (_location(workspace, draft), sha256) not in known.ours:
            yield _aside(draft, _EDITED, sha256)
        else:
            remove([draft])


def _note(document: Outgoing) -> str:
    found = "\n".join(f"· {one}" for one in document.departures)
    return (
        f"《{document.title}》与公文格式要求不符，按草稿保存，不带发文字号：\n{found}\n请修改模板或设置后重新生成。\n"
    )


def _location(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.root).as_posix()


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One line of the register of document numbers; ``in_use``: the document still goes by it."""

    number: str
    document: str
    given_on: date
    in_use: bool


def number_register(ledger: Ledger) -> tuple[NumberLine, ...]:
    """发文字号登记: every number given, in the order given, each to one document for ever.

    A number whose document was never written from this ledger (a rebuilt one learns it from 发文) is in use.
    """
    held = set(numbers_of(ledger).held.values())
    changed = {entry.number for entry in ledger.documents()} - held
    return tuple(
        NumberLine(entry.number, entry.name or entry.kind, entry.at.date(), entry.number not in changed)
        for entry in ledger.numbers()
    )

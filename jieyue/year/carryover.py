"""The next year's workspace from last year's: register with its results, settings, templates; nothing sent twice.

What belongs to one year only (numbers, dates, deadlines, who visits whom, an approval, the narrative) stays readable as
a comment and is not in force.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from jieyue.durable import make_folder, sync_folder, write_durably, write_text_durably
from jieyue.errors import JieyueError, WrongUsage
from jieyue.figures import plain
from jieyue.ledger import Event, open_ledger
from jieyue.model import Standing, Unit, Yearbook
from jieyue.receiving.carried_text import next_narrative, next_settings
from jieyue.session import session
from jieyue.settings import read_settings
from jieyue.workspace import Workspace, create_workspace, own_forms, refuse_network
from jieyue.year.decided import CARRIED
from jieyue.year.yearbook import Desk

_WHO = "上年结转"


def carry_over(last: Workspace, folder: Path, year: int) -> Workspace:
    """A workspace for ``year`` in ``folder``, whole or not at all.

    Raises :class:`WrongUsage` when the folder is taken or the year is not a later one.
    """
    folder = folder.resolve()
    _check(last, folder, year)
    refuse_network(folder.parent)
    part = folder.with_name(f".{folder.name}.part")
    if part.exists():
        shutil.rmtree(part)
    make_folder(part.parent)
    try:
        _build(last, part, year)
        if folder.exists():
            folder.rmdir()
        part.replace(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    sync_folder(folder.parent)
    return Workspace(folder)


def _check(last: Workspace, folder: Path, year: int) -> None:
    settings = read_settings(last.settings)
    if year <= settings.year:
        raise WrongUsage(f"{last.root.name}是{settings.year}年度的工作区；新年度应晚于{settings.year}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUsage(f"{folder}：已有内容；请换一个新文件夹")


def _build(last: Workspace, part: Path, year: int) -> None:
    with session(last) as old:
        if old.register.faulty:
            raise JieyueError("上年的单位名录有误，不能结转；请先用 jieyue register check 查看并更正")
        book = Desk(old, date(year, 1, 1)).book()
        level = old.settings.level
        units = tuple(next_register(book, old.register.units))
        text = next_settings(old.workspace.settings.read_text(encoding="utf-8-sig"), old.settings, year)
    new = create_workspace(part, year, level)
    write_text_durably(new.settings, text)
    read_settings(new.settings)
    _write_register(new, units, year)
    narrative = last.root / "叙述.txt"
    if narrative.is_file():
        write_text_durably(new.root / "叙述.txt", next_narrative(narrative.read_text(encoding="utf-8-sig")))
    for kept in (last.root / "模板", own_forms(last)):
        if kept.is_dir():
            shutil.copytree(kept, new.root / kept.name)
    _enter(new, book)


def next_register(book: Yearbook, units: Sequence[Unit]) -> Iterator[Unit]:
    """Every line of the register with last year's conclusion; who has none keeps what stood there before."""
    standings = {standing.unit.name: standing for standing in book.standings}
    for unit in units:
        standing = standings.get(unit.name)
        passed = standing.passed if standing and standing.unit.row == unit.row else None
        if passed is None:
            yield unit
        else:
            yield replace(unit, passed_in=book.year if passed else None, failed_last_year=not passed)


def _write_register(new: Workspace, units: Sequence[Unit], year: int) -> None:
    from generate.register_book import register_book

    write_durably(new.register, register_book(units, year))


def _enter(new: Workspace, book: Yearbook) -> None:
    """Last year's conclusions as the first lines of the new audit trail."""
    at = datetime.now().astimezone()
    with open_ledger(new.ledger) as ledger, ledger.transaction():
        for standing in book.standings:
            if standing.passed is not None:
                ledger.add_event(_carried(standing, book.year, at))


def _carried(standing: Standing, year: int, at: datetime) -> Event:
    why = "达标" if standing.passed else "未达标"
    score = plain(standing.verified_total)
    return Event(at, _WHO, CARRIED, standing.unit.name, about=f"{year}年度核查分", after=score, why=f"{year}年度{why}")

"""A workspace that documents are sent from, in tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from generate.documents import Outgoing, compose
from jieyue.ledger import open_ledger
from jieyue.model import Level, Yearbook
from jieyue.sending import Sent, numbers_of, send
from jieyue.workspace import Workspace, create_workspace, hold
from tests.documents.years import FORM_SET, NARRATIVE, Result, settings, year

DAY = date(2026, 12, 28)
AT = datetime(2026, 12, 28, 9, tzinfo=UTC)
LETTERS = 12


def desk(folder: Path) -> Workspace:
    """A new workspace of the province."""
    return create_workspace(folder / "工作区", 2026, Level.PROVINCE)


def failing(*names: str, verified: str = "70") -> Yearbook:
    """A year in which these units failed."""
    return year([Result(name, verified=verified) for name in names])


def sent(
    workspace: Workspace,
    kind: str = "通报",
    book: Yearbook | None = None,
    number: str | None = None,
    day: date | None = DAY,
    **more: Any,
) -> tuple[Sent, ...]:
    """Composes and sends, as the command does."""
    with hold(workspace, "试验"), open_ledger(workspace.ledger) as ledger:
        documents = composed(kind, numbers_of(ledger), book, number=number, day=day, **more)
        return send(workspace, ledger, documents, day, AT)


def composed(kind: str, numbers: Any, book: Yearbook | None = None, **more: Any) -> Sequence[Outgoing]:
    """What goes out of that kind, under the numbers there are."""
    given = {"narrative": NARRATIVE, **more}
    return compose(kind, book or year(), settings(), FORM_SET, numbers=numbers, **given)


def names(workspace: Workspace) -> list[str]:
    """What lies in 发文."""
    return sorted(path.name for path in workspace.outgoing.rglob("*") if path.is_file())


def letters(workspace: Workspace, score: str) -> Sequence[Outgoing]:
    """Letters of rectification to units that all got that score, under the numbers they have."""
    book = failing(*(f"湖南省第{number}局" for number in range(LETTERS)), verified=score)
    with open_ledger(workspace.ledger) as ledger:
        return composed("整改", numbers_of(ledger), book, number="湘管函〔2026〕30号", day=DAY)


def sent_letters(workspace: Workspace, made: Sequence[Outgoing]) -> None:
    """Sends what is composed already."""
    with hold(workspace, "试验"), open_ledger(workspace.ledger) as ledger:
        send(workspace, ledger, made, DAY, AT)

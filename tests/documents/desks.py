"""A workspace that documents are sent from, in tests; runs as a process to be killed at will."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from generate.documents import Outgoing, compose
from jieyue.ledger import open_ledger
from jieyue.model import Level, Yearbook
from jieyue.sending import Sent, numbers_of, send
from jieyue.workspace import Workspace, create_workspace, find_workspace, hold
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
        documents = _composed(kind, book or year(), numbers_of(ledger), number=number, day=day, **more)
        return send(workspace, ledger, documents, day, AT)


def _composed(kind: str, book: Yearbook, numbers: Any, **more: Any) -> Sequence[Outgoing]:
    given = {"narrative": NARRATIVE, **more}
    return compose(kind, book, settings(), FORM_SET, numbers=numbers, **given)


def names(workspace: Workspace) -> list[str]:
    """What lies in 发文."""
    return sorted(path.name for path in workspace.outgoing.rglob("*") if path.is_file())


if __name__ == "__main__":
    place, score = sys.argv[1:]
    letters = failing(*(f"湖南省第{n}局" for n in range(LETTERS)), verified=score)
    sent(find_workspace(Path(place)), "整改", letters, "湘管函〔2026〕30号")

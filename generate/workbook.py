"""台账: the year as a workbook that an office keeps; every figure from `jieyue.figures`, every text a text."""

from __future__ import annotations

from collections.abc import Sequence

from generate.ledgerwriter import LedgerBook
from generate.workbook_content import Change, Issued, Ledger, Received
from generate.workbook_overview import losses, overview
from generate.workbook_scores import deductions, scores
from generate.workbook_trail import changed, issued, received
from generate.workbook_units import left_out, missing, problems, units
from jieyue.formset import FormSet
from jieyue.model import Yearbook
from jieyue.settings import Settings


def ledger_workbook(
    book: Yearbook,
    settings: Settings,
    form_set: FormSet,
    changes: Sequence[Change] = (),
    documents: Sequence[Issued] = (),
    files: Sequence[Received] = (),
) -> bytes:
    """The 台账 as the bytes of an xlsx file: figures and charts first, then the lists, then the trail."""
    ledger = Ledger(book, settings, form_set, files, changes, documents)
    written = LedgerBook()
    sheets = (overview, units, scores, deductions, losses, missing, problems, received, changed, issued, left_out)
    for write in sheets:
        write(written, ledger)
    return written.saved(f"{book.year}年度节约型机关创建台账", settings.organ.name, book.year)

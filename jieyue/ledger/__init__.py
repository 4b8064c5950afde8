"""The ledger: what was received, decided and sent, in one SQLite file with an audit trail."""

from jieyue.ledger.book import Ledger, open_ledger
from jieyue.ledger.entries import DocumentEntry, Draw, Event, Filed, NumberEntry, Sighting
from jieyue.ledger.history import LedgerDamaged
from jieyue.ledger.journal import Place

__all__ = [
    "DocumentEntry",
    "Draw",
    "Event",
    "Filed",
    "Ledger",
    "LedgerDamaged",
    "NumberEntry",
    "Place",
    "Sighting",
    "open_ledger",
]

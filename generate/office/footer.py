"""Page numbers: 4号 half-width 宋体 between dashes, right on odd pages, left on even ones (R66)."""

from __future__ import annotations

from generate.office.wml import DECLARED, field, paragraph, run, xml


def odd_footer() -> bytes:
    """R66: 1字 from the right."""
    return _footer(paragraph("GwPageOdd", _number()))


def even_footer() -> bytes:
    """R66: 1字 from the left."""
    return _footer(paragraph("GwPageEven", _number()))


def empty_footer() -> bytes:
    """R67, R86: pages that carry no number."""
    return _footer(paragraph("GwPageOdd"))


def _number() -> str:
    return run("— ") + field("PAGE") + run(" —")


def _footer(content: str) -> bytes:
    return xml(f"<w:ftr {DECLARED}>{content}</w:ftr>")


def turned_odd_footer() -> bytes:
    """R69."""
    return odd_footer()


def turned_even_footer() -> bytes:
    """R69."""
    return even_footer()


def letter_first_footer() -> bytes:
    """R81, R86."""
    return empty_footer()


def letter_odd_footer() -> bytes:
    """R85."""
    return odd_footer()


def letter_even_footer() -> bytes:
    """R85."""
    return even_footer()

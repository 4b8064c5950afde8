"""Checks any docx, ours or another office's, against GB/T 9704—2012.

What cannot be determined from the file is not reported.  A warning is what the standard calls usual, advised or
possible, or what practice says; an error is what must or shall be.  A file that is evidently no official document gets
one remark, and of page and text warnings only: the standard does not bind it.
"""

from __future__ import annotations

from pathlib import Path

from generate.lint.departure import Departure, Strength

__all__ = ["Departure", "Strength", "findings_before_sending", "lint", "number_of"]


def lint(source: Path | bytes) -> tuple[Departure, ...]:
    """Every departure of a docx in reading order.

    Raises :class:`jieyue.safe.refusal.Refused` when the file is hostile, damaged or no docx.
    """
    from generate.lint.identify import identified
    from generate.lint.reading import opened
    from generate.lint.registry import departures

    return departures(identified(opened(source)))


def findings_before_sending(content: bytes) -> tuple[Departure, ...]:
    """What must be put right before a generated document may go out: its errors."""
    from jieyue.model import Severity

    return tuple(found for found in lint(content) if found.severity is Severity.ERROR)


def number_of(source: Path | bytes) -> str | None:
    """The 发文字号 in a docx's head as written; None where it bears none or its serial number is still blank.

    Raises :class:`jieyue.safe.refusal.Refused` as :func:`lint` does.
    """
    from generate.lint.elements import Part
    from generate.lint.identify import identified
    from generate.lint.patterns import number_in
    from generate.lint.reading import opened
    from generate.numbers import is_number

    head = identified(opened(source)).of(Part.NUMBER, Part.SIGNERS)
    return next((number for para in head if (number := number_in(para.words)) and is_number(number)), None)

"""Characters that stand for what plain text cannot show, alike in every format."""

from __future__ import annotations

CHECKED, UNCHECKED = "☑", "☐"
"""Boxes to tick."""
SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Raised and lowered digits: 1² is not 12."""

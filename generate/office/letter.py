"""信函格式: the head of a letter (R80–R84)."""

from __future__ import annotations

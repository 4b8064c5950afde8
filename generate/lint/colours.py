"""Colours as six hex digits."""

from __future__ import annotations


def channels(colour: str) -> tuple[int, int, int] | None:
    """Red, green and blue; None for what is no colour of six digits."""
    value = colour.strip().lstrip("#")
    if len(value) != 6:
        return None
    try:
        return int(value[:2], 16), int(value[2:4], 16), int(value[4:], 16)
    except ValueError:
        return None


def is_red(colour: str) -> bool:
    """Whether a colour is a red that stands for red in print."""
    found = channels(colour)
    return found is not None and found[0] >= 0xB0 and max(found[1:]) <= 0x50


def nearly_black(colour: str) -> bool:
    """Whether a colour prints as black; unknown ones do."""
    found = channels(colour)
    return found is None or max(found) <= 0x33

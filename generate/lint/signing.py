"""What follows the text: annex note, organs, date, remark, annexes."""

from __future__ import annotations

from generate.lint import patterns
from generate.lint.elements import Part
from generate.lint.manuscript import Manuscript, Para

_MOST_ORGANS = 12
_LONGEST_ORGAN = 40
SMALL_TABLE = 6
"""Signatures in rows stand in a table of at most so many rows."""
_TITLE_LINES = 3


def find_signing(file: Manuscript, start: int, parts: dict[int, Part]) -> None:
    """Notes everything from the annex note to the end of the annexes."""
    free = [para for para in file.paras[start:] if not para.blank and para.at not in parts]
    labels = _labels(free)
    end = labels[0].at if labels else len(file.paras)
    free = [para for para in free if para.at < end]
    date = _date(free)
    if date is not None:
        parts[date.at] = Part.DATE
        _organs(file, date, start, parts)
        _remark(file, date, end, parts)
    _note(free, date, parts)
    for label in labels:
        parts[label.at] = Part.LABEL
        _annex_title(file, label, parts)
    for para in file.paras[end:] if labels else ():
        if not para.blank and para.at not in parts:
            parts[para.at] = Part.ANNEX


def _labels(free: list[Para]) -> list[Para]:
    """Paragraphs that are an annex's label: outside tables, and at the left or on a new page."""
    found = [para for para in free if para.cell is None and patterns.LABEL.match(para.words)]
    return [para for para in found if not (para.align == "right" and not para.new_page)]


def _date(free: list[Para]) -> Para | None:
    """The last paragraph that is a date alone, in the flow or in a small table of signatures."""
    dated = [para for para in free if patterns.DATE.match(patterns.squeezed(para.words)) and len(para.words) < 24]
    flow = [para for para in dated if para.cell is None or para.cell.table.rows <= SMALL_TABLE]
    return flow[-1] if flow else None


def _organs(file: Manuscript, date: Para, start: int, parts: dict[int, Part]) -> None:
    """The names above the date, as long as they are names and nothing else."""
    for para in reversed(file.paras[start : date.at]):
        if para.blank:
            if any(part is Part.ORGAN for part in parts.values()) and para.cell is None:
                break
            continue
        if not _is_organ(para) or sum(part is Part.ORGAN for part in parts.values()) >= _MOST_ORGANS:
            break
        parts[para.at] = Part.ORGAN


def _is_organ(para: Para) -> bool:
    words = patterns.squeezed(para.words)
    if len(words) > _LONGEST_ORGAN or any(mark in words for mark in "。；：，？！:;"):
        return False
    return bool(patterns.UNIT.search(words)) and not patterns.heading_level(words)


def _remark(file: Manuscript, date: Para, end: int, parts: dict[int, Part]) -> None:
    for para in file.paras[date.at + 1 : end]:
        if para.blank or (para.cell is not None and date.cell is not None and para.cell.table == date.cell.table):
            continue
        if patterns.REMARK.match(para.words) and para.at not in parts and para.cell is None:
            parts[para.at] = Part.REMARK
        return


def _note(free: list[Para], date: Para | None, parts: dict[int, Part]) -> None:
    """附件： and the numbered names under it."""
    reach = [para for para in free if date is None or para.at < date.at]
    first = next((para for para in reversed(reach) if patterns.NOTE.match(para.words) and para.cell is None), None)
    if first is None:
        return
    parts[first.at] = Part.NOTE
    for para in [para for para in reach if para.at > first.at]:
        if para.at in parts or patterns.heading_level(para.words) != 3:
            return
        parts[para.at] = Part.NOTE


def _annex_title(file: Manuscript, label: Para, parts: dict[int, Part]) -> None:
    """The centred lines after a label."""
    lines = 0
    for para in file.paras[label.at + 1 :]:
        if para.blank and not lines:
            continue
        if para.blank or para.cell is not None or para.align != "center" or lines == _TITLE_LINES:
            return
        if para.at in parts or patterns.REMARK.match(para.words):
            return
        parts[para.at] = Part.ANNEX_TITLE
        lines += 1

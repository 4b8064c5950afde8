"""Finds the elements: head from the top, imprint and annexes from their words, and the text between title and date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generate.lint import patterns
from generate.lint.colours import is_red
from generate.lint.elements import HEADINGS, TEXT, Elements, Format, Part
from generate.lint.letters import is_letter
from generate.lint.manuscript import Manuscript, Para
from generate.lint.measures import first_indent, left_indent
from generate.lint.quiet import quiet_text
from generate.lint.redrule import find_rule
from generate.lint.signing import SMALL_TABLE, find_signing

_HEAD_REACH = 14
"""The head is looked for among so many paragraphs that say something."""
_MARK_SIZE, _SURE_MARK_SIZE, _TITLE_SIZE = 20.0, 26.0, 18.0
_TITLE_REACH = 4
_SPECIAL = ("令", "纪要")
_LISTS = (Part.ADDRESSEES, Part.NOTE, Part.COPIES, Part.SENT_TO)
_READ_IN_PART = frozenset((*_LISTS, Part.SIGNERS, Part.LABEL, Part.REMARK, Part.TITLE))
_IMPRINT_REACH = 60


def identified(file: Manuscript) -> Elements:
    """The elements of a file."""
    parts: dict[int, Part] = {}
    head_end = _find_head(file, parts)
    rule = find_rule(file, head_end, parts)
    title_from = max(head_end, rule.at + 1 if rule else 0)
    title_end = _find_title(file, title_from, parts)
    drawn = any(para.drawing for para in file.paras[: max(title_end, head_end)])
    if title_end and not _is_other(file, parts, head_end):
        _find_imprint(file, title_end, parts)
        find_signing(file, title_end, parts)
        _find_text(file, title_end, parts)
    else:
        parts = {at: part for at, part in parts.items() if part in (Part.MARK, Part.NUMBER)}
    return Elements(file, _format(file, parts), parts, rule, drawn, frozenset(_quiet(file, parts)))


def _quiet(file: Manuscript, parts: dict[int, Part]) -> Iterator[int]:
    """The paragraphs whose texts are in order; elements of which rules read only a part are none of them."""
    for para in file.paras:
        if para.words and parts.get(para.at) not in _READ_IN_PART and quiet_text(para.text):
            yield para.at


def red_text(para: Para) -> bool:
    """Whether the text of a paragraph is red."""
    inked = [run for run in para.runs if run.text.strip()]
    return bool(inked) and all(is_red(run.colour) for run in inked)


def _find_head(file: Manuscript, parts: dict[int, Part]) -> int:
    """Notes mark, number, signers and the left items; gives where the head ends (0 when there is none)."""
    reach = _within(file.paras, _HEAD_REACH)
    small = [para for para in reach if para.size < _MARK_SIZE]
    body = next((para.at for para in small if len(para.words) > 60), len(file.paras))
    reach = [para for para in reach if para.at < body]
    marks = [para for para in reach if _is_mark(para)]
    first_number = next((para for para in reach if patterns.number_in(para.text)), None)
    if first_number is None and not marks:
        return 0
    if first_number is not None and not marks and reach.index(first_number) > 3:
        return 0
    for para in marks:
        parts[para.at] = Part.MARK
    end = max([para.at for para in marks] + ([first_number.at] if first_number is not None else []))
    for para in reach:
        part = _head_part(para, end)
        if para.at not in parts and part is not None:
            parts[para.at] = part
            end = max(end, para.at)
    return end + 1


def _within(paras: Iterable[Para], reach: int) -> list[Para]:
    """The first paragraphs that say something, quiet rows counted as what they stand for."""
    found: list[Para] = []
    for para in paras:
        if reach <= 0:
            break
        if not para.blank:
            found.append(para)
            reach -= para.folded or 1
    return found


def _is_mark(para: Para) -> bool:
    words = patterns.squeezed(para.words)
    if len(words) < 2 or len(words) > 60 or para.size < _MARK_SIZE:
        return False
    return red_text(para) or (words.endswith("文件") and para.size >= _SURE_MARK_SIZE)


def _head_part(para: Para, end: int) -> Part | None:
    words = para.words
    if patterns.SIGNERS.search(words) and len(words) < 120:
        return Part.SIGNERS if not patterns.number_in(para.text) else Part.NUMBER
    if patterns.number_in(para.text):
        return Part.NUMBER
    if para.at > end:
        return None
    squeezed = patterns.squeezed(words)
    lead = patterns.segments(para.text)[0] if words else ""
    for pattern, part in (
        (patterns.SECRECY, Part.SECRECY),
        (patterns.URGENCY, Part.URGENCY),
        (patterns.COPY_NUMBER, Part.COPY_NUMBER),
    ):
        if pattern.match(words) or pattern.match(squeezed) or pattern.match(lead):
            return part
    return None


def _find_title(file: Manuscript, start: int, parts: dict[int, Part]) -> int:
    """Notes the title's paragraphs; gives where it ends, 0 when none is found."""
    reach = [para for para in file.paras[start:] if not para.blank and para.at not in parts][:_TITLE_REACH]
    first = next((para for para in reach if _is_title(para)), None)
    if first is None:
        return 0
    parts[first.at] = Part.TITLE
    end = first.at + 1
    for para in file.paras[end:]:
        words = patterns.squeezed(para.words)
        if para.blank or para.align != "center" or para.size != first.size or patterns.REMARK.match(words):
            break
        parts[para.at] = Part.TITLE
        end = para.at + 1
    return end


def _is_title(para: Para) -> bool:
    words = patterns.squeezed(para.words)
    if len(words) > 120 or len(words) < 2 or para.cell is not None or "。" in words[:-1]:
        return False
    if patterns.REMARK.match(words) or patterns.addressees(words):
        return False
    named = bool(patterns.TITLE_END.search(words.rstrip("。，；")) and "关于" in words) or "标题" in para.style
    return para.size >= _TITLE_SIZE or named or (para.align == "center" and first_indent(para) < 1)


def _is_other(file: Manuscript, parts: dict[int, Part], head_end: int) -> bool:
    """Without mark and number, a file is an official document only by a title 关于……的…… and a date under its text."""
    if head_end:
        return False
    title = patterns.squeezed("".join(para.words for para in file.paras if parts.get(para.at) is Part.TITLE))
    flow = [para for para in file.paras if para.cell is None or para.cell.table.rows <= SMALL_TABLE]
    dated = any(patterns.DATE.match(patterns.squeezed(para.words)) for para in flow)
    return not (patterns.ABOUT.search(title) and dated)


def _find_imprint(file: Manuscript, start: int, parts: dict[int, Part]) -> None:
    """Notes copies and printing line, looked for from the end; what stands below them is noted too."""
    found: list[int] = []
    for para in reversed(_within(reversed(file.paras[start:]), _IMPRINT_REACH)):
        part = _imprint_part(para)
        if part is not None:
            parts[para.at] = part
            found.append(para.at)
    if not found:
        return
    last = file.paras[found[-1]]
    for para in file.paras[last.at + 1 :]:
        same = para.cell is not None and last.cell is not None and para.cell.table == last.cell.table
        if not para.blank and not same and para.boxed is None:
            parts[para.at] = Part.BELOW


def _imprint_part(para: Para) -> Part | None:
    words = para.words
    if patterns.COPIES.match(words):
        return Part.COPIES
    if patterns.SENT_TO.match(words):
        return Part.SENT_TO
    return Part.PRINTED if len(words) < 80 and patterns.PRINTED.match(words) else None


def _find_text(file: Manuscript, start: int, parts: dict[int, Part]) -> None:
    """Addressees, headings and paragraphs between the title and what closes the text."""
    closing = [at for at, part in parts.items() if at >= start and part not in (Part.BELOW,)]
    end = min(closing, default=len(file.paras))
    first = True
    for para in file.paras[start:end]:
        if para.blank or para.at in parts:
            continue
        if first and not patterns.REMARK.match(para.words):
            first = False
            if para.cell is None and patterns.addressees(para.words):
                parts[para.at] = Part.ADDRESSEES
                continue
        parts[para.at] = _text_part(para)


def _text_part(para: Para) -> Part:
    if para.cell is not None or para.boxed is not None or para.drawing:
        return Part.UNKNOWN
    if para.align == "center" and not para.words.endswith(("。", "；", "：")):
        return Part.CAPTION
    if patterns.REMARK.match(para.words) or (para.size != 16 and _is_caption(para)):
        return Part.CAPTION
    level = patterns.heading_level(para.words)
    return HEADINGS[level - 1] if level else Part.BODY


def _is_caption(para: Para) -> bool:
    """A source or unit line under or over a table: short, without a stop, not indented."""
    return len(para.words) < 30 and not para.words.endswith("。") and left_indent(para) + first_indent(para) < 1


def _format(file: Manuscript, parts: dict[int, Part]) -> Format:
    has = set(parts.values())
    if Part.TITLE not in has:
        return Format.OTHER if not has & {Part.MARK, Part.NUMBER} else Format.SPECIAL
    marks = "".join(patterns.squeezed(para.words) for para in file.paras if parts.get(para.at) is Part.MARK)
    if marks.endswith(_SPECIAL):
        return Format.SPECIAL
    if is_letter(file, parts, marks):
        return Format.LETTER
    if has & {Part.MARK, Part.NUMBER}:
        return Format.DOCUMENT
    return Format.PLAIN if has & set(TEXT) else Format.OTHER

"""附件说明 and the heads of the annexes (R47, R58, R59)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generate.office.styles import STEP
from generate.office.title import title_lines
from generate.office.widths import width_in_zi
from generate.office.wml import indent, text


def attachment_note(names: Sequence[str]) -> str:
    """R47: a blank line below the text, 2字 in; wrapped lines begin under the first character of the name above."""
    if not names:
        return ""
    if len(names) == 1:
        lines = [_note_line("附件：", names[0], 2)]
    else:
        numbers = [f"{number}. " for number in range(1, len(names) + 1)]
        widest = max(map(width_in_zi, numbers))
        first = _note_line(f"附件：{numbers[0]}", names[0], 2, widest + 3)
        lines = [
            first,
            *(_note_line(number, name, 5, widest) for number, name in zip(numbers[1:], names[1:], strict=True)),
        ]
    return text("GwNoteGap", "") + "".join(lines)


def _note_line(label: str, name: str, left: float, room: float | None = None) -> str:
    """``label`` begins ``left`` 字 in; the name and its wrapped lines begin ``room`` 字 later."""
    room = width_in_zi(label) if room is None else room
    layout = indent(left=STEP.times(left + room), hanging=STEP.times(room))
    return text("GwAnnexNote", f"{label.strip()}\t{name}" if label.endswith(" ") else f"{label}{name}", layout)


def attachment_head(label: str, words: str, names: Iterable[str] = ()) -> str:
    """R58: 附件1 in 黑体 flush left on the first line of a new page, the title centred on the third."""
    title = title_lines(words, names, "GwAnnexTitle")
    return text("GwAnnexLabel", label) + text("GwLabelGap", "") + title + text("GwTitleEnd", "")

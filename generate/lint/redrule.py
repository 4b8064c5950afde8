"""The red rule of the head: a paragraph's border, a table's border or a drawn line."""

from __future__ import annotations

from generate.lint.colours import is_red
from generate.lint.elements import Part, Rule
from generate.lint.manuscript import Manuscript, Para
from generate.lint.properties import Props, number

_REACH = 6
_DRAWN_AT_LEAST = 100


def find_rule(file: Manuscript, head_end: int, parts: dict[int, Part]) -> Rule | None:
    """The rule under the head, if there is one; of a letter's double lines the first."""
    if not head_end:
        return None
    numbers = [at for at, part in parts.items() if part is Part.NUMBER]
    for para in file.paras[: head_end + _REACH]:
        if para.at > head_end and not para.blank:
            break
        found = _border(para)
        if found is not None:
            return found
    reach = range((numbers or [0])[0] - 30, head_end + _REACH)
    for stroke in file.strokes:
        wide = stroke.width is None or stroke.width >= _DRAWN_AT_LEAST
        if stroke.at in reach and wide and (is_red(stroke.colour) or not stroke.colour):
            return Rule(stroke.at, width=stroke.width)
    return None


def _border(para: Para) -> Rule | None:
    if para.cell is not None:
        side = next((side for side in ("bottom", "top") if _red_border(para.cell.props, f"tcBorders.{side}")), None)
        return Rule(para.at, "cell") if side else None
    for side in ("bottom", "top"):
        if _red_border(para.props, f"pBdr.{side}"):
            return Rule(para.at, side, space=number(para.props, f"pBdr.{side}.space") or 0)
    return None


def _red_border(props: Props, key: str) -> bool:
    drawn = props.get(key, "nil") not in ("nil", "none")
    return drawn and is_red(props.get(f"{key}.color", ""))

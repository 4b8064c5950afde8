"""Headings of a score table: which column is which.  分值 is never a score, and a doubtful heading is never taken."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from extract.grid import Cell
from extract.numerals import number_in
from extract.view import View
from extract.words import Vocabulary, close_up, heading_keys

_SCORES = ("self_score", "verified_score")
_LONGEST = 60
"""Characters of a heading at most."""
_HEADING = 20
"""Characters that a heading of the second tier has at most."""
_WIDEST = 200
"""Columns of another table at the right at most."""
_KEPT = 8192
"""Headings whose roles are kept; the same words come again in every form."""
TALK = ("evidence", "note", "remark")
BESIDE = "beside"
"""The role of columns that belong to another table at the right, behind an empty column."""
FILLED_IN = frozenset(("self_score", "verified_score", "count", "not_applicable", *TALK))
"""Roles of the columns that a unit fills in; what stands there does not say what a row is."""
_HARMLESS = re.compile(r"[单位本各机关创建申报年度0-9分数值栏填写情况初步的由得打评（）()]*")
_POINTS = re.compile(r"(?:得分|自评分|评分|打分|\((?:单位:)?分)\)?$")
"""How a heading over points ends, whatever its other words: 自评情况（分）."""
_OTHER = re.compile(r"上年|去年|往年|上一年|历年|率|排名|扣|应得|标准|平均|目标|最高|可得")
_PROVISIONAL = re.compile(r"初(?!步)|预|拟")
_YEAR = re.compile(r"(?<!\d)20\d\d年")
_POSSIBLE = re.compile(r"分值|权重|满分|参考|编号|页码|附件|[份人次数]数|数量")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading over its columns.  ``role`` is None where its words are not known; ``sure`` only for exact words."""

    text: str
    place: str
    role: str | None
    columns: tuple[int, ...]
    sure: bool = True

    @property
    def is_passing(self) -> bool:
        """True for a score of some time, 2025年得分 or 初评得分: the form's own may stand in another column."""
        return not self.sure and (self.is_provisional or _YEAR.search(close_up(self.text)) is not None)

    @property
    def is_provisional(self) -> bool:
        """True for a score before the form's own: 初评得分, 预评分."""
        return not self.sure and _PROVISIONAL.search(close_up(self.text)) is not None

    @property
    def is_other(self) -> bool:
        """True where strange words speak of another thing than this form's score: 上年得分, 扣分, 参考分值, 预评分."""
        tight = close_up(self.text)
        return any(words.search(tight) for words in (_OTHER, _POSSIBLE, _PROVISIONAL))


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of one table or part of a table; data begins at ``first_row``."""

    headings: tuple[Heading, ...]
    header_row: int
    first_row: int
    by_role: dict[str, tuple[Heading, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    role_at: dict[int, str | None] = field(init=False, repr=False, compare=False, default_factory=dict)
    """The role of each column that has a heading."""
    places: dict[str, tuple[int, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)
    """By role, the columns under its headings, left to right."""
    shape: tuple[tuple[int, str | None], ...] = field(init=False, repr=False, compare=False, default=())
    """The roles by column: tables alike in this are read alike, whatever their headings are called."""

    def __post_init__(self) -> None:
        for heading in self.headings:
            if heading.role:
                self.by_role[heading.role] = (*self.by_role.get(heading.role, ()), heading)
            self.role_at.update(dict.fromkeys(heading.columns, heading.role))
        object.__setattr__(self, "shape", tuple(sorted(self.role_at.items())))
        for column, role in self.shape:
            if role:
                self.places[role] = (*self.places.get(role, ()), column)

    def of(self, role: str) -> tuple[Heading, ...]:
        """The headings of a role, left to right."""
        return self.by_role.get(role, ())


def under(view: View, row: int, columns: tuple[int, ...]) -> list[Cell]:
    """The cells of a row in some columns, each once."""
    line = view.line(row)
    if len(columns) == 1:
        only = line.get(columns[0])
        return [] if only is None else [only]
    found = {id(cell): cell for column in columns if (cell := line.get(column)) is not None}
    return list(found.values())


def header_at(view: View, row: int, words: Vocabulary) -> Columns | None:
    """The headings that begin in ``row``, two-tiered ones included; None where the row is no header."""
    cells: list[Cell] = []
    for cell in view.rows.get(row, ()):
        if not cell.blank:
            if len(cell.text) > _LONGEST:
                return None
            cells.append(cell)
    if len(cells) < 2:
        return None
    second = view.rows.get(row + 1, ()) if _all_reach_down(view, row) else ()
    known = [role for cell in (*cells, *second) if (role := _role(cell.text, words)[0])]
    if len(set(known)) < 2 or (len(set(known)) == 2 and any(number_in(close_up(cell.text)) for cell in cells)):
        return None
    if "max" not in known and not ({"rule", "item", "requirement"} & set(known) and set(_SCORES) & set(known)):
        return None
    depth = max((cell.rows for cell in cells), key=[cell.rows for cell in cells].count)
    depth = _depth(view, row, depth, words)
    headings = tuple(_headings(view, row, depth, words))
    return Columns((*headings, *_beside(headings, view.table.columns)), row, row + depth)


def _beside(headings: tuple[Heading, ...], width: int) -> Iterator[Heading]:
    """What lies behind the first column without a heading that follows the last known one: another table."""
    headed = {column for heading in headings for column in heading.columns}
    end = max(column for heading in headings if heading.role for column in heading.columns) + 1
    while end in headed:
        end += 1
    if end + 1 < width:
        yield Heading("", "", BESIDE, tuple(range(end + 1, min(width, end + _WIDEST))))


def _depth(view: View, row: int, depth: int, words: Vocabulary) -> int:
    """How many rows the header takes: a second one under a merged heading holds known words and nothing else."""
    below = [cell for cell in view.rows.get(row + 1, ()) if not cell.blank]
    if below and _all_reach_down(view, row) and max(len(cell.text) for cell in below) <= _HEADING:
        return 2
    headings = len(below) <= 6 and all(_role(cell.text, words)[0] for cell in below)
    if depth > 1:
        return min(depth, 3) if headings else 1
    wide = any(cell.columns > 1 for cell in view.rows.get(row, ()))
    return 2 if below and wide and headings else 1


def depth_is_settled(view: View, header: Columns, words: Vocabulary, printed: Collection[int]) -> bool:
    """True where a header ends as it does whatever is filled in: what ends it is among the ``printed`` cells, by id."""
    row = header.header_row
    if header.first_row - row > 1:
        return True
    below = (cell for cell in view.rows.get(row + 1, ()) if id(cell) in printed and not cell.blank)
    return not _all_reach_down(view, row) and any(not is_heading(cell, words) for cell in below)


def is_heading(cell: Cell, words: Vocabulary) -> bool:
    """True for a cell that could head a column."""
    text = cell.text
    return len(text) <= _LONGEST and _role(text, words)[0] is not None


def _all_reach_down(view: View, row: int) -> bool:
    """True where every heading either takes two rows or stands over several columns: the second row is theirs."""
    cells = [cell for cell in view.rows.get(row, ()) if not cell.blank]
    single = [cell for cell in cells if cell.rows == 1]
    return bool(single) and len(single) < len(cells) and all(cell.columns > 1 for cell in single)


def _headings(view: View, row: int, depth: int, words: Vocabulary) -> Iterator[Heading]:
    """The lowest heading of every column, read together with those above it."""
    stacks: dict[tuple[int, ...], list[int]] = {}
    chains: dict[tuple[int, ...], list[Cell]] = {}
    last = max((cell.column + cell.columns for cell in view.covering(row)), default=0)
    for column in range(last):
        chain: list[Cell] = []
        for tier in range(row, row + depth):
            cell = view.at(tier, column)
            if cell is not None and not cell.blank and cell not in chain:
                chain.append(cell)
        if chain:
            mark = tuple(id(cell) for cell in chain)
            stacks.setdefault(mark, []).append(column)
            chains[mark] = chain
    for mark, columns in stacks.items():
        texts = [cell.text.strip() for cell in chains[mark]]
        role, sure = _stacked(texts, words, over_several=chains[mark][0].columns > 1)
        yield Heading("".join(texts), chains[mark][-1].place, role, tuple(columns), sure)


def _stacked(texts: list[str], words: Vocabulary, *, over_several: bool) -> tuple[str | None, bool]:
    """The role of headings one above the other: 得分 over 核查 is 核查得分.

    Under one that stands over several columns, 自评 over 得分 and 措施, strange words are not its score.
    """
    if len(texts) == 1:
        return _role(texts[0], words)
    for joined in ("".join(texts), "".join(reversed(texts))):
        role, sure = _role(joined, words)
        if role and sure:
            return role, sure
    low, high = _role(texts[-1], words), _role(texts[0], words)
    if low[0] is None and over_several and high[0] in _SCORES:
        return None, False
    return low if low[0] else high


def _role(text: str, words: Vocabulary) -> tuple[str | None, bool]:
    """The role of one heading and whether its words are known exactly."""
    known = words.roles.get(text)
    if known is None:
        if len(words.roles) > _KEPT:
            words.roles.clear()
        known = words.roles[text] = _role_of(text, words)
    return known


def _role_of(text: str, words: Vocabulary) -> tuple[str | None, bool]:
    keys = heading_keys(text)
    exact = [words.columns[one] for one in keys if one in words.columns]
    if not keys:
        return None, False
    if _mentions(keys[0], words, "verified_score") and (exact[0] in _SCORES if exact else not _OTHER.search(keys[0])):
        return "verified_score", "verified_score" in exact
    if exact and exact[0] not in TALK:
        return exact[0], True
    if exact and not _POINTS.search(close_up(text)):
        return exact[0], True
    if _mentions(keys[0], words, "self_score") and not _OTHER.search(keys[0]):
        rest = keys[0]
        for word in words.mentions["self_score"]:
            rest = rest.replace(word, "")
        if _HARMLESS.fullmatch(rest):
            return "self_score", False
    return None, False


def _mentions(text_key: str, words: Vocabulary, role: str) -> bool:
    return any(word in text_key for word in words.mentions.get(role, ()))

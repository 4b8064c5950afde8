"""What single paragraphs say, formatting resolved; those of a batch are mostly alike and read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from generate.lint.counting import Counter
from generate.lint.manuscript import Para, Run
from generate.lint.properties import Props, flat, layered
from generate.lint.runs import RunReader
from generate.lint.stylebook import StyleBook
from generate.office.wml import W

_MOST, _PLACES = 20_000, 256
_OF_ITS_PLACE = tuple(
    f"{{*}}{name}" for name in ("fldChar", "instrText", "drawing", "pict", "object", "AlternateContent")
)
"""Parts of a paragraph that other paragraphs have to do with, or that are read further."""


@dataclass(frozen=True, eq=False, slots=True)
class Said:
    """One paragraph apart from its place: runs, effective formatting, ``listed`` for its automatic number.

    ``break_first`` and ``break_last`` are page breaks in its text, ``breaks_page`` is its formatting; ``empty`` means
    nothing to read.  ``standing`` are the places where a batch has it, each with the paragraph it is there.
    """

    runs: tuple[Run, ...]
    props: Props
    mark: Props
    listed: Props
    style: str
    break_first: bool
    break_last: bool
    breaks_page: bool
    characters: int
    empty: bool
    drawings: Sequence[etree._Element] = ()
    standing: dict[tuple[str, int, int, str, bool], Para] = field(default_factory=dict)

    def at(self, place: str, section: int, at: int, label: str, begins: bool) -> Para:
        """The paragraph in the flow of a story: the same at the same place, so that what is found out of it stays."""
        where = (place, section, at, label, begins)
        known = self.standing.get(where)
        if known is None:
            if len(self.standing) > _PLACES:
                self.standing.clear()
            drawn = bool(self.drawings)
            about = (place, self.runs, self.props, self.mark, self.style, section, at, label, None, None, drawn, begins)
            known = self.standing[where] = Para(*about)
        return known


@dataclass(frozen=True, slots=True)
class Passed:
    """What reading a stretch of a story left behind: its paragraphs, what they spend, whether a page begins next."""

    paras: tuple[Para, ...]
    cells: int
    characters: int
    new_page: bool


@dataclass
class Paragraphs:
    """The paragraphs of one style sheet and one set of numberings, by their XML."""

    styles: StyleBook
    numbering: Counter
    _known: dict[bytes, Said] = field(default_factory=dict)
    passed: dict[tuple[object, ...], Passed] = field(default_factory=dict)
    """Rows and footers by their XML and all that their paragraphs depend on beside it."""

    def of(self, element: etree._Element, runs: RunReader) -> Said:
        """What a paragraph says; ``runs`` knows the fields that are open before it."""
        key = etree.tostring(element, with_tail=False)
        known = None if runs.in_field else self._known.get(key)
        if known is None:
            known = self._read(element, runs)
            if not runs.in_field and next(element.iter(*_OF_ITS_PLACE), None) is None:
                self._keep(key, known)
        return known

    def pass_again(self, where: tuple[object, ...], passed: Passed) -> None:
        """Keeps what a stretch came to."""
        if len(self.passed) > _MOST:
            self.passed.clear()
        self.passed[where] = passed

    def _keep(self, key: bytes, said: Said) -> None:
        if len(self._known) > _MOST:
            self._known.clear()
        self._known[key] = said

    def _read(self, element: etree._Element, runs: RunReader) -> Said:
        said = flat(element.find(f"{W}pPr"))
        look = self.styles.look(said.get("pStyle"))
        listed = layered(look.paragraph, said)
        props = layered(look.paragraph, self.numbering.layout(listed), said)
        passage = runs.passage(element, look.text)
        mark = layered(look.text, flat(element.find(f"{W}pPr/{W}rPr")))
        texts = [run.text for run in passage.runs]
        return Said(
            runs=tuple(passage.runs),
            props=props,
            mark=mark,
            listed=listed,
            style=look.name,
            break_first=passage.break_first,
            break_last=passage.break_last,
            breaks_page=bool(props.get("pageBreakBefore")),
            characters=sum(map(len, texts)),
            empty=not any(text.strip() for text in texts),
            drawings=tuple(passage.drawings),
        )

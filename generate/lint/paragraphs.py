"""What single paragraphs say, formatting resolved; those of a batch are mostly alike and read once."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from generate.lint.counting import Counter
from generate.lint.manuscript import Para
from generate.lint.properties import flat, layered
from generate.lint.runs import RunReader
from generate.lint.said import Mould, Said, words_apart
from generate.lint.stylebook import StyleBook
from generate.office.wml import W

_MOST = 20_000
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_OF_ITS_PLACE = tuple(
    f"{{*}}{name}" for name in ("fldChar", "instrText", "drawing", "pict", "object", "AlternateContent")
)
"""Parts of a paragraph that other paragraphs have to do with, or that are read further."""


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
    _moulds: dict[str, Mould | None] = field(default_factory=dict)
    passed: dict[tuple[object, ...], Passed] = field(default_factory=dict)
    """Rows and footers by their XML and all that their paragraphs depend on beside it."""

    def of(self, element: etree._Element, runs: RunReader) -> Said:
        """What a paragraph says; ``runs`` knows the fields that are open before it."""
        key = etree.tostring(element, encoding="UTF-8", with_tail=False)
        known = None if runs.in_field else self._known.get(key)
        if known is not None:
            return known
        if runs.in_field or next(element.iter(*_OF_ITS_PLACE), None) is not None:
            return self._read(element, runs)
        return self._keep(key, self._of_its_shape(key.decode()) or self._read(element, runs))

    def _of_its_shape(self, xml: str) -> Said | None:
        """The paragraph made of one of its shape; None where it has to be read."""
        apart = words_apart(xml)
        if apart is None:
            return None
        shape, texts = apart
        if shape not in self._moulds:
            self._moulds[shape] = Mould.learned(xml, self._alone)
        mould = self._moulds[shape]
        return None if mould is None else mould.filled(texts)

    def _alone(self, xml: str) -> Said:
        """A paragraph read by itself."""
        return self._read(etree.fromstring(xml, _PARSER), RunReader(self.styles))

    def pass_again(self, where: tuple[object, ...], passed: Passed) -> None:
        """Keeps what a stretch came to."""
        if len(self.passed) > _MOST:
            self.passed.clear()
        self.passed[where] = passed

    def _keep(self, key: bytes, said: Said) -> Said:
        if len(self._known) > _MOST:
            self._known.clear()
            self._moulds.clear()
        self._known[key] = said
        return said

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

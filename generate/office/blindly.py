"""Finishing without seeing the texts: what was decided for one document holds for all alike to it.

The finishing works on a body whose texts stand behind signs.  All that it can learn of them is how many lines they
take, and the ruler keeps what it was asked.  So of a document with the same markup, whose texts give the same answers,
it would make the same, and the texts need only be put back.  Nothing is assumed of documents, settings or templates.
Whoever needs the words themselves (:meth:`Rendered.words_of`), to move them or to lay them out anew, has the document
finished by sight; so has a text that cannot be hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from generate.office.folding import apart
from generate.office.hidden import Cast, Hidden
from generate.office.rendered import BODY, READ, Rendered, SightNeeded
from generate.office.ruler import Answer, Question

_MOST = 64
"""So many finished bodies of a batch are kept, some 300 KB each."""
Work = Callable[[Rendered], None]


@dataclass(frozen=True, slots=True)
class _Made:
    """A body finished: without its texts, the other parts changed with it, and the answers that made it so.

    ``about`` are the places of the questions that were asked of each text.
    """

    texts: tuple[str, ...]
    asked: tuple[tuple[Question, Answer], ...]
    about: Mapping[str, Sequence[int]]
    body: Cast
    others: Mapping[str, bytes]

    @classmethod
    def of(cls, body: Hidden, document: Rendered) -> _Made:
        """What a document has become, and why."""
        asked = tuple(document.ruler.asked.items())
        about: dict[str, list[int]] = {}
        for at, (question, _) in enumerate(asked):
            for sign in question.text:
                about.setdefault(sign, []).append(at)
        changed = document.changed()
        return cls(body.texts, asked, about, Cast.of(changed.pop(BODY)), changed)

    def holds(self, body: Hidden) -> bool:
        """Whether the texts of another body give the same answers."""
        others = [sign for sign, one, other in zip(body.signs, self.texts, body.texts, strict=True) if one != other]
        again = {at for sign in others for at in self.about.get(sign, ())}
        return all(question.answer(body.said) == answer for question, answer in (self.asked[at] for at in again))


@dataclass(slots=True)
class Batch:
    """What was made of the documents of one style sheet, by their markup."""

    made: dict[str, list[_Made]] = field(default_factory=dict)
    count: int = 0

    def finished(self, parts: Mapping[str, bytes], body: Hidden, work: Work) -> dict[str, bytes] | None:
        """The parts that ``work`` changes; None where it must see the texts."""
        known = self.made.get(body.blind, ())
        found = next((one for one in known if one.holds(body)), None) or self._learned(parts, body, work)
        return None if found is None else {BODY: found.body.filled(body.texts), **found.others}

    def _learned(self, parts: Mapping[str, bytes], body: Hidden, work: Work) -> _Made | None:
        document = Rendered.read({name: parts[name] for name in READ}, apart(body.blind), body.said)
        try:
            work(document)
        except SightNeeded:
            return None
        made = _Made.of(body, document)
        if made.body.numbers != tuple(range(len(body.texts))):
            return None
        if self.count == _MOST:
            self.made.clear()
            self.count = 0
        self.made.setdefault(body.blind, []).append(made)
        self.count += 1
        return made


@lru_cache(maxsize=8)
def batch(*_alike: object) -> Batch:
    """The documents for which all this is alike: what the finishing is told, and the parts it reads beside the body."""
    return Batch()

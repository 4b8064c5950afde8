"""What the state of a unit needs of each file, kept so that a year need not be read and scored anew for every look.

Of a file that is its open problems, and of its scores the total, the conclusion, what is wrong with them and the points
of each line.  A gist rests on the record, on people's corrections of it, on the form set and on the policy for 不适用.
The ledger's journal tells which records changed since; what is missing is read, once, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, NamedTuple

from jieyue.derived import Derived, derived
from jieyue.formset import FormSet, Item
from jieyue.later import LaterCard, LaterSubmission
from jieyue.ledger import Event, Filed, Ledger, Place
from jieyue.model import Basis, Kind, Line, Part, Problem, Scorecard, Severity
from jieyue.score import scorecard
from jieyue.session import Session
from jieyue.year.decided import current

WORTH_KEEPING = 200
"""Fewer files than that are read anew in less time than a person notices."""
_BASES = {Kind.SELF_ASSESSMENT: Basis.SELF, Kind.VERIFICATION: Basis.VERIFIED}
"""The kinds that carry scores, and which."""
_WORDS = {basis: basis.value for basis in Basis}


class Gist(NamedTuple):
    """Of one file.  ``by`` says what its scores are: the basis and the corrections (events) laid over the record.

    ``points`` are the scores item by item (:func:`_points`).
    """

    problems: tuple[Problem, ...]
    format: str
    by: str = ""
    total: str | None = None
    passed: bool | None = None
    flaws: tuple[Problem, ...] = ()
    points: str = ""


class Gists:
    """The gists of a year's files on one policy."""

    def __init__(self, session: Session, policy: str) -> None:
        self._form_set = session.form_set
        self._policy = policy
        self._ledger = session.ledger
        self._place = session.ledger.place
        self._kept = derived(session.workspace, f"gists-{policy or 'default'}.json", repr(session.form_set), policy)
        self._known = _recalled(self._kept, session.ledger)
        self._new = 0

    def card(self, filed: Filed, corrections: Sequence[Event]) -> Scorecard:
        """The card of a form or a 核查表, with people's corrections laid over it."""
        basis, by = _by(filed, corrections)
        gist = self._known.get(filed.sha256)
        if gist is None or gist.by != by:
            gist = self._note(filed, corrections)
        sums = (basis, _number(gist.total), self._form_set.pass_mark, gist.passed, gist.flaws)
        return LaterCard(partial(self._scored, filed, corrections), partial(_parts, gist.points, self._form_set), sums)

    def format(self, filed: Filed) -> str:
        """What the bytes of a file are, as its record says."""
        gist = self._known.get(filed.sha256)
        return gist.format if gist else filed.submission.source.format

    def teach(self, files: Iterable[Filed]) -> None:
        """Tells the records of the files what problems they have, where that is known."""
        for filed in files:
            gist = self._known.get(filed.sha256)
            if gist is not None and isinstance(filed.submission, LaterSubmission):
                filed.submission.learn(problems=gist.problems)

    def complete(self, files: Iterable[tuple[Filed, Sequence[Event]]], *, keep: bool) -> None:
        """Reads every file whose gist is missing (each with its corrections), one after the other, and keeps them."""
        for filed, corrections in files:
            gist = self._known.get(filed.sha256)
            if gist is None or (filed.kind in _BASES and gist.by != _by(filed, corrections)[1]):
                self._note(filed, corrections)
        if keep and self._new >= WORTH_KEEPING:
            self._kept.keep(_columns(self._place, self._known))
            self._new = 0

    def _note(self, filed: Filed, corrections: Sequence[Event]) -> Gist:
        problems = filed.submission.problems
        if isinstance(filed.submission, LaterSubmission):
            filed.submission.learn(problems=problems)
        gist = Gist(problems, filed.submission.source.format)
        if filed.kind in _BASES:
            card = self._scored(filed, corrections)
            total = None if card.total is None else str(card.total)
            by = _by(filed, corrections)[1]
            gist = Gist(problems, gist.format, by, total, card.passed, card.problems, _points(card))
        self._known[filed.sha256] = gist
        self._new += 1
        return gist

    def _scored(self, filed: Filed, corrections: Sequence[Event]) -> Scorecard:
        basis = _by(filed, corrections)[0]
        return scorecard(current(filed, corrections), self._form_set, basis, self._policy)


def _by(filed: Filed, corrections: Sequence[Event]) -> tuple[Basis, str]:
    """The basis of a file's scores, and what they are: by what they may differ while its record is the same."""
    basis = _BASES[filed.kind]
    if not corrections:
        return basis, _WORDS[basis]
    if basis is Basis.SELF and any(":" in (event.about or "") for event in corrections):
        basis = Basis.CORRECTED
    return basis, " ".join((_WORDS[basis], *(str(event.id) for event in corrections)))


def _points(card: Scorecard) -> str:
    """``4:2,-,2 3.5``: an item with the scores of its rules, and one scored as a whole; ``-`` for no score."""
    return " ".join(":".join((_text(score), *_rules(rules))) for _, _, score, rules in card.parts)


def _rules(rules: Sequence[Line]) -> Iterator[str]:
    if rules:
        yield ",".join(_text(score) for _, _, score in rules)


def _text(score: Decimal | None) -> str:
    return "-" if score is None else str(score)


def _parts(points: str, form_set: FormSet) -> tuple[Part, ...]:
    """What :func:`_points` wrote down."""
    return tuple(_part(item, *text.split(":")) for item, text in zip(form_set.items, points.split(), strict=True))


def _part(item: Item, whole: str, rules: str = "") -> Part:
    scores = map(_number, rules.split(",")) if rules else ()
    lines = zip(item.rules, scores, strict=True) if rules else ()
    return item.id, item.max, _number(whole), tuple((rule.id, rule.max, score) for rule, score in lines)


@lru_cache(4096)
def _number(text: str | None) -> Decimal | None:
    """A score; few are different."""
    return None if text in (None, "-") else Decimal(text)


def _columns(place: Place, gists: Mapping[str, Gist]) -> Mapping[str, Any]:
    """As they are kept: a list for each part, and problems only where there are some."""
    columns = list(zip(*gists.values(), strict=True)) or [()] * len(Gist._fields)
    parts: dict[str, Any] = dict(zip(Gist._fields, columns, strict=True))
    parts["problems"], parts["flaws"] = (
        {number: list(map(astuple, found)) for number, found in enumerate(parts[name]) if found}
        for name in ("problems", "flaws")
    )
    return {"place": astuple(place), "files": list(gists), **parts}


def _recalled(kept: Derived, ledger: Ledger) -> dict[str, Gist]:
    """The gists whose records are still as they were."""
    found = kept.recall()
    changed = ledger.changed_since(Place(*found["place"])) if found else None
    if changed is None:
        return {}
    files = found["files"]
    for name in ("problems", "flaws"):
        some = {int(number): tuple(map(_problem, written)) for number, written in found[name].items()}
        found[name] = [some.get(number, ()) for number in range(len(files))]
    gists = dict(zip(files, map(Gist, *(found[part] for part in Gist._fields)), strict=True))
    for sha256 in changed:
        gists.pop(sha256, None)
    return gists


def _problem(written: Sequence[str]) -> Problem:
    code, weight, *rest = written
    return Problem(code, Severity(weight), *rest)

"""The rules by their ids: each check is a small function registered with clause, strength, wish and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from generate.lint.departure import Departure, Strength
from generate.lint.elements import Elements, Format
from generate.lint.manuscript import Para
from jieyue.model import Severity

EVERY = frozenset(Format)
OFFICIAL = EVERY - {Format.OTHER}
TEXTS = frozenset((Format.DOCUMENT, Format.LETTER, Format.PLAIN))
HEADED = frozenset((Format.DOCUMENT, Format.LETTER))
DOCUMENT, LETTER = frozenset((Format.DOCUMENT,)), frozenset((Format.LETTER,))
RULE_MODULES = (
    "page",
    "left_items",
    "head",
    "signers",
    "letter",
    "title",
    "body",
    "type",
    "note",
    "signature",
    "annex",
    "imprint",
    "page_number",
    "kinds",
    "text",
    "marks",
)
_BEFORE_ALL = -1


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule is broken; ``wanted`` says more exactly what the rule's own words leave open."""

    place: str
    found: str
    wanted: str = ""
    at: int = _BEFORE_ALL
    lenient: bool = False


Check = Callable[[Elements], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One check of one rule of the table; ``alone``: it looks at each paragraph by itself, also in tables."""

    id: str
    clause: str
    strength: Strength
    wanted: str
    remedy: str
    formats: frozenset[Format]
    check: Check
    alone: bool = False

    def departures(self, elements: Elements) -> Iterator[tuple[int, Departure]]:
        """What the check finds, the same finding in several places as one, each with where it first occurs."""
        if elements.format not in self.formats:
            return
        alike: dict[tuple[str, str, bool], list[Finding]] = {}
        for finding in self.check(elements):
            alike.setdefault((finding.found, finding.wanted, finding.lenient), []).append(finding)
        for (found, wanted, lenient), findings in alike.items():
            binding = elements.format is not Format.OTHER and not lenient
            severity = self.strength.severity if binding else Severity.WARNING
            places = tuple(dict.fromkeys(finding.place for finding in findings))
            said = (self.id, self.clause, self.strength, severity, places, found, wanted or self.wanted, self.remedy)
            yield findings[0].at, Departure(*said)


_RULES: list[Rule] = []


def rule(
    rule_id: str,
    clause: str,
    strength: Strength,
    *,
    wanted: str,
    remedy: str,
    formats: frozenset[Format] = TEXTS,
    alone: bool = False,
) -> Callable[[Check], Check]:
    """Registers a check under a rule's id."""

    def register(check: Check) -> Check:
        _RULES.append(Rule(rule_id, clause, strength, wanted, remedy, formats, check, alone))
        return check

    return register


def rules() -> tuple[Rule, ...]:
    """Every rule that lint checks, in the order of the table's zones."""
    return _rules()


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    for name in RULE_MODULES:
        import_module(f"generate.lint.rules.{name}")
    return tuple(_RULES)


def departures(elements: Elements) -> tuple[Departure, ...]:
    """Every departure in reading order."""
    found = [pair for one in rules() for pair in one.departures(elements)]
    return tuple(departure for _, departure in sorted(found, key=lambda pair: pair[0]))


def at(para: Para, found: str, wanted: str = "", *, lenient: bool = False) -> Finding:
    """A finding in a paragraph."""
    return Finding(para.title, found, wanted, para.at, lenient)

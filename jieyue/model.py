"""The records that pass between stages.  Nothing here reads, writes or decides.

Scores are exact ``Decimal`` points (分).  ``place`` is where a person looks: ``自评表!G7``,
``表2 第5行第7列``, ``第3段``, ``第1页 第12行``.  A value that is not certain is ``None`` and has a Problem.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jieyue.frozen import frozen


class Severity(StrEnum):
    """How much a Problem weighs: an error needs a person, a warning is only said."""

    ERROR = "error"
    WARNING = "warning"


class Kind(StrEnum):
    """What a returned file is."""

    SELF_ASSESSMENT = "self_assessment"
    VERIFICATION = "verification"
    CITY_SUMMARY = "city_summary"
    WORK_PLAN = "work_plan"
    RECTIFICATION_REPORT = "rectification_report"
    STAMPED_COPY = "stamped_copy"
    TWIN = "twin"
    """The other copy (副本) of a form or a summary that is already there: the same content in another file."""
    UNKNOWN = "unknown"


class Status(StrEnum):
    """What became of one returned file, seen by itself."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    REFUSED = "refused"


class Level(StrEnum):
    """层级 of a desk."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


LEVEL_WORDS = {Level.PROVINCE: "省级", Level.CITY: "市级", Level.COUNTY: "县级"}
"""层级 of a desk's own units."""


class Basis(StrEnum):
    """Which scores a Scorecard rests on."""

    SELF = "self"
    VERIFIED = "verified"
    CORRECTED = "corrected"


@frozen
class Problem:
    """One fault of a form, in words a clerk can act on: place, finding, remedy.

    ``about`` is an item id, a rule id or a field name (``unit``, ``contact.person``, ``contact.phone``,
    ``filled_on``, ``stated_total``, ``year``, ``file``).
    """

    code: str
    severity: Severity
    place: str | None
    about: str | None
    found: str | None
    message: str
    remedy: str


@frozen
class RuleAnswer:
    """What a form says about one 评分规则."""

    rule: str
    self_score: Decimal | None = None
    verified_score: Decimal | None = None
    count: int | None = None
    note: str | None = None
    place: str | None = None
    raw: str | None = None
    not_applicable: bool = False


@frozen
class ItemAnswer:
    """What a form says about one 项目; ``rules`` is empty where it gives only the item's score."""

    item: str
    self_score: Decimal | None = None
    verified_score: Decimal | None = None
    note: str | None = None
    place: str | None = None
    raw: str | None = None
    not_applicable: bool = False
    rules: tuple[RuleAnswer, ...] = ()


@frozen
class Field:
    """A header field (表头项) as written, with its place; ``name`` is a field id of the form layout."""

    name: str
    text: str
    place: str | None


@frozen
class SummaryRow:
    """One unit's line in a 市州汇总表."""

    name: str
    city: str | None = None
    district: str | None = None
    level: str | None = None
    nature: str | None = None
    self_score: Decimal | None = None
    verified_score: Decimal | None = None
    passed: bool | None = None
    failed_last_year: bool | None = None
    note: str | None = None
    place: str | None = None


@frozen
class SummaryCount:
    """One line of the counts by level in a 市州汇总表; ``level`` is 合计 on the line of totals."""

    level: str
    counts: tuple[tuple[str, int | None], ...]
    place: str | None = None


@frozen
class Source:
    """The returned file itself; ``format`` is what the bytes are, not what the extension says."""

    name: str
    sha256: str
    format: str


@frozen
class Submission:
    """Everything read from one returned file; written down as the ``submission/1`` record."""

    source: Source
    form_set: str | None = None
    kind: Kind = Kind.UNKNOWN
    year: int | None = None
    unit: str | None = None
    unit_code: str | None = None
    person: str | None = None
    phone: str | None = None
    filled_on: date | None = None
    items: tuple[ItemAnswer, ...] = ()
    stated_total: Decimal | None = None
    fields: tuple[Field, ...] = ()
    summary: tuple[SummaryRow, ...] = ()
    counts: tuple[SummaryCount, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def status(self) -> Status:
        """``refused`` unless a known form; ``review`` with any error; else ``accepted``."""
        if self.kind is Kind.UNKNOWN:
            return Status.REFUSED
        if any(problem.severity is Severity.ERROR for problem in self.problems):
            return Status.REVIEW
        return Status.ACCEPTED


Line = tuple[str, Decimal, Decimal | None]
"""A line of a Scorecard: the id of a rule or an item, its maximum, its score."""
Part = tuple[str, Decimal, Decimal | None, tuple[Line, ...]]
"""An item of a Scorecard: its line, and those of its rules; none where only the item was scored."""


@frozen
class RuleScore:
    """The points of one rule and, in one Chinese sentence, how they came about."""

    rule: str
    max: Decimal
    score: Decimal | None
    working: str


@frozen
class ItemScore:
    """The points of one 项目; ``rules`` is empty where only the item was scored."""

    item: str
    max: Decimal
    score: Decimal | None
    working: str
    rules: tuple[RuleScore, ...] = ()

    @property
    def part(self) -> Part:
        """Its points, without their working."""
        return self.item, self.max, self.score, tuple([(rule.rule, rule.max, rule.score) for rule in self.rules])


@frozen
class Scorecard:
    """One unit's points on one basis.  ``passed`` is None until every item has a score."""

    unit: str | None
    year: int | None
    basis: Basis
    items: tuple[ItemScore, ...]
    total: Decimal | None
    pass_mark: Decimal
    passed: bool | None
    working: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The points of every item and its rules, without their working."""
        return tuple(item.part for item in self.items)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The points of every rule, or of the item where only that was scored."""
        return tuple([line for item, most, score, rules in self.parts for line in rules or ((item, most, score),)])

    @property
    def points(self) -> dict[str, Decimal | None]:
        """The points of every item and rule by its id."""
        return {
            about: score for item, most, whole, rules in self.parts for about, _, score in ((item, most, whole), *rules)
        }


@frozen
class Unit:
    """One line of the 单位名录.

    ``level`` is 省级, 市级 or 县级; dates bound its validity (inclusive); ``passed_in`` is the year in which it last
    counted as 达标; ``row`` is its sheet row.
    """

    name: str
    level: str
    city: str | None = None
    district: str | None = None
    nature: str | None = None
    code: str | None = None
    former_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    vertical: str | None = None
    shared_group: str | None = None
    person: str | None = None
    phone: str | None = None
    addressee: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    predecessor: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    failed_last_year: bool = False
    passed_in: int | None = None
    row: int | None = None


@frozen
class Standing:
    """Where one unit stands in the year, derived from what was received and decided, never typed.

    A unit of the desk itself has cards; a unit that a lower desk evaluated has its line of that desk's 汇总表.
    ``passed_before`` says that it already counted as 达标 in an earlier year.
    """

    unit: Unit
    state: str
    self_card: Scorecard | None = None
    verified_card: Scorecard | None = None
    summary: SummaryRow | None = None
    received_on: date | None = None
    late: bool = False
    passed_before: bool = False
    problems: tuple[Problem, ...] = ()
    submission: Submission | None = None
    verification: Submission | None = None

    @property
    def passed(self) -> bool | None:
        """The conclusion; it rests on verified scores alone and is None until they are complete."""
        if self.verified_card:
            return self.verified_card.passed
        return self.summary.passed if self.summary else None

    @property
    def self_total(self) -> Decimal | None:
        """The unit's own total, by card or by the lower desk's summary."""
        if self.self_card:
            return self.self_card.total
        return self.summary.self_score if self.summary else None

    @property
    def verified_total(self) -> Decimal | None:
        """The verified total, by card or by the lower desk's summary."""
        if self.verified_card:
            return self.verified_card.total
        return self.summary.verified_score if self.summary else None


@frozen
class CityResult:
    """What one 市州 (or, for a city desk, one 县市区) reported in its summary."""

    city: str
    rows: tuple[SummaryRow, ...]
    counts: tuple[SummaryCount, ...]
    source: Source
    problems: tuple[Problem, ...] = ()


@frozen
class Yearbook:
    """A desk's whole year as the ledger has it on one date: the only source of every figure that goes out.

    ``standings`` holds the units that count in the denominator on ``as_of``, in register order;
    ``left_out`` the others with the reason.
    """

    year: int
    level: Level
    as_of: date
    standings: tuple[Standing, ...]
    left_out: tuple[tuple[Unit, str], ...] = ()
    cities: tuple[CityResult, ...] = ()
    drawn: tuple[str, ...] = ()
    draw_method: str = ""
    passed_before: int | None = None
    previous: tuple[tuple[str, Decimal], ...] = field(default=())

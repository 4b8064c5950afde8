"""A synthetic province: units, submissions and scorecards made by the real scoring, without files."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from functools import partial

from benchmarks.corpus import scores, unit_name
from jieyue.formset import load_form_set
from jieyue.later import LaterSubmission
from jieyue.model import Basis, ItemAnswer, Kind, Level, RuleAnswer, Source, Standing, Submission, Unit, Yearbook
from jieyue.score import scorecard
from jieyue.settings import OfficeContact, Organ, Settings

YEAR = 2026
_NATURES = ("党的机关", "人大机关", "行政机关", "政协机关", "人民团体", "参公事业单位")


def settings() -> Settings:
    """A provincial desk."""
    organ = Organ("湖南省机关事务管理局", "湖南省", "湘管发", letter_code="湘管函", superior="国家机关事务管理局")
    contact = OfficeContact("周某", "0731-80000000")
    return Settings(YEAR, Level.PROVINCE, organ, contact=contact, signers={"filing": ("吴某",)}, target=Decimal(70))


def unit(number: int) -> Unit:
    """Unit ``number`` of the register."""
    return Unit(
        unit_name(number), "省级", nature=_NATURES[number % len(_NATURES)], person="李某", phone="0731-80000000"
    )


def submission(number: int, kind: Kind, *, passing: bool = True) -> Submission:
    """A form of unit ``number`` with a score for every rule, self and verified."""
    form_set = load_form_set()
    dice = scores(random.Random(number))  # noqa: S311 - a repeatable corpus
    cut = Decimal(1) if passing else Decimal("0.5")
    items = tuple(
        ItemAnswer(item.id, rules=tuple(RuleAnswer(rule.id, dice[rule.id], dice[rule.id] * cut) for rule in item.rules))
        for item in form_set.items
    )
    source = Source(f"{kind.value}-{number}.xlsx", f"{number:063x}{'1' if kind is Kind.VERIFICATION else '0'}", "xlsx")
    return Submission(source, form_set.id, kind, YEAR, unit_name(number), filled_on=date(YEAR, 10, 20), items=items)


def province(count: int, passing: int, *, read: bool = True) -> tuple[Yearbook, Settings]:
    """A year of ``count`` verified units of which the first ``passing`` passed.

    Forms not ``read`` are read when they are asked for, as those of a Yearbook out of the ledger are.
    """
    standings = tuple(_standing(number, passing=number < passing, read=read) for number in range(count))
    return Yearbook(YEAR, Level.PROVINCE, date(YEAR, 12, 20), standings), settings()


def _standing(number: int, *, passing: bool, read: bool) -> Standing:
    form_set = load_form_set()
    later = [partial(submission, number, kind, passing=passing) for kind in (Kind.SELF_ASSESSMENT, Kind.VERIFICATION)]
    own, verified = (form() for form in later)
    held = [own, verified] if read else list(map(LaterSubmission, later))
    return Standing(
        unit(number),
        "达标" if passing else "未达标",
        self_card=scorecard(own, form_set, Basis.SELF),
        verified_card=scorecard(verified, form_set, Basis.VERIFIED),
        submission=held[0],
        verification=held[1],
        received_on=date(YEAR, 10, 20),
    )

"""Every KIND × few and many units × draft and final × one organ and several, in both profiles, sealed and not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import product

from generate.documents import KINDS, compose
from jieyue.settings import Format, Policy, Settings
from tests.documents.golden import DRAWN
from tests.documents.years import FORM_SET, MIXED, NARRATIVE, PROVINCE, Result, settings, year

DAY = date(2026, 12, 28)
WRITTEN = tuple(kind for kind in KINDS if kind != "inspection-sheets")
"""核查表 is a form to fill in, no official document."""
SHOWN = Format()
_NOTICES, _LETTERS = Policy(), Policy(reminder_kind="函")
OTHER = Format(profile="W2", sealed=False)
MANY = (*MIXED, *(Result(f"湖南省第{n}厅", verified=str(95 - n % 20) if n % 9 else None) for n in range(1, 61)))
JOINT = replace(PROVINCE, joint=("湖南省发展和改革委员会", "湖南省财政厅"))
SIGNERS = ("王某某", "李某某", "陈某某")


def _settings(*, joint: bool, form: Format, policy: Policy) -> Settings:
    if not joint:
        return settings(PROVINCE, format=form, policy=policy)
    return settings(JOINT, format=form, policy=policy, signers=dict.fromkeys(("filing", "summary"), SIGNERS))


def _document(
    kind: str, *, many: bool, final: bool, joint: bool = False, form: Format = SHOWN, policy: Policy = _NOTICES
) -> bytes:
    book = year(MANY if many else MIXED, **DRAWN)
    made = compose(
        kind,
        book,
        _settings(joint=joint, form=form, policy=policy),
        FORM_SET,
        narrative=NARRATIVE if final else None,
        number="湘管发〔2026〕12号" if final else None,
        day=DAY if final else None,
    )
    return next(one.content for one in made if one.file_name.endswith(".docx"))


def kinds() -> Mapping[str, Callable[[], bytes]]:
    """Every document by the name of its case, to be made when asked."""
    made: dict[str, Callable[[], bytes]] = {}
    for kind, many, final, joint in product(WRITTEN, (False, True), (False, True), (False, True)):
        words = (KINDS[kind], "多" if many else "少", "定稿" if final else "草稿", "联合" if joint else "单独")
        made["-".join(words)] = partial(_document, kind, many=many, final=final, joint=joint)
    for kind, joint in product(WRITTEN, (False, True)):
        name = f"{KINDS[kind]}-少-定稿-{'联合' if joint else '单独'}-W2-不用印"
        made[name] = partial(_document, kind, many=False, final=True, joint=joint, form=OTHER)
    for many in (False, True):
        made[f"催报函-{'多' if many else '少'}-定稿-单独"] = partial(
            _document, "reminder", many=many, final=True, policy=_LETTERS
        )
    return made

"""联合行文: every organ named in title and text, a signer for each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generate.documents import Outgoing, compose
from generate.lint import findings_before_sending
from jieyue.settings import Settings
from tests.documents.golden import DAY
from tests.documents.templates import lines_of
from tests.documents.years import FORM_SET, NARRATIVE, PROVINCE, settings, year

TREASURY, PLANNING = "湖南省财政厅", "湖南省发展和改革委员会"
NUMBER = "湘管发〔2026〕12号"


def _together(*joint: str, signers: tuple[str, ...] = ()) -> Settings:
    return settings(replace(PROVINCE, joint=joint), signers={"filing": signers, "summary": signers})


def _made(kind: str, given: Settings) -> Outgoing:
    return compose(kind, year(), given, FORM_SET, narrative=NARRATIVE, number=NUMBER, day=DAY)[0]


@pytest.mark.parametrize(
    ("joint", "head"),
    [
        ((), "湖南省机关事务管理局关于"),
        ((TREASURY,), "湖南省机关事务管理局 湖南省财政厅关于"),
        ((TREASURY, PLANNING), "湖南省机关事务管理局等三部门关于"),
    ],
)
@pytest.mark.parametrize("kind", ["催报", "核查通知", "公示", "通报", "整改", "汇总表", "备案"])
def test_a_title_means_every_organ(kind: str, joint: tuple[str, ...], head: str) -> None:
    assert _made(kind, _together(*joint)).title.startswith(head)


@pytest.mark.parametrize("kind", ["催报", "核查通知", "公示", "通报", "整改", "汇总表", "备案"])
def test_several_organs_never_speak_as_one(kind: str) -> None:
    assert not [line for line in lines_of(_made(kind, _together(TREASURY)).content) if "我局" in line]


@pytest.mark.parametrize(
    ("signers", "blank"),
    [
        ((), ("签发人（湖南省机关事务管理局）", "签发人（湖南省财政厅）")),
        (("王某某",), ("签发人（湖南省财政厅）",)),
        (("", "李某"), ("签发人（湖南省机关事务管理局）",)),
        (("王某某", "李某"), ()),
    ],
)
def test_an_upward_document_has_a_signer_of_each_organ_or_a_blank_for_it(
    signers: tuple[str, ...], blank: tuple[str, ...]
) -> None:
    made = _made("备案", _together(TREASURY, signers=signers))
    assert made.blanks == blank
    assert all(name in "".join(lines_of(made.content)).replace("\N{IDEOGRAPHIC SPACE}", "") for name in signers)
    assert not findings_before_sending(made.content)


def test_a_row_whose_signers_are_all_to_be_given_is_kept_for_them() -> None:
    made = _made("备案", _together(TREASURY, PLANNING, signers=("王某某", "李某")))
    assert made.blanks == ("签发人（湖南省发展和改革委员会）",)
    assert not findings_before_sending(made.content)

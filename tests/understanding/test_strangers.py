"""What outside examiners found: each a form that a careful clerk reads, or a value she would ask about."""

from __future__ import annotations

import pytest

from extract.understand import understand
from jieyue.formset import load_form_set
from jieyue.model import Status
from tests.understanding.tables import SOURCE, by_item, codes, document, read, scores

ITEMS = load_form_set().items
FULL = {item.id: str(item.max) for item in ITEMS}


@pytest.mark.parametrize("words", ["创建项目", "指标", "某某内容"])
def test_a_header_is_known_by_its_points_and_scores_whatever_the_rest_is_called(words: str) -> None:
    found = read(by_item().replace("项目", words, 1).replace("评分要求", "某种要求").replace("评分规则", "某种办法"))
    assert (found.status, scores(found)) == (Status.ACCEPTED, FULL)


@pytest.mark.parametrize("words", ["共{}分", "合计{}分", "共计{}"])
def test_a_sum_in_words_is_the_score(words: str) -> None:
    found = read(by_item({item.id: words.format(item.max) for item in ITEMS}))
    assert scores(found) == FULL


@pytest.mark.parametrize("header", ["2025年得分", "初评得分"])
def test_a_score_of_another_time_is_asked_about_where_a_strange_column_has_scores_too(header: str) -> None:
    found = read(by_item({item.id: f"3 | {item.max}" for item in ITEMS}, header=f"{header} | 本次"))
    assert codes(found) == ["columns-ambiguous"]
    assert found.items == ()


def test_scores_headed_by_another_year_than_the_form_are_not_its_own() -> None:
    found = read(by_item(header="2025年得分"))
    assert (found.year, codes(found), found.items) == (2026, ["columns-ambiguous"], ())


def test_scores_headed_by_the_forms_year_are_its_own() -> None:
    found = read(by_item(header="2026年得分"))
    assert (found.year, scores(found)) == (2026, FULL)


def test_a_header_whose_rows_all_stand_overleaf_is_theirs() -> None:
    lines = by_item().splitlines()
    at = next(number for number, line in enumerate(lines) if "评分规则" in line)
    found = read("\n".join([*lines[: at + 1], "续表", *lines[at + 1 :]]))
    assert (found.status, scores(found)) == (Status.ACCEPTED, FULL)


def contact(*lines: str) -> tuple[str | None, str | None, list[str]]:
    text = by_item().splitlines()
    rest = [line for line in text if "联系" not in line]
    found = understand(document("\n".join([*lines, *rest])), SOURCE, [load_form_set()])
    return found.person, found.phone, [one for one in codes(found) if one.startswith("contact")]


@pytest.mark.parametrize(
    "guidance",
    [
        "3.联系人：省局节能处　联系电话：0731-80000000",
        "填报中如有疑问，请与省局联系。联系人：周某　联系电话：0731-80000000",
        "| 填表说明 |\n| 联系人：周某　联系电话：0731-80000000 |",
    ],
)
def test_whom_to_ask_is_not_who_fills_the_form_in(guidance: str) -> None:
    own = "填报人：李某　联系电话：0731-12345678"
    assert contact(guidance, own) == ("李某", "0731-12345678", [])


def test_the_number_beside_the_contact_is_the_contacts() -> None:
    lines = ("单位负责人：赵某　电话：0731-11111111", "联系人：李某　电话：0731-22222222")
    assert contact(*lines) == ("李某", "0731-22222222", [])


def test_two_contacts_of_equal_standing_are_asked_about() -> None:
    person, _, said = contact("联系人：李某　电话：0731-11111111", "联系人：王某　电话：0731-22222222")
    assert (person, said) == (None, ["contact-conflict"])


def test_two_days_of_filling_in_are_asked_about() -> None:
    found = read("填报日期：2026年10月12日\n填报日期：2026年10月15日\n" + by_item())
    assert (found.filled_on, "date-unreadable" in codes(found)) == (None, True)

import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from jieyue.errors import DataFault
from jieyue.formset import load_form_set, read_form_set

SHIPPED = Path(__file__).parents[2] / "forms" / "hunan-2020"

MAXIMA = {
    "1.1": "10", "2.1": "4 4", "2.2": "4 4 4 4 4", "3.1": "2 2 1.5 1.5 3", "3.2": "3 3", "3.3": "2.5 2.5",
    "4.1": "3 3.5 3.5", "4.2": "2 2 2", "4.3": "2 2 2 2", "5.1": "4 4 3", "5.2": "3 3",
}  # fmt: skip


def test_the_table_of_the_notice_has_five_sections_eleven_items_and_thirty_two_rules() -> None:
    form_set = load_form_set()
    assert {item.id: " ".join(str(rule.max) for rule in item.rules) for item in form_set.items} == MAXIMA
    assert len({item.section for item in form_set.items}) == 5
    assert sum(item.max for item in form_set.items) == form_set.total == 100
    assert form_set.pass_mark == 80


def test_capped_rules_and_the_only_all_or_nothing_rule_are_as_the_notice_says() -> None:
    rules = load_form_set().rule_by_id
    assert {rule.id: rule.each for rule in rules.values() if rule.kind == "per-count"} == {
        "2.2.5": Decimal(1),
        "5.1.1": Decimal(2),
        "5.1.2": Decimal(2),
    }
    assert [rule.id for rule in rules.values() if rule.kind == "all-or-nothing"] == ["1.1.1"]


def test_every_word_of_the_table_is_printed_in_the_notice() -> None:
    notice = Path(__file__).parents[3] / "shared" / "seed" / "湘管发2020-12号.txt"
    if not notice.is_file():
        pytest.skip("the notice lies outside the repository and is not here")
    printed = re.sub(r"\s", "", notice.read_text(encoding="utf-8"))
    missing = [
        words
        for item in load_form_set().items
        for words in (item.title, item.requirement, *(rule.text for rule in item.rules))
        if re.sub(r"\s", "", words) not in printed
    ]
    assert missing == []


def _copy(folder: Path, change: Callable[[str], str], name: str = "indicators.yaml") -> Path:
    target = folder / "forms"
    shutil.copytree(SHIPPED, target)
    path = target / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return target


CHANGES = [
    ("an unknown key", lambda text: text.replace("total: 100", "total: 100\ncolour: red"), r"indicators.yaml.*colour.*可用的有"),  # noqa: E501
    ("a sum that does not match", lambda text: text.replace("max: 3.5,", "max: 3,", 1), r"4\.1.*10.*9\.5"),
    ("an id that stands twice", lambda text: text.replace("id: 2.1.2", "id: 2.1.1"), r"indicators.yaml 第\d+行.*2\.1\.1.*重复"),  # noqa: E501
    ("a key given twice", lambda text: text.replace("step: 0.5", "step: 0.5\nstep: 1"), r"step"),
    ("an unknown kind", lambda text: text.replace("kind: all-or-nothing", "kind: perhaps"), r"perhaps.*all-or-nothing"),
    ("a count without its points", lambda text: text.replace("            each: 1\n", ""), r"2\.2\.5.*each"),
    ("a pass mark above the total", lambda text: text.replace("pass_mark: 80", "pass_mark: 180"), r"达标线180高于总分100"),  # noqa: E501
    ("a count worth more than its rule", lambda text: text.replace("each: 1\n", "each: 5\n"), r"每一个得5分，高于这一条的分值4"),  # noqa: E501
    ("points no step reaches", lambda text: text.replace("step: 0.5", "step: 0.3"), r"不是最小记分单位0.3的倍数"),
    ("no table at all", lambda _: "- 1\n", r"indicators.yaml"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES])
def test_loading_refuses_and_names_file_and_line(change: Callable[[str], str], said: str, tmp_path: Path) -> None:
    with pytest.raises(DataFault, match=said) as refused:
        read_form_set(_copy(tmp_path, change))
    assert all(re.search(r"indicators.yaml( 第\d+行)?", fault) for fault in refused.value.faults)
    assert "Error" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("layouts.yaml", "[自评得分,", "[自评得分, 核查得分,", "“核查得分”既在 self_score 又在 verified_score"),
        ("layouts.yaml", "[小计,", "[小计, 总分,", "“总分”既在 total_words 又在 subtotal_words"),
        ("layouts.yaml", "phone: [", "phone: [联系人, ", "“联系人”既在 person 又在 phone"),
        ("timetable.yaml", "day: 03-05", "day: 02-30", "没有“02-30”这一天"),
        ("timetable.yaml", "from: 11-01", "from: 12-01", "开始日12-01晚于截止日11-30"),
    ],
)
def test_a_word_of_two_meanings_and_a_day_that_cannot_be_are_named(
    name: str, old: str, new: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(DataFault) as refused:
        read_form_set(_copy(tmp_path, lambda text: text.replace(old, new, 1), name))
    (fault,) = refused.value.faults
    assert re.search(rf"{name} 第\d+行", fault)
    assert said in fault


def test_all_faults_of_a_table_are_told_at_once(tmp_path: Path) -> None:
    def change(text: str) -> str:
        return text.replace("total: 100", "total: 99").replace("id: 2.1.2", "id: 2.1.1").replace("max: 8", "max: 9")

    with pytest.raises(DataFault) as refused:
        read_form_set(_copy(tmp_path, change))
    assert len(refused.value.faults) >= 3

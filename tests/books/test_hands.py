"""``correct``, ``decide`` and ``undo`` as transcripts: every change kept, what it makes stale said."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from jieyue.cli.main import run
from jieyue.ledger import open_ledger
from jieyue.model import Kind, Submission, Unit
from jieyue.problems import problem
from jieyue.workspace import Workspace
from tests.books.desks import (
    LIBRARY,
    LOSING,
    MONEY,
    NOVEMBER,
    WATER,
    call,
    form,
    looking,
    paper,
    receive,
    states,
    workspace,
)

FAULT = problem("score-above-maximum", about="2.2", found="24", max=20, place="自评表!G7")
NEAR = Unit("湖南省水文中心", "省级", aliases=("水文",))


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path / "甲", (WATER, MONEY, NEAR, LIBRARY))
    receive(made, {"水.x": form(WATER, LOSING["96"], problems=(FAULT,)), "谁.x": form("水文局")})
    receive(made, {"只有整项.x": whole_items(form(LIBRARY))})
    return made


def whole_items(full: Submission) -> Submission:
    """The form with a score for each item and none for its rules."""
    return replace(full, items=tuple(replace(item, rules=()) for item in full.items))


def said(told: Result) -> list[str]:
    return told.output.splitlines()


def test_a_correction_tells_what_it_did_and_how_to_take_it_back(desk: Workspace) -> None:
    told = call(desk, "correct", "水利厅", "2.2", "18", "--why", "电话核实", "--who", "王某")
    assert told.exit_code == 0
    assert said(told)[0] == "已更正《水.x》2.2 自评得分：16→18"
    assert said(told)[1] == "水.x：收下，现在已归档/自评表/水.x"
    number = int(said(told)[2].partition("第")[2].partition("号")[0])
    assert said(told)[2].endswith(f"jieyue undo {number} --why 理由")
    assert said(told)[-1] == "更正后：各项目相加为98分；达到80分，达标"
    assert states(desk)[WATER] == "待核查"
    undone = call(desk, "undo", str(number), "--why", "单位来函", "--who", "李某")
    assert undone.exit_code == 0
    assert states(desk)[WATER] == "待补正"
    with open_ledger(desk.ledger) as ledger:
        *_, change, back = ledger.events()
    assert (change.who, change.before, change.after, change.why) == ("王某", "16", "18", "电话核实")
    assert (back.who, back.undoes, back.why) == ("李某", number, "单位来函")


def test_the_same_value_again_changes_nothing(desk: Workspace) -> None:
    call(desk, "correct", WATER, "2.2", "18", "--why", "甲")
    told = call(desk, "correct", WATER, "2.2", "18", "--why", "乙")
    assert "没有变动" in said(told)[0]


def test_a_persons_score_for_an_item_counts_instead_of_those_of_its_rules(desk: Workspace) -> None:
    call(desk, "correct", WATER, "2.2", "18", "--why", "电话核实")
    with looking(desk) as at:
        card = at.standing(at.counted[0][0]).self_card
    assert card is not None
    assert (card.total, card.passed) == (98, True)
    assert next(item for item in card.items if item.item == "2.2").rules == ()


def test_an_item_whose_rules_do_not_add_up_is_settled_by_a_person_with_the_score_it_has(desk: Workspace) -> None:
    mismatch = problem("item-rules-mismatch", about="2.2", found="16", name="管理制度", expected="15", place="表!G7")
    receive(desk, {"水二.x": form(WATER, LOSING["96"], problems=(mismatch,))}, NOVEMBER)
    told = call(desk, "correct", "水二.x", "2.2", "16", "--why", "电话核实，项目分为准")
    assert "没有变动" not in told.output
    with looking(desk) as at:
        assert not any(found.code == "item-rules-mismatch" for found in at.standing(at.counted[0][0]).problems)


def test_the_only_rule_of_an_item_may_be_corrected_where_the_item_was_scored(desk: Workspace) -> None:
    assert "1.1.1 自评得分：空→0" in call(desk, "correct", LIBRARY, "1.1.1", "0", "--why", "来函").output
    with looking(desk) as at:
        standing = next(one for one in at.book().standings if one.unit.name == LIBRARY)
    assert standing.self_total == 90


def test_a_correction_of_the_sheet_is_of_verified_scores(desk: Workspace) -> None:
    receive(desk, {"核.x": form(WATER, LOSING["80"], Kind.VERIFICATION), "表.x": form(WATER)}, NOVEMBER)
    assert states(desk)[WATER] == "达标"
    told = call(desk, "correct", WATER, "3.1.3", "1", "--verified", "--why", "核查组复核")
    assert said(told)[0] == "已更正《核.x》3.1.3 核查得分：1.5→1"
    assert states(desk)[WATER] == "未达标"


def test_a_change_names_the_documents_made_before_it(desk: Workspace) -> None:
    receive(desk, {"表.x": form(WATER), "核.x": form(WATER, LOSING["80"], Kind.VERIFICATION)}, NOVEMBER)
    assert call(desk, "generate", "通报").exit_code == 1
    told = call(desk, "correct", WATER, "3.1.3", "1", "--verified", "--why", "复核")
    assert "以下1份文书是在此之前生成的，请重新生成：" in told.output
    assert "发文/通报（草稿）.docx" in told.output
    assert "数据已变、需要重新生成的文书（1）" in call(desk, "status").output


def test_a_file_gets_its_unit_by_any_of_its_names(desk: Workspace) -> None:
    told = call(desk, "decide", "谁.x", "--unit", "水文", "--why", "电话核实")
    assert (told.exit_code, said(told)[1]) == (0, "谁.x：收下，现在已归档/自评表/谁.x")
    assert states(desk)[NEAR.name] == "待核查"


def test_a_form_with_faults_may_be_taken_as_it_is(desk: Workspace) -> None:
    assert call(desk, "decide", WATER, "--accept", "--why", "局长同意").exit_code == 0
    assert states(desk)[WATER] == "待核查"


def test_one_of_several_versions_is_chosen(desk: Workspace) -> None:
    receive(desk, {"一.x": form(MONEY, LOSING["90"])})
    receive(desk, {"二.x": form(MONEY, LOSING["96"])})
    assert call(desk, "decide", "一.x", "--use", "--why", "以盖章的为准").exit_code == 0
    told = json.loads(call(desk, "status", MONEY, "--json").output)
    assert told["self"] == 90
    assert {one["name"]: one["in_use"] for one in told["files"]} == {"一.x": True, "二.x": False}


def test_what_is_set_aside_is_kept_and_counts_no_more(desk: Workspace) -> None:
    told = call(desk, "decide", "谁.x", "--set-aside", "--why", "不是本省单位")
    assert told.exit_code == 0
    assert (desk.root / "已归档/自评表/谁.x").is_file()
    assert not (desk.waiting / "谁.x").exists()
    accepted = call(desk, "decide", WATER, "--accept", "--why", "同意")
    aside = call(desk, "decide", WATER, "--set-aside", "--why", "单位撤回")
    assert (accepted.exit_code, aside.exit_code) == (0, 0)
    assert (desk.root / "已归档/自评表/水.x").is_file()
    assert states(desk)[WATER] == "待补正"


def test_a_shared_plan_counts_for_both(desk: Workspace) -> None:
    receive(desk, {"表.x": form(MONEY), "案.x": paper(WATER, Kind.WORK_PLAN)})
    assert "没有收到创建工作方案" in call(desk, "status", MONEY).output
    told = call(desk, "decide", "案.x", "--share", MONEY, "--why", "合署办公")
    assert told.exit_code == 0
    assert "没有收到创建工作方案" not in call(desk, "status", MONEY).output
    assert f"工作方案与{WATER}共用" in call(desk, "status", MONEY).output


def test_how_what_does_not_apply_counts_is_decided_once_for_the_year(desk: Workspace) -> None:
    told = call(desk, "decide", "--not-applicable", "full", "--why", "局长办公会议定")
    assert said(told)[0] == "本年度填“不适用”的：给满分"


def test_undo_lists_what_can_be_taken_back(desk: Workspace) -> None:
    assert "没有可以撤销的" in call(desk, "undo").output
    call(desk, "correct", WATER, "2.2", "18", "--why", "电话核实")
    listed = json.loads(call(desk, "undo", "--json").output)["events"]
    assert [one["what"] for one in listed] == ["更正《水.x》2.2 自评得分：16→18"]


WRONG = [
    (("correct", WATER, "2.2", "21", "--why", "x"), "不在0到20之间"),
    (("correct", WATER, "9.9", "1", "--why", "x"), "没有“9.9”这一项"),
    (("correct", "没有的单位", "2.2", "1", "--why", "x"), "没有收到过“没有的单位”"),
    (("correct", WATER, "2.2", "18"), "缺少“--why”"),
    (("decide", WATER, "--why", "x"), "请只写一个决定"),
    (("decide", WATER, "--accept", "--use", "--why", "x"), "请只写一个决定"),
    (("decide", "--accept", "--why", "x"), "缺少“文件或单位”"),
    (("decide", "水.x", "--share", MONEY, "--why", "x"), "不是创建工作方案"),
    (("decide", "谁.x", "--unit", "没有的单位", "--why", "x"), "单位名录中没有“没有的单位”"),
    (
        ("correct", "只有整项.x", "2.2.1", "3", "--why", "x"),
        "2.2 管理制度只有整项得分20，没有分条得分；请更正整项，项目写2.2",
    ),
    (("undo", "1", "--why", "x"), "不是人工更正或决定"),
    (("undo", "1"), "缺少“--why”"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG, ids=[words for _, words in WRONG])
def test_what_cannot_be_is_refused_with_status_2_and_changes_nothing(
    desk: Workspace, arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_ledger(desk.ledger) as ledger:
        before = ledger.events()
    assert run(["-C", str(desk.root), *arguments]) == 2
    assert words in capsys.readouterr().err
    with open_ledger(desk.ledger) as ledger:
        assert ledger.events() == before

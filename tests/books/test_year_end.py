"""``export``, ``check``, ``remind``, ``register`` and the carry-over, as transcripts."""

import io
import json
import tomllib
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from jieyue.cli.main import jieyue, run
from jieyue.ledger import Draw, open_ledger
from jieyue.model import Kind, Level, Unit
from jieyue.settings import read_settings
from jieyue.units.register import read_register
from jieyue.workspace import Workspace
from jieyue.year.decided import CARRIED
from tests.books.desks import (
    DECEMBER,
    LIBRARY,
    LOSING,
    MONEY,
    NOVEMBER,
    SCHOOL,
    WATER,
    acting,
    call,
    form,
    looking,
    paper,
    receive,
    states,
    workspace,
    write_register,
)


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path / "2026年度")
    receive(made, {"水.x": form(WATER, LOSING["96"]), "钱.x": form(MONEY)})
    sheets = {
        "核水.x": form(WATER, LOSING["80"], Kind.VERIFICATION),
        "核钱.x": form(MONEY, LOSING["79.5"], Kind.VERIFICATION),
    }
    receive(made, sheets, NOVEMBER)
    return made


def test_export_writes_workbook_and_records_and_again_the_same_bytes(desk: Workspace) -> None:
    assert call(desk, "export", "--date", "2026-12-20").exit_code == 0
    book, records = desk.exports / "2026年度节约型机关创建台账.xlsx", desk.exports / "记录.jsonl"
    first = book.read_bytes(), records.read_bytes()
    assert call(desk, "export", "--date", "2026-12-20").exit_code == 0
    assert (book.read_bytes(), records.read_bytes()) == first
    lines = [json.loads(line) for line in first[1].decode("utf-8").splitlines()]
    assert [line["source"]["name"] for line in lines] == ["水.x", "钱.x", "核水.x", "核钱.x"]
    sheets = openpyxl.load_workbook(io.BytesIO(first[0])).sheetnames
    assert {"收文登记", "更正与决定", "公文"} <= set(sheets)


def test_the_trail_in_the_workbook_is_in_words_a_clerk_reads(desk: Workspace) -> None:
    receive(desk, {"通知.x": paper(WATER, Kind.WORK_PLAN)})
    call(desk, "decide", "通知.x", "--set-aside", "--why", "无关")
    call(desk, "decide", "--not-applicable", "full", "--why", "会议定")
    with acting(desk) as (opened, _):
        drawn = Draw(0, datetime.now().astimezone(), "某", "分层", "1", (WATER, MONEY), (MONEY, WATER))
        opened.ledger.record_draw(drawn)
    call(desk, "export")
    book = openpyxl.load_workbook(desk.exports / "2026年度节约型机关创建台账.xlsx")
    written = [str(cell.value) for row in book["更正与决定"].iter_rows() for cell in row if cell.value]
    assert {"存档不计", "给满分", f"{MONEY}、{WATER}"} <= set(written)
    assert not {"aside", "full"} & set(written)


def test_a_workbook_changed_by_hand_is_kept_beside(desk: Workspace) -> None:
    call(desk, "export")
    book = desk.exports / "2026年度节约型机关创建台账.xlsx"
    book.write_bytes(b"my own notes")
    told = call(desk, "export")
    assert told.exit_code == 1
    assert (desk.exports / "2026年度节约型机关创建台账（人工修改）.xlsx").read_bytes() == b"my own notes"


def test_check_finds_what_changed_after_a_document_was_made(desk: Workspace) -> None:
    call(desk, "generate", "通报", "--date", "2026-12-20")
    call(desk, "export", "--date", "2026-12-20")
    assert "全部一致" in call(desk, "check", "--on", "2026-12-20").output
    call(desk, "correct", MONEY, "3.1.3", "1.5", "--verified", "--why", "复核")
    told = call(desk, "check", "--on", "2026-12-20", "--json")
    assert told.exit_code == 1
    found = {(one["document"], one["what"]) for one in json.loads(told.output)["remarks"]}
    notice, book = "发文/通报（草稿）.docx", "台账/2026年度节约型机关创建台账.xlsx"
    assert {(notice, "已过期"), (notice, "数字不符"), (book, "已过期"), (book, "数字不符")} <= found


def test_a_publicity_list_speaks_of_its_day_until_a_person_changes_what_it_rests_on(desk: Workspace) -> None:
    assert "公示.docx" in call(desk, "generate", "公示", "--date", "2026-12-11").output
    receive(desk, {"校.x": form(SCHOOL), "核校.x": form(SCHOOL, LOSING["90"], Kind.VERIFICATION)}, DECEMBER)
    assert "全部一致" in call(desk, "check", "--on", "2026-12-20").output
    call(desk, "correct", WATER, "3.1.3", "0", "--verified", "--why", "公示期内有异议，查实")
    (found,) = json.loads(call(desk, "check", "--on", "2026-12-20", "--json").output)["remarks"]
    assert (found["document"], found["what"]) == ("发文/公示.docx", "已过期")


def test_check_finds_what_a_person_changed_in_a_document(desk: Workspace) -> None:
    call(desk, "generate", "整改", "--date", "2026-12-20")
    path = desk.outgoing / f"整改-{MONEY}（草稿）.docx"
    path.write_bytes(path.read_bytes() + b"\0")
    assert "已改动" in call(desk, "check", "--on", "2026-12-20").output


DUE = [
    (date(2026, 10, 30), "还有1天", 0),
    (date(2026, 10, 31), "今天截止", 0),
    (date(2026, 11, 1), "已逾期1天", 1),
]


@pytest.mark.parametrize(("day", "words", "status"), DUE)
def test_reminders_count_days_at_the_deadline(desk: Workspace, day: date, words: str, status: int) -> None:
    told = call(desk, "remind", "--what", "自评表", "--on", day.isoformat())
    assert told.exit_code == status
    lines = [line.split() for line in told.output.splitlines() if line.strip().startswith("自评表 ")]
    assert [(line[1], line[3]) for line in lines] == [(SCHOOL, words), (LIBRARY, words)]


def test_a_message_can_be_pasted_as_it_is(desk: Workspace) -> None:
    told = call(desk, "remind", SCHOOL, "--on", "2026-11-06").output
    assert told == (
        f"【自评表】\n{SCHOOL}：\n2026年度节约型机关创建评价，尚未收到自评表和创建工作方案。请尽快填报后报送。\n"
        "报送截止日期为2026年10月31日（已逾期6天）。联系人：陈某，0731-80000000。\n湖南省机关事务管理局\n\n"
    )


@pytest.mark.parametrize(
    ("bureaus", "whom"),
    [
        ((), "长沙市机关事务管理部门"),
        ((("长沙市机关事务服务中心", "市级"),), "长沙市机关事务服务中心"),
        ((("长沙县机关事务管理局", "县级"), ("长沙市机关事务管理局", "市级")), "长沙市机关事务管理局"),
        ((("长沙市机关事务管理局", "市级"), ("长沙市机关事务中心", "市级")), "长沙市机关事务管理部门"),
    ],
)
def test_a_region_is_reminded_by_the_name_its_bureau_has_in_the_register(
    desk: Workspace, bureaus: tuple[tuple[str, str], ...], whom: str
) -> None:
    units = [Unit(name, level, "长沙市") for name, level in bureaus]
    write_register(desk, (WATER, Unit("长沙市财政局", "市级", "长沙市"), *units))
    found = json.loads(call(desk, "remind", "--json", "--what", "汇总表", "--on", "2027-03-06").output)["due"]
    assert [one["whom"] for one in found] == [whom]


def test_a_failed_unit_owes_its_report_and_a_region_its_summary(tmp_path: Path, desk: Workspace) -> None:
    write_register(desk, (WATER, MONEY, Unit("长沙市财政局", "市级", "长沙市")))
    found = json.loads(call(desk, "remind", "--json", "--on", "2027-03-06").output)["due"]
    assert [(one["what"], one["whom"], one["days"]) for one in found if one["what"] != "工作方案"] == [
        ("汇总表", "长沙市机关事务管理部门", 1),
        ("整改报告", MONEY, -25),
    ]
    path = tmp_path / "催.txt"
    call(desk, "remind", "-o", str(path))
    assert "整改报告尚未收到" in path.read_text(encoding="utf-8")


def test_register_check_names_row_and_remedy_and_who_counts(desk: Workspace) -> None:
    assert "计入4家（省级4）" in call(desk, "register", "check").output
    units = (WATER, MONEY, MONEY, Unit("湖南省粮食局", "省级", valid_to=date(2026, 6, 30)))
    write_register(desk, units)
    told = call(desk, "register", "check")
    assert told.exit_code == 1
    assert "第4行" in told.output
    assert "已于2026-06-30失效" in told.output


def test_register_diff_says_who_came_went_and_was_renamed(tmp_path: Path, desk: Workspace) -> None:
    old = tmp_path / "旧名录.xlsx"
    old.write_bytes(desk.register.read_bytes())
    write_register(desk, (WATER, Unit("湖南省财政与国资厅", "省级", former_names=(MONEY,)), SCHOOL, "湖南省数据局"))
    lines = call(desk, "register", "diff", str(old)).output.splitlines()
    assert lines[0].startswith(f"更名 {MONEY}→湖南省财政与国资厅")
    assert lines[1:] == ["新增 湖南省数据局", f"移出 {LIBRARY}", "共3处不同：新增1，移出1，更名1"]


def test_register_diff_of_what_is_no_workbook_is_wrong_usage(
    tmp_path: Path, desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "不是.xlsx"
    path.write_bytes(b"x")
    assert run(["-C", str(desk.root), "register", "diff", str(path)]) == 2
    assert "请确认它是单位名录" in capsys.readouterr().err


def test_the_starter_has_the_bureaus_of_14_cities_and_122_districts(tmp_path: Path, desk: Workspace) -> None:
    path = tmp_path / "样本.xlsx"
    told = call(desk, "register", "starter", "-o", str(path))
    assert "已写出136行（市州14，县市区122）" in told.output
    assert len(read_register(path).units) == 136
    assert call(desk, "register", "starter", "-o", str(path)).exception is not None


def next_year(desk: Workspace, year: int = 2027) -> Workspace:
    folder = desk.root.parent / f"{year}年度"
    told = CliRunner().invoke(jieyue, ["new", str(folder), "--year", str(year), "--from", str(desk.root)])
    assert told.exit_code == 0, told.output
    return Workspace(folder)


def test_the_next_year_knows_who_passed_and_who_failed(desk: Workspace) -> None:
    after = next_year(desk)
    assert states(after, date(2027, 9, 1)) == {WATER: "往年达标", MONEY: "未报送", SCHOOL: "未报送", LIBRARY: "未报送"}
    units = {unit.name: unit for unit in read_register(after.register).units}
    assert (units[WATER].passed_in, units[WATER].failed_last_year) == (2026, False)
    assert (units[MONEY].passed_in, units[MONEY].failed_last_year) == (None, True)
    with looking(after, date(2027, 9, 1)) as seen:
        book = seen.book()
    assert dict(book.previous) == {WATER: Decimal(80), MONEY: Decimal("79.5")}
    told = call(after, "status", MONEY, "--on", "2027-09-01").output
    assert "上年结转：2026年度核查分79.5" in told
    assert "上年未通过" in told
    with open_ledger(after.ledger) as ledger:
        assert {event.action for event in ledger.events()} == {CARRIED}


def test_what_belongs_to_one_year_is_not_in_force_in_the_next(desk: Workspace) -> None:
    more = """
[numbers]
commendation = "测管发〔2026〕12号"
[dates]
commendation = 2026-12-25
[deadlines]
self_assessment = 2026-10-15
[commendation]
approval = "某批准文件"
[[verification.groups]]
name = "第一组"
members = ["甲", "乙"]
from = 2026-11-02
units = [
  "湖南省水利厅",
  "湖南省财政厅",
]
"""
    text = desk.settings.read_text(encoding="utf-8") + more
    desk.settings.write_text(text, encoding="utf-8")
    (desk.root / "叙述.txt").write_text("# 说明\n【主要做法】\n去年的做法。\n", encoding="utf-8")
    (desk.root / "模板").mkdir()
    (desk.root / "模板" / "通报.docx").write_bytes(b"our own")
    after = next_year(desk)
    settings, before = read_settings(after.settings), read_settings(desk.settings)
    assert (settings.year, settings.level, settings.organ) == (2027, Level.PROVINCE, before.organ)
    assert (settings.numbers, settings.dates, settings.deadlines, settings.approval) == ({}, {}, {}, "")
    assert [(group.name, group.members, group.first_day, group.units) for group in settings.groups] == [
        ("第一组", ("甲", "乙"), None, ())
    ]
    kept = after.settings.read_text(encoding="utf-8")
    assert '# 2026年度：commendation = "测管发〔2026〕12号"' in kept
    assert tomllib.loads(kept)["target"] == {"percent": 70}
    narrative = (after.root / "叙述.txt").read_text(encoding="utf-8")
    assert narrative == "# 说明\n【主要做法】\n# 上年：去年的做法。\n"
    assert (after.root / "模板" / "通报.docx").read_bytes() == b"our own"


def test_the_offices_own_columns_are_carried_over(desk: Workspace) -> None:
    write_register(desk, (WATER, Unit(MONEY, "省级", facts=(("楼栋", "3号楼"), ("食堂", "有")))))
    units = {unit.name: unit for unit in read_register(next_year(desk).register).units}
    assert dict(units[MONEY].facts) == {"楼栋": "3号楼", "食堂": "有"}


def test_a_rename_at_the_turn_of_the_year_keeps_what_was_passed(desk: Workspace) -> None:
    after = next_year(desk)
    old = Unit(WATER, "省级", valid_to=date(2027, 3, 31), passed_in=2026)
    new = Unit("湖南省水务厅", "省级", valid_from=date(2027, 4, 1), predecessor=WATER)
    write_register(after, (old, new))
    assert states(after, date(2027, 9, 1)) == {"湖南省水务厅": "往年达标"}


@pytest.mark.parametrize(("year", "words"), [(2026, "应晚于2026"), (2025, "应晚于2026")])
def test_the_next_year_is_a_later_one(
    desk: Workspace, year: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = desk.root.parent / "新"
    assert run(["new", str(folder), "--year", str(year), "--from", str(desk.root)]) == 2
    assert words in capsys.readouterr().err
    assert not folder.exists()


def test_a_mistyped_folder_never_means_the_one_stood_in(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk.root)
    for words in (
        ["-C", "不存在", "status"],
        ["status", "-C", "不存在"],
        ["new", "../新", "--year", "2027", "--from", "不存在"],
    ):
        assert run(words) == 2
        assert "没有这个文件夹" in capsys.readouterr().err
    assert not (desk.root.parent / "新").exists()


def test_a_carry_over_that_fails_leaves_nothing(desk: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    write_register(desk, (WATER, MONEY, MONEY))
    folder = desk.root.parent / "新"
    before = sorted(desk.root.parent.iterdir())
    assert run(["new", str(folder), "--year", "2027", "--from", str(desk.root)]) == 3
    assert "register check" in capsys.readouterr().err
    assert sorted(desk.root.parent.iterdir()) == before


def test_the_old_year_is_left_as_it_was(desk: Workspace) -> None:
    before = {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()}
    next_year(desk)
    after = {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()}
    assert after == before
    assert states(desk, DECEMBER)[WATER] == "达标"


def sent_notice(desk: Workspace) -> str:
    """A 通报 that went out under its number."""
    (desk.root / "叙述.txt").write_text("【主要做法】\n加强组织领导。\n【下一步工作】\n巩固成果。\n", encoding="utf-8")
    told = call(desk, "generate", "通报", "--date", "2026-12-20", "--number", "测管发〔2026〕12号", "--final")
    assert told.exit_code == 0, told.output
    return "发文/通报.docx"


def remarks(desk: Workspace) -> list[tuple[str, str]]:
    told = json.loads(call(desk, "check", "--on", "2026-12-20", "--json").output)
    return [(one["document"], one["what"]) for one in told["remarks"]]


def test_a_sent_document_is_history_and_what_arrives_later_does_not_touch_it(desk: Workspace) -> None:
    notice = sent_notice(desk)
    receive(desk, {"学.x": form(SCHOOL), "核学.x": form(SCHOOL, LOSING["96"], Kind.VERIFICATION)}, DECEMBER)
    assert remarks(desk) == []
    assert "需要重新生成" not in call(desk, "status").output
    call(desk, "correct", MONEY, "3.1.3", "1.5", "--verified", "--why", "复核")
    assert remarks(desk) == [(notice, "已过期")]
    assert notice in call(desk, "status").output


def test_a_sent_document_is_compared_with_what_was_known_then(desk: Workspace) -> None:
    notice = sent_notice(desk)
    with open_ledger(desk.ledger) as ledger:
        basis = ledger.documents()[-1].basis
    call(desk, "correct", MONEY, "3.1.3", "1.5", "--verified", "--why", "复核")
    call(desk, "undo", str(basis + 1), "--why", "更正有误")
    with looking(desk) as seen:
        then = replace(seen, until=basis).book()
        assert then.standings == seen.book().standings
    assert remarks(desk) == [(notice, "已过期")]

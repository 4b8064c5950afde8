"""What a clerk on her first day is told to type next is what the command line takes."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from jieyue.cli.blanks import where_filled
from jieyue.cli.main import run
from jieyue.model import Kind
from jieyue.problems import problem
from jieyue.receiving.advice import commands
from jieyue.receiving.notes import note
from tests.books.desks import WATER, form, receive, workspace
from tests.docs.commands import parse

ASKED = (
    problem("score-above-maximum", place="自评表!G7", about="2.2.1", found="5", max=4),
    problem("date-unreadable", place="自评表!G6", about="filled_on", found="10月12日"),
    problem("not-applicable", about="3.3.2", found="不适用", name="3.3.2 油耗核算"),
    problem("unit-unknown", about="unit", found="水利局", candidates=""),
    problem("newer-version", about="file", found="旧.xlsx", differing=""),
)


@pytest.mark.parametrize("name", ["财政厅自评表.xlsx", "财政厅 自评表(1).xlsx"])
@pytest.mark.parametrize("kind", [Kind.SELF_ASSESSMENT, Kind.VERIFICATION])
def test_every_command_a_note_gives_is_one_the_program_takes(name: str, kind: Kind) -> None:
    lines = commands(name, ASKED, kind)
    assert len(lines) == 6
    for line in lines:
        parse(line.partition("　")[0].replace("得分", "4"))
        assert "--not-applicable" in line or name in shlex.split(line)
        assert ("--verified" in line) == (kind is Kind.VERIFICATION and "得分" in line)


def test_a_command_typed_as_it_stands_sets_no_day_that_nobody_gave() -> None:
    (line,) = commands("财政厅自评表.xlsx", [ASKED[1]], Kind.SELF_ASSESSMENT)
    assert not any(letter.isdigit() for letter in line)


def test_a_note_about_a_sheet_speaks_to_those_who_filled_it() -> None:
    missing = problem("score-missing", place="核查表!H17", about="3.1.1", name="3.1.1 无纸化")
    text = note("核查表.xlsx", "湖南省体育局", [missing], Kind.VERIFICATION)
    assert "可直接发给核查组的话：" in text
    assert "请核查组补填" in text
    assert "你单位" not in text


def test_many_blank_scores_are_asked_for_in_one_line_that_names_each() -> None:
    blank = [problem("score-missing", about=f"2.2.{n}", place=f"自评表!G{n}", name="x") for n in range(1, 6)]
    above = problem("score-above-maximum", about="1.1", found="24", max=10, place="自评表!G9")
    written = note("表.xlsx", WATER, [blank[0], above, *blank[1:]])
    (line, *_) = [line for line in written.splitlines() if line.startswith("1. ")]
    assert line.startswith("1. 有5处没有填得分：2.2.1（自评表!G1）、2.2.2（自评表!G2）、")
    assert "2. 自评表!G9：得分“24”超过该项分值10" in written
    assert note("表.xlsx", WATER, blank[:3]).count("没有填得分") == 6


def test_each_blank_of_a_draft_is_told_with_the_place_to_fill_it_in() -> None:
    lines = list(where_filled(["发文字号", "联系人", "联系电话", "主要做法", "联系人"]))
    assert len(lines) == 4
    assert "--number" in lines[1]
    assert "叙述.txt" in lines[3]
    assert not list(where_filled([]))


def test_a_new_workspace_brings_the_narrative_to_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "甲", "--year", "2026", "--level", "city"]) == 0
    assert "【主要做法】" in Path("甲/叙述.txt").read_text(encoding="utf-8")
    told = capsys.readouterr().out
    assert "已建好市级工作区：甲" in told
    assert "〔某某〕处换成本地名称" in told
    assert run(["-C", "甲", "check"]) == 0
    assert "还没有生成过文书" in capsys.readouterr().out
    assert run(["new", "乙", "--year", "2027", "--from", "甲"]) == 0
    assert "沿用上年" in capsys.readouterr().out


def test_the_starter_settings_with_every_hint_uncommented_are_right(tmp_path: Path) -> None:
    assert run(["new", str(tmp_path / "甲"), "--year", "2026"]) == 0
    settings = tmp_path / "甲" / "设置.toml"
    lines = settings.read_text(encoding="utf-8").splitlines()
    bare = [line.removeprefix("# ") if "=" in line or "[[" in line else line for line in lines]
    settings.write_text("\n".join(bare), encoding="utf-8")
    assert run(["-C", str(tmp_path / "甲"), "status"]) == 0


@pytest.mark.parametrize(
    ("about", "place"),
    [("contact.person", "联系人"), ("contact.phone", "联系电话"), ("stated_total", "总分"), ("2.2.1", "得分")],
)
def test_a_command_typed_as_it_stands_is_refused_for_what_stands_in_it(
    tmp_path: Path, about: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = workspace(tmp_path / "甲")
    fault = problem("score-not-a-number", about=about, found="约3")
    receive(desk, {"表.xlsx": form(WATER, problems=(fault,))})
    (line,) = commands("表.xlsx", [fault], Kind.SELF_ASSESSMENT)
    where = ["-C", str(desk.root)]
    assert run([*where, *shlex.split(line)[1:]]) == 2
    assert "“--why”后面要写实际的理由" in capsys.readouterr().err
    assert run([*where, *shlex.split(line.replace("--why 理由", "--why 电话核实"))[1:]]) == 2
    assert f"“{place}”不是" in capsys.readouterr().err

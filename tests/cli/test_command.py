"""The command as a clerk meets it: in Chinese, with examples, with the exit statuses of the contract."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from jieyue.cli.main import COMMANDS, jieyue, run

SAMPLES = Path(__file__).parents[2] / "samples"
OCTOBER = SAMPLES / "收件箱" / "1-十月报送"
_ENGLISH = re.compile(r"Usage|Options|Commands|Show this|Error|Missing|Invalid|required|No such")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(jieyue, arguments)


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        found = [command.get_command(context, name) for name in command.list_commands(context)]
        return [leaf for one in found if one for leaf in leaves(one, (*path, str(one.name)))]
    return [path]


@pytest.mark.parametrize("path", leaves(jieyue), ids=" ".join)
def test_every_command_explains_itself_in_chinese_with_an_example(path: tuple[str, ...]) -> None:
    shown = call(*path, "--help").output
    assert not _ENGLISH.search(shown)
    assert shown.startswith("用法：")
    example = shown.partition("示例:")[2]
    assert f"jieyue {' '.join(path)}" in example


@pytest.mark.parametrize(("name", "may"), [("status", "单位"), ("decide", "文件或单位"), ("demo", "文件夹")])
def test_what_may_be_left_out_stands_in_brackets(name: str, may: str) -> None:
    assert f"用法：jieyue {name} [选项] [{may}]" in call(name, "--help").output


def test_the_list_of_commands_is_chinese_and_in_the_order_of_the_year() -> None:
    shown = call("--help").output
    assert not _ENGLISH.search(shown)
    places = [shown.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)


WRONG = [
    (["frobnicate"], "没有“frobnicate”这个命令"),
    (["new"], "缺少“文件夹”"),
    (["new", "x", "--year", "abc"], "“--year”应是一个数，2000到2100"),
    (["new", "x", "--yeer", "2026"], "没有“--yeer”这个选项"),
    (["new", "x", "--year", "2026", "--level", "town"], "只能是：province、city、county"),
    (["new", "x", "--year", "2027", "--from", "y", "--level", "city"], "--from 和 --level 只写一个"),
    (["extract", "没有这个文件.xlsx"], "没有这个文件"),
    (["score", "没有这个文件.json"], "没有这个文件"),
    (["-C", "/", "status"], "不是工作区"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[" ".join(case[0]) for case in WRONG])
def test_a_wrong_call_is_answered_in_chinese_with_status_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    told = capsys.readouterr().err
    assert said in told
    assert not _ENGLISH.search(told)
    assert list(tmp_path.iterdir()) == []


def test_extract_prints_a_line_a_file_in_the_order_given_and_touches_nothing(tmp_path: Path) -> None:
    files = [OCTOBER / name for name in ("水利厅自评表.xlsx", "会议通知.docx", "湖南省统计局自评表.xlsx")]
    before = {path: path.stat().st_mtime_ns for path in OCTOBER.iterdir()}
    result = call("extract", *map(str, files))
    records = [json.loads(line) for line in result.output.splitlines()]
    assert [record["source"]["name"] for record in records] == [path.name for path in files]
    assert [record["status"] for record in records] == ["accepted", "refused", "accepted"]
    assert result.exit_code == 1
    assert {path: path.stat().st_mtime_ns for path in OCTOBER.iterdir()} == before


def test_extract_of_clean_forms_needs_nobody() -> None:
    assert call("extract", str(OCTOBER / "水利厅自评表.xlsx")).exit_code == 0


def test_what_extract_prints_is_what_score_reads(tmp_path: Path) -> None:
    records = tmp_path / "记录.jsonl"
    files = [str(OCTOBER / name) for name in ("水利厅自评表.xlsx", "湖南省林业局自评表.xlsx")]
    records.write_text(call("extract", *files).output, encoding="utf-8")
    result = call("score", str(records))
    cards = [json.loads(line) for line in result.output.splitlines()]
    assert [card["unit"] for card in cards] == ["湖南省水利厅", "湖南省林业局"]
    assert all(card["passed"] for card in cards)
    assert {card["basis"] for card in cards} == {"self"}
    assert result.exit_code == 0


EDGES = [
    ("{", "不是正确的 JSON"),
    ('{"schema": "submission/1", "schema": "submission/1"}', "重复"),
    ('{"schema": NaN}', "不是数"),
    ('{"a": ' * 100_000, "不是正确的 JSON"),
    ('{"schema": "submission/9"}', "submission/1"),
    ('{"schema": "submission/1\\n"}', "submission/1"),
    ("", "没有记录"),
    ('{"schema": "submission/1", "year": 2026.5}', "year"),
]


@pytest.mark.hazard("T23", len(EDGES), "records that are none")
@pytest.mark.parametrize(("text", "said"), EDGES, ids=[case[1] for case in EDGES])
def test_a_record_that_is_none_is_refused_by_score_with_its_place(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "坏.json"
    path.write_text(text, encoding="utf-8")
    assert run(["score", str(path)]) == 2
    told = capsys.readouterr().err
    assert "坏.json" in told
    assert said in told


@pytest.mark.parametrize("odd", ["folder", "link", "pipe"])
def test_extract_of_what_is_no_plain_file_is_a_refused_record(odd: str, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    if odd == "folder":
        path.mkdir()
    elif odd == "link":
        path.symlink_to(OCTOBER / "水利厅自评表.xlsx")
    else:
        os.mkfifo(path)
    result = call("extract", str(path))
    record = json.loads(result.output)
    assert (record["status"], record["problems"][0]["code"]) == ("refused", "file-unsupported")
    assert result.exit_code == 1


def test_the_command_starts_within_a_moment() -> None:
    """0.3 s is the promise.  Processor time is measured, which a busy machine does not lengthen."""
    times = []
    for _ in range(5):
        before = os.times()
        subprocess.run([sys.executable, "-m", "jieyue", "--version"], check=True, capture_output=True)
        after = os.times()
        times.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(times) < 0.3


def test_starting_loads_no_format_library() -> None:
    heavy = ("lxml", "openpyxl", "docx", "docxtpl", "pdfplumber", "jsonschema", "rich", "xlsxwriter", "yaml")
    code = f"import sys, jieyue.cli.main as m; m._check_house(); print([n for n in {heavy} if n in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert found.strip() == "[]"

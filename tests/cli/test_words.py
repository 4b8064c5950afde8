"""What a clerk reads when she asks for something that is not there: Chinese, and what there is instead."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jieyue.cli.check import _rows
from jieyue.cli.main import COMMANDS, run
from jieyue.data import data_folder
from jieyue.model import Level
from jieyue.workspace import create_workspace
from jieyue.year.checking import Remark


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A workspace with the register of the samples."""
    made = create_workspace(tmp_path / "2026", 2026, Level.PROVINCE)
    shutil.copyfile(data_folder("samples") / "单位名录.xlsx", made.register)
    return made.root


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["status", "--level", "省"], "可用的有：省级、市级、县级"),
        (["status", "--city", "长沙"], "可用的有：长沙市"),
        (["correct", "湖南省水利厅", "2.2", "18", "--why", "试"], "没有收到过“湖南省水利厅”"),
        (["draw", "--rate", "200"], "“--rate”应是一个数，0到100"),
        (["status", "--on", "昨天"], "“--on”应是日期"),
    ],
)
def test_what_is_not_there_is_answered_with_what_there_is(
    desk: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(desk), *arguments]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [("year = \n", "第1行第8列"), ("year = 2026\nyear = 2027\n", "第2行"), (None, "没有这个文件或文件夹")],
)
def test_broken_settings_are_told_without_an_english_word(
    desk: Path, text: str | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = desk / "设置.toml"
    settings.unlink()
    if text is not None:
        settings.write_text(text, encoding="utf-8")
    assert run(["-C", str(desk), "status"]) == 3
    told = capsys.readouterr().err
    assert said in told
    assert re.findall(r"[A-Za-z]{2,}", told.replace("设置.toml", "").replace("UTF-8", "")) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_no_help_names_a_value_in_english_capitals(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    capitals = set(re.findall(r"\b[A-Z]{3,}\b", capsys.readouterr().out))
    assert capitals <= {"JSON", "PDF", "SHA"}


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert capsys.readouterr().err.startswith("用法：jieyue")


def test_a_long_check_says_how_many_remarks_it_leaves_out() -> None:
    rows = list(_rows([Remark("发文/通报.docx", "数字不符", f"第{one}处") for one in range(20)]))
    assert len(rows) == 9
    assert rows[-1][2].startswith("……另有12处")


def test_a_reader_that_has_had_enough_is_no_fault(desk: Path) -> None:
    command = f"{shlex.join([sys.executable, '-m', 'jieyue', '-C', str(desk)])} status | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""

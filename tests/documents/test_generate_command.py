"""The command ``generate`` on a workspace that has taken in real forms."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from generate.documents import template_path
from jieyue.cli.main import run
from jieyue.ledger import open_ledger
from jieyue.model import Level
from jieyue.workspace import Workspace, create_workspace
from tests.documents.desks import names
from tests.documents.templates import lines_of

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DAY = ("--date", "2026-12-25")
NUMBER = ("--number", "湘管发〔2026〕12号")


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with some of the sample's forms and all its 核查表 taken in."""
    workspace = create_workspace(tmp_path_factory.mktemp("年") / "工作区", 2026, Level.PROVINCE)
    for name in ("设置.toml", "单位名录.xlsx", "叙述.txt"):
        shutil.copy(SAMPLES / name, workspace.root)
    for folder in ("1-十月报送", "3-核查表"):
        shutil.copytree(SAMPLES / "收件箱" / folder, workspace.inbox / folder)
    assert run(["-C", str(workspace.root), "intake", "--received", "2026-10-30"]) in (0, 1)
    return workspace


@pytest.fixture
def desk(taken: Workspace, tmp_path: Path) -> Workspace:
    """A copy of that workspace, for one test to write in."""
    return Workspace(Path(shutil.copytree(taken.root, tmp_path / "工作区")))


def generate(workspace: Workspace, *words: str) -> int:
    return run(["generate", *words, "-C", str(workspace.root)])


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_a_draft_needs_a_person_and_says_what_is_blank(desk: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate(desk, "通报") == 1
    said = capsys.readouterr().out
    assert "发文/通报（草稿）.docx" in said
    assert "草稿，不带文号，还缺：发文字号、成文日期" in said
    assert "已生成1份" in said
    assert "其中草稿1份" in said


def test_a_complete_document_needs_nobody(desk: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate(desk, "commendation", *NUMBER, *DAY, "--final", "--json") == 0
    (document,) = told(capsys)["documents"]
    assert document == {
        "file": "发文/通报.docx",
        "title": "湖南省机关事务管理局关于2026年度节约型机关创建评价情况的通报",
        "unit": None,
        "number": NUMBER[1],
        "draft": False,
        "blanks": [],
        "departures": [],
        "remarks": [],
        "fate": "new",
        "kept": [],
    }


def test_a_number_for_letters_under_a_document_head_is_remarked_and_given(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(desk, "通报", "--number", "湘管函〔2026〕12号", *DAY, "--final") == 1
    said = capsys.readouterr().out
    assert "请看一看：发文字号湘管函〔2026〕12号：“湘管函”是信函的代字，本文用“文件”版头；请改用“湘管发”的号" in said
    assert names(desk) == ["通报.docx"]


def test_the_final_refused_names_the_blanks_and_writes_nothing(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(desk, "备案", "--final") == 1
    said = capsys.readouterr().err
    assert "不能定稿，没有写出任何文件" in said
    assert "《总体情况报告》缺发文字号、成文日期；请在设置.toml、叙述.txt 中补齐" in said
    assert names(desk) == []


def test_nothing_to_report_writes_nothing_and_says_so(desk: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate(desk, "抽查通知") == 0
    assert "还没有抽取复核抽查样本" in capsys.readouterr().out
    assert generate(desk, "抽查通知", "--json") == 0
    assert told(capsys)["documents"] == []
    assert names(desk) == []


def test_a_dry_run_writes_nothing(desk: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate(desk, "通报", *NUMBER, *DAY, "--dry-run") == 0
    assert "将生成1份" in capsys.readouterr().out
    assert names(desk) == []
    with open_ledger(desk.ledger) as ledger:
        assert ledger.numbers() == ()


@pytest.mark.parametrize("kind", ["催报", "核查通知", "公示", "通报", "整改", "汇总表", "备案"])
def test_three_runs_write_the_same_bytes(desk: Workspace, kind: str) -> None:
    found = []
    for _ in range(3):
        generate(desk, kind, *DAY)
        found.append({path.name: path.read_bytes() for path in desk.outgoing.iterdir()})
        for path in desk.outgoing.iterdir():
            path.unlink()
    assert found[0] == found[1] == found[2]
    assert found[0]


def test_every_failing_unit_gets_its_letter_and_numbers_count_on(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate(desk, "整改", "--number", "湘管函〔2026〕30号", *DAY, "--json") == 0
    letters = told(capsys)["documents"]
    assert [one["number"] for one in letters] == [f"湘管函〔2026〕{30 + n}号" for n in range(len(letters))]
    assert len(letters) > 1
    assert generate(desk, "--numbers") == 0
    said = capsys.readouterr().out
    assert all(one["number"] in said for one in letters)
    assert "没有跳号" in said


def test_one_units_sheet_alone(desk: Workspace) -> None:
    assert generate(desk, "核查表", "--unit", "湖南省水利厅") == 0
    assert names(desk) == ["核查表-湖南省水利厅.docx", "核查表-湖南省水利厅.xlsx"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("贺信",), "没有“贺信”这种文书；可用的有催报（reminder）"),
        (("通报", "--unit", "湖南省水利厅"), "通报不分单位"),
        (("通报", *DAY, "--number", "12号"), "“12号”不是发文字号"),
        (("整改", "--unit", "无此单位"), "单位名录中没有“无此单位”"),
        ((), "缺少“文种”"),
    ],
)
def test_a_wrong_call_ends_with_two(
    desk: Workspace, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert generate(desk, *words) == 2
    assert said in capsys.readouterr().err


def test_a_template_of_the_office_is_used_and_what_departs_is_named(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    from generate.make_templates import build
    from jieyue.data import data_folder

    text = (data_folder("templates") / "text" / "通报.txt").read_text(encoding="utf-8")
    own = desk.root / "模板"
    own.mkdir()
    (own / "通报.docx").write_bytes(build(text.replace("特此通报。", "本通报自印发之日起施行。")))
    assert generate(desk, "通报", *NUMBER, *DAY) == 0
    assert "本通报自印发之日起施行。" in lines_of((desk.outgoing / "通报.docx").read_bytes())
    (own / "通报.docx").write_bytes(build(text.replace("{{p 版记 }}", "{{p 版 }}")))
    assert generate(desk, "通报", *NUMBER, *DAY) == 3
    assert "是否应为" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "told"), [("通报模板.docx", True), ("通报.doc", True), ("公示模板.docx", False)])
def test_a_template_that_is_not_taken_for_its_name_is_told(
    desk: Workspace, capsys: pytest.CaptureFixture[str], name: str, told: bool
) -> None:
    own = desk.root / "模板"
    own.mkdir()
    (own / name).write_bytes(b"")
    assert generate(desk, "通报", *NUMBER, *DAY) == told
    assert (f"“{name}”没有用上" in capsys.readouterr().out) is told
    (own / "通报.docx").write_bytes(template_path("通报").read_bytes())
    assert generate(desk, "通报", *NUMBER, *DAY) == 0


@pytest.mark.render
def test_a_pdf_lies_beside_its_document(desk: Workspace) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    assert generate(desk, "公示", *DAY, "--pdf") == 0
    assert names(desk) == ["公示.docx", "公示.pdf"]
    assert (desk.outgoing / "公示.pdf").read_bytes().startswith(b"%PDF")

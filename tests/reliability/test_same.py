"""T31, T33, T34: active content is never accepted; same files, same bytes; running again changes nothing."""

from __future__ import annotations

import io
import json
import random
import shlex
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from yaml import safe_load as load_yaml

from jieyue.cli.main import run as jieyue
from jieyue.errors import Exit
from jieyue.figures import percent
from jieyue.ledger import open_ledger
from jieyue.receiving.extraction import reader_of
from jieyue.receiving.intake import intake
from jieyue.receiving.report import IntakeReport
from jieyue.workspace import Workspace
from tests.intake.forms import drop, take, tree, workspace
from tests.reliability.desks import INLINE, mixed, take_inline
from tests.reliability.test_damage import dump

SAMPLES = Path(__file__).resolve().parents[2] / "samples/收件箱/1-十月报送"
FORM = SAMPLES / "供销社.xlsx"
VBA = "application/vnd.ms-office.vbaProject"
MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def with_parts(changes: dict[str, tuple[str, str]], added: dict[str, bytes]) -> bytes:
    """The sample form with texts of parts exchanged and parts added."""
    data = io.BytesIO()
    with zipfile.ZipFile(FORM) as source, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name).decode("utf-8")
            old, new = changes.get(name, ("", ""))
            assert old in content
            target.writestr(name, content.replace(old, new, 1) if old else content)
        for name, more in added.items():
            target.writestr(name, more)
    return data.getvalue()


def related(kind: str, target: str, mode: str = "") -> tuple[str, str]:
    mode = f' TargetMode="{mode}"' if mode else ""
    return "</Relationships>", f'<Relationship Id="rX" Type="{KIND}{kind}" Target="{target}"{mode}/></Relationships>'


def active() -> dict[str, bytes]:
    """A form that carries something that could act, of every sort."""
    types = "[Content_Types].xml"
    macro = (PLAIN_BOOK, MACRO_BOOK)
    part = ("</Types>", f'<Override PartName="/xl/vbaProject.bin" ContentType="{VBA}"/></Types>')
    sheet = "xl/worksheets/sheet1.xml"
    vba, macros = {"xl/vbaProject.bin": b"x"}, {"xl/macrosheets/s.xml": b"<x/>"}
    dde = "</sheetData>", '<row r="90"><c r="A90"><f>cmd|\'/c calc\'!A0</f><v>0</v></c></row></sheetData>'
    macro_book = {types: macro, RELATIONS: related("vbaProject", "vbaProject.bin")}
    macro_sheet = {RELATIONS: related("xlMacrosheet", "macrosheets/s.xml")}
    embedded = {RELATIONS: related("oleObject", "embeddings/o.bin")}
    return {
        "宏.xlsx": with_parts(macro_book, vba),
        "藏宏.xlsx": with_parts({types: part}, vba),
        "宏表.xlsx": with_parts(macro_sheet, macros),
        "对象.xlsx": with_parts(embedded, {"xl/embeddings/o.bin": b"x"}),
        "外链.xlsx": with_parts({RELATIONS: related("externalLink", "file:///c:/x.xlsx", "External")}, {}),
        "动态.xlsx": with_parts({sheet: dde}, {}),
    }


def real_take(desk: Workspace) -> IntakeReport:
    return intake(desk, reader_of(desk), INLINE)


def test_active_content_is_never_accepted_and_never_lost(memory_path: Path) -> None:
    desk = workspace(memory_path, ("湖南省供销合作总社",))
    for name, data in active().items():
        drop(desk, name, data)
    report = real_take(desk)
    assert len(report.files) == 6
    for file in report.files:
        assert file.outcome == "review", file.name
        assert "active-content" in {found.code for found in file.problems}, file.name
    drop(desk, "净.xlsx", FORM.read_bytes())
    (clean,) = real_take(desk).files
    assert "active-content" not in {found.code for found in clean.problems}


def test_a_doctype_and_a_password_are_refused_and_kept(memory_path: Path) -> None:
    desk = workspace(memory_path, ("湖南省供销合作总社",))
    sheet = "xl/worksheets/sheet1.xml"
    doctype = with_parts(
        {sheet: ("<worksheet", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet')}, {}
    )
    drop(desk, "类型.xlsx", doctype)
    report = real_take(desk)
    assert [file.outcome for file in report.files] == ["review"]
    assert {found.code for file in report.files for found in file.problems} == {"file-damaged"}
    assert (desk.waiting / "类型.xlsx").read_bytes() == doctype


@pytest.mark.hazard("T33", 3, "intakes of the same files")
def test_three_runs_give_the_same_bytes(memory_path: Path, figure: int) -> None:
    ledgers, trees = [], []
    for run in range(figure):
        desk = workspace(memory_path / str(run))
        mixed(desk)
        take_inline(desk)
        rows = dump(desk.ledger)
        rows.pop("sightings")
        ledgers.append(rows)
        trees.append({name: data for name, data in tree(desk).items() if not name.startswith("单位名录")})
    assert ledgers[0] == ledgers[1] == ledgers[2]
    assert trees[0] == trees[1] == trees[2]


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(2675, 100_000, "2.68"), (1005, 100_000, "1.01"), (145, 100_000, "0.15"), (1, 8, "12.50"), (2, 3, "66.67")],
)
def test_percentages_are_rounded_half_up(part: int, whole: int, told: str) -> None:
    assert percent(part, whole, 2) == Decimal(told)


@pytest.mark.slow
@pytest.mark.hazard("T34", 3, "times every command of the year again: the second and the third change nothing")
def test_the_commands_of_the_whole_year_again_change_nothing(memory_path: Path, figure: int) -> None:
    """The first time brings to the year's end what was written on the way; a decision made again is one more."""
    desk = Workspace(memory_path / "年度")
    assert jieyue(["demo", str(desk.root)]) == Exit.DONE
    play = load_yaml((SAMPLES.parents[1] / "演示.yaml").read_text(encoding="utf-8"))
    steps = [shlex.split(step.get("command", "")) for chapter in play["chapters"] for step in chapter["steps"]]
    states = []
    for _ in range(figure):
        for step in steps:
            if step and step[0] in ("intake", "generate", "export", "draw"):
                assert jieyue([step[0], "-C", str(desk.root), *step[1:]]) <= Exit.WRONG_USAGE, (
                    "a draw is not drawn again"
                )
        states.append((tree(desk), desk.ledger.read_bytes(), desk.journal.read_bytes()))
    assert states[0] == states[1] == states[2]


@pytest.mark.hazard("T34", 3, "times the same intakes again, the ledger the same byte by byte")
@pytest.mark.parametrize("seed", range(3))
def test_running_again_changes_nothing_whatever_came_before(memory_path: Path, seed: int, figure: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    desk = workspace(memory_path)
    for number in range(chance.randrange(2, 5)):
        mixed(desk, str(chance.randrange(number + 2)))
        take_inline(desk)
    before = tree(desk), desk.ledger.read_bytes(), desk.journal.read_bytes()
    for _ in range(figure):
        assert take(desk, INLINE).files == ()
        assert (tree(desk), desk.ledger.read_bytes(), desk.journal.read_bytes()) == before


def test_the_order_of_arrival_between_runs_does_not_change_a_record(memory_path: Path) -> None:
    """Records speak of the file alone; only what a version replaces depends on what came before."""
    found = []
    for run, names in enumerate((("一", "二"), ("二", "一"))):
        desk = workspace(memory_path / str(run))
        for name in names:
            drop(desk, f"{name}.txt", f"单位：湖南省水利厅\n得分：{3 if name == '一' else 4}")
            take(desk, replace(INLINE, who="某"))
        with open_ledger(desk.ledger) as ledger:
            found.append({filed.sha256: json.dumps(str(filed.submission.items)) for filed in ledger.submissions()})
    assert found[0] == found[1]

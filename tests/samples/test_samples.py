import json
import re
import unicodedata
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from extract import extract
from generate.narrative import read_narrative
from jieyue.demo import steps
from jieyue.formset import load_form_set
from jieyue.settings import read_settings
from jieyue.units.matching import match
from jieyue.units.register import read_register
from samples.build import BATCHES, HERE, build
from samples.visited import drawn_units
from samples.year import DRAW_RATE, DRAW_SEED, province, regions, total

FORMS = sorted((HERE / "expected").rglob("*.json"))


def test_the_shipped_samples_are_what_the_script_builds(tmp_path: Path) -> None:
    made = build(tmp_path)
    differing = [
        path.relative_to(tmp_path).as_posix()
        for path in made
        if not (HERE / path.relative_to(tmp_path)).is_file()
        or (HERE / path.relative_to(tmp_path)).read_bytes() != path.read_bytes()
    ]
    assert differing == []
    for folder in ("收件箱", "expected"):
        shipped = {path.relative_to(HERE) for path in (HERE / folder).rglob("*") if path.is_file()}
        assert shipped == {path.relative_to(tmp_path) for path in made if path.relative_to(tmp_path).parts[0] == folder}


def test_the_samples_are_small() -> None:
    assert sum(path.stat().st_size for path in HERE.rglob("*") if path.is_file()) < 3_000_000


def test_the_register_holds_all_natures_two_cities_and_four_counties() -> None:
    units = [judged.unit for judged in province().values()] + [reported.unit for reported in regions().values()]
    assert len(units) == 48
    assert len({unit.nature for unit in units}) == 9
    assert {unit.city for unit in units if unit.city} == {"长沙市", "岳阳市"}
    assert len({unit.district for unit in units if unit.district}) == 4
    assert sum(1 for unit in units if unit.shared_group) == 2
    assert sum(1 for unit in units if unit.failed_last_year) == 1
    assert sum(1 for unit in units if unit.vertical) == 1


def test_the_scores_meet_the_edges_of_the_pass_mark() -> None:
    verified = {name: total(judged.verified) for name, judged in province().items()}
    assert verified["湖南省统计局"] == Decimal(80)
    assert verified["湖南省林业局"] == Decimal("79.5")


def test_settings_and_narrative_of_the_samples_are_valid() -> None:
    assert read_settings(HERE / "设置.toml").year == 2026
    assert len(read_narrative(HERE / "叙述.txt").paragraphs("主要做法")) == 4


def test_every_person_is_a_surname_and_every_number_is_invented() -> None:
    units = [judged.unit for judged in province().values()] + [reported.unit for reported in regions().values()]
    assert all(re.fullmatch(r"\w某", unit.person or "") for unit in units)
    assert all(re.fullmatch(r"073[01]-8000\d{4}", unit.phone or "") for unit in units)


def test_the_archive_keeps_its_names_in_gbk() -> None:
    with zipfile.ZipFile(HERE / "收件箱" / BATCHES[0][0] / "侨台联合署材料.zip") as archive:
        assert all(not entry.flag_bits & 0x800 for entry in archive.infolist())
        names = [entry.filename.encode("cp437").decode("gbk") for entry in archive.infolist()]
    assert names[0] == "省侨联自评表.docx"


@pytest.mark.parametrize("expected", FORMS, ids=lambda path: path.stem)
def test_a_sample_reads_as_a_careful_clerk_would_read_it(expected: Path) -> None:
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    path = HERE / "收件箱" / expected.parent.name / expected.stem
    found = extract(path, [load_form_set()])
    codes = {problem.code for problem in found.problems}
    assert found.kind.value == wanted["kind"]
    assert codes == set(wanted["problems"])
    if "items" in wanted:
        assert unicodedata.normalize("NFKC", found.unit or "") == unicodedata.normalize("NFKC", wanted["unit"])
        assert _numbers(found.items, "self_score") == wanted["items"]
    if "verified" in wanted:
        assert _numbers(found.items, "verified_score") == wanted["verified"]
    if "contact" in wanted:
        assert {"person": found.person, "phone": found.phone} == wanted["contact"]
        assert str(found.filled_on) == wanted["filled_on"]
        assert (found.stated_total and float(found.stated_total)) == wanted["stated_total"]
    if "rules" in wanted:
        assert {rule.rule: float(rule.self_score) for item in found.items for rule in item.rules} == wanted["rules"]
    if "rows" in wanted:
        rows = [[row.name, float(row.self_score), float(row.verified_score), row.passed] for row in found.summary]
        assert rows == wanted["rows"]


def _numbers(items: tuple[object, ...], column: str) -> dict[str, float | None]:
    """An item score that has to be left open is None."""
    scores = {item.item: getattr(item, column) for item in items}  # type: ignore[attr-defined]
    return {name: None if score is None else float(score) for name, score in scores.items()}


def test_the_register_knows_every_unit_that_wrote_in() -> None:
    register = read_register(HERE / "单位名录.xlsx")
    written = {data["unit"] for path in FORMS if "unit" in (data := json.loads(path.read_text(encoding="utf-8")))}
    unknown = [name for name in sorted(written) if match(name, register).unit is None]
    assert unknown == []
    assert match("省妇联", register).unit == register.named("湖南省妇女联合会")


def test_every_unit_that_the_demonstration_draws_is_looked_at_again_and_one_differs() -> None:
    draw = next(step.command for step in steps() if step.command.startswith("draw --seed"))
    assert draw == f"draw --seed {DRAW_SEED}"
    assert read_settings(HERE / "设置.toml").policy.spot_check_rate == DRAW_RATE
    sheets = [extract(path, [load_form_set()]) for path in sorted((HERE / "收件箱" / "5-复核表").iterdir())]
    assert {sheet.unit for sheet in sheets} == set(drawn_units())
    again = {sheet.unit: sum(item.verified_score or 0 for item in sheet.items) for sheet in sheets}
    assert [name for name, score in again.items() if abs(score - regions()[name or ""].verified) > 5] == [
        min(again, key=lambda name: again[name])
    ]

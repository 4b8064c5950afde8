"""Numbers beyond all measure: asked about where they stand, and the rest of the form is read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extract import extract
from generate.blank import blank_xlsx
from jieyue.formset import load_form_set
from jieyue.model import Severity, Unit
from tests.forms.filling import filled_xlsx

FORM_SET = load_form_set()
UNIT = Unit("湖南省水利厅", "省级")


@pytest.mark.parametrize("number", ["1E+30", "1E+308", "-1E+30"])
def test_a_number_beyond_all_measure_is_one_problem_and_the_rest_is_read(tmp_path: Path, number: str) -> None:
    scores = {rule.id: rule.max for item in FORM_SET.items for rule in item.rules} | {"2.2.1": Decimal(number)}
    cells = {(rule, "自评得分"): score for rule, score in scores.items()}
    path = tmp_path / "表.xlsx"
    path.write_bytes(filled_xlsx(blank_xlsx(FORM_SET, 2026, UNIT, "province"), cells))
    found = extract(path, (FORM_SET,))
    assert "2.2.1" in {one.about for one in found.problems if one.severity is Severity.ERROR}
    assert [one.self_score for one in found.items if one.item != "2.2"] == [
        item.max for item in FORM_SET.items if item.id != "2.2"
    ]


def test_a_number_beyond_all_measure_for_a_telephone_is_kept_as_digits(tmp_path: Path) -> None:
    cells: dict[tuple[str, str], Decimal] = {
        (rule.id, "自评得分"): rule.max for item in FORM_SET.items for rule in item.rules
    }
    whole = filled_xlsx(blank_xlsx(FORM_SET, 2026, UNIT, "province"), cells | {("", "联系电话"): Decimal("1E+30")})
    (tmp_path / "表.xlsx").write_bytes(whole)
    assert "file-poison" not in {one.code for one in extract(tmp_path / "表.xlsx", (FORM_SET,)).problems}

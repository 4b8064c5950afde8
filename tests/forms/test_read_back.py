"""Our own forms, filled in at random, read back by the real reader without loss."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import extract
from generate.blank import blank_docx, blank_xlsx
from generate.sheets import sheet_docx, sheet_xlsx
from generate.summary import summary_rows, summary_xlsx
from jieyue.formset import Rule
from jieyue.model import Kind, Submission
from tests.forms.filling import filled_docx, filled_xlsx
from tests.forms.year import FORM_SET, SETTINGS, UNIT, YEAR, small_year, verified

_RULES = tuple(FORM_SET.rules())
_WORDS = st.text("见附件台账方案制度已建立公示记录三份、12号（A）", min_size=1, max_size=12).filter(
    lambda text: text.strip("、（）") and not text.strip("A12号、（）").isdigit() and len(text.strip("12A（）、号")) > 1
)
_THOROUGH = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _score(rule: Rule) -> st.SearchStrategy[Decimal]:
    """A score the form lets a person write."""
    if rule.kind == "all-or-nothing":
        return st.sampled_from((Decimal(0), rule.max))
    return st.integers(0, int(rule.max * 2)).map(lambda halves: Decimal(halves) / 2)


_SCORES = st.fixed_dictionaries({rule.id: _score(rule) for rule in _RULES})
_NOTES = st.dictionaries(st.sampled_from([rule.id for rule in _RULES]), _WORDS, max_size=5)
_DAYS = st.dates(date(2026, 9, 1), date(2026, 10, 31))


def _read(data: bytes, ending: str) -> Submission:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"表.{ending}"
        path.write_bytes(data)
        return extract(path, [FORM_SET])


def _said(form: Submission, basis: str) -> dict[str, Decimal | None]:
    return {rule.rule: getattr(rule, basis) for item in form.items for rule in item.rules}


def _reasons(form: Submission) -> dict[str, str]:
    return {rule.rule: rule.note for item in form.items for rule in item.rules if rule.note}


def _clean(form: Submission) -> None:
    assert [found.message for found in form.problems if found.severity.value == "error"] == []
    assert (form.unit, form.year) == (UNIT.name, YEAR)


@_THOROUGH
@given(_SCORES, _NOTES, _DAYS)
def test_a_filled_workbook_reads_back_every_score_note_and_day(
    scores: dict[str, Decimal], notes: dict[str, str], day: date
) -> None:
    fill: dict[tuple[str, str], str | int | Decimal] = {(rule, "自评得分"): score for rule, score in scores.items()}
    fill |= {(rule, "说明"): note for rule, note in notes.items()}
    fill["", "填报日期"] = day.isoformat()
    form = _read(filled_xlsx(blank_xlsx(FORM_SET, YEAR, UNIT, "province"), fill), "xlsx")
    _clean(form)
    assert form.kind is Kind.SELF_ASSESSMENT
    assert _said(form, "self_score") == scores
    assert all(note in _reasons(form)[rule] for rule, note in notes.items())
    assert (form.filled_on, form.person, form.phone) == (day, UNIT.person, UNIT.phone)


@_THOROUGH
@given(_SCORES, _NOTES, _DAYS)
def test_a_filled_word_form_reads_back_every_score_note_and_day(
    scores: dict[str, Decimal], notes: dict[str, str], day: date
) -> None:
    fill = {f"rule:{rule}:self_score": str(score) for rule, score in scores.items()}
    fill |= {f"rule:{rule}:note": note for rule, note in notes.items()}
    fill["field:filled_on"] = f"{day.year}年{day.month}月{day.day}日"
    form = _read(filled_docx(blank_docx(FORM_SET, YEAR, UNIT, "province"), fill), "docx")
    _clean(form)
    assert form.kind is Kind.SELF_ASSESSMENT
    assert _said(form, "self_score") == scores
    assert all(note in _reasons(form)[rule] for rule, note in notes.items())
    assert (form.filled_on, form.person, form.phone) == (day, UNIT.person, UNIT.phone)


_STANDING = verified(UNIT, {"2.2.1": "0.5"}, {})
_OWN = {rule.id: rule.max - (Decimal("0.5") if rule.id == "2.2.1" else 0) for rule in _RULES}


@_THOROUGH
@given(_SCORES, _NOTES)
def test_a_filled_verification_workbook_reads_back_with_both_scores(
    scores: dict[str, Decimal], notes: dict[str, str]
) -> None:
    fill: dict[tuple[str, str], str | int | Decimal] = {(rule, "核查得分"): score for rule, score in scores.items()}
    fill |= {(rule, "扣分原因"): note for rule, note in notes.items()}
    form = _read(filled_xlsx(sheet_xlsx(FORM_SET, YEAR, _STANDING, SETTINGS), fill), "xlsx")
    _clean(form)
    assert form.kind is Kind.VERIFICATION
    assert _said(form, "verified_score") == scores
    assert _said(form, "self_score") == _OWN
    assert all(note in _reasons(form)[rule] for rule, note in notes.items())


@_THOROUGH
@given(_SCORES, _NOTES)
def test_a_filled_verification_word_file_reads_back_with_both_scores(
    scores: dict[str, Decimal], notes: dict[str, str]
) -> None:
    fill = {f"rule:{rule}:verified_score": str(score) for rule, score in scores.items()}
    fill |= {f"rule:{rule}:note": note for rule, note in notes.items()}
    form = _read(filled_docx(sheet_docx(FORM_SET, YEAR, _STANDING, SETTINGS), fill), "docx")
    _clean(form)
    assert form.kind is Kind.VERIFICATION
    assert _said(form, "verified_score") == scores
    assert _said(form, "self_score") == _OWN
    assert all(note in _reasons(form)[rule] for rule, note in notes.items())


def test_what_is_left_empty_is_missing_and_never_a_zero() -> None:
    form = _read(blank_xlsx(FORM_SET, YEAR, UNIT, "province"), "xlsx")
    assert set(_said(form, "self_score").values()) <= {None}
    assert any(found.code == "score-missing" for found in form.problems)


def test_a_count_and_a_rule_that_does_not_apply_read_back() -> None:
    fill: dict[tuple[str, str], str | int | Decimal] = {(rule.id, "自评得分"): rule.max for rule in _RULES}
    fill |= {("2.2.5", "计数"): 5, ("3.2.2", "不适用"): "不适用", ("3.2.2", "说明"): "没有公务用车"}
    del fill["3.2.2", "自评得分"]
    form = _read(filled_xlsx(blank_xlsx(FORM_SET, YEAR, UNIT, "province"), fill), "xlsx")
    rules = {rule.rule: rule for item in form.items for rule in item.rules}
    assert rules["2.2.5"].count == 5
    assert rules["3.2.2"].not_applicable
    assert rules["3.2.2"].self_score is None


def test_the_summary_reads_back_row_by_row() -> None:
    book = small_year()
    form = _read(summary_xlsx(book, SETTINGS, FORM_SET), "xlsx")
    assert form.kind is Kind.CITY_SUMMARY
    wanted = [
        (row.name, row.level, row.self_score, row.verified_score, row.passed) for row in summary_rows(book, SETTINGS)
    ]
    assert [(row.name, row.level, row.self_score, row.verified_score, row.passed) for row in form.summary] == wanted
    assert form.counts

"""Faults that need a document of their own: secrecy, seals in rows."""

from __future__ import annotations

from generate.lint import lint
from generate.office import body, head, imprint, signature, title
from generate.office.document import OfficialDocument
from generate.office.finish import Facts
from jieyue.model import Severity
from tests.lint.breaking import Copy, look, said
from tests.lint.faults import FANG
from tests.lint.good import DAY, ORGAN

DATE = "2026年12月28日"


def _secret(secrecy: str = "机密★1年") -> bytes:
    made = OfficialDocument(Facts(organ=ORGAN, title="通知", day=DAY))
    made.add(head.head((f"{ORGAN}文件",), "湘管发〔2026〕12号", copy_number="000001", secrecy=secrecy, urgency="特急"))
    made.add(title.title(f"{ORGAN}关于做好节能工作的通知", (ORGAN,))).add(body.addressees(("省直各单位",)))
    made.add(body.plain_paragraph("现将有关事项通知如下。" * 4)).add(signature.signature((ORGAN,), DATE))
    return made.add(imprint.imprint(("省委办公厅",), f"{ORGAN}办公室", DATE)).save_bytes()


def test_a_secrecy_mark_is_an_error_whatever_else_is_right() -> None:
    found = lint(_secret())
    assert [(one.rule, one.severity) for one in found] == [("K11", Severity.ERROR)]
    assert "停止" in found[0].remedy


def test_a_secrecy_mark_with_its_period_in_hanzi_or_in_another_face_is_found() -> None:
    assert {one.rule for one in lint(_secret("机密★一年"))} == {"K11", "R21"}
    copy = Copy.of(_secret())
    look("机密", FANG)(copy)
    assert {one.rule for one in lint(copy.bytes())} == {"K11", "R21"}


def test_four_names_abreast_are_too_many() -> None:
    made = OfficialDocument(Facts(organ=ORGAN, title="通知", day=DAY))
    made.add(head.head((f"{ORGAN}文件",), "湘管发〔2026〕12号"))
    made.add(title.title(f"{ORGAN}关于做好节能工作的通知", (ORGAN,))).add(body.addressees(("省直各单位",)))
    made.add(body.plain_paragraph("现将有关事项通知如下。" * 4))
    names = "".join(
        f"<w:tc><w:tcPr/><w:p><w:r><w:rPr><w:sz w:val='32'/></w:rPr><w:t>省{one}厅</w:t></w:r></w:p></w:tc>"
        for one in "甲乙丙丁"
    )
    day = f"<w:tc><w:tcPr/><w:p><w:r><w:t>{DATE}</w:t></w:r></w:p></w:tc>"
    made.add(f"<w:tbl><w:tr>{names}</w:tr><w:tr>{day}</w:tr></w:tbl>")
    made.add(imprint.imprint(("省委办公厅",), f"{ORGAN}办公室", DATE))
    assert {one.rule for one in lint(made.save_bytes())} == {"R49"}


def test_a_title_may_be_wrong_in_two_ways_and_both_are_told() -> None:
    copy = Copy.of(_secret(""))
    said("的通知", "的安排。")(copy)
    assert {one.rule for one in lint(copy.bytes())} == {"R41", "T6"}

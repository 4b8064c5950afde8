"""What others send may be hostile, damaged or strange: it is refused or checked, and never ends in an exception."""

from __future__ import annotations

import io
import random
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from generate.lint import lint
from generate.lint.elements import Elements, Format, Part
from generate.lint.manuscript import Manuscript, Para, Run, Section
from generate.lint.registry import departures
from jieyue.safe.refusal import Refused
from tests.lint import good
from tests.lint.breaking import Copy

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
PARTS = ("word/document.xml", "word/styles.xml", "word/settings.xml", "word/footerOdd.xml", "docProps/core.xml")


@pytest.mark.parametrize("part", PARTS)
def test_a_doctype_in_any_part_is_refused(part: str) -> None:
    copy = Copy.of(good.unsealed())
    body = copy.parts[part].split(b"?>", 1)[-1]
    copy.parts[part] = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + body
    with pytest.raises(Refused) as refused:
        lint(copy.bytes())
    assert refused.value.problem.code == "file-damaged"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 60_000_000)
    with pytest.raises(Refused) as refused:
        lint(out.getvalue())
    assert refused.value.problem.code == "file-too-large"


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"PK\x03\x04" + b"x" * 100])
def test_what_is_no_docx_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        lint(content)


def test_mutated_documents_are_checked_or_refused() -> None:
    """Attributes and texts exchanged at random, in the document and in its styles."""
    chance = random.Random(20261228)  # noqa: S311 - the same mutations every time
    values = [b'"-1"', b'"x"', b'""', b'"99999999999"', b'"0"', b'"nil"', b'"1e5"', b'"\xef\xbc\x95"']
    for _ in range(60):
        copy = Copy.of(good.complete())
        for part in ("word/document.xml", "word/styles.xml"):
            pieces = copy.parts[part].split(b"=")
            for _ in range(25):
                at = chance.randrange(1, len(pieces))
                if pieces[at].startswith(b'"') and not pieces[at].startswith(b'"http'):
                    end = pieces[at].index(b'"', 1) + 1
                    pieces[at] = chance.choice(values) + pieces[at][end:]
            copy.parts[part] = b"=".join(pieces)
        with suppress(Refused):
            lint(copy.bytes())


@pytest.mark.skipif(not REAL.is_dir(), reason="../shared/real is not beside this checkout")
def test_real_documents_of_other_kinds_are_checked_or_refused_and_never_faulted() -> None:
    """None of them is an official document, so none has an error."""
    for path in sorted(REAL.rglob("*.docx")):
        try:
            found = lint(path)
        except Refused:
            continue
        assert [one.message for one in found if one.severity.value == "error"] == [], path.name


SIZE = 40_000
NASTY = (
    " " * SIZE,
    "1" * SIZE,
    "一" * SIZE,
    "（" * SIZE,
    "“" * SIZE,
    "《" * SIZE,
    "〔2020〕" * (SIZE // 6),
    "1-" * (SIZE // 2),
    "湘管发" * (SIZE // 3),
    "2026年" * (SIZE // 5),
    "附 件 " * (SIZE // 4),
    "签发人" * (SIZE // 3),
    "关于的" * (SIZE // 3),
    "抄送" * (SIZE // 2),
    "http://" * (SIZE // 7),
    "a@" * (SIZE // 2),
    "二〇" * (SIZE // 2),
    "...." * (SIZE // 4),
    "妥否" * (SIZE // 2),
)


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_no_text_holds_the_rules_up(words: str) -> None:
    para = Para("第1段", (Run(words, {}, "仿宋", "仿宋"),), {}, {}, "", 0)
    file = Manuscript((para,), (Section({}, {}),), {}, {})
    began = time.process_time()
    for part in Part:
        departures(Elements(file, Format.DOCUMENT, {0: part}))
    assert (time.process_time() - began) / len(Part) < 0.5

"""A document finished without sight of its texts is, to the byte, the one finished by sight."""

from __future__ import annotations

import io
import random
import re
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import pytest

from generate import fence
from generate.documents import Outgoing, compose
from generate.office import finish
from generate.office.hidden import Cast, hidden
from generate.office.package import template_parts
from generate.office.part import Part
from generate.office.rendered import BODY
from tests.documents.nasty import KEPT
from tests.documents.years import FORM_SET, Result, settings, year
from tests.geometry.mixed import mixed

_TEXTS = (
    "是",
    "2026年",
    "节约型机关创建",
    "加强组织领导，落实工作责任。" * 9,
    "加强组织领导，落实工作责任。" * 90,
    "得分44.5分，",
    *KEPT,
)

_SHORT = ("某", *(text for text in KEPT if 0 < len(text) < 20))


def _both(parts: dict[str, bytes], facts: finish.Facts) -> tuple[dict[str, bytes] | None, dict[str, bytes]]:
    body = Part(parts[BODY].decode())
    return finish._blindly(parts, facts, body), finish._by_sight(parts, facts, body)


@pytest.mark.parametrize("seed", range(40))
def test_texts_of_any_length_in_one_markup_are_finished_as_by_sight(seed: int) -> None:
    document, dice = mixed(seed), random.Random(seed)  # noqa: S311 - a repeatable corpus
    parts = template_parts("".join(document.blocks), document.kind)
    found = hidden(parts[BODY].decode())
    assert found is not None
    for often in (0, 0.05, 0.05, 0.3, 1):
        texts = [escape(dice.choice(_TEXTS)) if dice.random() < often else text for text in found.texts]
        parts[BODY] = Cast.of(found.blind.encode()).filled(texts)
        blindly, by_sight = _both(parts, document.facts)
        assert blindly is None or blindly == by_sight


def test_hidden_texts_are_put_back_as_they_were_written() -> None:
    for seed in range(5):
        xml = template_parts("".join(mixed(seed).blocks), "document")[BODY].decode()
        found = hidden(xml)
        assert found is not None
        assert Cast.of(found.blind.encode()).filled(found.texts) == xml.encode()
        assert not any(text in re.sub("<[^>]*>", "", found.blind) for text in found.texts)


@pytest.mark.parametrize("odd", ["<!-- 注 -->", "<![CDATA[文]]>", "<?x?>", "<w:t>\ue123</w:t>", "<w:t>&quot;</w:t>"])
def test_what_is_not_certain_is_not_hidden(odd: str) -> None:
    assert hidden(f"<w:p><w:r><w:t>文</w:t></w:r>{odd}</w:p>") is None
    assert hidden('<w:p w:x="\ue100"><w:r><w:t>文</w:t></w:r></w:p>') is None


def _letters(seed: int) -> tuple[Outgoing, ...]:
    dice = random.Random(seed)  # noqa: S311
    names = [f"{'湖南省' * dice.randrange(5)}{dice.choice(_SHORT)}第{n}处" for n in range(30)]
    results = [Result(re.sub(r"[/\\\n\t]", "", name), verified=str(dice.randrange(0, 160) / 2)) for name in names]
    book = year(results)
    return compose("rectification", book, settings(), FORM_SET, day=date(2026, 12, 28))


@pytest.mark.parametrize("seed", range(3))
def test_letters_of_a_batch_are_what_each_is_by_sight(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    blindly = _letters(seed)
    monkeypatch.setattr(finish, "_blindly", lambda *_: None)
    assert [one.content for one in blindly] == [one.content for one in _letters(seed)]


def test_a_value_lost_in_one_letter_of_a_batch_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def spoilt(xml: str) -> Part:
        made.append(xml)
        return Part(xml.replace("核查表未注明", "核查表", 1) if len(made) == 20 else xml)

    monkeypatch.setattr(fence, "Part", spoilt)
    with pytest.raises(fence.RenderFault, match="缺少或改变了内容"):
        _letters(0)
    assert len(made) == 20


def test_letters_are_whole_files() -> None:
    with zipfile.ZipFile(io.BytesIO(_letters(1)[3].content)) as archive:
        assert archive.testzip() is None

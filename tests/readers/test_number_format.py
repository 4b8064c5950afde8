"""What a stored number looks like under the formats that forms use."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.readers.number_format import number_format, shown


@pytest.mark.parametrize("code", ["General", "G/通用格式", 'g/"通用格式"', '"g/通用格式"', 'G/通用格式"分"'])
def test_general_in_a_chinese_excel_shows_the_plain_number_however_it_was_saved(code: str) -> None:
    assert shown(Decimal("18.5"), code).removesuffix("分") == "18.5"
    assert not number_format(code).timed

from dataclasses import replace

from jieyue.model import Unit
from jieyue.units.register import Register
from jieyue.units.register_changes import changes

_A = Unit("湖南省粮食局", "省级", code="91350100M000100Y43")
_B = Unit("湖南省水利厅", "省级", person="李某")
_C = Unit("湖南省林业厅", "省级")


def _words(old: tuple[Unit, ...], new: tuple[Unit, ...]) -> list[str]:
    return [change.words for change in changes(Register(old), Register(new))]


def test_the_same_register_in_another_order_has_not_changed() -> None:
    assert _words((_A, _B, _C), (_C, replace(_A, row=9), _B)) == []


def test_who_came_and_who_went_is_said() -> None:
    assert _words((_A, _B), (_B, _C)) == ["新增 湖南省林业厅", "移出 湖南省粮食局"]


def test_a_renamed_unit_is_known_by_its_code() -> None:
    new = Unit("湖南省粮食和物资储备局", "省级", code=_A.code)
    assert _words((_A, _B), (new, _B)) == ["更名 湖南省粮食局→湖南省粮食和物资储备局"]


def test_a_renamed_unit_is_known_by_its_former_name_or_predecessor() -> None:
    new = Unit("湖南省林业局", "省级", former_names=("湖南省林业厅",))
    assert _words((_C,), (new,)) == ["更名 湖南省林业厅→湖南省林业局（曾用名：空→湖南省林业厅）"]
    new = Unit("湖南省林业局", "省级", predecessor="湖南省林业厅")
    assert _words((_C,), (new,)) == ["更名 湖南省林业厅→湖南省林业局（前身：空→湖南省林业厅）"]


def test_changed_details_show_before_and_after() -> None:
    new = replace(_B, person="王某", failed_last_year=True)
    assert _words((_B,), (new,)) == ["变更 湖南省水利厅（联系人：李某→王某；上年未通过：否→是）"]

"""One line of the 单位名录, from cells to a Unit: headers, dates, regions, codes, each fault with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from jieyue.model import Problem, Unit
from jieyue.problems import problem
from jieyue.units.credit_code import code_fault
from jieyue.units.names import cleaned
from jieyue.units.regions import Regions

if TYPE_CHECKING:
    from extract.grid import Cell, Document, Table

HEADERS: Mapping[str, tuple[str, ...]] = {
    "name": ("单位名称", "单位全称", "机关名称"),
    "level": ("层级", "单位层级"),
    "city": ("市州", "市(州)", "所属市州"),
    "district": ("县市区", "县(市、区)", "县区"),
    "nature": ("性质", "单位性质", "机构性质"),
    "code": ("统一社会信用代码", "信用代码"),
    "former_names": ("曾用名", "原名称"),
    "aliases": ("别名", "简称"),
    "vertical": ("垂管", "垂管上级", "垂直管理"),
    "shared_group": ("合署组", "合署", "合署办公"),
    "person": ("联系人",),
    "phone": ("联系电话", "电话"),
    "addressee": ("收件称谓", "主送称谓"),
    "predecessor": ("前身",),
    "valid_from": ("生效日期",),
    "valid_to": ("失效日期",),
    "failed_last_year": ("上年未通过",),
    "passed_in": ("达标年度", "往年达标年度"),
}
_FIELD_OF = {header: field for field, headers in HEADERS.items() for header in headers}
_LEVELS = {
    "省级": ("省级", "省", "省直", "省本级", "省直单位"),
    "市级": ("市级", "市", "市直", "市本级", "市州级", "州级", "州直", "地市级"),
    "县级": ("县级", "县", "区县级", "县直", "区直", "区级", "县区级", "县市区级", "县本级"),
}
_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words}
_YES = {"是", "√", "有", "1", "y", "yes", "true", "未通过"}
_NO = {"", "否", "×", "无", "0", "n", "no", "false", "/", "-", "—"}
_DAY = re.compile(r"(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_YEAR = re.compile(r"(20\d\d)年?度?")
_SEPARATORS = re.compile(r"[、;,|\n\r]+")
_HAVING = ("食堂", "公务用车", "物业")
_HEADER_ROWS = 10


def table_of(document: Document) -> tuple[Table | None, int | None]:
    """The first visible sheet with a 单位名称 header near its top, and that row."""
    for table in document.tables:
        if table.hidden:
            continue
        for row in table.by_row():
            if row[0].row >= _HEADER_ROWS:
                break
            if any(_FIELD_OF.get(_header(cell.text)) == "name" for cell in row):
                return table, row[0].row
    return None, None


def columns_of(table: Table, header: int) -> tuple[dict[int, str], list[Problem]]:
    """Column numbers to field names (further columns keep their own header), and headers that occur twice."""
    columns: dict[int, str] = {}
    problems: list[Problem] = []
    for cell in next(row for row in table.by_row() if row[0].row == header):
        written = _header(cell.text)
        name = _FIELD_OF.get(written, written)
        if not name:
            continue
        if name in columns.values():
            why = f"表头“{written}”出现了不止一次，只按第一列读取"
            problems.append(problem("register-row", place=cell.place, about="file", found=written, why=why))
            continue
        columns[cell.column] = name
    return columns, problems


def _header(text: str) -> str:
    """A header without spaces, widths and the mark of what must be filled."""
    return cleaned(text).strip("*").removesuffix("(必填)")


class RowReader:
    """Reads the rows under one header."""

    def __init__(self, sheet: str, columns: Mapping[int, str], regions: Regions, own_level: str) -> None:
        self.sheet = sheet
        self.columns = columns
        self.regions = regions
        self.own_level = own_level

    def unit(self, row: Iterable[Cell]) -> tuple[Unit | None, list[Problem]]:
        """The unit of one row, None for a blank row or one without a name, and its faults in column order."""
        cells = {self.columns[cell.column]: cell for cell in row if cell.column in self.columns and not cell.blank}
        if not cells:
            return None, []
        return _Line(self, cells).read()


class _Line:
    """One row being read; faults gather as they are met."""

    def __init__(self, reader: RowReader, cells: Mapping[str, Cell]) -> None:
        self.reader = reader
        self.cells = cells
        self.faults: list[Problem] = []
        self.row = next(iter(cells.values())).row + 1

    def read(self) -> tuple[Unit | None, list[Problem]]:
        name = self._name()
        if name is None:
            return None, self.faults
        city, district = self._city(), self._text("district")
        city, district = self._region(city, district)
        unit = Unit(
            name=name,
            level=self._level(),
            city=city,
            district=district,
            nature=self._text("nature"),
            code=self._code(),
            former_names=self._list("former_names"),
            aliases=self._list("aliases"),
            vertical=self._text("vertical"),
            shared_group=self._text("shared_group"),
            person=self._text("person"),
            phone=self._text("phone"),
            addressee=self._text("addressee"),
            facts=self._facts(),
            predecessor=self._text("predecessor"),
            valid_from=self._day("valid_from"),
            valid_to=self._day("valid_to"),
            failed_last_year=self._yes("failed_last_year"),
            passed_in=self._year("passed_in"),
            row=self.row,
        )
        self._check_days(unit)
        self._check_hidden()
        return unit, self.faults

    def _name(self) -> str | None:
        cell = self.cells.get("name")
        name = cleaned(cell.text) if cell else ""
        if cell and cell.kind in ("error", "formula"):
            self._fault(cell.place, "unit", "单位名称是没有结果的公式或错误值，该行未计入", cell.formula or cell.text)
            return None
        if not name:
            self._fault(f"{self.reader.sheet} 第{self.row}行", "unit", "该行没有单位名称，未计入")
            return None
        # 全角括号 are how official names are written; cleaning made them narrow
        return name.replace("(", "（").replace(")", "）")

    def _text(self, field: str) -> str | None:
        cell = self.cells.get(field)
        return cell.text.strip() or None if cell else None

    def _list(self, field: str) -> tuple[str, ...]:
        text = (self._text(field) or "").replace("；", ";").replace("，", ",")
        return tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip())

    def _level(self) -> str:
        written = cleaned(self._text("level") or "")
        if not written:
            return self.reader.own_level
        if written not in _LEVEL_OF:
            self._at("level", f"层级“{written}”不认识，应为省级、市级或县级，暂按{self.reader.own_level}计", written)
        return _LEVEL_OF.get(written, self.reader.own_level)

    def _city(self) -> str | None:
        written = cleaned(self._text("city") or "")
        official = self.reader.regions.official(written) if written else None
        if written and official is None:
            self._at("city", f"市州“{written}”不在行政区划中，按原样读取", written, doubtful=True)
        return official or written or None

    def _region(self, city: str | None, district: str | None) -> tuple[str | None, str | None]:
        """A 县市区 tells its city; one that lies elsewhere is doubtful; development zones are taken as written."""
        if not district:
            return city, None
        regions = self.reader.regions
        district = cleaned(district)
        if city in regions.cities:
            official = regions.official(district, city)
            if official is None and district in regions.city_of:
                why = f"“{district}”属于{regions.city_of[district]}，不属于{city}"
                self._at("district", why, district)
            return city, official or district
        if city is None:
            official = regions.known.get(district, district)
            return regions.city_of.get(official), official
        return city, district

    def _code(self) -> str | None:
        code = cleaned(self._text("code") or "").upper()
        fault = code_fault(code) if code else None
        if fault:
            self._at("code", f"统一社会信用代码{fault}，未采用", code, doubtful=True)
        return None if fault else code or None

    def _day(self, field: str) -> date | None:
        cell = self.cells.get(field)
        if cell is None:
            return None
        day = cell.date or _day_of(cleaned(cell.text))
        if day is None:
            self._at(field, f"日期“{cell.text.strip()}”不完整或不存在，应写成2026-01-01，暂按未填计", cell.text.strip())
        return day

    def _year(self, field: str) -> int | None:
        written = cleaned(self._text(field) or "")
        if not written:
            return None
        year = _YEAR.fullmatch(written)
        if not year:
            self._at(field, f"年度“{written}”应写成四位数，如2025，暂按未填计", written)
        return int(year[1]) if year else None

    def _check_days(self, unit: Unit) -> None:
        if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
            self._at("valid_to", "失效日期早于生效日期，该单位在任何一天都不计入", str(unit.valid_to))

    def _yes(self, field: str) -> bool:
        written = cleaned(self._text(field) or "").lower()
        if written not in _YES | _NO:
            self._at(field, f"“{written}”看不出是或否，应填“是”或留空，暂按“否”计", written)
        return written in _YES

    def _facts(self) -> tuple[tuple[str, str], ...]:
        """食堂, 公务用车, 物业 and every further column, as written."""
        for header in _HAVING:
            if written := self._text(header):
                self._check_having(header, written)
        return tuple(
            (header, cell.text.strip())
            for header, cell in self.cells.items()
            if header not in HEADERS and cell.text.strip()
        )

    def _check_having(self, header: str, written: str) -> None:
        """Only 有 and 无 can be printed on the unit's form."""
        if written not in ("有", "无"):
            self._at(header, f"{header}“{written}”看不出有或无，应填“有”或“无”，表上留空待填", written, doubtful=True)

    def _check_hidden(self) -> None:
        """A filter left on hides rows; they are units all the same."""
        cell = self.cells["name"]
        if cell.hidden:
            self._at("name", "该行被隐藏或被筛选掉，仍按在册计入", doubtful=True)

    def _at(self, field: str, why: str, found: str | None = None, *, doubtful: bool = False) -> None:
        self._fault(self.cells[field].place, "unit" if field == "name" else field, why, found, doubtful=doubtful)

    def _fault(self, place: str, about: str, why: str, found: str | None = None, *, doubtful: bool = False) -> None:
        code = "register-doubtful" if doubtful else "register-row"
        self.faults.append(problem(code, place=place, about=about, found=found, why=why))


def _day_of(text: str) -> date | None:
    """A day written out in full, or None."""
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None

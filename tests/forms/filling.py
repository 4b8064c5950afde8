"""Fills our own forms as an office program would: cells by their heading, content controls by their tag."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from lxml import etree
from openpyxl import load_workbook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Fill = Mapping[tuple[str, str], str | int | Decimal]
"""By rule id and column heading, or by (``""``, label of the head)."""


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def table_of(sheet: Any) -> tuple[dict[str, int], dict[str, int]]:
    """Columns by heading and rows by rule id."""
    header = next(row for row in sheet.iter_rows() if row[0].value == "编号")
    columns = {cell.value: cell.column for cell in header}
    rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=header[0].row + 1) if row[0].value}
    return columns, rows


def label_cells(sheet: Any) -> dict[str, Any]:
    """The cell to the right of each label of the head."""
    merged = {area.start_cell.coordinate: area for area in sheet.merged_cells.ranges}
    found = {}
    for row in sheet.iter_rows(min_row=2, max_row=7):
        for cell in row:
            if isinstance(cell.value, str):
                area = merged.get(cell.coordinate)
                found[cell.value] = sheet.cell(cell.row, (area.max_col if area else cell.column) + 1)
    return found


def filled_xlsx(data: bytes, fill: Fill) -> bytes:
    """The workbook with ``fill`` written in; refuses to write where a person could not."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    columns, rows = table_of(sheet)
    labels = label_cells(sheet)
    for (about, name), value in fill.items():
        cell = sheet.cell(rows[about], columns[name]) if about else labels[name]
        assert not cell.protection.locked, f"{cell.coordinate} is locked"
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def controls_of(data: bytes) -> Iterator[tuple[str, Any]]:
    """Content controls by tag."""
    root = etree.fromstring(parts_of(data)["word/document.xml"])
    for control in root.iter(f"{W}sdt"):
        yield control.find(f"{W}sdtPr/{W}tag").get(f"{W}val"), control


def filled_docx(data: bytes, fill: Mapping[str, str]) -> bytes:
    """The Word file with content controls filled in, as Word does: the placeholder's mark goes."""
    parts = parts_of(data)
    root = etree.fromstring(parts["word/document.xml"])
    left = dict(fill)
    for control in root.iter(f"{W}sdt"):
        properties = control.find(f"{W}sdtPr")
        tag = properties.find(f"{W}tag").get(f"{W}val")
        if tag not in left:
            continue
        for mark in properties.findall(f"{W}showingPlcHdr"):
            properties.remove(mark)
        content = control.find(f"{W}sdtContent")
        for old in list(content):
            content.remove(old)
        run = etree.SubElement(content, f"{W}r")
        etree.SubElement(run, f"{W}t").text = left.pop(tag)
    assert not left, f"no control for {sorted(left)}"
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)

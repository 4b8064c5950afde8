"""Writes a form as a workbook: as openpyxl does, as XlsxWriter does, or part by part as other programs do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.messy.packing import REL, attribute, pack, rels, xml_text
from tests.messy.paper import Box, Form, Line, Sheet, spans

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRUCK = 1
"""The style whose font is crossed out."""
_SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True)
class Placed:
    """A box with its rectangle on a sheet, from zero."""

    row: int
    column: int
    down: int
    across: int
    box: Box


def placed(sheet: Sheet) -> tuple[list[Placed], set[int], set[int]]:
    """The boxes of a sheet, and its hidden rows and columns."""
    found: list[Placed] = []
    hidden_rows, hidden_columns = set(), set()
    top = sheet.top
    for block in sheet.blocks:
        if isinstance(block, Line):
            if block.story == "body":
                found.append(Placed(top, sheet.left, 1, 1, Box(block.text.replace("\0", ""))))
                top += 1
            continue
        rows = block.squared()
        if block.sum_column:
            column, first = block.sum_column
            letter = letters(sheet.left + column)
            span = f"{letter}{top + first + 1}:{letter}{top + len(rows) - 1}"
            rows[-1][column] = replace(rows[-1][column], formula=f"SUM({span})")
        found += [Placed(top + one.row, sheet.left + one.column, one.down, one.across, one.box) for one in boxes(rows)]
        hidden_rows |= {top + row for row in block.hidden_rows}
        hidden_columns |= {sheet.left + column for column in block.hidden_columns}
        top += len(rows)
    return found, hidden_rows, hidden_columns


def boxes(rows: list[list[Box | str]]) -> Iterator[Placed]:
    for r, row in enumerate(rows):
        for c, place in enumerate(row):
            if isinstance(place, Box):
                down, across = spans(rows, r, c)
                yield Placed(r, c, down, across, place)


def letters(column: int) -> str:
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def print_header(sheet: Sheet) -> str:
    return "".join(line.text for line in sheet.blocks if isinstance(line, Line) and line.story == "header")


def write_book(form: Form, path: Path) -> None:
    {
        "xlsx-openpyxl": _openpyxl,
        "xlsx-writer": _writer,
        "xlsx-raw": _raw,
        "xlsx-prefixed": _prefixed,
        "xlsx-strict": _raw,
    }[form.container](form, path)


# openpyxl: no cached values, so a formula with a value is written as its value


def _openpyxl(form: Form, path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in form.sheets:
        made = book.create_sheet(sheet.name)
        made.sheet_state = sheet.state
        found, hidden_rows, hidden_columns = placed(sheet)
        for one in found:
            _openpyxl_cell(made.cell(one.row + 1, one.column + 1), one.box)
            if one.down > 1 or one.across > 1:
                first = f"{letters(one.column)}{one.row + 1}"
                made.merge_cells(f"{first}:{letters(one.column + one.across - 1)}{one.row + one.down}")
        for row in hidden_rows:
            made.row_dimensions[row + 1].hidden = True
        for column in hidden_columns:
            made.column_dimensions[letters(column)].hidden = True
        if print_header(sheet):
            made.oddHeader.center.text = print_header(sheet)
    book.save(path)


def _openpyxl_cell(cell: Any, box: Box) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    if box.kind in ("number", "cached", "float", "n"):
        number = float(box.number or "0")
        cell.value = int(number) if number.is_integer() else number
        cell.number_format = box.code
    elif box.kind == "uncached":
        cell.value = f"={box.formula}"
    elif box.kind == "bool":
        cell.value = True
    elif box.kind in ("error", "cached_error"):
        cell.value, cell.data_type = box.text, "e"
    elif box.kind == "rich" and box.text:
        cell.value = CellRichText(TextBlock(InlineFont(b=True), box.text[:1]), box.text[1:] or " ")
    elif box.text:
        cell.value, cell.data_type = box.text, "s"


# XlsxWriter


def _writer(form: Form, path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    looks: dict[str, Any] = {}
    first = next(sheet for sheet in form.sheets if sheet.state == "visible")
    for sheet in form.sheets:
        made = book.add_worksheet(sheet.name)
        if sheet.state != "visible":
            made.hide()
        elif sheet is first:
            made.activate()
            made.set_first_sheet()
        found, hidden_rows, hidden_columns = placed(sheet)
        for one in found:
            look = looks.setdefault(one.box.code, book.add_format({"num_format": one.box.code}))
            _writer_cell(made, one, look)
        for row in hidden_rows:
            made.set_row(row, None, None, {"hidden": True})
        for column in hidden_columns:
            made.set_column(column, column, None, None, {"hidden": True})
        if print_header(sheet):
            made.set_header(f"&C{print_header(sheet)}")
    book.close()


def _writer_cell(made: Any, one: Placed, look: Any) -> None:
    box = one.box
    if one.down > 1 or one.across > 1:
        made.merge_range(one.row, one.column, one.row + one.down - 1, one.column + one.across - 1, "", look)
    if box.kind in ("number", "float", "n"):
        made.write_number(one.row, one.column, float(box.number or "0"), look)
    elif box.kind in ("cached", "cached_text", "uncached"):
        value = {"cached": box.number, "cached_text": box.text}.get(box.kind, "")
        made.write_formula(one.row, one.column, f"={box.formula}", look, value)
    elif box.kind == "bool":
        made.write_boolean(one.row, one.column, True)
    elif box.kind in ("error", "cached_error"):
        made.write_formula(one.row, one.column, "=" + (box.formula or "1+#REF!"), look, box.text)
    elif box.text:
        made.write_string(one.row, one.column, box.text, look)


# part by part


class _Strings:
    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def index(self, xml: str) -> int:
        return self.known.setdefault(xml, len(self.known))


def _raw(form: Form, path: Path, prefix: str = "") -> None:
    strings, codes = _Strings(), ["General", "General;General"]
    parts, types, related = {}, {}, []
    for number, sheet in enumerate(form.sheets, 1):
        name = f"xl/worksheets/s{number}.xml"
        parts[name] = _prefixed_xml(_sheet(sheet, strings, codes), prefix)
        types[name] = f"{_SHEETML}.worksheet+xml"
        related.append((f"rId{number}", "worksheet", f"worksheets/s{number}.xml"))
    entries = "".join(_sheet_entry(number, sheet) for number, sheet in enumerate(form.sheets, 1))
    related += [("rIdS", "sharedStrings", "sharedStrings.xml"), ("rIdT", "styles", "styles.xml")]
    sst = f'<sst xmlns="{_MAIN}">{"".join(strings.known)}</sst>'
    parts |= {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{REL}"><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels(related),
        "xl/sharedStrings.xml": _prefixed_xml(sst, prefix),
        "xl/styles.xml": _styles(codes),
    }
    types |= {
        "xl/workbook.xml": f"{_SHEETML}.sheet.main+xml",
        "xl/sharedStrings.xml": f"{_SHEETML}.sharedStrings+xml",
        "xl/styles.xml": f"{_SHEETML}.styles+xml",
    }
    pack(path, "xl/workbook.xml", types, parts, strict=form.container == "xlsx-strict")


def _sheet_entry(number: int, sheet: Sheet) -> str:
    state = "" if sheet.state == "visible" else f"state={attribute(sheet.state)}"
    return f'<sheet name={attribute(sheet.name)} sheetId="{number}" {state} r:id="rId{number}"/>'


def _prefixed(form: Form, path: Path) -> None:
    """As some programs write it: every element with a namespace prefix."""
    _raw(form, path, "x:")


def _prefixed_xml(xml: str, prefix: str) -> str:
    if not prefix:
        return xml
    xml = xml.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
    return xml.replace(f'xmlns="{_MAIN}"', f'xmlns:{prefix.rstrip(":")}="{_MAIN}"', 1)


def _styles(codes: list[str]) -> str:
    formats = "".join(f'<numFmt numFmtId="{164 + n}" formatCode={attribute(code)}/>' for n, code in enumerate(codes))
    used = "".join(
        f'<xf numFmtId="{164 + n}" fontId="{int(n == STRUCK)}" fillId="0" borderId="0"/>' for n in range(len(codes))
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts><fonts><font/>'
        "<font><strike/></font></fonts>"
        f"<fills><fill/></fills><borders><border/></borders><cellXfs>{used}</cellXfs></styleSheet>"
    )


def _sheet(sheet: Sheet, strings: _Strings, codes: list[str]) -> str:
    found, hidden_rows, hidden_columns = placed(sheet)
    by_row: dict[int, list[str]] = {}
    merges = []
    for one in found:
        by_row.setdefault(one.row, []).append(_cell(one, strings, codes))
        if one.down > 1 or one.across > 1:
            last = f"{letters(one.column + one.across - 1)}{one.row + one.down}"
            merges.append(f'<mergeCell ref="{letters(one.column)}{one.row + 1}:{last}"/>')
    rows = "".join(
        f'<row r="{row + 1}"{" hidden=" + attribute("1") if row in hidden_rows else ""}>{"".join(cells)}</row>'
        for row, cells in sorted(by_row.items())
    )
    cols = "".join(f'<col min="{c + 1}" max="{c + 1}" width="9" hidden="1"/>' for c in sorted(hidden_columns))
    header = print_header(sheet)
    return (
        f'<worksheet xmlns="{_MAIN}">{f"<cols>{cols}</cols>" if cols else ""}<sheetData>{rows}</sheetData>'
        + (f"<mergeCells>{''.join(merges)}</mergeCells>" if merges else "")
        + (f"<headerFooter><oddHeader>&amp;C{xml_text(header)}</oddHeader></headerFooter>" if header else "")
        + "</worksheet>"
    )


def _cell(one: Placed, strings: _Strings, codes: list[str]) -> str:
    box, at = one.box, f'r="{letters(one.column)}{one.row + 1}"'
    if box.code not in codes:
        codes.append(box.code)
    style = f's="{codes.index(box.code)}"'
    formula = f"<f>{xml_text(box.formula or '')}</f>"
    text = f'<t xml:space="preserve">{xml_text(box.text)}</t>'
    plain = {
        "struck": f'<c {at} t="inlineStr"><is><r><rPr><strike/></rPr><t>9</t></r><r>{text}</r></is></c>',
        "raised": f'<c {at} t="inlineStr"><is><r><t>1</t></r><r><rPr><vertAlign val="superscript"/></rPr>'
        "<t>2</t></r></is></c>",
        "font": f'<c {at} s="{STRUCK}"><v>{box.text}</v></c>',
        "iso": f'<c {at} t="d"><v>{box.text}</v></c>',
        "str": f'<c {at} t="str"><v>{xml_text(box.text)}</v></c>',
        "n": f'<c {at} t="n"><v>{box.number}</v></c>',
        "return": f'<c {at} t="inlineStr"><is><t xml:space="preserve">{xml_text(box.text)}_x000D_\n</t></is></c>',
        "number": f"<c {at} {style}><v>{box.number}</v></c>",
        "float": f"<c {at}><v>{box.number}</v></c>",
        "cached": f"<c {at}>{formula}<v>{box.number}</v></c>",
        "cached_text": f'<c {at} t="str">{formula}<v>{xml_text(box.text)}</v></c>',
        "uncached": f"<c {at}>{formula}</c>",
        "error": f'<c {at} t="e"><v>{box.text}</v></c>',
        "cached_error": f'<c {at} t="e">{formula}<v>{box.text}</v></c>',
        "bool": f'<c {at} t="b"><v>1</v></c>',
        "inline": f'<c {at} t="inlineStr"><is>{text}</is></c>',
    }.get(box.kind)
    if plain:
        return plain
    if not box.text:
        return f"<c {at}/>"
    if box.kind == "rich":
        head, tail = xml_text(box.text[:1]), xml_text(box.text[1:])
        text = f'<r><t xml:space="preserve">{head}</t></r><r><rPr><b/></rPr><t xml:space="preserve">{tail}</t></r>'
    return f'<c {at} t="s"><v>{strings.index(f"<si>{text}</si>")}</v></c>'

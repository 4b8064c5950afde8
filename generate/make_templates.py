"""Builds ``templates/docx/`` anew from the texts in ``templates/text/``: ``python -m generate.make_templates``.

One line is one paragraph.  ``# `` begins a first-level heading, ``【…】`` a lead in 楷体, ``{表 widths aligns}`` a
table whose first row repeats on every page, ``{隙}`` white above one, ``{图}`` a chart, ``{信函}`` or ``{公示}`` on the
first line another format; tags stand as they will stand in Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generate.chart import Chart, placed, with_chart
from generate.lengths import Mm
from generate.office.body import heading, led_paragraph, plain_paragraph, tag
from generate.office.package import template_parts
from generate.office.tables import Column, gap_above, table
from generate.parcel import stored
from jieyue.data import data_folder

_FORMATS = {"{信函}": "letter", "{公示}": "plain"}
_TABLE = re.compile(r"\{表 ([\d ]+) ([左中右]+)\}")
_CHART, _GAP = "{图}", "{隙}"
SAMPLE_CHART = Chart("各层级节约型机关创建情况（单位：家）", ("省级", "市级", "县级"), (("样例", (1, 2, 3)),))
"""What stands in the template until a document's own figures replace it."""
_TABLE_END = "{表完}"
_LED = re.compile(r"【(.+?)】(.*)")
_ALIGN = {"左": "left", "中": "center", "右": "right"}


def build(text: str) -> bytes:
    """One template as a docx file."""
    lines = text.splitlines()
    kind = _FORMATS.get(lines[0], "document")
    body = "".join(_blocks(iter(lines[1:] if lines[0] in _FORMATS else lines)))
    parts = template_parts(body, kind)
    return stored(with_chart(parts, SAMPLE_CHART) if _CHART in lines else parts)


def _blocks(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if opening := _TABLE.fullmatch(line):
            yield _table([int(width) for width in opening[1].split()], opening[2], lines)
        elif led := _LED.fullmatch(line):
            yield led_paragraph(led[1], led[2])
        elif line.startswith("# "):
            yield heading(1, line.removeprefix("# "))
        elif line.startswith(("{%p", "{{p")):
            yield tag(line)
        elif line == _GAP:
            yield gap_above()
        elif line == _CHART:
            yield placed(SAMPLE_CHART.title)
        elif line:
            yield plain_paragraph(line)


def _table(widths: list[int], aligns: str, lines: Iterator[str]) -> str:
    titles = _cells(next(lines))
    columns = [
        Column(title, Mm(width), _ALIGN[align]) for title, width, align in zip(titles, widths, aligns, strict=True)
    ]
    rows = iter(lambda: next(lines), _TABLE_END)
    return table(columns, [_cells(row) if row.startswith("|") else row for row in rows])


def _cells(line: str) -> list[str]:
    return line[1:-1].split("|")


def make(folder: Path) -> list[Path]:
    """Writes every template into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for source in sorted((data_folder("templates") / "text").glob("*.txt")):
        path = folder / f"{source.stem}.docx"
        path.write_bytes(build(source.read_text(encoding="utf-8")))
        made.append(path)
    return made


if __name__ == "__main__":
    for template in make(data_folder("templates") / "docx"):
        print(template.name)

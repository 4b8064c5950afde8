"""``docs/gbt9704.md``: every rule with what was measured: ``python -m tests.geometry.page [FOLDER for the prints]``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.geometry.kinds import WRITTEN, kinds
from tests.geometry.measures import MEASURES
from tests.geometry.measures.measure import Measure
from tests.geometry.printing import Press, every_document
from tests.geometry.rules import RULES, Rule

PAGE = Path(__file__).parents[2] / "docs" / "gbt9704.md"
_HEAD = """# GB/T 9704—2012 逐条实测

本页由 `make docs`（`python -m tests.geometry.page`）写成，不手改。每份文书由 LibreOffice 排成 PDF，从 PDF 读出文字和线
的位置、从 254 dpi 的页面图读出墨迹的边缘，再与标准比较；同样的测量是测试 `tests/geometry`，有一处不符就不通过。

- 测量的文书共 {count} 份：{kinds} 种公文 ×（单位少、多）×（草稿、定稿）×（单独、联合行文）等 {written} 份，另有专为
  某条规则造的 {cases} 份（几位签发人、五个机关用印、满页、空白页、横排附表、W2 版面等）。
- “应为”是标准的数值和测量允许的偏差；“无”是数出来的不符处数，必须一处也没有。“份数”是量到了该项的文书份数。
- 替代字体里每个汉字同样占一个字身，字身内的空白与方正小标宋、仿宋_GB2312 略有不同，所以字形边缘的允差放到 0.5～1 毫米。
- 各种公文的样子见[发文样式](发文样式.md)；任何 docx 的检查见 [lint](lint.md)。
"""
_CHAPTERS = (("页面", "R0R1"), ("版头", "R2R3"), ("主体", "R4R5"), ("版记、页码、表格", "R6R7"), ("信函", "R8"))
"""The chapters of the page, each with the beginnings of its rules' ids."""
_COLUMNS = "\n| 规则 | 条款 | 规定 | 测量 | 应为 | 实测 | 份数 |\n|---|---|---|---|---:|---:|---:|\n"


@dataclass
class Figures:
    """What a measure found over all documents: the least, the greatest, in how many documents."""

    least: float = float("inf")
    most: float = float("-inf")
    documents: int = 0

    def take(self, found: Iterable[float]) -> None:
        """Counts one more document's figures, if it has any."""
        figures = list(found)
        if figures:
            self.least, self.most = min(self.least, *figures), max(self.most, *figures)
            self.documents += 1


def measured(press: Press) -> Mapping[Measure, Figures]:
    """Every measure over every document.  A figure that is not as wanted ends the program with its sentence."""
    figures = {measure: Figures() for measure in MEASURES}
    for name in every_document():
        paper = press.paper(name)
        for measure, found in figures.items():
            if faults := measure.faults(paper):
                raise SystemExit(f"{name}: {faults[0]}")
            found.take(measure.take(paper))
    return figures


def page(figures: Mapping[Measure, Figures]) -> str:
    """The whole page."""
    written = len(kinds())
    head = _HEAD.format(
        count=len(every_document()), kinds=len(WRITTEN), written=written, cases=len(every_document()) - written
    )
    return head + "".join(_chapter(title, ids, figures) for title, ids in _CHAPTERS) + _not_measured()


def _chapter(title: str, ids: str, figures: Mapping[Measure, Figures]) -> str:
    shown = [rule for rule in RULES if rule.id[:2] in (ids[:2], ids[2:]) and not rule.unmeasured]
    return f"\n## {title}\n{_COLUMNS}{''.join(line for rule in shown for line in _rows(rule, figures))}"


def _rows(rule: Rule, figures: Mapping[Measure, Figures]) -> Iterator[str]:
    """A line for each measure of a rule; the first says what the rule asks."""
    said = f"{rule.id} | {rule.clause} | {rule.element}：{rule.asks}"
    for measure in (one for one in MEASURES if one.rule == rule.id):
        yield f"| {said} | {measure.what} | {_wanted(measure)} | {_found(measure, figures[measure])} |\n"
        said = " | | "


def _wanted(measure: Measure) -> str:
    if not measure.within:
        return "无" if measure.wanted == 0 else f"{measure.wanted:g} {_unit(measure)}"
    return f"{measure.wanted:.5g} ± {measure.within:g} {_unit(measure)}"


def _found(measure: Measure, found: Figures) -> str:
    if not measure.within:
        return f"{'无' if found.most == 0 else f'{found.most:g} {_unit(measure)}'} | {found.documents}"
    # Adding zero makes a rounded −0.00 a 0.00.
    least, most = (f"{round(value, 2) + 0:.2f}" for value in (found.least, found.most))
    return f"{least if least == most else f'{least}～{most}'} | {found.documents}"


def _unit(measure: Measure) -> str:
    return "毫米" if measure.unit == "mm" else measure.unit


def _not_measured() -> str:
    rows = "".join(
        f"| {rule.id} | {rule.clause} | {rule.element}：{rule.asks} | {rule.unmeasured}{_linted(rule)} |\n"
        for rule in RULES
        if rule.unmeasured
    )
    return f"\n## 不在版面上量的\n\n| 规则 | 条款 | 规定 | 为什么 |\n|---|---|---|---|\n{rows}"


def _linted(rule: Rule) -> str:
    return f"；由 [lint](lint.md) 检查：{'、'.join(rule.lint)}" if rule.lint else ""


def rows_without_figures(text: str) -> list[str]:
    """The lines of the tables, each without what was found and in how many documents."""
    return [line.rsplit(" | ", 2)[0] for line in text.splitlines() if line.startswith("| ")]


def _main(folder: Path) -> None:
    press = Press(folder)
    PAGE.write_text(page(measured(press)), encoding="utf-8")
    press.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            _main(Path(made))

"""``docs/lint.md``: every rule that lint checks, written from the rules themselves: ``python -m tests.lint.page``."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from generate.lint.measuring import MEASURED
from generate.lint.registry import DOCUMENT, EVERY, HEADED, LETTER, OFFICIAL, TEXTS, Rule, rules
from jieyue.model import Severity

PAGE = Path(__file__).parents[2] / "docs" / "lint.md"
_HEAD = """# lint 检查什么

`jieyue lint 文件.docx…` 对照 GB/T 9704—2012 检查任何 docx，本系统生成的或别的机关的都可以；每处不符写明位置、发现、应为
和改法，并注明规则编号和条款。`--json` 每个文件输出一行 JSON；`--render` 另用 LibreOffice 排版、逐页测量位置。
本页由规则生成（`make docs`）。

- ✗ 是标准写明必须、应当的（强度“必”“应当”）；! 是“一般”“推荐”“可以”、图示、推算和通行做法（强度“般”“荐”“可”“图”
  “推”“实”）。
- 以 0 结束：没有 ✗（`--strict`：也没有 !）；以 1 结束：有 ✗，或文件损坏、不安全而读不了；以 2 结束：没有这个文件，或
  不是 docx。
- 要素按含义辨认：标志是页首红色大字，发文字号看写法，标题是其后居中的大字，主送是以冒号结尾的机关名称，依此类推；
  段落、图文框、文本框、表格、画的线、自动编号都认得。格式经样式、默认值、主题字体、编号逐层解析。
- 看不出来的不报：字体自身高度决定的位置、图形里的内容、盖不盖章。表格里的文字多为照录，文字上的不符只作提示。
- 没有标志、发文字号、公文标题的不是公文：只提示一句（R11），页面和文字上的也只作提示。
- 标有密级的，先报 K11：涉密公文不得在本机处理。
- 不查：看文件看不出的（R01、R02、R12、R54、R56 等），和只有人能判断的（抄送范围、一文一事、文种是否用对）。

规则编号：R 是格式，W 是字体，K 是文种和程序（《党政机关公文处理工作条例》），T 是文字（GB/T 15834、GB/T 15835）。
"""
_SCOPES = {
    EVERY: "所有文件",
    OFFICIAL: "公文",
    TEXTS: "公文、信函、无版头公文",
    HEADED: "公文、信函",
    DOCUMENT: "公文",
    LETTER: "信函",
}


def page() -> str:
    """The whole page."""
    ordered = sorted(rules(), key=lambda rule: _order(rule.id))
    tables = [_section(rule_id, list(group)) for rule_id, group in groupby(ordered, key=lambda rule: rule.id)]
    return f"{_HEAD}{''.join(tables)}{_measured()}"


def _order(rule_id: str) -> tuple[int, int]:
    return "RWKT".index(rule_id[0]), int(rule_id[1:])


def _section(rule_id: str, group: list[Rule]) -> str:
    rows = "".join(
        f"| {_mark(rule)} | {rule.wanted} | {rule.remedy} | {rule.clause} | {rule.strength.value} | "
        f"{_SCOPES.get(rule.formats, '非公文')} |\n"
        for rule in group
    )
    return f"\n## {rule_id}\n\n| | 应为 | 改法 | 条款 | 强度 | 适用 |\n|---|---|---|---|---|---|\n{rows}"


def _mark(rule: Rule) -> str:
    return "✗" if rule.strength.severity is Severity.ERROR else "!"


def _measured() -> str:
    rows = "".join(f"| {rule} | {what} |\n" for rule, what in MEASURED)
    return f"\n## 排版后测量（--render）\n\n| 规则 | 测量什么 |\n|---|---|\n{rows}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

"""Documents written as Markdown tables, so that a case reads as the form it is about.

``|`` rows are a table, other lines are paragraphs.  ``^`` continues the cell above, ``<`` the cell to the left.
``#1.5`` is a number, ``@2026-10-12`` a date, ``=SUM(A1)`` a formula without value, ``!REF`` an error.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extract.grid import Cell, CellKind, Document, Line, Mark, Table
from extract.understand import understand
from jieyue.formset import FormSet, load_form_set
from jieyue.model import Problem, Source, Submission

SOURCE = Source("表.xlsx", "0" * 64, "xlsx")


def read(text: str, mark: Mark | None = None, form_set: FormSet | None = None) -> Submission:
    return understand(document(text, mark), SOURCE, [form_set or load_form_set()])


def document(text: str, mark: Mark | None = None, problems: tuple[Problem, ...] = ()) -> Document:
    blocks: list[Table | Line] = []
    rows: list[list[str]] = []
    lines = 0
    for line in [*text.strip("\n").splitlines(), ""]:
        if line.strip().startswith("|"):
            rows.append([part.strip().replace("\\n", "\n") for part in line.strip().strip("|").split("|")])
            continue
        if rows:
            blocks.append(table(rows, sum(isinstance(block, Table) for block in blocks) + 1))
            rows = []
        if line.strip():
            lines += 1
            blocks.append(Line(line.strip(), f"第{lines}段"))
    return Document("docx", tuple(blocks), mark, problems)


def table(rows: list[list[str]], number: int) -> Table:
    width = max(map(len, rows))
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    cells = []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text not in ("^", "<"):
                cells.append(_cell(grid, r, c, text, number))
    return Table(f"表{number}", tuple(cells), len(grid), width)


def _cell(grid: list[list[str]], r: int, c: int, text: str, number: int) -> Cell:
    down = right = 1
    while r + down < len(grid) and grid[r + down][c] == "^":
        down += 1
    while c + right < len(grid[r]) and grid[r][c + right] == "<":
        right += 1
    place = f"表{number} 第{r + 1}行第{c + 1}列"
    if text.startswith("#"):
        return Cell(r, c, text[1:], place, CellKind.NUMBER, down, right, Decimal(text[1:]))
    if text.startswith("@"):
        return Cell(r, c, text[1:], place, CellKind.DATE, down, right, date=date.fromisoformat(text[1:]))
    if text.startswith("="):
        return Cell(r, c, "", place, CellKind.FORMULA, down, right, formula=text[1:])
    if text.startswith("!"):
        return Cell(r, c, f"#{text[1:]}!", place, CellKind.ERROR, down, right)
    kind = CellKind.TEXT if text else CellKind.EMPTY
    return Cell(r, c, text, place, kind, down, right)


HEAD = """2026年度湖南省节约型机关评价自评表
填报单位（盖章）：湖南省水利厅　　填报日期：2026年10月12日
联系人：李某　联系电话：0731-80000000
"""


def by_item(
    scores: dict[str, str] | None = None,
    header: str = "自评得分",
    remarks: dict[str, str] | None = None,
    total: str = "",
) -> str:
    """The printed table with one score a 项目; full marks unless ``scores`` says otherwise."""
    rows = [f"| 序号 | 单元 | 项目 | 评分要求 | 评分规则 | 分值 | {header} | 备注 |"]
    section = ""
    for item in load_form_set().items:
        first = item.section if item.section != section else "^"
        number = str(item.section_number) if item.section != section else "^"
        section = item.section
        rules = item.printed_rules().replace("\n", "\\n")
        score = (scores or {}).get(item.id, f"{item.max}")
        remark = (remarks or {}).get(item.id, "")
        rows.append(
            f"| {number} | {first} | {item.title} | {item.requirement} | {rules} | {item.max} | {score} | {remark} |"
        )
    rows.append(f"| 总分 | < | < | < | < | 100 | {total} | |")
    return HEAD + "\n".join(rows)


def by_rule(
    scores: dict[str, str] | None = None,
    counts: dict[str, str] | None = None,
    subtotals: dict[str, str] | None = None,
    total: str = "",
    notes: dict[str, str] | None = None,
    header: str = "自评得分",
) -> str:
    """A row a rule, as our own blank form has it."""
    rows = [f"| 编号 | 单元 | 项目 | 评分规则 | 分值 | 计数 | {header} | 佐证材料 | 说明 | 不适用 |"]
    section = ""
    for item in load_form_set().items:
        for rule in item.rules:
            unit = f"{item.section_number} {item.section}" if item.section != section else "^"
            section = item.section
            title = f"{item.title}\\n（{item.max}分）" if rule.number == 1 else "^"
            score = (scores or {}).get(rule.id, f"{rule.max}")
            count, note = (counts or {}).get(rule.id, ""), (notes or {}).get(rule.id, "")
            rows.append(f"| {rule.id} | {unit} | {title} | {rule.text} | {rule.max} | {count} | {score} | | {note} | |")
        if len(item.rules) > 1 and subtotals is not None:
            rows.append(f"| | ^ | ^ | 小计 | {item.max} | | {subtotals.get(item.id, str(item.max))} | | | |")
    rows.append(f"| 总分 | < | < | < | 100 | | {total} | | | |")
    return HEAD + "\n".join(rows)


def codes(found: Submission) -> list[str]:
    return [problem.code for problem in found.problems]


def scores(found: Submission) -> dict[str, str | None]:
    return {item.item: None if item.self_score is None else format(item.self_score, "f") for item in found.items}

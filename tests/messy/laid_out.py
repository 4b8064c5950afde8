"""A filled table as rows of places, its headers written out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.messy.notice import printed_items
from tests.messy.paper import ABOVE, LEFT, Box, Place, Table
from tests.messy.scores import plain
from tests.messy.tables import Draft, Row


def tables_of(made: Draft) -> list[Table]:
    """The table or tables as places, headers written out."""
    pieces: list[list[list[Place]]] = [_header(made)]
    for number, row in enumerate(made.rows):
        if number in made.breaks and made.parts_summed:
            pieces[-1].append(_part_total(made, number))
        if number in made.breaks:
            pieces.append(_header(made) if made.rng.random() < 0.6 else [])
        if row.kind == "header":
            pieces[-1] += _header(made)
            continue
        pieces[-1].append([_place(row, role) for role in made.columns])
    if made.signed:
        pieces[-1] += _signatures(made)
    found = [Table(_settled(piece)) for piece in pieces]
    if made.sums and len(found) == 1 and found[0].rows[-1] and made.truth.total is not None:
        _sum_formula(made, found[0])
    return found


def _sum_formula(made: Draft, table: Table) -> None:
    """The total as a SUM over the column, without a stored result; counts where every score is a number."""
    column = made.columns.index("score")
    body = [row[column] for row in table.rows[:-1]]
    numbers = all(
        not isinstance(box, Box) or not box.score or box.kind in ("number", "float", "cached") for box in body
    )
    table.rows[-1][column] = Box("", "uncached", formula="SUM({range})")
    table.sum_column = (
        column,
        sum(1 for row in table.rows[:-1] if not any(isinstance(p, Box) and p.score for p in row)),
    )
    truth = made.truth
    truth.need = [one for one in truth.need if one[0] != "total-mismatch"]
    if not numbers or truth.either:
        truth.either.add("stated_total")
        truth.may |= {"formula-without-value", "total-mismatch"}
        truth.total = None
    else:
        truth.total = sum((value for value in truth.items.values() if value is not None), Decimal(0))
        if any(value is None for value in truth.items.values()):
            truth.either.add("stated_total")
            truth.may |= {"formula-without-value", "total-mismatch"}
        else:
            truth.need.append(("formula-computed", "stated_total"))


def _part_total(made: Draft, end: int) -> list[Place]:
    """合计 of the rows of one part."""
    start = max([0, *[n for n in made.breaks if n < end]])
    about = [
        row.item.id
        for row in made.rows[start:end]
        if row.item and row.boxes.get("item") != ABOVE and row.kind != "subtotal"
    ]
    values = [made.truth.items[one] for one in dict.fromkeys(about)]
    maxima = sum((item.max for item in printed_items() if item.id in about), Decimal(0))
    known = [value for value in values if value is not None]
    score = Box(plain(sum(known, Decimal(0)))) if len(known) == len(values) else Box()
    return [
        {"number": Box("合计"), "max": Box(plain(maxima)), "score": score}.get(role, Box()) for role in made.columns
    ]


def _signatures(made: Draft) -> list[list[Place]]:
    """Remarks, and who filled the form in, as rows over the whole width."""
    rng, truth = made.rng, made.truth
    texts = [
        rng.choice(
            [
                "注：各项得分不得超过分值，佐证材料附后。",
                "填表说明：1.本表由单位填写。2.得分保留一位小数。",
                "单位意见：情况属实，自评得分真实有效。",
                "主管部门核查意见：同意。\n（盖章）\n2026年11月20日",
            ]
        )
    ]
    if truth.person:
        texts.append(f"填表人：{truth.person}　　联系电话：{truth.phone}")
    texts.append("单位负责人（签字）：赵某　　审核人：钱某")
    width = len(made.columns)
    return [[Box(text), *[LEFT] * (width - 1)] for text in texts]


def _place(row: Row, role: str) -> Place:
    if row.kind == "total" and role not in row.boxes:
        return Box()
    place = row.boxes.get(role, Box())
    return replace(place, score=True) if role == "score" and isinstance(place, Box) and row.item else place


def _header(made: Draft) -> list[list[Place]]:
    low: list[Place] = [LEFT if made.names[role] == LEFT else Box(made.names[role]) for role in made.columns]
    if "tier" not in made.names:
        return [low]
    high: list[Place] = list(low)
    under: list[Place] = [LEFT if place == LEFT else ABOVE for place in low]
    first = made.columns.index("score")
    for offset, place in enumerate((Box(made.names["tier"]), LEFT)):
        high[first + offset] = place
        under[first + offset] = low[first + offset]
    return [high, under]


def _settled(rows: list[list[Place]]) -> list[list[Place]]:
    """Marks that point at nothing become blank boxes; a box both wide and high covers its whole rectangle."""
    for r, row in enumerate(rows):
        for c, place in enumerate(row):
            above_wide = r > 0 and c > 0 and rows[r - 1][c] == LEFT
            if place == ABOVE and (
                r == 0 or above_wide or (c + 1 < len(row) and rows[r - 1][c + 1] == LEFT and row[c + 1] != LEFT)
            ):
                row[c] = Box()
            if place == LEFT and c == 0:
                row[c] = Box()
    for r, row in enumerate(rows):
        for c, place in enumerate(row):
            if place == LEFT and row[c - 1] == ABOVE:
                rows[r][c] = LEFT
    return rows

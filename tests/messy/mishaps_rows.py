"""What befalls the rows of a table: deleted, repeated, added, torn by pages."""

from __future__ import annotations

from tests.messy.paper import ABOVE, Box, Place
from tests.messy.tables import Draft, Row, unsure_total


def blank_rows(made: Draft) -> None:
    for _ in range(made.rng.randint(1, 3)):
        made.rows.insert(made.rng.randint(1, len(made.rows) - 1), Row("blank", None, None, {}))


def unmerged(made: Draft) -> None:
    """Cells that were merged stand alone: blank below, or the text repeated."""
    repeat = made.rng.random() < 0.5
    before: dict[str, Place] = {}
    for row in made.rows:
        for role in ("number", "section", "item", "requirement", "max"):
            if row.boxes.get(role) == ABOVE and role != "max":
                row.boxes[role] = before[role] if repeat and row.kind != "subtotal" else Box()
            elif role in row.boxes:
                before[role] = row.boxes[role]


def page_breaks(made: Draft) -> None:
    """Header rows repeated where a page begins."""
    for _ in range(made.rng.randint(1, 2)):
        starts = [
            n
            for n, row in enumerate(made.rows)
            if n > 1
            and row.item
            and ABOVE not in (row.boxes.get("number"), row.boxes.get("section"), row.boxes.get("item"))
        ]
        if starts:
            made.rows.insert(made.rng.choice(starts), Row("header", None, None, {}))


def split(made: Draft) -> None:
    """Two or three tables instead of one, the later ones with or without a header."""
    starts = [
        n
        for n, row in enumerate(made.rows)
        if n > 1 and row.item and row.boxes.get("number") not in (ABOVE, None) and row.kind != "subtotal"
    ]
    made.breaks = sorted(made.rng.sample(starts, min(len(starts), made.rng.randint(1, 2)))) if starts else []


def deleted_row(made: Draft) -> None:
    """A row gone: it must be named, and nothing may take its score from a neighbour."""
    candidates = [row for row in made.rows if row.kind == "item" or (row.rule and row.item and len(row.item.rules) > 1)]
    candidates = [row for row in candidates if row.boxes.get("score") != ABOVE]
    row = made.rng.choice(candidates)
    below = made.rows[made.rows.index(row) + 1]
    for role, box in row.boxes.items():
        if below.boxes.get(role) == ABOVE and box != ABOVE and role != "score":
            below.boxes[role] = box
    assert row.item is not None
    about = row.rule.id if row.rule else row.item.id
    made.rows.remove(row)
    truth = made.truth
    truth.need = [one for one in truth.need if one[1] != about]
    truth.need.append(("rows-missing", about))
    (truth.rules if row.rule else truth.items)[about] = None
    truth.items[row.item.id] = None
    unsure_total(truth)
    truth.may |= {"total-mismatch", "item-rules-mismatch", "maximum-differs", "score-shared"}


def repeated_row(made: Draft) -> None:
    """A row given twice with another score."""
    rows = [
        row
        for row in made.rows
        if row.item and isinstance(row.boxes.get("score"), Box) and row.boxes.get("item") != ABOVE
    ]
    rows = [
        row
        for row in rows
        if (row.rule is None or len(row.item.rules) == 1 if row.item else False) and row.kind != "subtotal"
    ]
    rows = [
        row
        for row in rows
        if (row.item.id if row.item and not row.rule else row.rule.id if row.rule else "") in made.values
    ]
    row = made.rng.choice(rows)
    assert row.item is not None
    about = row.rule.id if row.rule else row.item.id
    again = Row(
        row.kind, row.item, row.rule, {**row.boxes, "score": Box("1" if made.values[about].value != 1 else "2")}
    )
    for role in ("number", "section"):
        again.boxes[role] = ABOVE
    made.rows.insert(made.rows.index(row) + 1, again)
    truth = made.truth
    truth.need = [one for one in truth.need if one[1] != about]
    truth.need.append(("rows-repeated", about))
    (truth.rules if row.rule else truth.items)[about] = None
    truth.items[row.item.id] = None
    unsure_total(truth)
    truth.may |= {"total-mismatch", "item-rules-mismatch"}


def strange_row(made: Draft) -> None:
    """A row of the unit's own with a score: it counts for nothing and must be said."""
    boxes: dict[str, Place] = {
        "number": Box("6"),
        "section": Box("加分项"),
        "item": Box("特色工作"),
        "rule": Box("获得省级以上表彰的，得5分。"),
    }
    boxes |= {"max": Box("5"), "score": Box("5")}
    made.rows.insert(len(made.rows) - 1, Row("strange", None, None, boxes))
    made.truth.need.append(("row-unknown", "file"))
    made.truth.may |= {"row-unknown", "total-mismatch"}


def reordered(made: Draft) -> None:
    """By item: the 项目 in another order, nothing merged."""
    if made.by_rule:
        return
    for row in made.rows[:-1]:
        if row.item:
            row.boxes["number"], row.boxes["section"] = Box(row.item.id.partition(".")[0]), Box(row.item.section)
    body = made.rows[:-1]
    made.rng.shuffle(body)
    made.rows = [*body, made.rows[-1]]


def signed_inside(made: Draft) -> None:
    """Rows at the end of the table for signatures and remarks, over its whole width."""
    made.signed = True


def part_totals(made: Draft) -> None:
    """Each part of a split table ends with its own 合计."""
    split(made)
    made.parts_summed = True

"""信函格式 (R80–R87)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.geometry.measures.body import title_lines
from tests.geometry.measures.measure import BOTTOM, LEFT, RIGHT, TOP, Collection, pitch_of
from tests.geometry.measures.page import numbered
from tests.geometry.paper import Paper
from tests.geometry.ruler import Box, Line, Stroke

MEASURES = Collection()
_SEVEN_EIGHTHS = 4.9
"""7/8 of the height of a 3号 Hanzi in millimetres."""
_FIRST_PAGE_END = 271.0
"""Where the text of the first page may end, from the page's top."""
_BELOW_BASELINE = 0.2
"""The share of an exact line that lies below its baseline."""


def _rules(paper: Paper) -> list[Stroke]:
    """The four red rules of a letter's first page, from top to bottom."""
    return [stroke for stroke in paper.print[1].strokes if stroke.red] if paper.letter else []


def _mark(paper: Paper) -> Line | None:
    return next((line for line in paper.print[1].lines if line.size > 30), None) if paper.letter else None


def _mark_ink(paper: Paper) -> Box | None:
    line = _mark(paper)
    return paper.print[1].ink(Box(LEFT - 5, 20, RIGHT + 5, _rules(paper)[0].top - 0.3), red=True) if line else None


@MEASURES.measure("R80", "信函标志字形上缘距纸上边", 30, 0.5, shown="letter")
def mark_top(paper: Paper) -> Iterator[float]:
    if ink := _mark_ink(paper):
        yield ink.top


@MEASURES.none_of("R80", "信函标志带“文件”或不止主办机关", shown="letter")
def mark_text(paper: Paper) -> Iterator[float]:
    names = paper.texts("信函机关标志")
    if names:
        yield len(names) - 1 + names[0].endswith("文件")


@MEASURES.measure("R81", "信函标志下缘至上双线", 4, 0.5, shown="letter")
def upper_gap(paper: Paper) -> Iterator[float]:
    if ink := _mark_ink(paper):
        yield _rules(paper)[0].top - ink.bottom


@MEASURES.measure("R81", "信函下双线下缘距纸下边", 20, 0.3, shown="letter")
def lower_place(paper: Paper) -> Iterator[float]:
    if rules := _rules(paper):
        yield paper.print[1].height - rules[-1].bottom


@MEASURES.measure("R81", "信函双线长", 170, 0.3, shown="letter")
def lengths(paper: Paper) -> Iterator[float]:
    yield from (rule.width for rule in _rules(paper))


@MEASURES.measure("R81", "信函双线中点（版心居中）", 106, 0.3, shown="letter")
def middles(paper: Paper) -> Iterator[float]:
    yield from ((rule.left + rule.right) / 2 for rule in _rules(paper))


@MEASURES.none_of("R81", "信函双线不是上粗下细、下线上细下粗", shown="letter")
def weights(paper: Paper) -> Iterator[float]:
    if rules := _rules(paper):
        drawn = [rule.weight for rule in rules]
        yield len(drawn) != 4 or not (drawn[0] > drawn[1] and drawn[2] < drawn[3])


def _items(paper: Paper) -> list[Line]:
    """The lines between the upper rules and the title."""
    rules, title = _rules(paper), title_lines(paper)
    if not rules or not title:
        return []
    return [line for line in paper.print[1].lines if rules[1].y < line.box.centre < title[0][1].box.top]


@MEASURES.measure("R82", "信函上双线至首行要素上缘（7/8 字高）", _SEVEN_EIGHTHS, 0.6, shown="letter_items")
def first_item(paper: Paper) -> Iterator[float]:
    for line in _items(paper)[:1]:
        yield paper.print[1].ink_of(line.box).top - _rules(paper)[1].bottom


@MEASURES.measure("R82", "信函份号、密级、紧急程度左边", 28, 0.3, shown="letter_items")
def items_left(paper: Paper) -> Iterator[float]:
    if paper.texts("信函份号密级"):
        yield from (line.box.left for line in _items(paper))


@MEASURES.measure("R83", "信函发文字号右边（版心右边缘）", 184, 0.4, shown="letter")
def number_right(paper: Paper) -> Iterator[float]:
    for line in _items(paper)[:1]:
        yield line.box.right


@MEASURES.none_of("R83", "信函首个左上要素与发文字号不同行", shown="letter_items")
def shared_row(paper: Paper) -> Iterator[float]:
    texts, items = paper.texts("信函份号密级"), _items(paper)
    if texts and items:
        yield not items[0].text.endswith("号") or "〔" not in items[0].text


@MEASURES.measure("R84", "信函上方末一要素下缘至标题上缘（二行）", 20.9, 1, shown="letter")
def above_title(paper: Paper) -> Iterator[float]:
    items, lines = _items(paper), title_lines(paper)
    if items and lines:
        page = paper.print[1]
        yield page.ink_of(lines[0][1].box).top - page.ink_of(items[-1].box).bottom


@MEASURES.none_of("R85", "信函首页文字越过下双线上方 7/8 字高（271 mm）", shown="letter")
def bottom(paper: Paper) -> Iterator[float]:
    if rules := _rules(paper):
        limit = rules[2].top - _SEVEN_EIGHTHS + 0.5
        last = paper.print[1].lines[-1]
        yield paper.print[1].ink_of(last.box).bottom > limit


@MEASURES.measure(
    "R85", "信函满首页末行之下至 271 mm（可低于版心 262）的空白，不足一行", 0.5, 0.5, "行", shown="letter_items"
)
def full_page(paper: Paper) -> Iterator[float]:
    if paper.name.startswith("letter_"):
        end = paper.print[1].lines[-1].baseline + _BELOW_BASELINE * pitch_of(paper)
        yield (_FIRST_PAGE_END - end) / pitch_of(paper)


@MEASURES.none_of("R85", "信函第二页起文字低于版心", shown="letter_items")
def later_pages(paper: Paper) -> Iterator[float]:
    if paper.letter:
        for page, lines in paper.text_area[1:]:
            yield sum(line.box.bottom > BOTTOM + 0.5 or line.box.top < TOP for line in lines) and page.number


@MEASURES.none_of("R86", "信函首页编了页码，或后页没编", shown="letter_items")
def first_page_number(paper: Paper) -> Iterator[float]:
    if paper.letter:
        on = {page.number for page, _ in numbered(paper)}
        yield (1 in on) + sum(page.number not in on for page in list(paper.print)[1:])


@MEASURES.none_of("R87", "信函版记有印发机关、日期或分隔线", shown="letter")
def imprint_alone(paper: Paper) -> Iterator[float]:
    copies = paper.texts("抄送")
    if paper.letter:
        page = paper.print[len(paper.print)]
        line = page.line(copies[0]) if copies else None
        ruled = sum(abs(stroke.y - line.box.centre) < 8 and not stroke.red for stroke in page.strokes) if line else 0
        yield len(paper.texts("印发")) + ruled


@MEASURES.measure("R87", "信函抄送下缘距版心下边缘", 1.5, 1.5, shown="letter_items")
def copies_place(paper: Paper) -> Iterator[float]:
    copies = paper.texts("抄送")
    line = paper.print[len(paper.print)].line(copies[-1][-6:]) if paper.letter and copies else None
    if line:
        yield BOTTOM - line.box.bottom

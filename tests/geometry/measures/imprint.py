"""版记 (R60–R67)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.geometry.measures.measure import BOTTOM, LEFT, RIGHT, Collection
from tests.geometry.measures.page import numbered
from tests.geometry.paper import Paper
from tests.geometry.ruler import Line, Page, Stroke, squeezed

MEASURES = Collection()
ZI_4 = 14 * 25.4 / 72
"""One 字 of 4号 in millimetres."""


def rules(paper: Paper) -> list[Stroke]:
    """The imprint's rules from top to bottom; a table above it has narrower ones or ends higher up."""
    if not paper.imprint:
        return []
    page, printed = paper.imprint
    first = [line for line in (page.line(text) for text in paper.texts("抄送")[:1]) if line] or _copies(paper, page)[:1]
    top = min(line.box.top for line in [printed, *first]) - 3
    return [stroke for stroke in page.strokes if stroke.y > top and not stroke.red]


def _copies(paper: Paper, page: Page) -> list[Line]:
    """The printed lines of 主送 and 抄送 on the imprint's page."""
    texts = "".join(squeezed(text) for text in paper.texts("抄送"))
    return [line for line in page.lines if line.text in texts and abs(line.size - 14) < 0.3]


@MEASURES.measure("R60", "版记末条分隔线距纸上边（版心下边缘）", 262, 0.5)
def last_rule(paper: Paper) -> Iterator[float]:
    yield from (stroke.y for stroke in rules(paper)[-1:])


@MEASURES.measure("R60", "版记分隔线长", 156, 0.3)
def rule_width(paper: Paper) -> Iterator[float]:
    yield from (stroke.width for stroke in rules(paper))


@MEASURES.measure("R60", "版记分隔线左端", 28, 0.3)
def rule_left(paper: Paper) -> Iterator[float]:
    yield from (stroke.left for stroke in rules(paper))


@MEASURES.measure("R60", "首条和末条分隔线粗", 0.35, 0.03)
def thick_rules(paper: Paper) -> Iterator[float]:
    found = rules(paper)
    yield from (stroke.weight for stroke in [*found[:1], *found[-1:]])


@MEASURES.measure("R60", "中间分隔线粗", 0.25, 0.03)
def thin_rules(paper: Paper) -> Iterator[float]:
    yield from (stroke.weight for stroke in rules(paper)[1:-1])


@MEASURES.measure("R61", "抄送字号", 14, 0.05, "磅")
def copies_size(paper: Paper) -> Iterator[float]:
    yield from (line.size for line in _printed_copies(paper))


def _printed_copies(paper: Paper) -> list[Line]:
    return _copies(paper, paper.print[len(paper.print)])


@MEASURES.measure("R61", "抄送左空（4号）", 1, 0.1, "字")
def copies_left(paper: Paper) -> Iterator[float]:
    yield from ((line.box.left - LEFT) / ZI_4 for line in _printed_copies(paper) if line.text[2:3] == "：")


@MEASURES.measure("R61", "抄送回行与冒号后首字对齐：偏差", 0, 0.3)
def copies_aligned(paper: Paper) -> Iterator[float]:
    start = None
    for line in _printed_copies(paper):
        if line.text[2:3] == "：":
            start = line.words(line.text[3:5]).left
        elif start is not None:
            yield line.box.left - start


@MEASURES.none_of("R61", "抄送右边不足一字")
def copies_right(paper: Paper) -> Iterator[float]:
    yield from (line.box.right > RIGHT - ZI_4 + 0.4 for line in _printed_copies(paper))


@MEASURES.none_of("R61", "抄送末尾没有句号")
def copies_stop(paper: Paper) -> Iterator[float]:
    yield from (not text.endswith("。") for text in paper.texts("抄送"))


@MEASURES.none_of("R62", "主送与抄送之间有分隔线", shown="crowded")
def no_rule_between(paper: Paper) -> Iterator[float]:
    texts = paper.texts("抄送")
    if len(texts) > 1:
        page = paper.print[len(paper.print)]
        above, below = (next(line for line in page.lines if line.text.startswith(word)) for word in ("主送", "抄送"))
        yield sum(above.box.bottom < stroke.y < below.box.centre for stroke in page.strokes)


@MEASURES.measure("R63", "印发机关左空（4号）", 1, 0.1, "字")
def printed_left(paper: Paper) -> Iterator[float]:
    if paper.imprint:
        yield (paper.imprint[1].box.left - LEFT) / ZI_4


@MEASURES.measure("R63", "印发日期右空（4号）", 1, 0.1, "字")
def printed_right(paper: Paper) -> Iterator[float]:
    if paper.imprint:
        yield (RIGHT - paper.imprint[1].box.right) / ZI_4


@MEASURES.measure("R63", "印发机关和日期字号", 14, 0.05, "磅")
def printed_size(paper: Paper) -> Iterator[float]:
    if paper.imprint:
        yield paper.imprint[1].size


@MEASURES.none_of("R63", "印发日期后没有“印发”")
def printed_word(paper: Paper) -> Iterator[float]:
    yield from (not text.endswith("日印发") for text in paper.texts("印发")[:1])


@MEASURES.measure("R64", "其他要素上方的细线粗", 0.25, 0.03, shown="other_items")
def other_items(paper: Paper) -> Iterator[float]:
    if len(paper.texts("印发")) > 1:
        yield rules(paper)[-2].weight


@MEASURES.none_of("R65", "版记不在最后一面，或不在双面")
def even_page(paper: Paper) -> Iterator[float]:
    if paper.texts("印发") and paper.name != "even_full_once":
        yield (paper.imprint is None) + len(paper.print) % 2


@MEASURES.none_of("R67", "版记前有空白页，空白页或版记页却编了页码", shown="blank_page")
def unnumbered(paper: Paper) -> Iterator[float]:
    blank = [page for page in paper.print if not any(not line.text.startswith("—") for line in page.lines)]
    if blank and not any(page.turned for page in blank):
        on = {page.number for page, _ in numbered(paper)}
        yield sum(page.number in on for page in blank) + (len(paper.print) in on)


@MEASURES.none_of("R67", "没有空白页，页面却漏编页码", shown="odd_end")
def all_numbered(paper: Paper) -> Iterator[float]:
    if not paper.letter and all(page.lines for page in paper.print):
        missing = len([page for page in paper.print if not page.turned]) - len(list(numbered(paper)))
        yield missing


@MEASURES.measure("R60", "版记与上方文字的距离不小于一行：余量不足", 0, 0, "处")
def clear_above(paper: Paper) -> Iterator[float]:
    if found := rules(paper):
        page = paper.imprint[0] if paper.imprint else paper.print[len(paper.print)]
        above = [line.box.bottom for line in page.lines if line.box.bottom < found[0].y]
        yield bool(above) and found[0].y - max(above) < 5 and found[0].y < BOTTOM

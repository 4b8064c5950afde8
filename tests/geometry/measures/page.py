"""The page: paper, margins, type area, grid, colour, zones, page numbers (R01–R11, R66–R69)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.geometry.measures.measure import BOTTOM, LEFT, PITCH_W2, RIGHT, ZI, Collection
from tests.geometry.paper import TEXT, Paper, W
from tests.geometry.ruler import Line, Page, around, is_red

MEASURES = Collection()
_MM_PER_TWIP = 25.4 / 1440
_FACES = {"仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"}
_DASH = "—"


def _margins(paper: Paper, side: str) -> Iterator[float]:
    for section in paper.root.iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert size is not None
        assert margins is not None
        if size.get(f"{W}orient") != "landscape":
            yield int(margins.get(f"{W}{side}", "0")) * _MM_PER_TWIP


def _full_lines(paper: Paper) -> Iterator[Line]:
    """Lines of Hanzi alone that reach the right edge."""
    for _, lines in paper.text_area:
        yield from (line for line in lines if len(line.text) >= 28 and line.box.left < LEFT + 0.3)


@MEASURES.measure("R01", "一字的宽度（整行平均）", 156 / 28, 0.03, shown="grid")
def character(paper: Paper) -> Iterator[float]:
    for line in _full_lines(paper):
        if paper.name.startswith("grid"):
            yield (line.chars[-1]["x0"] - line.chars[0]["x0"]) * 25.4 / 72 / (len(line.chars) - 1)


@MEASURES.measure("R02", "行距（W1，整页平均）", 10.449, 0.25, shown="grid")
def pitch_w1(paper: Paper) -> Iterator[float]:
    yield from _pitch(paper, "grid")


@MEASURES.measure("R02", "行距（W2，整页平均）", 10.449, 0.02, shown="grid_w2")
def pitch_w2(paper: Paper) -> Iterator[float]:
    yield from _pitch(paper, "grid_w2")


def _pitch(paper: Paper, case: str) -> Iterator[float]:
    for _, lines in paper.text_area[1:] if paper.name == case else ():
        if len(lines) > 1:
            yield (lines[-1].baseline - lines[0].baseline) / (len(lines) - 1)


@MEASURES.measure("R03", "纸宽（竖排页）", 210, 0.1)
def paper_width(paper: Paper) -> Iterator[float]:
    yield from (page.height if page.turned else page.width for page in paper.print)


@MEASURES.measure("R03", "纸高（竖排页）", 297, 0.1)
def paper_height(paper: Paper) -> Iterator[float]:
    yield from (page.width if page.turned else page.height for page in paper.print)


@MEASURES.measure("R04", "天头（W1，页边距）", 37, 0.1)
def top_w1(paper: Paper) -> Iterator[float]:
    if not paper.wide_profile:
        yield from _margins(paper, "top")


@MEASURES.measure("R04", "天头（W2，页边距加半个行间空白）", 37, 0.1, shown="grid_w2")
def top_w2(paper: Paper) -> Iterator[float]:
    if paper.wide_profile:
        gap = PITCH_W2 - 16 * 25.4 / 72
        yield from (margin + gap / 2 for margin in _margins(paper, "top"))


@MEASURES.measure("R05", "订口（顶格字的左边）", 28, 1)
def binding(paper: Paper) -> Iterator[float]:
    for _, lines in paper.text_area:
        if lines:
            yield (
                min(line.box.left for line in lines if line.box.left < 40)
                if any(line.box.left < 29 for line in lines)
                else LEFT
            )


@MEASURES.measure("R06", "版心宽（满行）", 156, 1, shown="grid")
def type_width(paper: Paper) -> Iterator[float]:
    yield from (line.box.right - LEFT for line in _full_lines(paper) if paper.name.startswith("grid"))


@MEASURES.none_of("R06", "超出版心右边的文字行", shown="full")
def beyond(paper: Paper) -> Iterator[float]:
    ends = (_last_sign(line) for _, lines in paper.text_area for line in lines)
    yield sum(end > RIGHT + 0.3 for end in ends)


def _last_sign(line: Line) -> float:
    """Where a line's last character ends; LibreOffice reads ``w:overflowPunct`` the wrong way round and hangs a mark
    outside that the file keeps inside (its importer sets hanging where the value is 0)."""
    hung = line.chars[-1]["text"] in "，。、；：）》”" and len(line.chars) > 1
    return float(line.chars[-2 if hung else -1]["x1"]) * 25.4 / 72


@MEASURES.none_of("R06", "低于版心下边的文字行（页码除外；信函首页不低于 271 mm）")
def below(paper: Paper) -> Iterator[float]:
    for page in paper.print:
        edge = 271 if paper.letter and page.number == 1 else BOTTOM
        lines = [] if page.turned else [line for line in page.lines if _DASH not in (line.text[0], line.text[-1])]
        yield sum(line.box.bottom > edge + 1 for line in lines)


@MEASURES.measure("R07", "下白边（W1，页边距）", 35, 0.1)
def bottom_margin(paper: Paper) -> Iterator[float]:
    if not paper.wide_profile and not paper.letter:
        yield from _margins(paper, "bottom")


@MEASURES.measure("R07", "切口（页边距）", 26, 0.1)
def fore_edge(paper: Paper) -> Iterator[float]:
    yield from _margins(paper, "right")


@MEASURES.measure("R08", "正文字号", 16, 0.05, "磅")
def text_size(paper: Paper) -> Iterator[float]:
    for text in paper.texts("公文正文"):
        found = paper.print.find(text[:8])
        if found and found[1].text.startswith("".join(text.split())[:8]) and len(text) > 8:
            yield found[1].size


@MEASURES.none_of("R08", "通行名称以外的字体")
def faces(paper: Paper) -> Iterator[float]:
    content = b"".join(paper.parts[name] for name in paper.parts if name.startswith("word/") and name.endswith(".xml"))
    named = re.findall(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]+)"', content.decode())
    languages = {"zh-CN", "en-US", "ar-SA"}
    yield len(set(named) - _FACES - languages) + len(re.findall(r"w:\w+Theme=", content.decode()))


@MEASURES.measure("R09", "满页的行数", 22, 0, "行", shown="grid")
def lines_on_page(paper: Paper) -> Iterator[float]:
    for _, lines in paper.text_area[1:-1] if paper.name.startswith("grid") else ():
        yield len(lines)


@MEASURES.measure("R09", "满行的字数", 28, 0, "字", shown="grid")
def characters_in_line(paper: Paper) -> Iterator[float]:
    yield from (len(line.text) for line in _full_lines(paper) if paper.name.startswith("grid"))


@MEASURES.none_of("R10", "标志、红线以外不是黑色的字")
def coloured(paper: Paper) -> Iterator[float]:
    for page in paper.print:
        yield sum(
            not _black(char) and not (is_red(char["non_stroking_color"]) and page.number == 1) for char in page.chars
        )


def _black(char: dict[str, object]) -> bool:
    colour = char["non_stroking_color"]
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    return all(part == 0 for part in parts if part is not None)


@MEASURES.none_of("R11", "红线、标题、正文、版记次序颠倒")
def zones(paper: Paper) -> Iterator[float]:
    places = [
        (found[0].number, found[1].box.top)
        for words in (paper.number, *paper.lines_of("公文标题")[:1], *[text[:12] for text in paper.texts(*TEXT)[:1]])
        if words and (found := paper.print.find(words))
    ]
    if paper.imprint:
        places.append((paper.imprint[0].number, paper.imprint[1].box.top))
    yield sum(before >= after for before, after in pairwise(places))


def numbered(paper: Paper) -> Iterator[tuple[Page, Line]]:
    """Upright pages that carry a number, with its line."""
    for page in paper.print:
        line = next((one for one in reversed(page.lines) if one.text.startswith(_DASH) and one.box.top > BOTTOM), None)
        if line and not page.turned:
            yield page, line


@MEASURES.measure("R66", "页码一字线距纸上边（版心下边缘下 7 mm）", 269, 0.5)
def number_dash(paper: Paper) -> Iterator[float]:
    for page, line in list(numbered(paper))[:2]:
        yield page.ink_of(line.words(_DASH)).centre


@MEASURES.measure("R66", "页码字号", 14, 0.05, "磅")
def number_size(paper: Paper) -> Iterator[float]:
    yield from (line.size for _, line in numbered(paper))


@MEASURES.measure("R66", "单页码右空", 1, 0.1, "字")
def odd_number(paper: Paper) -> Iterator[float]:
    yield from ((RIGHT - line.box.right) / ZI for page, line in numbered(paper) if page.number % 2)


@MEASURES.measure("R66", "双页码左空", 1, 0.1, "字")
def even_number(paper: Paper) -> Iterator[float]:
    yield from ((line.box.left - LEFT) / ZI for page, line in numbered(paper) if not page.number % 2)


@MEASURES.none_of("R68", "页码与页次不符（正文、附件连续编排）")
def continued(paper: Paper) -> Iterator[float]:
    yield sum(line.text != f"{_DASH}{page.number}{_DASH}" for page, line in numbered(paper))


def _turned_numbers(paper: Paper) -> Iterator[tuple[int, float, float, float]]:
    """On landscape pages: page, and the number's place on the sheet held upright: left, right and height."""
    for page in paper.print:
        chars = [char for char in page.chars if not char["upright"]] if page.turned else []
        if chars:
            dash = page.ink_of(around(chars[:1]))
            whole = around(chars)
            yield page.number, whole.top, whole.bottom, page.width - dash.middle


@MEASURES.measure("R69", "横排页页码距纸上边（按竖排页看）", 269, 0.8)
def turned_height(paper: Paper) -> Iterator[float]:
    yield from (height for _, _, _, height in _turned_numbers(paper))


@MEASURES.measure("R69", "横排单页码右空（按竖排页看）", 1, 0.15, "字")
def turned_odd(paper: Paper) -> Iterator[float]:
    yield from ((RIGHT - right) / ZI for page, _, right, _ in _turned_numbers(paper) if page % 2)


@MEASURES.measure("R69", "横排双页码左空（按竖排页看）", 1, 0.15, "字")
def turned_even(paper: Paper) -> Iterator[float]:
    yield from ((left - LEFT) / ZI for page, left, _, _ in _turned_numbers(paper) if not page % 2)


@MEASURES.measure("R69", "横排页续表表头距纸边（单页订口，双页切口）", 28, 0.5)
def turned_head(paper: Paper) -> Iterator[float]:
    for page in paper.print:
        if page.turned and page.strokes and page.strokes[0].y < min(line.box.top for line in page.lines):
            yield page.strokes[0].y

"""主体: title, addressees, text, levels (R40–R46)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest

from lxml import etree

from generate.office.widths import width_in_zi
from tests.geometry.cases import JOINT
from tests.geometry.measures.head import faces_of, red_rule
from tests.geometry.measures.measure import LEFT, RIGHT, ZI, Collection, pitch_of
from tests.geometry.paper import TEXT, Paper, W, starts
from tests.geometry.ruler import Line, Page, squeezed

MEASURES = Collection()
_GENRES = ("决定", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "函", "公示")
_LEVELS = (("公文一级标题", "黑体"), ("公文二级标题", "楷体_GB2312"), ("公文三级标题", "仿宋_GB2312"))
_WHOLE = ("节约型机关", "机关事务管理局", "评价", "核查", "整改", "情况", "通报", "通知", "报告", "名单", *JOINT)
"""Words and names that a title is not broken within."""


def title_lines(paper: Paper) -> list[tuple[Page, Line]]:
    """The printed lines of the title."""
    return [found for line in paper.lines_of("公文标题") if (found := paper.print.find(line))]


@MEASURES.measure("R40", "红线至标题上缘（二行；信函为上方末一要素下缘至标题）", 20.9, 1)
def above_title(paper: Paper) -> Iterator[float]:
    rule, lines = red_rule(paper), title_lines(paper)
    if rule and lines and not paper.letter:
        page, line = lines[0]
        yield page.ink_of(line.box).top - rule.bottom


@MEASURES.measure("R40", "标题居中：各行中线比版心中线", 0, 0.6)
def title_centred(paper: Paper) -> Iterator[float]:
    yield from (line.box.middle - (LEFT + RIGHT) / 2 for _, line in title_lines(paper))


@MEASURES.measure("R40", "标题字号", 22, 0.05, "磅")
def title_size(paper: Paper) -> Iterator[float]:
    yield from (line.size for _, line in title_lines(paper))


@MEASURES.none_of("R40", "标题断行不当（孤字、拆词、拆机关名称、沙漏形）", shown="wrapped_title")
def title_shape(paper: Paper) -> Iterator[float]:
    for style in ("公文标题", "附件标题"):
        for text in paper.texts(style):
            lines = text.split("\n")
            short = sum(len(line) < 2 for line in lines)
            wide = [width_in_zi(line) for line in lines]
            waist = sum(a > b < c for a, b, c in zip(wide, wide[1:], wide[2:], strict=False))
            yield short + waist + sum(_broken_within(lines, word) for word in _WHOLE)


def _broken_within(lines: list[str], word: str) -> int:
    return sum(
        before.endswith(word[:at]) and after.startswith(word[at:])
        for before, after in pairwise(lines)
        for at in range(1, len(word))
    )


@MEASURES.none_of("R40", "标题不是小标宋")
def title_face(paper: Paper) -> Iterator[float]:
    if paper.paragraphs("公文标题"):
        yield len(faces_of(paper, "公文标题") - {"方正小标宋简体"})


@MEASURES.none_of("R41", "标题缺发文机关、事由或文种")
def title_parts(paper: Paper) -> Iterator[float]:
    for text in paper.texts("公文标题"):
        words = squeezed(text)
        yield ("关于" not in words) + (not words.endswith(_GENRES)) + words.startswith("关于")


@MEASURES.measure("R42", "标题下缘至主送机关上缘（一行）", 11, 1)
def below_title(paper: Paper) -> Iterator[float]:
    lines, placed = title_lines(paper), list(paper.placed("主送机关"))
    names = paper.texts("主送机关")
    if lines and names:
        page, last = lines[-1]
        first = placed[0][2] if placed else next(line for line in page.lines if starts(line, names[0]))
        yield page.ink_of(first.box).top - page.ink_of(last.box).bottom


@MEASURES.measure("R42", "主送机关左边（顶格，回行亦同）", 28, 0.3)
def addressees_flush(paper: Paper) -> Iterator[float]:
    for text in paper.texts("主送机关"):
        line = next((line for line in paper.print[1].lines if starts(line, text) and line.size < 20), None)
        if line:
            yield line.box.left


@MEASURES.none_of("R42", "主送机关末尾没有全角冒号")
def addressees_colon(paper: Paper) -> Iterator[float]:
    yield from (not text.endswith("：") for text in paper.texts("主送机关"))


@MEASURES.measure("R43", "主送过多时移入版记的主送", 1, 0, "处", shown="crowded")
def addressees_moved(paper: Paper) -> Iterator[float]:
    if paper.name == "crowded":
        yield sum(text.startswith("主送：") for text in paper.texts("抄送"))


@MEASURES.none_of("R44", "首页没有正文")
def text_on_first_page(paper: Paper) -> Iterator[float]:
    texts = paper.texts(*TEXT)
    if texts:
        yield not any(starts(line, text) for text in texts for line in paper.print[1].lines)


def _openings(paper: Paper) -> Iterator[tuple[Line, Line | None]]:
    """The first printed line of each paragraph of text, and the line it runs on to."""
    texts, at = paper.texts(*TEXT), 0
    for page, lines in paper.text_area:
        for line, following in zip_longest(lines, lines[1:]):
            if at < len(texts) and starts(line, texts[at]):
                longer = len(squeezed(texts[at])) > len(line.text) and page.number >= 1
                yield line, following if longer else None
                at += 1


@MEASURES.measure("R45", "正文、标题句每段首行左空", 2, 0.1, "字")
def first_line(paper: Paper) -> Iterator[float]:
    yield from ((line.box.left - LEFT) / ZI for line, _ in _openings(paper))


@MEASURES.measure("R45", "正文回行左空", 0, 0.1, "字")
def wrapped_line(paper: Paper) -> Iterator[float]:
    yield from ((following.box.left - LEFT) / ZI for _, following in _openings(paper) if following)


@MEASURES.none_of("R45", "正文段落没有找到印出的首行")
def every_paragraph(paper: Paper) -> Iterator[float]:
    yield len(paper.texts(*TEXT)) - len(list(_openings(paper)))


@MEASURES.measure("R45", "主送下一行即正文：行距倍数", 1, 0.05, "行")
def text_after_addressees(paper: Paper) -> Iterator[float]:
    names, texts = paper.texts("主送机关"), paper.texts(*TEXT)
    if names and texts:
        lines = [line for line in paper.print[1].lines if line.size > 15]
        at = next((at for at, line in enumerate(lines) if starts(line, texts[0])), 0)
        if at:
            yield (lines[at].baseline - lines[at - 1].baseline) / pitch_of(paper)


@MEASURES.none_of("R46", "层次标题的字体不符（黑体、楷体、仿宋）")
def level_faces(paper: Paper) -> Iterator[float]:
    for style, face in _LEVELS:
        if paper.paragraphs(style):
            yield len(faces_of(paper, style) - {face})


@MEASURES.none_of("R46", "层次序数不按一、（一）1.（1）")
def level_numbers(paper: Paper) -> Iterator[float]:
    forms = {
        "公文一级标题": r"[一二三四五六七八九十]+、",
        "公文二级标题": r"（[一二三四五六七八九十]+）",
        "公文三级标题": r"\d+\.",
        "公文四级标题": r"（\d+）",
    }
    for style, form in forms.items():
        yield from (not re.match(form, text) for text in paper.texts(style))


@MEASURES.none_of("R46", "加粗的字或样式")
def bold(paper: Paper) -> Iterator[float]:
    roots = [paper.root, etree.fromstring(paper.parts["word/styles.xml"])]
    yield sum(len(list(root.iter(f"{W}b", f"{W}bCs"))) for root in roots)

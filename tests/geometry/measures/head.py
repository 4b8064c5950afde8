"""版头: mark, number, signers, red rule (R20–R34)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.geometry.cases import ORGAN
from tests.geometry.measures.measure import LEFT, RIGHT, TOP, ZI, Collection, pitch_of
from tests.geometry.paper import Paper, W, box_of, text_of
from tests.geometry.ruler import Box, Line, Page, Stroke

MEASURES = Collection()
_FORM = re.compile(r"[一-鿿]+〔\d{4}〕(?:[1-9]\d*|　+)号")
_ITEMS = ("份号", "密级", "紧急程度")


def faces_of(paper: Paper, style: str) -> set[str]:
    """The typefaces of a style and of the runs in it."""
    found = [] if style not in paper.styles else paper.styles[style].findall(f"{W}rPr/{W}rFonts")
    for one in paper.paragraphs(style):
        found += one.findall(f"{W}r/{W}rPr/{W}rFonts")
    return {face for fonts in found if (face := fonts.get(f"{W}eastAsia"))}


def mark_lines(paper: Paper) -> list[Line]:
    """The printed lines of a red head's mark, 文件 among them: larger than a title."""
    return [line for line in paper.print[1].lines if line.size > 25] if not paper.letter else []


def number_line(paper: Paper) -> Line | None:
    return paper.print[1].line(paper.number) if paper.number and not paper.letter else None


def red_rule(paper: Paper) -> Stroke | None:
    """The red rule of a head (of a letter: the upper double line's lower one)."""
    rules = [stroke for stroke in paper.print[1].strokes if stroke.red and stroke.y < 200]
    return rules[-1] if rules else None


@MEASURES.measure("R20", "份号字形上缘比版心第一行", 0, 0.6)
def copy_number(paper: Paper) -> Iterator[float]:
    yield from _item_lines(paper, "份号", 0)


@MEASURES.measure("R21", "密级和保密期限比版心第二行", 0, 0.6)
def secrecy(paper: Paper) -> Iterator[float]:
    yield from _item_lines(paper, "密级", 1)


@MEASURES.measure("R22", "紧急程度比版心第三行", 0, 0.6)
def urgency(paper: Paper) -> Iterator[float]:
    yield from _item_lines(paper, "紧急程度", 2)


def _item_lines(paper: Paper, style: str, line: int) -> Iterator[float]:
    """How far an item's baseline is from that line's of the type area."""
    for _, page, found in paper.placed(style):
        first = page.lines[0].baseline
        yield found.baseline - first - line * pitch_of(paper)


@MEASURES.measure("R20", "份号、密级、紧急程度左边（顶格）", 28, 0.3)
def items_flush(paper: Paper) -> Iterator[float]:
    yield from (line.box.left for style in _ITEMS for _, _, line in paper.placed(style))


@MEASURES.none_of("R21", "密级、紧急程度不是黑体")
def items_face(paper: Paper) -> Iterator[float]:
    for style in _ITEMS[1:]:
        if paper.paragraphs(style):
            yield len(faces_of(paper, style) - {"黑体"})


@MEASURES.none_of("R23", "标志不是机关名称加“文件”（联合行文时各名称加“文件”）")
def mark_text(paper: Paper) -> Iterator[float]:
    names = paper.texts("发文机关标志")
    if len(names) == 1:
        yield not names[0].endswith("文件")
    elif names:
        yield names[-1] != "文件" or any(name.endswith("文件") for name in names[:-1])


@MEASURES.measure("R24", "标志字形上缘距版心上边缘", 35, 0.5)
def mark_top(paper: Paper) -> Iterator[float]:
    if lines := mark_lines(paper):
        yield paper.print[1].ink(Box(LEFT, 60, RIGHT, lines[0].box.bottom), red=True).top - TOP


@MEASURES.measure("R24", "标志（不含并列）居中：中线比版心中线", 0, 0.6)
def mark_centred(paper: Paper) -> Iterator[float]:
    lines = mark_lines(paper)
    if lines and len(paper.texts("发文机关标志")) == 1:
        yield paper.print[1].ink_of(lines[0].box).middle - (LEFT + RIGHT) / 2


@MEASURES.measure("R25", "标志字高", 13, 1)
def mark_height(paper: Paper) -> Iterator[float]:
    """The size is free: it is measured where no mark had to be made smaller."""
    lines = mark_lines(paper)
    if len(lines) == 1 and lines[0].size > 39:
        ink = paper.print[1].ink(Box(LEFT, 60, RIGHT, lines[0].box.bottom + 1), red=True)
        yield ink.bottom - ink.top


@MEASURES.none_of("R25", "标志不是红色小标宋")
def mark_face(paper: Paper) -> Iterator[float]:
    if paper.paragraphs("发文机关标志"):
        colour = paper.styles["发文机关标志"].find(f"{W}rPr/{W}color")
        yield (colour is None or colour.get(f"{W}val") != "FF0000") + len(
            faces_of(paper, "发文机关标志") - {"方正小标宋简体"}
        )


def _stack(paper: Paper) -> tuple[Page, list[Box], Box] | None:
    """A joint mark: the ink of each name, and of 文件."""
    names = paper.texts("发文机关标志")
    if len(names) < 2:
        return None
    page = paper.print[1]
    return page, [page.ink_of(box_of(page, name)) for name in names[:-1]], page.ink_of(box_of(page, "文件"))


@MEASURES.measure("R26", "联合标志各名称左右对齐：最大偏差", 0, 1, shown="joint_sealed")
def stack_even(paper: Paper) -> Iterator[float]:
    if stack := _stack(paper):
        _, names, _ = stack
        for side in ("left", "right"):
            places = [getattr(name, side) for name in names]
            yield max(places) - min(places)


@MEASURES.measure("R26", "“文件”上下居中：中线比各名称中线", 0, 1.5, shown="joint_sealed")
def stack_middle(paper: Paper) -> Iterator[float]:
    if stack := _stack(paper):
        _, names, beside = stack
        yield beside.centre - (names[0].top + names[-1].bottom) / 2


@MEASURES.none_of("R26", "主办机关不在首位", shown="joint_sealed")
def host_first(paper: Paper) -> Iterator[float]:
    names = paper.texts("发文机关标志")
    if len(names) > 1:
        yield names[0] != ORGAN


@MEASURES.measure("R27", "标志下缘至下一行（发文字号或签发人）上缘，二行", 19.8, 1)
def below_mark(paper: Paper) -> Iterator[float]:
    lines = mark_lines(paper)
    if lines:
        page, last = paper.print[1], max(line.box.bottom for line in lines)
        below = next(line for line in page.lines if line.box.top > last - 2 and line.size < 20)
        mark = page.ink(Box(LEFT, 60, RIGHT, below.box.top - 3), red=True)
        yield page.ink_of(below.box).top - mark.bottom


@MEASURES.measure("R27", "发文字号居中：中线比版心中线", 0, 0.6)
def number_centred(paper: Paper) -> Iterator[float]:
    line = number_line(paper)
    if line and not paper.texts("签发人"):
        yield line.box.middle - (LEFT + RIGHT) / 2


@MEASURES.none_of("R28", "发文字号格式不符")
def number_form(paper: Paper) -> Iterator[float]:
    if paper.number:
        yield not _FORM.fullmatch(paper.number)


@MEASURES.measure("R29", "联合行文的发文字号", 1, 0, "个", shown="joint_sealed")
def one_number(paper: Paper) -> Iterator[float]:
    if len(paper.texts("发文机关标志")) > 1:
        rows = paper.texts("发文字号", "签发人")
        yield sum("〔" in row for row in rows)


@MEASURES.measure("R30", "上行文发文字号左空", 1, 0.1, "字", shown="upward")
def upward_number(paper: Paper) -> Iterator[float]:
    line = number_line(paper)
    if line and paper.texts("签发人"):
        yield (line.words(paper.number).left - LEFT) / ZI


@MEASURES.none_of("R30", "发文字号不与最后一位签发人同行", shown="four_signers")
def number_on_last_row(paper: Paper) -> Iterator[float]:
    rows = paper.texts("签发人")
    if rows:
        yield paper.number not in rows[-1]


@MEASURES.measure("R31", "签发人右空", 1, 0.15, "字", shown="upward")
def signer_right(paper: Paper) -> Iterator[float]:
    if lines := _signer_lines(paper):
        yield (RIGHT - max(line.box.right for line in lines)) / ZI


@MEASURES.none_of("R31", "签发人姓名不是楷体", shown="upward")
def signer_face(paper: Paper) -> Iterator[float]:
    rows = paper.paragraphs("签发人")
    if rows:
        runs = [one for row in rows for one in row.findall(f"{W}r") if one.find(f"{W}t") is not None]
        names = [one for one in runs if not any(word in _text(one) for word in ("签发人：", "〔"))]
        yield sum(_face(one) != "楷体_GB2312" for one in names)


def _text(run: object) -> str:
    return "".join(one.text or "" for one in run.iter(f"{W}t"))  # type: ignore[attr-defined]


def _face(run: object) -> str:
    fonts = run.find(f"{W}rPr/{W}rFonts")  # type: ignore[attr-defined]
    return "" if fonts is None else fonts.get(f"{W}eastAsia", "")


def _signer_lines(paper: Paper) -> list[Line]:
    page = paper.print[1]
    lines = [page.line(words) for row in paper.texts("签发人") for words in [row.strip("\t").split("\t")[-1]]]
    return [line for line in lines if line]


@MEASURES.measure("R32", "每行签发人数（最多）", 2, 0, "人", shown="four_signers")
def signers_abreast(paper: Paper) -> Iterator[float]:
    rows = [_names(row) for row in paper.texts("签发人")]
    if len(rows) > 1:
        yield max(map(len, rows))


def _names(row: str) -> list[str]:
    words = [word for word in row.split("\t") if word.strip()]
    return [word.removeprefix("签发人：") for word in words if "〔" not in word and word != "签发人："]


@MEASURES.measure("R32", "回行的签发人与上一行第一位对齐：偏差", 0, 0.3, shown="four_signers")
def signers_aligned(paper: Paper) -> Iterator[float]:
    rows = paper.texts("签发人")
    firsts = [(_names(row) or [""])[0] for row in rows]
    places = [box_of(paper.print[1], name).left for name in firsts if name.strip()]
    if len(places) > 1:
        yield max(places) - min(places)


@MEASURES.none_of("R33", "上行文（报告）没有签发人", shown="备案-少-定稿-单独")
def upward_signed(paper: Paper) -> Iterator[float]:
    title = paper.texts("公文标题")
    if title and title[0].endswith("报告") and not paper.letter:
        yield not any("签发人：" in text_of(one) for one in paper.paragraphs("签发人"))


@MEASURES.measure("R34", "发文字号下缘至红线", 4, 0.5)
def rule_gap(paper: Paper) -> Iterator[float]:
    line, rule = number_line(paper), red_rule(paper)
    if line and rule:
        yield rule.top - paper.print[1].ink_of(line.words(paper.number)).bottom


@MEASURES.measure("R34", "红线长", 156, 0.3)
def rule_width(paper: Paper) -> Iterator[float]:
    if number_line(paper) and (rule := red_rule(paper)):
        yield rule.width


@MEASURES.measure("R34", "红线居中：中线比版心中线", 0, 0.3)
def rule_centred(paper: Paper) -> Iterator[float]:
    if number_line(paper) and (rule := red_rule(paper)):
        yield (rule.left + rule.right) / 2 - (LEFT + RIGHT) / 2

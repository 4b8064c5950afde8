"""The end of the text: annex note, signature and date, remark, annexes (R47–R58)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tests.geometry.measures.head import faces_of
from tests.geometry.measures.measure import LEFT, RIGHT, STEP, ZI, Collection, pitch_of
from tests.geometry.paper import TEXT, Paper, starts
from tests.geometry.ruler import Box, Line, Page, squeezed

MEASURES = Collection()
_DATE = re.compile(r"\d{4}年(?:[1-9]\d?|　)月(?:[1-9]\d?|　)日")
_TURNED_LEFT = 35.0
"""The left margin of a page turned on its side: what is below on an upright one."""
_SEAL = 42.0
"""The width of a seal in millimetres: rows of names under seals may not be closer."""


def sealed(paper: Paper) -> bool:
    """Two blank lines above the signature: room for a seal."""
    return "不用印" not in paper.name and "unsealed" not in paper.name


def _note(paper: Paper) -> list[tuple[Page, Line]]:
    """The printed first lines of the annex note's entries."""
    made: list[tuple[Page, Line]] = []
    for text in paper.texts("附件说明"):
        start = made[-1][0].number if made else 1
        for page in list(paper.print)[start - 1 :]:
            line = next((line for line in page.lines if starts(line, text)), None)
            if line:
                made.append((page, line))
                break
    return made


@MEASURES.measure("R47", "附件说明与正文之间（空一行）：行距倍数", 2, 0.1, "行")
def above_note(paper: Paper) -> Iterator[float]:
    for page, line in _note(paper)[:1]:
        above = [one for one in page.lines if one.baseline < line.baseline - 1 and abs(one.size - 16) < 0.3]
        if above:
            yield (line.baseline - above[-1].baseline) / pitch_of(paper)


@MEASURES.measure("R47", "附件说明左空", 2, 0.1, "字")
def note_left(paper: Paper) -> Iterator[float]:
    yield from ((line.box.left - LEFT) / ZI for _, line in _note(paper)[:1])


@MEASURES.measure("R47", "附件名称左对齐（含回行）：最大偏差", 0, 0.4)
def note_aligned(paper: Paper) -> Iterator[float]:
    texts, places = paper.texts("附件说明"), []
    for text, (page, line) in zip(texts, _note(paper), strict=False):
        name = re.split(r"\t|附件：", text)[-1]
        places.append(line.words(name[:3]).left)
        rest = squeezed(text)[len(line.text) :]
        wrapped = page.line(rest) if rest else None
        places += [wrapped.box.left] if wrapped else []
    if len(places) > 1:
        yield max(places) - min(places)


@MEASURES.none_of("R47", "附件名称后有标点")
def note_marks(paper: Paper) -> Iterator[float]:
    yield sum(text.endswith(tuple("，。、；：")) for text in paper.texts("附件说明"))


@dataclass(frozen=True)
class _Signature:
    """One organ's signature: the page, the organ's box, and the date's ends.

    LibreOffice sets a gap beside digits whatever the file says, so the date's left is counted from its right: a Hanzi
    is one 字, a digit half.
    """

    page: Page
    organ: Box
    date: Box

    @property
    def above(self) -> list[Line]:
        """The lines of text above the organ."""
        return [line for line in self.page.lines if line.box.bottom < self.organ.top and line.size > 15]


def _alone(paper: Paper) -> _Signature | None:
    if len(paper.organs) != 1 or not paper.ending or len(paper.texts("发文机关署名")) != 1:
        return None
    page, line = paper.ending
    return _Signature(page, paper.organs[0], _as_told(line, paper.texts("成文日期")[0]))


def _as_told(line: Line, date: str) -> Box:
    """A date's box as it would be with digits half as wide as Hanzi and no gaps beside them."""
    wide = sum(0.5 if char.isascii() else 1 for char in date)
    return Box(line.box.right - wide * STEP, line.box.top, line.box.right, line.box.bottom)


@MEASURES.measure("R48", "加盖印章：成文日期右空", 4, 0.15, "字")
def sealed_date(paper: Paper) -> Iterator[float]:
    """Under a name that would leave the type area the date moves in with it (一般右空四字)."""
    found = _alone(paper)
    if found and sealed(paper) and found.organ.right < RIGHT - 1:
        yield (RIGHT - found.date.right) / ZI


@MEASURES.measure("R48", "加盖印章：署名以成文日期为准居中，中线偏差", 0, 0.6)
def sealed_organ(paper: Paper) -> Iterator[float]:
    found = _alone(paper)
    if found and sealed(paper):
        yield found.organ.middle - found.date.middle


@MEASURES.measure("R48", "加盖印章：署名比上方文字低（留出印章上缘，距正文一行之内）", 2.5, 0.6, "行")
def room_for_seal(paper: Paper) -> Iterator[float]:
    found = _alone(paper)
    if found and sealed(paper):
        yield from ((found.organ.bottom - line.box.bottom) / pitch_of(paper) for line in found.above[-1:])


def _rows(paper: Paper) -> list[list[Box]]:
    """Several organs under their seals: the rows of names."""
    rows: list[list[Box]] = []
    for box in paper.organs if paper.texts("用印署名") else []:
        if rows and abs(rows[-1][0].top - box.top) < 1:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda box: box.left) for row in rows]


@MEASURES.measure("R49", "多机关用印：末位署名与成文日期居中，中线偏差", 0, 0.6, shown="joint_sealed")
def last_name(paper: Paper) -> Iterator[float]:
    rows = _rows(paper)
    if rows and paper.ending:
        yield rows[-1][-1].middle - paper.ending[1].box.middle


@MEASURES.none_of("R49", "多机关用印：印章（直径 42 mm）会相交或署名出版心", shown="five_seals")
def seals_apart(paper: Paper) -> Iterator[float]:
    rows = _rows(paper)
    if rows:
        names = [box for row in rows for box in row]
        beside = sum(b.middle - a.middle < _SEAL for row in rows for a, b in pairwise(row))
        below = sum(b[0].top - a[0].top < _SEAL for a, b in pairwise(rows))
        yield beside + below + sum(box.left < LEFT - 0.3 or box.right > RIGHT + 0.3 for box in names)


@MEASURES.measure("R49", "短名称五个机关：首行并排", 3, 0, "个", shown="short_seals")
def abreast(paper: Paper) -> Iterator[float]:
    if paper.name == "short_seals":
        yield len(_rows(paper)[0])


@MEASURES.measure("R50", "不用印：署名右空", 2, 0.15, "字", shown="unsealed")
def unsealed_organ(paper: Paper) -> Iterator[float]:
    found = _alone(paper)
    if found and not sealed(paper) and found.organ.width >= found.date.width - 1:
        yield (RIGHT - found.organ.right) / ZI


@MEASURES.measure("R50", "不用印：成文日期首字比署名首字右移", 2, 0.25, "字", shown="unsealed")
def unsealed_date(paper: Paper) -> Iterator[float]:
    found = _alone(paper)
    if found and not sealed(paper) and found.organ.width >= found.date.width:
        yield (paper.ending[1].box.left - found.organ.left) / ZI if paper.ending else 0


@MEASURES.measure("R50", "不用印、日期较长：成文日期右空", 2, 0.15, "字", shown="unsealed_short")
def long_date(paper: Paper) -> Iterator[float]:
    found = _alone(paper)
    if found and not sealed(paper) and found.date.width > found.organ.width + 1:
        yield (RIGHT - found.date.right) / ZI


@MEASURES.measure("R50", "不用印：正文下空一行", 2, 0.1, "行", shown="unsealed")
def unsealed_gap(paper: Paper) -> Iterator[float]:
    found = _alone(paper)
    if found and not sealed(paper):
        yield from ((found.organ.bottom - line.box.bottom) / pitch_of(paper) for line in found.above[-1:])


@MEASURES.measure("R51", "不用印、多机关：各署名左右对齐，最大偏差", 0, 1, shown="joint_unsealed")
def stacked_names(paper: Paper) -> Iterator[float]:
    boxes = paper.organs if paper.texts("发文机关署名") else []
    if len(boxes) > 1:
        for side in ("left", "right"):
            places = [getattr(box, side) for box in boxes]
            yield max(places) - min(places)


@MEASURES.none_of("R53", "成文日期不是阿拉伯数字全年、不编虚位")
def date_form(paper: Paper) -> Iterator[float]:
    yield from (not _DATE.fullmatch(text) for text in paper.texts("成文日期"))


@MEASURES.none_of("R55", "署名页没有正文")
def signature_alone(paper: Paper) -> Iterator[float]:
    if paper.ending:
        page, line = paper.ending
        above = [one.text for one in page.lines if one.box.top < line.box.top and len(one.text) > 2]
        bodies = "".join(squeezed(text) for text in paper.texts(*TEXT, "主送机关"))
        cells = "".join(squeezed(text) for text in paper.texts("表格文字"))
        yield not any(text in bodies or text in cells for text in above)


@MEASURES.measure("R57", "附注在成文日期下一行：行距倍数", 1, 0.1, "行")
def remark_below(paper: Paper) -> Iterator[float]:
    for _, _, line in paper.placed("附注"):
        if paper.ending:
            yield (line.baseline - paper.ending[1].baseline) / pitch_of(paper)


@MEASURES.measure("R57", "附注左空", 2, 0.1, "字")
def remark_left(paper: Paper) -> Iterator[float]:
    yield from ((line.box.left - LEFT) / ZI for _, _, line in paper.placed("附注"))


@MEASURES.none_of("R57", "附注没有全角圆括号")
def remark_brackets(paper: Paper) -> Iterator[float]:
    yield from (not (text.startswith("（") and text.endswith("）")) for text in paper.texts("附注"))


def _annexes(paper: Paper) -> Iterator[tuple[Page, Line, list[Line]]]:
    """Each annex's page with its label's line and its title's."""
    page = paper.ending[0].number + 1 if paper.ending else 1
    for label, title in zip(paper.texts("附件标识"), paper.texts("附件标题"), strict=True):
        for one in list(paper.print)[page - 1 :]:
            line = next((line for line in one.lines if line.text == label), None)
            titles = [found for part in title.split("\n") if (found := one.line(part)) and found.size > 20]
            if line and titles:
                yield one, line, titles
                page = one.number + 1
                break


@MEASURES.none_of("R58", "附件没有另面起、标识不在第一行顶格")
def annex_label(paper: Paper) -> Iterator[float]:
    found = list(_annexes(paper))
    yield len(paper.texts("附件标识")) - len(found)
    for page, line, _ in found:
        yield page.lines[0] is not line or abs(line.box.left - (_TURNED_LEFT if page.turned else LEFT)) > 0.3


@MEASURES.measure("R58", "附件标题在第三行：比标识低", 2, 0.3, "行")
def annex_title(paper: Paper) -> Iterator[float]:
    for page, line, titles in _annexes(paper):
        yield (page.ink_of(titles[0].box).centre - page.ink_of(line.box).centre) / pitch_of(paper)


@MEASURES.measure("R58", "附件标题居中：中线比版心中线", 0, 0.6, shown="通报-少-定稿-单独")
def annex_centred(paper: Paper) -> Iterator[float]:
    for page, _, titles in _annexes(paper):
        if not page.turned:
            yield from (line.box.middle - (LEFT + RIGHT) / 2 for line in titles)


@MEASURES.none_of("R58", "附件标识不是黑体")
def annex_face(paper: Paper) -> Iterator[float]:
    if paper.paragraphs("附件标识"):
        yield len(faces_of(paper, "附件标识") - {"黑体"})


@MEASURES.none_of("R58", "附件标题与附件说明不一致", shown="通报-少-定稿-单独")
def annex_agrees(paper: Paper) -> Iterator[float]:
    note = [re.split(r"\t|附件：", text)[-1] for text in paper.texts("附件说明")]
    titles = [squeezed(text) for text in paper.texts("附件标题")]
    if paper.name not in _INVENTED:
        yield [squeezed(name) for name in note] != titles


_INVENTED = ("full", "torn_before_table")
"""Cases whose annex names are made up to be long, or not announced."""

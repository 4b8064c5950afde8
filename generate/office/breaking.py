"""Where a title may be broken, and which breaks look best (R40): by meaning, into a trapezoid or a rhombus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice, pairwise
from math import inf

from generate.office.widths import width_in_zi

MOST = 19
"""字 of 2号 in a line: twenty would fill the type area to its edges."""
_WORDS = """
节约型机关 公共机构 机关事务管理局 机关事务管理 机关事务 管理局 节约能源资源 能源资源 节能 创建 评价
自评 核查 抽查 复核 整改 验收 考核 检查 总体情况 有关情况 情况 结果 事项 工作 名单 公示 通报 通知
报告 函 请示 批复 意见 决定 公告 通告 纪要 表彰 表扬 印发 转发 批转 开展 做好 进一步 加强 推进 组织
报送 反馈 同意 申请 商请 达标 未达标 单位 得分 评分表 得分表 统计表 汇总表 评分 统计 汇总 一览表
安排 整改安排 指标 材料 自评表 核查表 上半年 下半年 年度 季度 行动 方案 计划 办法 规定 细则 制度
标准 管理 建设 实施 方面 问题 年 关于 全省 全市 全县 全国 现场 申报 备案 催报 补报 时间 分组 湖南省
人民政府 办公厅 办公室 委员会 党委 机关 发展 改革 财政厅 生态环境厅 住房 城乡 建设厅 以及 及其 有关
调整 成立 领导小组 协调 会议 召开 举办 培训 宣传 示范 先进 集体 个人 典型 奖励 复核抽查
"""
"""What offices do and what documents are about."""
_LEXICON = frozenset(_WORDS.split())
_LONGEST = max(map(len, _LEXICON))
_WHOLE = re.compile(
    r"《[^》]*》|“[^”]*”|（[^）]*）|〔[^〕]*〕|\d{4}年度?|\d+(?:\.\d+)?[%％年月日号个家项人次]?|[A-Za-z]+"
)
_LINE = 30
"""How ugly a line is by being one."""
_LOOKED_AT, _WEIGHED = 8, 50_000
"""Lines of a title that is laid out for its looks, and ways of laying it that are weighed; five lines have fewer."""
_TIED_BEHIND = frozenset("的和与及、，")
"""These end a line; they never begin one."""
_NEVER_LAST = frozenset("第等对")


def broken(words: str, names: Iterable[str] = ()) -> list[str]:
    """The lines of a title; line breaks that are already there are kept.  ``names`` stay whole where they fit."""
    if "\n" in words:
        return words.split("\n")
    whole = tuple(
        sorted({name for name in names if len(name) > 1 and width_in_zi(name) <= MOST}, key=len, reverse=True)
    )
    return [line.strip() for line in _broken(words, whole)]


@lru_cache(maxsize=512)
def _broken(words: str, names: tuple[str, ...]) -> tuple[str, ...]:
    if width_in_zi(words) <= MOST:
        return (words,)
    pieces = list(_fitting(_pieces(words, names)))
    fewest = -int(-width_in_zi(words) // MOST)
    joints = [_joint("".join(pieces[:at]), "".join(pieces[at:])) for at in range(len(pieces))]
    laid = _Laid([0, *accumulate(map(width_in_zi, pieces))], joints)
    best = _best(laid, range(fewest, fewest + 3)) if fewest <= _LOOKED_AT else ()
    best = best or tuple(laid.filled())
    return tuple("".join(pieces[start:end]) for start, end in pairwise((0, *best)))


def _best(laid: _Laid, counts: Iterable[int]) -> Sequence[int]:
    """The ends of the least ugly lines; more lines than have to be are only weighed where they might be less ugly."""
    best: Sequence[int] = ()
    least = inf
    for count in counts:
        if _LINE * count >= least:
            break
        for ends in islice(laid.splits(0, count), _WEIGHED):
            ugliness = laid.ugliness(ends)
            if ugliness < least:
                best, least = ends, ugliness
    return best


def _pieces(words: str, names: Sequence[str]) -> Iterator[str]:
    """Words that stay whole, each with what is tied to its end."""
    held = ""
    for piece in _tokens(words, names):
        if held and piece[0] not in _TIED_BEHIND and held[-1] not in _NEVER_LAST:
            yield held
            held = piece
        else:
            held += piece
    yield held


def _tokens(words: str, names: Sequence[str]) -> Iterator[str]:
    """Names, quoted titles, figures with their units, known words; the unknown between them in one piece."""
    at, unknown = 0, ""
    while at < len(words):
        known = _known(words, at, names)
        if known and unknown:
            yield unknown
            unknown = ""
        if known:
            yield known
            at += len(known)
        else:
            unknown += words[at]
            at += 1
    if unknown:
        yield unknown


def _known(words: str, at: int, names: Sequence[str]) -> str:
    for name in names:
        if words.startswith(name, at):
            return name
    if found := _WHOLE.match(words, at):
        return found.group()
    longest = min(_LONGEST, len(words) - at)
    return next((words[at : at + n] for n in range(longest, 0, -1) if words[at : at + n] in _LEXICON), "")


def _fitting(pieces: Iterable[str]) -> Iterator[str]:
    """A piece wider than a line is the only one cut, into even parts."""
    for piece in pieces:
        parts = -int(-width_in_zi(piece) // MOST)
        size = -(-len(piece) // parts)
        yield from (piece[at : at + size] for at in range(0, len(piece), size))


@dataclass(frozen=True, slots=True)
class _Laid:
    """Pieces of a title to be laid into lines: the width up to each, and how ill a break before it reads."""

    widths: Sequence[float]
    joints: Sequence[float]

    def splits(self, start: int, count: int) -> Iterator[tuple[int, ...]]:
        """Where the lines end, in every way of laying the pieces from ``start`` on into ``count`` lines that fit."""
        last = len(self.widths) - 1
        if self.widths[last] - self.widths[start] > count * MOST:
            return
        if count == 1:
            yield (last,)
            return
        for end in range(start + 1, last - count + 2):
            if self.widths[end] - self.widths[start] > MOST:
                return
            for rest in self.splits(end, count - 1):
                yield (end, *rest)

    def filled(self) -> Iterator[int]:
        """Where the lines end when each is filled as far as it goes."""
        start = 0
        for end in range(1, len(self.widths)):
            if end + 1 == len(self.widths) or self.widths[end + 1] - self.widths[start] > MOST:
                yield end
                start = end

    def ugliness(self, ends: Sequence[int]) -> float:
        """Small for few, even lines in a trapezoid or rhombus, with the break at a joint of the meaning."""
        widths = [self.widths[end] - self.widths[start] for start, end in pairwise((0, *ends))]
        mean = sum(widths) / len(widths)
        spread = sum((width - mean) ** 2 for width in widths) / len(widths)
        joints = sum(self.joints[end] for end in ends[:-1])
        return _LINE * len(widths) + spread + joints + _shape(widths) + (80 if min(widths) < 4 else 0)


def _joint(before: str, after: str) -> float:
    """How ill a break between two lines reads."""
    if after.startswith("关于"):
        return 0
    if before.endswith(("关于", "印发", "转发", "批转")):
        return 2
    return 6 if before.endswith("的") else 4


def _shape(widths: Sequence[float]) -> float:
    """A waist (narrow between wider lines) is no trapezoid and no rhombus; two equal lines are neither."""
    waist = any(above > here < below for above, here, below in zip(widths, widths[1:], widths[2:], strict=False))
    return (200 if waist else 0) + (3 if len(set(widths)) == 1 else 0)

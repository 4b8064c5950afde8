"""文种 and procedure as the 条例 has them (K6, K7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generate.lint.departure import Strength
from generate.lint.elements import TEXT, Elements, Part
from generate.lint.registry import DOCUMENT, HEADED, Finding, at, rule

_ASKING = re.compile(
    r"(?:妥否|当否|可否|以上(?:意见|请示)[^。]{0,10})，?\s*请(?:予)?(?:批示|批复|审批|审定|指示)|请予(?:批准|批复|审批)|请批复"
)
_APART = re.compile(r"[、，,；;]")


@rule(
    "K6",
    "条例第十五条第四项",
    Strength.MUST,
    wanted="报告不夹带请示事项",
    remedy="请删去请示事项，另行用请示行文",
    formats=HEADED,
)
def report_asks_nothing(elements: Elements) -> Iterator[Finding]:
    """A 报告 carries no request."""
    if not elements.title.endswith("报告"):
        return
    for para in elements.of(*TEXT):
        found = _ASKING.search(para.words)
        if found:
            yield at(para, f"报告中有“{found[0]}”")


@rule(
    "K7",
    "条例第十五条第一项",
    Strength.USUAL,
    wanted="请示原则上主送一个上级机关",
    remedy="请只主送一个上级机关，其他机关用抄送",
    formats=DOCUMENT,
)
def one_addressee(elements: Elements) -> Iterator[Finding]:
    """One superior."""
    if not elements.title.endswith("请示"):
        return
    for para in elements.of(Part.ADDRESSEES):
        names = [name for name in _APART.split(para.words.rstrip("：:")) if name.strip()]
        if len(names) > 1:
            yield at(para, f"主送{len(names)}个机关")

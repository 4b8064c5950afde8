"""One score in every shape that fillers give it, with what a careful clerk makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tests.messy.paper import Box

_CHINESE = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@dataclass(frozen=True)
class Written:
    """A box, the value it states (None where it states none), and the problem it must raise."""

    shape: str
    box: Box
    value: Decimal | None
    code: str | None = None
    may: frozenset[str] = frozenset()
    either: bool = False


def plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def chinese(value: Decimal) -> str:
    whole, _, part = plain(value).partition(".")
    number = int(whole)
    tens, ones = divmod(number, 10)
    if number >= 10:
        text = ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")
    else:
        text = _CHINESE[number]
    return text + ("点" + "".join(_CHINESE[int(digit)] for digit in part) if part else "")


def _number(value: Decimal, code: str = "General", text: str = "") -> Box:
    return Box(text or plain(value), "number", plain(value), code)


def _one_place(value: Decimal) -> str:
    return f"{value:.1f}"


_WORDS: dict[str, Callable[[Decimal], str]] = {
    "4": plain,
    "4.0": lambda v: plain(v) if "." in plain(v) else plain(v) + ".0",
    "4.00": lambda v: f"{v:.2f}",
    "全角": lambda v: plain(v).translate(_WIDE),
    "4分": lambda v: plain(v) + "分",
    "4 分": lambda v: plain(v) + " 分",
    "全角分": lambda v: plain(v).translate(_WIDE) + "分",
    "得4分": lambda v: f"得{plain(v)}分",
    "得 4 分": lambda v: f"得 {plain(v)} 分",
    "自评4分": lambda v: f"自评{plain(v)}分",
    "自评得4分": lambda v: f"自评得{plain(v)}分",
    "得分：4": lambda v: f"得分：{plain(v)}",
    "四分": lambda v: chinese(v) + "分",
    "四": lambda v: chinese(v) if v not in (0, 1) else chinese(v) + "分",
    "得四分": lambda v: f"得{chinese(v)}分",
    "空格": lambda v: f"  {plain(v)} ",
    "全角空格": lambda v: f"\u3000{plain(v)}\u3000",
    "不间断空格": lambda v: f"\u00a0{plain(v)}",
    "换行": lambda v: f"\n{plain(v)}\n",
    "零宽": lambda v: f"{plain(v)}\u200b",
    "制表": lambda v: f"\t{plain(v)}",
    "共得": lambda v: f"共得{plain(v)}分",
    "实得": lambda v: f"实得{plain(v)}分",
    "此项得": lambda v: f"此项得{plain(v)}分",
    "带括号": lambda v: f"（{plain(v)}分）",
    "已完成在前": lambda v: f"已完成，得{plain(v)}分" if v else "未完成，得0分",
    "已完成在后": lambda v: f"{plain(v)}分（已完成）" if v else "0分（未开展）",
    "做法在前": lambda v: f"已印发制度3份，得{plain(v)}分",
}
_NUMBERS: dict[str, Callable[[Decimal], Box]] = {
    "数": _number,
    "数0.0": lambda v: _number(v, "0.0", _one_place(v)),
    "数0.00": lambda v: _number(v, "0.00", f"{v:.2f}"),
    "数@": lambda v: _number(v, "@"),
    "数0.0分": lambda v: _number(v, '0.0"分"', f"{_one_place(v)}分"),
    "数_": lambda v: _number(v, "0.0_ ", _one_place(v)),
    "浮点": lambda v: Box(plain(v), "float", repr(float(v) - 4e-16 * 8) if v > 4 else plain(v)),
    "公式有值": lambda v: Box(plain(v), "cached", plain(v), formula=f"{plain(v)}+0"),
    "富文本": lambda v: Box(plain(v), "rich"),
    "内联": lambda v: Box(plain(v), "inline"),
    "富文本划掉": lambda v: Box(plain(v), "struck"),
    "类型str": lambda v: Box(plain(v), "str"),
    "指数": lambda v: Box(plain(v), "n", f"{v:.4E}"),
    "类型n": lambda v: Box(plain(v), "n", plain(v)),
    "回车符": lambda v: Box(plain(v), "return"),
    "整数0": lambda v: _number(v, "0") if v == v.to_integral_value() else _number(v),
    "千分位": lambda v: _number(v, "#,##0.00", f"{v:.2f}"),
    "负数括号": lambda v: _number(v, "0.0_);(0.0)", _one_place(v)),
    "颜色": lambda v: _number(v, "[Red]0.0", _one_place(v)),
    "会计": lambda v: _number(v, '_ * #,##0.0_ ;_ * -#,##0.0_ ;_ * "-"??_ ;_ @_ ', _one_place(v)) if v else _number(v),
    "公式文字": lambda v: Box(plain(v) + "分", "cached_text", formula=f'{plain(v)}&"分"'),
}


def clean(rng: Random, value: Decimal, maximum: Decimal, *, book: bool) -> Written:
    """A score that anyone would take."""
    if book and rng.random() < 0.45:
        shape = rng.choice(list(_NUMBERS))
        return Written(shape, _NUMBERS[shape](value), value)
    if value == maximum and rng.random() < 0.15:
        return Written("满分", Box(rng.choice(["满分", "得满分", " 满 分 "])), value)
    if value == 0 and rng.random() < 0.4:
        return Written("零", Box(rng.choice(["0", "0分", "零分", "不得分", "０", "0.0"])), value)
    shape = rng.choice(list(_WORDS))
    return Written(shape, Box(_WORDS[shape](value)), value)


_DOUBTFUL = (
    "√", "✓", "☑", "×", "/", "\\", "—", "——", "－", "-", "无", "暂无", "约3", "约3分", "3分左右", "3-4", "3～4",
    "3~4分", "3—4", "90%", "100％", "4/4", "3/4", "4+2", "2+1.5", "#REF!", "#DIV/0!", "#N/A", "待定", "见附件",
    "优", "合格", "达标", "A", "是", "已完成", "3?", "3？", "≥3", ">3", "<4", "3、5", "3,5", "3。5", "3 5", "3. 5",
    "2026-03-05", "3月4日", "3或4", "3分或4分", "几分", "*", "**", "3*", "3①", "④", "3¹", "2²", "½", "三四分",
    "第3", "1.2.3", "扣1分", "-1分（扣）", "应得4分", "可得3分", "4分扣9分", "3分，扣9分", "2-", "O", "l", "得分",
    "分", "得", "X", "N", "1e0", "0x3", "+", ".", "..", "点", "半分左右", "不详", "同上", "〃", "″", "TRUE", "未评",
    "自评", "得 分", "3.5.", "一", "〇", "○", "..5", "3..5", "三点", "4（含1分加分）", "4(1)", "[4]", "4→3",
    "由4改为3", "Ⅳ", "ⅲ",
)  # fmt: skip
_NOT_APPLICABLE = ("不适用", "不适用 ", "不 适 用", "不适用（无食堂）", "不适用。", "（不适用）", "本单位不适用")
_BLANK = ("", " ", "\u3000", "\n", "____", "\u00a0")


def missing(rng: Random) -> Written:
    return Written("空白", Box(rng.choice(_BLANK)), None, "score-missing")


def doubtful(rng: Random, *, book: bool) -> Written:
    """A shape that she would phone about."""
    if book and rng.random() < 0.35:
        return rng.choice(_BOOKED)
    text = rng.choice(_DOUBTFUL)
    return Written(f"“{text}”", Box(text), None, "score-not-a-number")


_BOOKED = (
    Written("日期", Box("2026-03-05", "number", "46086", "yyyy-m-d"), None, "score-not-a-number"),
    Written("日期", Box("3月4日", "number", "46085", 'm"月"d"日"'), None, "score-not-a-number"),
    Written("日期", Box("5-Mar", "number", "46086", "d-mmm"), None, "score-not-a-number"),
    Written("时间", Box("12:00", "number", "0.5", "h:mm"), None, "score-not-a-number"),
    Written("错误值", Box("#REF!", "error"), None, "score-not-a-number"),
    Written("错误值", Box("#DIV/0!", "error"), None, "score-not-a-number"),
    Written("错误值", Box("#N/A", "error"), None, "score-not-a-number"),
    Written("逻辑值", Box("TRUE", "bool"), None, "score-not-a-number"),
    Written("百分比格式", Box("90%", "number", "0.9", "0%"), None, "score-not-a-number"),
    Written("百分比格式", Box("100.0%", "number", "1", "0.0%"), None, "score-not-a-number"),
    Written("显示与存值不同", Box("2", "number", "1.5", "0"), None, "score-not-a-number"),
    Written("显示与存值不同", Box("1.3", "number", "1.25", "0.0"), None, "score-not-a-number"),
    Written(
        "公式无值",
        Box("", "uncached", formula="VLOOKUP(A1,B:C,2,FALSE)"),
        None,
        "formula-without-value",
    ),
    Written("公式无值", Box("", "uncached", formula="汇总!B7"), None, "formula-without-value"),
    Written("公式无值", Box("", "uncached", formula='IF(A1="",1,2)'), None, "formula-without-value"),
    Written("富文本上标", Box("1²", "raised"), None, "score-not-a-number"),
    Written("整格划掉", Box("3", "font"), None, "score-missing"),
    Written("日期型", Box("2026-03-05", "iso"), None, "score-not-a-number"),
    Written("公式错误", Box("#REF!", "cached_error", formula="#REF!+1"), None, "score-not-a-number"),
)


def not_applicable(rng: Random) -> Written:
    return Written("不适用", Box(rng.choice(_NOT_APPLICABLE)), None, "not-applicable")


def above(rng: Random, maximum: Decimal, *, book: bool) -> Written:
    value = maximum + rng.choice([Decimal("0.5"), Decimal(1), Decimal(4), Decimal(20), maximum * 9])
    box = clean(rng, value, Decimal(1000), book=book).box if value < 100 else Box(plain(value))
    return Written("超过分值", box, value, "score-above-maximum", either=True)


def negative(rng: Random, *, book: bool) -> Written:
    text = rng.choice(["-1", "－1", "-0.5", "负1分", "−2", "-2分"])
    value = {"-1": "-1", "－1": "-1", "-0.5": "-0.5", "负1分": "-1", "−2": "-2", "-2分": "-2"}[text]
    box = _number(Decimal(value)) if book and rng.random() < 0.5 else Box(text)
    return Written("负分", box, Decimal(value), "score-negative", either=True)


def odd_step(value: Decimal) -> Written:
    return Written("2.25", Box(plain(value)), value, "score-step")

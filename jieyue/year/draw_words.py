"""How a draw is told in a notice."""

from __future__ import annotations

from jieyue.year.draw import Drawn


def told(drawn: Drawn) -> str:
    """What a notice says of a draw: strata, lot and seed, and replacements; how it is reckoned stays in its record."""
    text = (
        "以地区和层级分层，按各层单位数分配名额，层内抽签确定，"
        f"抽签种子为{drawn.draw.seed}。抽取的总体、方法和结果已存档，可当众重抽核对。"
    )
    changed = "、".join(f"{event.target}由{event.after}替换（{event.why}）" for event in drawn.replaced)
    return f"{text}抽取后，{changed}。" if changed else text

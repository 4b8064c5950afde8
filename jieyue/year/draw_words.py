"""How a draw is told in a notice."""

from __future__ import annotations

from jieyue.year.draw import Drawn


def told(drawn: Drawn) -> str:
    """One sentence: method, seed, and replacements."""
    text = f"{drawn.draw.method}，抽签种子{drawn.draw.seed}"
    changed = "、".join(f"{event.target}由{event.after}替换（{event.why}）" for event in drawn.replaced)
    return f"{text}；{changed}。" if changed else f"{text}。"

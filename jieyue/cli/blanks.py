"""Where a clerk fills in what a draft still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generate.narrative import SECTIONS

_PLACES = {
    "发文字号": "发文字号：加 --number，如 --number 湘管发〔2026〕12号",
    "成文日期": "成文日期：加 --date，如 --date 2026-12-28",
    "签发人": "签发人：写在“设置.toml”的 [signers]",
    "联系人": "联系人、联系电话：写在“设置.toml”的 [contact]",
    "联系电话": "联系人、联系电话：写在“设置.toml”的 [contact]",
    "核查": "核查分组：写在“设置.toml”末尾的 [[verification.groups]]",
    "补报期限": "补报期限：“设置.toml”[deadlines] 的 reminder",
    "抽查完成时间": "抽查完成时间：“设置.toml”[deadlines] 的 spot_check",
} | {name: f"{name}：写在“叙述.txt”的【{name}】下面，一段一行" for name in SECTIONS}
"""By what the name of a blank holds: what to do about it."""


def where_filled(blanks: Iterable[str]) -> Iterator[str]:
    """One line for each thing to fill in, under one heading; nothing where nothing is blank."""
    known = (words for blank in dict.fromkeys(blanks) for part, words in _PLACES.items() if part in blank)
    lines = list(dict.fromkeys(known))
    if lines:
        yield "怎么补（补好后再生成一次，草稿就换成正式稿）："
        yield from (f"　　{line}" for line in lines)

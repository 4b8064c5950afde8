"""Which mishaps befall a table together."""

from __future__ import annotations

from collections.abc import Callable

from tests.messy import mishaps_columns, mishaps_rows, mishaps_scores, mishaps_words
from tests.messy.tables import Draft

Mess = Callable[[Draft], None]


HARMLESS: dict[str, Mess] = {
    "得分列移动": mishaps_columns.moved,
    "空列": mishaps_columns.blank_column,
    "另加列": mishaps_columns.other_column,
    "空行": mishaps_rows.blank_rows,
    "无序号": mishaps_columns.no_numbers,
    "拆开合并格": mishaps_rows.unmerged,
    "页首重复表头": mishaps_rows.page_breaks,
    "拆成几张表": mishaps_rows.split,
    "格内分条": mishaps_scores.breakdowns,
    "得分在备注": mishaps_scores.in_remarks,
    "得分合并": mishaps_scores.merged_score,
    "得分格跨列": mishaps_columns.wide_score,
    "两层表头": mishaps_columns.two_tiers,
    "项目带分": mishaps_words.titled_items,
    "改动字句": mishaps_words.edited_words,
    "条号": mishaps_words.ids,
    "规则带号": mishaps_words.numbered_rules,
    "分值带分": mishaps_words.maximum_in_words,
    "自家表": mishaps_columns.own_form,
    "简表": mishaps_columns.short_form,
    "名称换行": mishaps_words.printed_breaks,
    "汉字序号": mishaps_words.chinese_numbers,
    "市县字样": mishaps_words.city_words,
    "规则截短": mishaps_words.shortened_words,
    "旁列有数": mishaps_columns.last_year,
    "核查列划线": mishaps_columns.verifier_dashes,
    "总分另行": mishaps_scores.total_elsewhere,
    "未算公式": mishaps_scores.formulas,
    "项目换序": mishaps_rows.reordered,
    "无总分行": mishaps_scores.no_total,
    "逐项序号": mishaps_words.ordinal_items,
    "表内落款": mishaps_rows.signed_inside,
    "分表合计": mishaps_rows.part_totals,
}


HARMFUL: dict[str, Mess] = {
    "删行": mishaps_rows.deleted_row,
    "重复行": mishaps_rows.repeated_row,
    "表外行": mishaps_rows.strange_row,
    "部分合并": mishaps_scores.half_merged,
    "跨项目合并": mishaps_scores.shared_items,
    "勾不适用": mishaps_columns.unfit,
}


_APART = (
    {"格内分条", "得分在备注", "得分合并"},
    {"得分列移动", "两层表头", "得分格跨列"},
    {"拆成几张表", "页首重复表头", "空行"},
    {"无序号", "条号"},
    {"得分合并", "部分合并", "删行", "重复行", "格内分条", "得分在备注"},
    {"空行", "得分合并", "部分合并"},
    {"自家表", "勾不适用", "得分在备注", "无序号", "条号", "两层表头", "得分列移动", "汉字序号", "得分格跨列", "简表"},
    {
        "简表",
        "无序号",
        "两层表头",
        "空列",
        "另加列",
        "得分列移动",
        "得分格跨列",
        "规则带号",
        "改动字句",
        "核查列划线",
        "旁列有数",
        "页首重复表头",
        "拆成几张表",
        "拆开合并格",
        "汉字序号",
        "名称换行",
    },
    {"汉字序号", "条号", "无序号", "逐项序号", "自家表", "简表", "项目换序", "拆开合并格"},
    {"无总分行", "总分另行", "未算公式", "表外行", "项目换序"},
    {
        "分表合计",
        "拆成几张表",
        "页首重复表头",
        "空行",
        "简表",
        "项目换序",
        "未算公式",
        "删行",
        "重复行",
        "得分合并",
        "部分合并",
        "得分在备注",
        "勾不适用",
        "跨项目合并",
        "格内分条",
        "表外行",
        "无总分行",
        "无序号",
        "逐项序号",
    },
    {"逐项序号", "页首重复表头", "拆成几张表", "跨项目合并"},
    {"表内落款", "未算公式", "总分另行"},
    {"旁列有数", "两层表头", "得分格跨列"},
    {"核查列划线", "两层表头", "得分列移动"},
    {
        "项目换序",
        "空行",
        "页首重复表头",
        "拆成几张表",
        "拆开合并格",
        "简表",
        "汉字序号",
        "跨项目合并",
        "重复行",
        "删行",
        "表外行",
    },
    {"未算公式", "总分另行", "拆成几张表", "空行", "页首重复表头", "删行", "重复行", "表外行"},
    {"改动字句", "规则截短", "市县字样"},
    {"名称换行", "项目带分"},
    {"跨项目合并", "得分在备注", "格内分条", "空行", "页首重复表头", "拆成几张表"},
    {"勾不适用", "得分合并", "得分在备注", "部分合并", "删行", "重复行", "拆开合并格"},
    {"拆开合并格", "删行", "重复行", "得分合并", "部分合并"},
)


_BY_RULE = {"得分合并", "条号", "规则带号", "部分合并", "自家表", "规则截短", "勾不适用"}


_BY_ITEM = {"逐项序号", "格内分条", "简表", "项目换序", "跨项目合并"}


def mess_up(made: Draft, layout: str, faulty: bool) -> None:
    """Up to three harmless things, and on a faulty form perhaps one harmful."""
    rng = made.rng
    if rng.random() < 0.5:
        mishaps_columns.notes(made)
    chosen: list[str] = []
    pool = [*rng.sample(list(HARMLESS), 4)][: rng.choice([0, 1, 2, 3])]
    if faulty and rng.random() < 0.25:
        pool = [rng.choice(list(HARMFUL)), *pool]
    for name in pool:
        if (name in _BY_RULE and layout not in ("逐条", "逐条小计")) or (name in _BY_ITEM and layout != "项目"):
            continue
        if name in ("删行", "重复行", "得分合并", "部分合并", "空行", "拆开合并格") and layout == "逐条合并":
            continue
        if name in ("得分合并", "部分合并", "得分在备注", "勾不适用", "自家表", "未算公式") and layout == "逐条小计":
            continue
        if any({name, other} <= apart for apart in _APART for other in chosen):
            continue
        chosen.append(name)
        {**HARMLESS, **HARMFUL}[name](made)
    made.labels += [f"结构：{name}" for name in chosen]

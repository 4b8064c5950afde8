"""The catalogue of everything that can be wrong with a form, each under its code, in the clerk's words.

A message says place, finding and remedy: ``水利厅自评表.xlsx 自评表!G7：得分“24”超过该项分值20；请核对后重报``.
Placeholders in the sentences are filled by :func:`problem`; a missing one is a programming error.
"""

from __future__ import annotations

from dataclasses import dataclass

from jieyue.model import Problem, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of the catalogue: its weight, a title, and its sentences with ``{placeholders}``."""

    severity: Severity
    title: str
    finding: str
    remedy: str


CATALOGUE: dict[str, Entry] = {
    # the file
    "file-damaged": Entry(_ERROR, "文件损坏", "文件打不开：{why}", "请单位重新导出并重发；先在本机打开确认内容完整"),
    "file-encrypted": Entry(_ERROR, "文件加密", "文件设有打开密码，无法读取", "请单位取消密码后重发"),
    "file-unsupported": Entry(
        _ERROR,
        "不支持的文件",
        "不是可以读取的文件：{why}",
        "请单位改用 xlsx、docx（或 xls、doc、wps、et、pdf）格式重发",
    ),
    "file-too-large": Entry(_ERROR, "文件过大", "文件超出处理上限：{why}", "请单位删去图片等无关内容后重发"),
    "file-poison": Entry(_ERROR, "读取失败", "读取时{why}，已停止并隔离", "请单位另存为新文件后重发，或由人工录入"),
    "active-content": Entry(
        _ERROR,
        "含宏或外部链接",
        "文件含有{what}，只按数据读取，未运行",
        "请单位另存为不含宏的 xlsx 或 docx 后重发，或人工确认后采用",
    ),
    "classified-marking": Entry(
        _ERROR,
        "涉密标志",
        "文件标有“{found}”字样，本系统不得处理涉密文件",
        "请立即按保密规定处置原件，不要在本机留存；如属误标，请单位更正后重发",
    ),
    # the form
    "form-unrecognised": Entry(
        _ERROR,
        "不是已知表单",
        "未找到节约型机关评价的表格：{why}",
        "请确认单位是否发错文件；需要的是自评表、核查表或汇总表",
    ),
    "form-ambiguous": Entry(
        _ERROR, "表单无法确定", "文件同时符合多种表单：{found}", "请单位只保留一份表，删去其他表后重发"
    ),
    "rows-missing": Entry(_ERROR, "缺行", "表中没有找到“{name}”一行", "请单位补齐被删去的行后重报"),
    "rows-repeated": Entry(_ERROR, "重复行", "“{name}”出现了不止一次：{found}", "请单位只保留一行并确认得分"),
    "columns-ambiguous": Entry(
        _ERROR, "得分列无法确定", "无法确定哪一列是得分：{found}", "请单位只保留一列自评得分，或注明哪一列有效"
    ),
    # the values
    "score-missing": Entry(_ERROR, "未填得分", "“{name}”没有填得分", "请单位补填，未得分的填0"),
    "score-not-a-number": Entry(_ERROR, "得分不是数", "得分“{found}”不是确定的数", "请单位改填阿拉伯数字"),
    "score-above-maximum": Entry(_ERROR, "得分超过分值", "得分“{found}”超过该项分值{max}", "请单位核对后重报"),
    "score-negative": Entry(_ERROR, "得分为负", "得分“{found}”小于0", "请单位核对后重报"),
    "score-step": Entry(_WARNING, "得分不是0.5的倍数", "得分“{found}”不是{step}分的倍数", "请与单位核实是否笔误"),
    "score-partial": Entry(
        _WARNING, "全有或全无的项得了部分分", "“{name}”只能得{max}分或0分，表中为“{found}”", "请与单位核实该项是否完成"
    ),
    "score-conflict": Entry(_ERROR, "同一得分前后不一", "“{name}”的得分两处不一致：{found}", "请单位确认以哪一处为准"),
    "score-shared": Entry(
        _ERROR,
        "一格得分跨多条",
        "“{name}”与相邻各条合填一格“{found}”，无法分到各条",
        "请单位按条（或按项目）分别填写得分",
    ),
    "maximum-differs": Entry(
        _ERROR, "分值与指标表不同", "“{name}”的分值印为“{found}”，指标表为{max}", "请单位改用本局下发的表重报"
    ),
    "row-unknown": Entry(
        _ERROR, "表外的行有得分", "“{name}”不是指标表中的内容，所填“{found}”未计入", "请单位删去该行，或说明属于哪一条"
    ),
    "count-mismatch": Entry(
        _ERROR, "项数与得分不符", "“{name}”填{count}{unit}，应得{expected}分，表中为“{found}”", "请单位核对项数和得分"
    ),
    "item-rules-mismatch": Entry(
        _ERROR, "项目得分与各条之和不符", "“{name}”得分“{found}”，各条相加为{expected}", "请单位核对该项目及各条得分"
    ),
    "formula-without-value": Entry(
        _ERROR,
        "公式没有结果",
        "该格是公式，文件中没有保存计算结果",
        "请单位用 WPS 或 Excel 打开、保存后重发",
    ),
    "formula-computed": Entry(
        _WARNING,
        "公式由本系统计算",
        "该格是公式，文件中没有保存结果，按引用的单元格算得{value}",
        "如有疑问请与单位核对",
    ),
    "total-mismatch": Entry(_ERROR, "总分不符", "总分填“{found}”，各项相加为{expected}", "请单位核对各项得分和总分"),
    "total-conflict": Entry(_ERROR, "总分有两个", "表中有不同的总分：{found}", "请单位确认总分"),
    "not-applicable": Entry(
        _ERROR,
        "填了不适用",
        "“{name}”填“{found}”，未给出得分",
        "请按本局口径决定如何计分（jieyue decide --not-applicable），或请单位说明",
    ),
    # the head of the form
    "not-applicable-counted": Entry(
        _WARNING,
        "不适用已按口径计",
        "“{name}”填“{found}”，按本局口径{how}",
        "无需处理；认为不应算不适用的，用 jieyue correct 改得分",
    ),
    "unit-missing": Entry(_ERROR, "缺单位名称", "表中没有填单位名称", "请单位补填单位全称"),
    "unit-unknown": Entry(
        _ERROR,
        "单位不在名录",
        "单位“{found}”不在单位名录中{candidates}",
        "请核对名称后用 jieyue decide --unit 指定单位，或补入单位名录",
    ),
    "unit-conflict": Entry(_ERROR, "单位名称前后不一", "单位名称两处不一致：{found}", "请单位确认填报单位"),
    "contact-missing": Entry(_WARNING, "缺联系人或电话", "没有填{name}", "请单位补报，便于核查时联系"),
    "contact-conflict": Entry(
        _WARNING, "联系人或电话有几个", "{name}有几处，各不相同：{found}", "请单位确认由谁联系、电话多少"
    ),
    "date-unreadable": Entry(_ERROR, "日期无法确定", "填报日期“{found}”不完整或不存在", "请单位写明年、月、日"),
    "year-conflict": Entry(_ERROR, "年度不符", "表中年度为{found}，本工作区为{year}年", "请确认是否发错了年度的表"),
    # what is hidden
    "tracked-changes": Entry(
        _WARNING, "有修订痕迹", "文件带有修订痕迹，按全部接受修订后的内容读取", "请与单位确认定稿"
    ),
    "hidden-content": Entry(
        _WARNING, "有隐藏内容", "文件有隐藏的{what}，未计入", "如隐藏处才是正式内容，请单位取消隐藏后重发"
    ),
    "content-unplaced": Entry(
        _WARNING, "表外有内容", "文件在{what}中另有文字：“{found}”，未计入", "请查看原件，确认是否影响得分"
    ),
    "box-read": Entry(
        _WARNING, "得分写在文本框里", "“{found}”写在表格上的文本框里，已按所在的单元格读取", "请对照原件核实位置无误"
    ),
    # intake
    "duplicate-file": Entry(_ERROR, "重复文件", "与已收文件“{found}”内容完全相同", "无需处理；已按一份计"),
    "newer-version": Entry(
        _ERROR,
        "同一单位另有版本",
        "该单位此前已报过（{found}），现又收到内容不同的一份{differing}",
        "默认以后收到的为准；请用 jieyue decide --use 写明以哪一份为准",
    ),
    "version-incomplete": Entry(
        _ERROR,
        "后来的一份汇总表不全",
        "这一份没有此前一份（{found}）上的部分得分或结论，暂以此前一份为准",
        "要改以这一份为准的，用 jieyue decide --use 写明",
    ),
    "late": Entry(_WARNING, "逾期", "{found}收到，晚于截止日期{deadline}", "已收，按逾期登记"),
    "mark-mismatch": Entry(
        _WARNING, "表单与单位不符", "本表是发给“{found}”的，填报单位写的是“{unit}”", "请确认是否错用了别的单位的空白表"
    ),
    "copy-differs": Entry(
        _ERROR, "盖章件与电子表不一致", "{name}：盖章件为“{found}”，电子表为“{expected}”", "请单位确认以哪一份为准"
    ),
    "copy-unread": Entry(
        _WARNING, "盖章件待人工查看", "文件是图片或扫描件，已登记为盖章件，未读取得分", "请人工核对盖章件与电子表"
    ),
    "summary-mismatch": Entry(
        _ERROR, "汇总数不符", "{name}：表中为{found}，按名单计算为{expected}", "请报送单位核对汇总表"
    ),
    "summary-conclusion": Entry(
        _ERROR,
        "汇总表结论与核查分不符",
        "“{name}”核查分为{score}，是否达标填“{found}”，结论暂不计入",
        "请报送单位核对该行的核查分和结论后重报",
    ),
    "summary-repeated": Entry(
        _ERROR,
        "汇总表中重复出现",
        "“{name}”出现了不止一次且内容不同：{found}，结论暂不计入",
        "请报送单位确认以哪一行为准后重报",
    ),
    "summary-unit-unknown": Entry(
        _ERROR,
        "汇总表中的单位不在名录",
        "“{found}”不在单位名录中{candidates}，该行未计入",
        "请与报送单位核对名称；确属应计入的，补入单位名录（或写入曾用名、别名）后重新查看",
    ),
    "summary-unit-outside": Entry(
        _WARNING, "汇总表中的单位不计入", "“{found}”{why}，该行未计入", "请与报送单位核对该单位的变动情况"
    ),
    "summary-unit-missing": Entry(
        _ERROR, "汇总表缺单位", "名录中的“{found}”不在汇总表中", "请报送单位补报，或说明不计入的理由"
    ),
    "summary-differs": Entry(
        _WARNING,
        "汇总表与名录不同",
        "“{name}”的{what}，汇总表为“{found}”，名录为“{expected}”",
        "请与报送单位核对，以核实的为准更正名录",
    ),
    "summary-count-differs": Entry(
        _WARNING,
        "汇总表的数与本局不同",
        "{name}：汇总表为{found}，按本局名录和结论为{expected}",
        "请与报送单位核对名录和上年结果",
    ),
    # the year
    "work-plan-missing": Entry(
        _WARNING,
        "缺创建工作方案",
        "没有收到创建工作方案",
        "请单位补报；与别的单位合署共用的，用 jieyue decide --share 指明",
    ),
    "verification-alone": Entry(
        _ERROR, "有核查表而没有自评表", "收到了核查表，没有可用的自评表", "请单位补报自评表，或更正已收的自评表"
    ),
    "rectification-unasked": Entry(
        _WARNING,
        "没有要求整改而有整改报告",
        "收到整改报告《{found}》，该单位没有未达标的核查结论",
        "请核对是否报错单位或年度",
    ),
    "rectification-late": Entry(
        _WARNING, "整改报告逾期", "整改报告{found}收到，晚于期限{deadline}", "已收，按逾期登记"
    ),
    # the register
    "register-row": Entry(_ERROR, "单位名录有误", "{why}", "请在单位名录中更正后重试"),
    "register-doubtful": Entry(_WARNING, "单位名录存疑", "{why}", "请核对单位名录该行"),
    # the office's own data and settings
    "settings-invalid": Entry(_ERROR, "设置有误", "{why}", "请在设置.toml中更正后重试"),
    "data-invalid": Entry(_ERROR, "表单数据有误", "{why}", "请更正数据文件后重试"),
    "record-invalid": Entry(_ERROR, "记录不合格式", "{why}", "请勿手工改动记录文件；可用 jieyue extract 重新提取"),
}


def problem(
    code: str,
    *,
    place: str | None = None,
    about: str | None = None,
    found: str | None = None,
    **words: object,
) -> Problem:
    """Builds the Problem of ``code`` from the catalogue; ``words`` fill its sentences."""
    entry = CATALOGUE[code]
    blanks = {"found": found if found is not None else "", "place": place or "", **words}
    return Problem(
        code=code,
        severity=entry.severity,
        place=place,
        about=about,
        found=found,
        message=entry.finding.format_map(blanks),
        remedy=entry.remedy.format_map(blanks),
    )


def sentence(found: Problem, source: str | None = None) -> str:
    """One line for a person: ``文件 位置：发现；办法``."""
    where = " ".join(part for part in (source, found.place) if part)
    return f"{where}：{found.message}；{found.remedy}" if where else f"{found.message}；{found.remedy}"

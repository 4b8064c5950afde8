"""The 设置.toml of a new workspace: every key the office may fill, with a Chinese comment."""

from __future__ import annotations

from jieyue.model import Level

_ORGANS = {
    Level.PROVINCE: ("湖南省机关事务管理局", "湖南省", "湘管发"),
    Level.CITY: ("〔某某〕市机关事务管理局", "〔某某〕市", "〔某〕管发"),
    Level.COUNTY: ("〔某某〕县机关事务服务中心", "〔某某〕县", "〔某〕管发"),
}
_SUPERIORS = {
    Level.PROVINCE: "国家机关事务管理局",
    Level.CITY: "湖南省机关事务管理局",
    Level.COUNTY: "〔某某〕市机关事务管理局",
}

_TEXT = """\
# 本工作区的设置。井号后面是说明；留空（""）表示暂缺，公文中相应处留空白。
year = {year}            # 评价年度
level = "{level}"   # 本级：province 省级，city 市级，county 县级
form_set = "hunan-2020"  # 采用的指标表

[organ]                  # 发文机关
name = "{name}"          # 全称
region = "{region}"      # 行政区域
code = "{code}"          # 发文机关代字
letter_code = ""         # 函的发文机关代字，如 "湘管函"；留空用上面的代字
mark = ""                # 发文机关标志，留空用全称
superior = "{superior}"  # 上级机关
addressees = []          # 普发公文的主送机关，如 ["各市州机关事务管理局", "省直各单位"]
copies = []              # 抄送机关
joint = []               # 联合行文的其他机关全称，本机关主办；单独行文留空

[contact]                # 联系人
person = ""
phone = ""
address = ""
email = ""

[signers]                # 签发人（上行文须写），如 filing = ["吴某"]
filing = []              # 总体情况报告（备案）；联合行文按机关次序一家一人，未定的写 ""
summary = []             # 汇总情况报告

[numbers]                # 发文字号，签发后填，如 commendation = "{code_plain}〔{year}〕12号"

[dates]                  # 成文日期，如 commendation = "{year}-12-25"

[deadlines]              # 与指标表的时间表不同时才写，去掉行首的井号：
# self_assessment = "{year}-10-31"   # 报送自评表
# reminder = "{year}-11-10"          # 催报公文里的补报期限
# verification_from = "{year}-11-01" # 核查开始
# verification = "{year}-11-30"      # 核查结束
# city_summary = "{after}-03-05"     # 下级报送汇总表
# spot_check = "{after}-03-20"       # 复核抽查完成
# rectification = "{after}-03-31"    # 报送整改报告

[target]                 # 达标比例目标与往年数，去掉行首的井号：
# percent = 80           # 累计达标比例目标（百分数）
# passed_before = 0      # 往年累计达标家数；名录里有“达标年度”的不用写

[policy]
not_applicable = "none"  # 填“不适用”的如何计分：none 等人定，full 给满分，rescale 按比例折算；decide 定的以它为准
publicity_days = 5       # 公示工作日
rectification_kind = "函"  # 整改文书用“函”还是“通知”
reminder_kind = "通知"   # 催报用“通知”还是“函”
spot_check_rate = 5      # 复核抽查比例（百分数）
spot_check_tolerance = 5  # 复核得分与原核查得分相差多少分以内算一致
spot_check_consequence = "unit"  # 不一致时：unit 只改该单位的结论，region 该地区其余结果一并退回重新核查

[commendation]
approval = ""            # 表彰所依据的批准文件；没有则用“通报”

# 核查分组，用于核查通知：有几个组就写几段，去掉行首的井号
# [[verification.groups]]
# name = "第一核查组"
# leader = "赵某"
# members = ["钱某", "孙某"]
# from = {year}-11-10
# to = {year}-11-15
# units = []             # 核查哪些单位（全称）；不写则依次均分
"""


def starter_settings(year: int, level: Level) -> str:
    """The text of a starter 设置.toml for a desk of that level."""
    name, region, code = _ORGANS[level]
    plain = "湘管发" if level is Level.PROVINCE else code.replace("〔某〕", "某")
    return _TEXT.format(
        year=year,
        after=year + 1,
        level=level,
        name=name,
        region=region,
        code=code,
        code_plain=plain,
        superior=_SUPERIORS[level],
    )

"""Documents of mixed text: Hanzi, letters, figures and marks at random, whose lines no two programs break alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from random import Random

from generate.lengths import Mm
from generate.office import attachment, body, head, imprint, landscape, signature, tables, title
from generate.office.document import OfficialDocument
from generate.office.page import W1, W2
from tests.geometry.cases import ADDRESSEES, COPIES, DAY, JOINT, NUMBER, ORGAN, TITLE, facts

_WORDS = (
    *("节约型机关", "创建", "评价", "工作", "各地区", "各单位", "公共机构", "加强", "制度", "整改", "示范", "宣传"),
    *(
        "新能源汽车",
        "垃圾分类",
        "利用效率",
        "，",
        "，",
        "，",
        "、",
        "。",
        "；",
        "“双碳”",
        "“光盘行动”",
        "（一）",
        "——",
        "……",
    ),
    *("《公共机构节能条例》", "……", "（湘管发〔2020〕12号）", "2026年11月3日", "92.5%", "85.5分"),
    *("LED", "GB/T 29149—2012", "Wi-Fi", "CO2", "3至5年", "0731-82212345", "kW·h", "PM2.5", "10%～15%", "A4"),
    *("1,234.56千瓦时", "12家"),
)
_NAMES = (
    *("湖南省水利厅", "湖南省第三人民医院（Hunan No.3 Hospital）", "中共湖南省委机构编制委员会办公室", "湖南省R&D中心"),
    *("湘西土家族苗族自治州花垣县机关事务服务中心", "国家税务总局湖南省税务局第2稽查局", "湖南省有色金属管理局A区"),
    *("湖南省人力资源和社会保障厅社会保险服务中心经办管理局", "长沙高新技术产业开发区管理委员会第47分局"),
)


_PRINTED = (17, 25, 27, 30)
"""Mixtures whose pages LibreOffice once filled otherwise than they were counted, or laid beside the type area."""


def mixtures() -> Mapping[str, Callable[[], bytes]]:
    """Those that are printed, by name."""
    return {f"mixed_{seed}": partial(_saved, seed) for seed in _PRINTED}


def _saved(seed: int) -> bytes:
    return mixed(seed).save_bytes()


def text(random: Random, fewest: int, most: int) -> str:
    """A paragraph of at least so many characters."""
    length, words = random.randint(fewest, most), ["各单位"]
    while sum(map(len, words)) < length:
        word = random.choice(_WORDS)
        if word not in "，、。；" or words[-1] not in "，、。；":
            words.append(word)
    return "".join(words).rstrip("，、。；") + "。"


def names(random: Random, count: int) -> str:
    """An upright list of long names."""
    columns = [
        tables.Column("序号", Mm(12), "center"),
        tables.Column("单位名称", Mm(78)),
        tables.Column("原因", Mm(46)),
    ]
    rows = [(str(n), f"{random.choice(_NAMES)}{n}", text(random, 4, 16)) for n in range(1, count + 1)]
    return tables.table(columns, rows)


def turned(random: Random, count: int) -> str:
    """A turned list of long names."""
    columns = [tables.Column("单位名称", Mm(50)), *(tables.Column(f"第{n}列", Mm(18), "center") for n in range(9))]
    rows = [(random.choice(_NAMES), *(str(random.randint(0, 999)) for _ in range(9))) for _ in range(count)]
    return tables.table(columns, rows, Mm(225))


def mixed(seed: int) -> OfficialDocument:
    """A notice of one organ or three, with up to three annexes."""
    random = Random(seed)  # noqa: S311 - not for secrets
    profile, organs = random.choice((W1, W1, W2)), random.choice(((ORGAN,), (ORGAN,), JOINT))
    made = OfficialDocument(facts(profile=profile))
    marks = (f"{ORGAN}文件",) if len(organs) == 1 else organs
    made.add(head.head(marks, NUMBER, profile=profile)).add(title.title(TITLE, JOINT)).add(body.addressees(ADDRESSEES))
    for _ in range(random.randint(3, 16)):
        made.add(body.plain_paragraph(text(random, 20, 220)))
    annexes = [f"达标单位名单（第{n}批）" for n in range(1, random.randint(0, 3) + 1)]
    made.add(attachment.attachment_note(annexes)).add(signature.signature(organs, DAY))
    for number, name in enumerate(annexes, 1):
        label = "附件" if len(annexes) == 1 else f"附件{number}"
        content = attachment.attachment_head(label, name)
        if random.random() < 0.25:
            made.add(landscape.turned(content + turned(random, random.randint(3, 50)), profile=profile))
        else:
            made.add(content + names(random, random.randint(2, 90)))
    return made.add(imprint.imprint(COPIES[: random.randint(0, 8)], f"{ORGAN}办公室", DAY, profile=profile))

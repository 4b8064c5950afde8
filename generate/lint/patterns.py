"""How the elements look as text: loosely, so that a faulty one is still known, and as the standard has them."""

from __future__ import annotations

import re
from functools import lru_cache

SPACE = " \u3000\xa0\t"
NUMBER = re.compile(r"^[一-鿿]{1,14}[〔\[［【（(]\s*(?:\d{2}|\d{4})\s*[〕\]］】）)]\s*第?[\s\d]{0,8}号$")
"""A document number, however written; the serial number may still be blank."""
STRICT_NUMBER = re.compile(r"^[一-鿿]+〔\d{4}〕(?:[1-9]\d*|\s+)号$")
DATE = re.compile(
    r"^(?:\d{2,4}|[一二][○〇零Oo0一二三四五六七八九]{3})[年./-](?:\s*[\d一二三四五六七八九十]{1,3})?\s*[月./-]"
    r"(?:\s*[\d一二三四五六七八九十]{1,3})?\s*日?$"
)
STRICT_DATE = re.compile(r"^(\d{4})年(?:([1-9]\d?)|\s+)月(?:([1-9]\d?)|\s+)日$")
PRINTED = re.compile(r"(?P<organ>(?:.*?\S)??)\s*(?P<day>[\d一二〇○零]{2,4}[年./-][^印]{0,12}?)\s*印[发制]\s*$")
COPIES = re.compile(r"^(抄\s*送|抄\s*报|分\s*送|发\s*送)\s*[：:]")
SENT_TO = re.compile(r"^主\s*送\s*[：:]")
NOTE = re.compile(r"^附\s*件\s*[：:]\s*\S")
LABEL = re.compile(r"^附\s*[件表录](?:\s*[0-9０-９一二三四五六七八九十]{1,3})?\s*[：:．.、]?$")
SECRECY = re.compile(r"^(绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆*]\s*\S{0,8})?$")
URGENCY = re.compile(r"^(特\s*急|加\s*急|紧\s*急|急\s*件|平\s*急|特\s*提|急)$")
COPY_NUMBER = re.compile(r"^(?:份号[：:]?\s*|No\.?\s*|№\s*)?\d{3,8}$")
SIGNERS = re.compile(r"签\s*发(?:\s*人)?\s*[：:]")
REMARK = re.compile(r"^[（(].*[）)]$", re.DOTALL)
UNIT = re.compile(
    r"(局|厅|部|委|办|院|府|处|室|科|署|所|站|中心|公司|集团|学校|大学|学会|协会|联合会|工会|妇联|党组|党委|支部|委员会|办公室|"
    r"机关|单位|部门|政府|小组|总队|支队|银行|法院|检察院|社|团|会|区|市|县|镇|乡|街道)$"
)
ADDRESSEES = re.compile(r"^[^。；！？“”：:]{2,600}[：:]$")
_NOT_ADDRESSEES = re.compile(r"如下|以下|下列|现将|根据|为了|为贯彻|按照|通知|公告|通报$")
HEADING = (
    re.compile(r"^[一二三四五六七八九十]{1,3}\s*[、.．，,]"),
    re.compile(r"^[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]"),
    re.compile(r"^\d{1,2}\s*(?:[.．](?!\d)|、)"),
    re.compile(r"^[（(]\s*\d{1,2}\s*[）)]"),
)
_RULING = ("决议", "决定", "命令", "令", "公报", "公告", "通告", "意见")
_WORKING = ("通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要")
KINDS = (*_RULING, *_WORKING)
"""K1: the fifteen kinds of official documents, 命令 and 令 being one."""
TITLE_END = re.compile(rf"(?:{'|'.join(KINDS)})(?:（[^（）]{{1,12}}）)?$")
ABOUT = re.compile(r"关于.{2,80}的\S{1,6}$")


@lru_cache(maxsize=4096)
def squeezed(text: str) -> str:
    """A text without spaces of any kind."""
    return re.sub(r"\s", "", text)


def addressees(text: str) -> bool:
    """Whether a line names those it is sent to."""
    if not ADDRESSEES.match(text) or _NOT_ADDRESSEES.search(text):
        return False
    return bool(UNIT.search(re.sub(r"[（(][^（()）]*[）)]", "", text[:-1]).rstrip(SPACE))) or len(text) < 20


@lru_cache(maxsize=4096)
def heading_level(text: str) -> int:
    """1 to 4 for a paragraph numbered as a heading of that level, else 0."""
    return next((level for level, pattern in enumerate(HEADING, 1) if pattern.match(text)), 0)


def segments(text: str) -> list[str]:
    """The parts of a line that tabs or several spaces set apart."""
    return [part.strip() for part in re.split(r"\t+|\n|[ \u3000\xa0]{2,}", text) if part.strip()]


def number_in(text: str) -> str | None:
    """The document number a line of the head holds, as written."""
    if len(text) > 120:
        return None
    line = re.sub(r"签\s*发.*", "", text, flags=re.DOTALL).strip()
    for part in (line, *segments(line)):
        if NUMBER.match(part):
            return part
    return None

"""What in a pdf could act, and what it carries along: scripts, programs to start, attachments."""

from __future__ import annotations

import re
import zlib

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = (
    (re.compile(rb"/(?:JavaScript|JS)(?![A-Za-z0-9])"), "脚本（JavaScript）"),
    (re.compile(rb"/Launch(?![A-Za-z0-9])"), "启动程序的动作"),
    (re.compile(rb"/(?:SubmitForm|ImportData)(?![A-Za-z0-9])"), "提交或导入数据的动作"),
    (re.compile(rb"/(?:RichMedia|3D|Movie|Sound)(?![A-Za-z0-9])"), "多媒体"),
    (re.compile(rb"/GoToE(?![A-Za-z0-9])"), "对嵌入文件的跳转"),
    (re.compile(rb"/XFA(?![A-Za-z0-9])"), "动态表单（XFA）"),
)
_DICTIONARY = 2000
_MOST_OBJECTS = 4 * 1024 * 1024
_ATTACHED = re.compile(rb"/(?:EmbeddedFiles?|FileAttachment)(?![A-Za-z0-9])")


def structure(data: bytes) -> bytes:
    """The bytes outside streams, names without their escapes; what acts must stand there or in a stream of objects."""
    parts: list[bytes] = []
    at = left = 0
    while (start := data.find(b"stream", at)) >= 0:
        end = data.find(b"endstream", start + 6)
        if end < 0:
            break
        parts.append(data[at:start])
        if b"/ObjStm" in unescaped(data[max(start - _DICTIONARY, at) : start]) and left < _MOST_OBJECTS:
            parts.append(_inflated(data[start + 6 : end].lstrip(b"\r\n")))
            left += len(parts[-1])
        at = end + 9
    parts.append(data[at:])
    return unescaped(b"\n".join(parts))


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST_OBJECTS)
    except zlib.error:
        return b""


def unescaped(data: bytes) -> bytes:
    """Names as they are meant: ``/J#53`` is ``/JS``."""
    return _ESCAPED.sub(lambda match: bytes([int(match.group(1), 16)]), data) if b"#" in data else data


def active_words(structures: list[bytes]) -> set[str]:
    """What could act, in the clerk's words."""
    return {word for data in structures for pattern, word in _ACTIVE if pattern.search(data)}


def has_attachments(structures: list[bytes]) -> bool:
    """Whether other files lie inside."""
    return any(_ATTACHED.search(data) for data in structures)

"""What the operating system and the parsers say in English, said in Chinese."""

from __future__ import annotations

import errno
import json
import re
import tomllib

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限，或正被别的程序打开",
    errno.EPERM: "不允许这样操作",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超过磁盘配额",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经存在",
    errno.EBUSY: "正被占用",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.ENOMEM: "内存不足",
}


def reason(error: OSError) -> str:
    """Why the system would not read or write; what has no Chinese words here is told as the system tells it."""
    return _REASONS.get(error.errno or 0, error.strerror or f"错误{error.errno}")


def where_broken(error: tomllib.TOMLDecodeError | json.JSONDecodeError | UnicodeDecodeError) -> str:
    """Where a text stops being TOML, JSON or UTF-8."""
    if isinstance(error, UnicodeDecodeError):
        return "不是 UTF-8 编码"
    if isinstance(error, json.JSONDecodeError):
        return f"第{error.lineno}行第{error.colno}列"
    found = re.search(r"line (\d+), column (\d+)", str(error))
    return f"第{found[1]}行第{found[2]}列" if found else "文件末尾"

"""Where the shipped data lies: the checkout's folders, or ``share/jieyue`` of the installation."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

from jieyue.errors import JieyueError


@lru_cache(maxsize=32)
def data_folder(name: str) -> Path:
    """The folder ``forms``, ``schemas``, ``templates`` or ``samples``; raises when the installation is incomplete."""
    for root in (Path(__file__).resolve().parent.parent, Path(sys.prefix) / "share" / "jieyue"):
        if (root / name).is_dir():
            return root / name
    raise JieyueError(f"安装不完整：找不到数据文件夹“{name}”；请重新安装 jieyue")

"""OLE containers (复合文档) of the old Office formats: which streams there are, and their bytes."""

from __future__ import annotations

import io
from pathlib import Path

import olefile

from jieyue.safe.guard import MAX_FILE, file_bytes
from jieyue.safe.refusal import refuse

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Container:
    """An opened container; stream names are paths such as ``ObjectPool/_123/Contents``."""

    def __init__(self, data: bytes) -> None:
        try:
            self._ole = olefile.OleFileIO(io.BytesIO(data))
            self.names: tuple[str, ...] = tuple("/".join(entry) for entry in self._ole.listdir())
        except Exception as fault:
            raise refuse("file-damaged", why="旧版Office文件结构已损坏") from fault

    def read(self, name: str, limit: int = MAX_FILE) -> bytes:
        """The bytes of a stream; ``file-damaged`` when it is missing or broken, ``file-too-large`` beyond ``limit``."""
        if name not in self.names:
            raise refuse("file-damaged", why=f"缺少数据流{name}")
        try:
            if self._ole.get_size(name) > limit:
                raise refuse("file-too-large", why=f"数据流{name}过大")
            return bytes(self._ole.openstream(name).read())
        except (OSError, ValueError, IndexError, TypeError, AttributeError) as fault:
            raise refuse("file-damaged", why=f"数据流{name}已损坏") from fault


def open_container(path: Path) -> Container:
    """The container at ``path``; ``file-damaged`` when it is none."""
    return Container(file_bytes(path))

"""Old files with some bytes of one stream changed."""

from __future__ import annotations

import io
from pathlib import Path

import olefile


def with_bytes(source: Path, target: Path, stream: str, place: int, data: bytes) -> Path:
    """``source`` with ``data`` at ``place`` of a stream; the stream keeps its length."""
    whole = io.BytesIO(source.read_bytes())
    ole = olefile.OleFileIO(whole, write_mode=True)
    content = bytearray(ole.openstream(stream).read())
    content[place : place + len(data)] = data
    ole.write_stream(stream, bytes(content))
    target.write_bytes(whole.getvalue())
    return target

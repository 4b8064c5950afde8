"""Tiny workbook streams built record by record, so that a test shows exactly what stands in the file."""

from __future__ import annotations

import struct
from pathlib import Path

EXCEL = b"\xd5\x38\x02\x00"


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def bof(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))


def number(row: int, column: int, value: float) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def shared_string(row: int, column: int, index: int) -> bytes:
    return record(0xFD, struct.pack("<HHHI", row, column, 0, index))


def formula(row: int, column: int, result: float, tokens: bytes, options: int = 0) -> bytes:
    head = struct.pack("<HHH", row, column, 0) + struct.pack("<d", result) + struct.pack("<HI", options, 0)
    return record(0x06, head + struct.pack("<H", len(tokens)) + tokens)


def stream_of(
    *rows: bytes,
    strings: tuple[str, ...] = (),
    engine: bytes = EXCEL,
    globals_more: bytes = b"",
    macro_sheet: bool = False,
    listed: int = 1,
) -> bytes:
    """A workbook with one sheet 表 that holds ``rows``; ``engine`` is what calculated last, if anything."""
    calculated = record(0x1C1, struct.pack("<HH", 0x1C1, 0) + engine) if engine else b""
    texts = b"".join(struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in strings)
    table = record(0xFC, struct.pack("<II", len(strings), len(strings)) + texts)
    before = bof(5) + record(0x42, b"\xb0\x04") + record(0xE0, bytes(20)) + globals_more
    after = table + calculated + record(0x0A)
    macros = 14 if macro_sheet else 0
    place = len(before) + listed * 14 + macros + len(after)
    entry = record(0x85, struct.pack("<IBB", place, 0, 0) + b"\1\1" + "表".encode("utf-16-le"))
    macro = record(0x85, struct.pack("<IBB", place, 0, 1) + b"\1\1" + "宏".encode("utf-16-le")) if macro_sheet else b""
    return before + entry * listed + macro + after + bof(0x10) + b"".join(rows) + record(0x0A)


def book(path: Path, *rows: bytes, **more: object) -> Path:
    """The stream as a file of its own, without container."""
    path.write_bytes(stream_of(*rows, **more))  # type: ignore[arg-type]
    return path

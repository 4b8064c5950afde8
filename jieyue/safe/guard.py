"""The limits in front of every parser: how big, how deep, how much text; beyond them a file is refused.

Nothing here knows a format.  Every excess is a :class:`~jieyue.safe.refusal.Refused` that carries its Problem.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from jieyue.safe.refusal import Refused, refuse
from jieyue.system_words import reason

MAX_FILE = 200 * 1024 * 1024
"""Bytes of a file as it lies on the disk."""
MAX_ENTRIES = 1000
"""Entries of one zip container."""
MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes that all entries of one zip container may have unpacked."""
MAX_EXPANSION = 100
"""Unpacked bytes for one packed byte, beyond the first ``FREE_EXPANSION``."""
FREE_EXPANSION = 100 * 1024
MAX_AREA = 5_000_000
"""Rows times columns of one table, empty ones counted."""
MAX_DEPTH = 100
"""Elements inside one another in one XML part."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may turn into.

    ``characters`` of text, repeated strings counted each time; ``cells``; ``nodes`` (tags and attributes) of one XML
    part, each of which costs a tree up to 240 bytes.
    """

    characters: int
    cells: int
    nodes: int


RECEIVED = Limits(characters=10_000_000, cells=200_000, nodes=3_000_000)
"""Of a file that somebody sent."""
OWN = Limits(characters=100_000_000, cells=5_000_000, nodes=30_000_000)
"""Of the office's own 单位名录, which may list a nation's units."""

_TOO_DEEP = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")
_DOCTYPE = b"<!DOCTYPE"
_WIDE_DOCTYPES = ("<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def file_bytes(path: Path, limit: int = MAX_FILE) -> bytes:
    """The whole file; refused beyond ``limit`` bytes, when empty, and when it cannot be read."""
    try:
        with path.open("rb", buffering=0) as stream:
            # Asked for little more than there is: reading sets aside as much memory as it is asked for.
            wanted = min(os.fstat(stream.fileno()).st_size, limit) + 1
            data = b""
            while len(data) <= limit and (more := stream.read(wanted)):
                data += more
    except OSError as fault:
        raise refuse("file-damaged", why=f"读取不了（{reason(fault)}）") from fault
    if len(data) > limit:
        raise refuse("file-too-large", why=f"大于{limit // 1024 // 1024}MB")
    if not data:
        raise refuse("file-damaged", why="文件是空的")
    return data


class Budget:
    """What one file may still become: characters and cells.  Readers spend from it as they go."""

    __slots__ = ("_cells", "_characters", "_limits")

    def __init__(self, limits: Limits = RECEIVED) -> None:
        self._limits = limits
        self._characters = limits.characters
        self._cells = limits.cells

    def text(self, characters: int) -> None:
        """Spends characters; refused once there are none left."""
        self._characters -= characters
        if self._characters < 0:
            raise refuse("file-too-large", why=f"文字超过{self._limits.characters // 10_000}万字")

    def cells(self, number: int = 1) -> None:
        """Spends cells; refused once there are none left."""
        self._cells -= number
        if self._cells < 0:
            raise refuse("file-too-large", why=f"单元格超过{self._limits.cells // 10_000}万个")


def check_area(rows: int, columns: int, place: str) -> None:
    """Refuses a table whose corners lie absurdly far apart, such as text in XFD1048576."""
    if rows * columns > MAX_AREA:
        raise refuse("file-too-large", why=f"{place}有{rows}行{columns}列")


def new_parser() -> etree.XMLParser:
    """A parser that opens nothing, expands nothing and gives up on the monstrous."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


_PARSER = new_parser()


def parse_xml(data: bytes, part: str, limits: Limits = RECEIVED) -> etree._Element:
    """The root of an XML part; ``file-damaged`` when malformed or with a DOCTYPE, ``file-too-large`` when too deep."""
    refuse_doctype(data, part)
    if len(data) > limits.nodes and data.count(b"<") + data.count(b"=") > limits.nodes:
        raise refuse("file-too-large", why=f"内部文件{part}过大")
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as fault:
        raise _malformed(fault, part) from fault
    except ValueError as fault:
        raise refuse("file-damaged", why=f"内部文件{part}不完整") from fault
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None or tree.docinfo.doctype:
        raise _doctype(part)
    if _TOO_DEEP(root):
        raise refuse("file-too-large", why=f"内部文件{part}嵌套超过{MAX_DEPTH}层")
    return root


def refuse_doctype(head: bytes, part: str) -> None:
    """Refuses a part, or the beginning of one, that declares a document type, in any of the usual encodings."""
    if _DOCTYPE in head or (b"\0" in head and any(mark in head for mark in _WIDE_DOCTYPES)):
        raise _doctype(part)


def _doctype(part: str) -> Refused:
    return refuse("file-damaged", why=f"内部文件{part}带有DOCTYPE声明，不是正常的办公文件")


def _malformed(fault: etree.XMLSyntaxError, part: str) -> Refused:
    if "depth" in str(fault):
        return refuse("file-too-large", why=f"内部文件{part}嵌套超过{MAX_DEPTH}层")
    return refuse("file-damaged", why=f"内部文件{part}不完整")

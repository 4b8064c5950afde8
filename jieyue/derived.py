"""What is derived and kept to save time, in ``.jieyue/derived``; gone or damaged, it is made anew.

A file names its ground: a hash of everything that its content rests on, the text of this program among it.  It is used
on that ground only, and only while its own checksum holds; so it never says anything but what would be worked out now.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jieyue.workspace import Workspace

_PACKAGES = ("jieyue", "extract")


@dataclass(frozen=True, slots=True)
class Derived:
    """One such file and the ground on which its content is to rest."""

    path: Path
    ground: str

    def recall(self) -> Any:
        """The content; None where there is none for this ground that is whole."""
        try:
            head, _, body = self.path.read_bytes().partition(b"\n")
            return json.loads(body) if head.decode() == self._head(body) else None
        except (OSError, ValueError, RecursionError):
            return None

    def keep(self, content: Any) -> None:
        """Writes it, whole or not at all; where that cannot be, the work is done again next time."""
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(exist_ok=True)
            beside.write_bytes(b"\n".join((self._head(body).encode(), body)))
            beside.replace(self.path)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)

    def _head(self, body: bytes) -> str:
        return f"{self.ground} {_hash(body)}"


def derived(workspace: Workspace, name: str, *grounds: bytes | str) -> Derived:
    """The file of that name, on these grounds."""
    parts = (part if isinstance(part, bytes) else part.encode() for part in (program(), *grounds))
    return Derived(workspace.hidden / "derived" / name, _hash(b"".join(map(_hashed, parts))))


def damaged(workspace: Workspace) -> tuple[Path, ...]:
    """The files whose content is not what was written."""
    paths = sorted((workspace.hidden / "derived").glob("*"))
    return tuple(path for path in paths if path.is_file() and not _is_whole(path.read_bytes()))


def _is_whole(data: bytes) -> bool:
    head, _, body = data.partition(b"\n")
    return head.endswith(f" {_hash(body)}".encode())


@cache
def program() -> str:
    """The hash of this program's own text: what an older one derived is not used."""
    house = Path(__file__).resolve().parents[1]
    paths = sorted(path for package in _PACKAGES for path in (house / package).rglob("*.py"))
    return _hash(b"".join(_hashed(path.read_bytes()) for path in paths))


def _hashed(part: bytes) -> bytes:
    return hashlib.blake2b(part, digest_size=32).digest()


def _hash(part: bytes) -> str:
    return _hashed(part).hex()

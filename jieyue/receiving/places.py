"""Which name a file gets in its folder: its own where that is free, else with a number; remembered for a whole run."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from jieyue.durable import digest, safe_name

RECORD, NOTE = ".json", ".说明.txt"
"""What may lie beside a file under its name and this ending."""


@dataclass(slots=True)
class _Series:
    """The files of one name in one folder: ``x.docx``, ``x（2）.docx`` and so on."""

    number: int = 1
    by_size: dict[int, list[str]] = field(default_factory=dict)


@dataclass
class Places:
    """Free names.  A thousand files of the same name cost one look each, not a search each."""

    _series: dict[tuple[str, str, str], _Series] = field(default_factory=dict)
    _promised: set[str] = field(default_factory=set)
    _digests: dict[str, str] = field(default_factory=dict)

    def free(self, folder: Path, name: str, sha256: str, size: int) -> Path:
        """Where a file of that name and content goes: its own copy from a run that broke off, else a free name.

        What will lie beside it, its record or its note, is free too: a form called like another form's note
        is never written over.
        """
        stem, dot, ending = _parts(safe_name(name))
        series = self._series.setdefault((str(folder), stem.casefold(), ending.casefold()), _Series())
        while True:
            number = f"（{series.number}）" if series.number > 1 else ""
            path = f"{folder}{os.sep}{stem}{number}{dot}{ending}"
            if self._is_free(path):
                break
            there = Path(path)
            if there.is_file() and not there.is_symlink():
                series.by_size.setdefault(there.stat().st_size, []).append(path)
            series.number += 1
        own = [old for old in series.by_size.get(size, ()) if self._is_own(old, sha256)]
        return self._promise(own[0] if own else path)

    def _is_free(self, path: str) -> bool:
        return not any(name.casefold() in self._promised or os.path.lexists(name) for name in _with_company(path))

    def _is_own(self, path: str, sha256: str) -> bool:
        if path.casefold() in self._promised:
            return False
        if path not in self._digests:
            self._digests[path] = digest(Path(path).read_bytes())
        return self._digests[path] == sha256

    def _promise(self, path: str) -> Path:
        self._promised.update(name.casefold() for name in _with_company(path))
        return Path(path)


def _with_company(path: str) -> tuple[str, str, str]:
    """A place, that of its record and that of its note."""
    return path, path + RECORD, path + NOTE


def _parts(name: str) -> tuple[str, str, str]:
    stem, dot, ending = name.rpartition(".")
    return (stem, dot, ending) if stem else (name, "", "")

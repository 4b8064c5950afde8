"""Files read one by one in capped processes, for commands that touch nothing: a file that kills its reader is named."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path

from jieyue.formset import FormSet, load_form_set
from jieyue.model import Source, Submission
from jieyue.problems import problem
from jieyue.receiving.worker import Job, Reader, Readers
from jieyue.settings import read_settings
from jieyue.workspace import Workspace, own_forms


def reader_of(workspace: Workspace) -> Reader:
    """What reads one file in a worker, by the workspace's form set."""
    return partial(_read, read_settings(workspace.settings).form_set, own_forms(workspace))


def _read(form_set: str, own: Path | None, path: Path) -> Submission:
    from extract import extract

    return extract(path, [_known(form_set, own)])


@lru_cache(maxsize=8)
def _known(form_set: str, own: Path | None) -> FormSet:
    """Looked for once in a reading process, not for each file."""
    return load_form_set(form_set, own)


def read_files(paths: Iterable[Path], form_set: str = "hunan-2020", workers: int = 1) -> Iterator[Submission]:
    """One Submission per path, in the order given; nothing is written."""
    with Readers(partial(_read, form_set, None), workers) as readers:
        paths = list(paths)
        for path, reading in zip(paths, readers.read([Job(path) for path in paths]), strict=True):
            yield reading.submission or _died(path, reading.died)


def _died(path: Path, why: str) -> Submission:
    regular = stat.S_ISREG(path.lstat().st_mode)
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if regular else "0" * 64
    return Submission(Source(path.name, digest, "unknown"), problems=(problem("file-poison", about="file", why=why),))

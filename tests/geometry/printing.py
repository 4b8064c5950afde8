"""Each document is made and printed once, in batches, and shared by every process of the test run."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.geometry.cases import documents
from tests.geometry.kinds import kinds
from tests.geometry.mixed import mixtures
from tests.geometry.paper import Paper
from tests.geometry.rendering import to_pdf

_BATCHES = 3


def every_document() -> Mapping[str, Callable[[], bytes]]:
    """Cases, mixtures and KINDs by name."""
    return {**documents(), **mixtures(), **kinds()}


class Press:
    """Prints into a folder that the processes share; a batch is printed by whoever asks for one of its documents."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._documents = every_document()
        self._last: Paper | None = None

    def paper(self, name: str) -> Paper:
        """The document of that name, printed.  Only the last one is kept: pages drawn take much memory."""
        if self._last is None or self._last.name != name:
            self.close()
            folder = self._printed(list(self._documents).index(name) % _BATCHES)
            self._last = Paper(name, folder / f"{name}.docx", folder / f"{name}.pdf")
        return self._last

    def close(self) -> None:
        """Lets go of the last paper."""
        if self._last is not None:
            self._last.close()

    def _printed(self, batch: int) -> Path:
        folder = self._folder / f"batch{batch}"
        folder.mkdir(parents=True, exist_ok=True)
        done = folder / "done"
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                names = list(self._documents)[batch::_BATCHES]
                to_pdf({name: self._documents[name]() for name in names}, folder)
                done.touch()
        return folder

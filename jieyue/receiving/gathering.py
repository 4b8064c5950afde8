"""The files of one intake, copied batch by batch; what cannot be had now is said, and the others go on."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from jieyue.durable import PATIENCE, FileInUse
from jieyue.receiving.arrivals import Parcel, Unsettled, parcel
from jieyue.receiving.inbox import Found
from jieyue.receiving.report import IGNORED, IntakeFile
from jieyue.workspace import Workspace

BATCH = 256
"""Files of one round of syncing, at most."""
_LAST = 64
"""Files of the last round: while they are filed, nothing is left to read."""
_HELD = "正被其他程序打开；请先关闭该文件，下次再收"


class Gathering:
    """Copies what lies in 收件箱; ``left`` lists what stays there, with the reason."""

    def __init__(self, workspace: Workspace, found: Sequence[Found]) -> None:
        self._workspace = workspace
        self._found = found
        self._held: list[tuple[Found, float]] = []
        self.left: list[IntakeFile] = []

    def batches(self) -> Iterator[list[Parcel]]:
        """Parcels in order; files that another program holds come last, tried again until their time is over."""
        batch: list[Parcel] = []
        files, gathered = 0, 0
        for one in self._parcels():
            batch.append(one)
            files += len(one.arrivals)
            if files >= min(BATCH, max(_LAST, (len(self._found) - gathered) // 2)):
                yield batch
                gathered += len(batch)
                batch, files = [], 0
        if batch:
            yield batch

    def _parcels(self) -> Iterator[Parcel]:
        for file in self._found:
            try:
                yield from self._parcel(file, 0)
            except FileInUse:
                self._held.append((file, time.monotonic()))
        for file, since in self._held:
            try:
                yield from self._parcel(file, since + PATIENCE - time.monotonic())
            except FileInUse:
                self.left.append(IntakeFile(file.name, IGNORED, reason=_HELD, held=True))

    def _parcel(self, file: Found, patience: float) -> Iterator[Parcel]:
        try:
            yield parcel(self._workspace, file, patience)
        except Unsettled as why:
            self.left.append(IntakeFile(file.name, IGNORED, reason=str(why)))

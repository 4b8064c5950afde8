"""The hazards of docs/reliability.md in their order, and what is done about each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hazard:
    """A hazard by its rows of the table, its name, and our answer; ``elsewhere`` are tests without a figure."""

    rows: tuple[str, ...]
    name: str
    answer: str
    elsewhere: str = ""

    @property
    def told(self) -> str:
        """Rows and name."""
        return f"{', '.join(self.rows)} {self.name}".strip()


HAZARDS = (
    Hazard(
        ("T1",),
        "kill -9",
        "copy, fsync, rename, fsync folder, commit, only then remove from 收件箱; numbers before documents",
    ),
    Hazard(("T2",), "an operation fails", "nothing half done; finding and remedy in Chinese"),
    Hazard(("T3",), "power loss", "unsynced writes dropped or torn: nothing that was acknowledged is missing"),
    Hazard(("T4",), "full disk", "stops, loses nothing, goes on when there is room (the test needs a small tmpfs)"),
    Hazard(("T5",), "clock", "numbers, order and backups do not depend on it; nothing waits for it"),
    Hazard(("T6",), "two windows", "one writer, named; a dead one's lock is free"),
    Hazard(("T7",), "network folders", "refused at the start with the reason; UNC paths and mapped drives too"),
    Hazard(
        ("T8",),
        "damaged ledger",
        "every row proved; opens whole or is refused; `doctor --repair`, `--restore`, `--rebuild`. Whoever writes "
        "checks it all; whoever only looks is spared that for a large ledger while nothing has touched the file since "
        "it was last found whole (which file, size, times of content and entry: `test_wholeness.py`). Journal, backups "
        "and archive each lost in turn: `test_damage.py`; what cannot come back is said: `test_way_back.py`",
    ),
    Hazard(
        (),
        "what is kept to save time",
        "`.jieyue/derived`: each file names the hash of all it rests on and proves its content; gone, damaged or of "
        "another ground it is made anew",
        "compared with what is worked out anew after each of 12 kinds of change, and after 36 in any order "
        "(`test_gists.py`)",
    ),
    Hazard(("T9",), "duplicates", "one record, every copy kept, nothing deleted"),
    Hazard(("T10",), "half-copied files", "read when they have been still, and a zip or PDF has its end"),
    Hazard(("T11",), "bursts", "all accounted for in two scans"),
    Hazard(("T13",), "lock and junk files", "listed with a reason, never read"),
    Hazard(("T14",), "open elsewhere", "tried again for 3 s, then named: 请先关闭"),
    Hazard(("T15",), "odd entries", "links, pipes, sockets, devices: neither followed nor waited for"),
    Hazard(("T16",), "folder loops", "refused at the start"),
    Hazard(("T17",), "names", "made such as every system takes; the name as given is kept in the record"),
    Hazard(("T18",), "hostile zips", "one guard before every parser; nothing is unpacked to disk by its own name"),
    Hazard(("T19",), "poison in a batch", "named, set aside, not tried again until its bytes change or a person asks"),
    Hazard(("T20",), "bombs", "the guard's limits, and a worker capped in time and memory behind it"),
    Hazard(("T21",), "DOCTYPE, XXE", "any DOCTYPE refuses the file; no socket, no file outside"),
    Hazard(
        ("T22",),
        "slow patterns",
        "every pattern in the source, those made from the form set and the schemas included, is found by reading the "
        "source and met with texts made of its own letters and classes, in every way it is used",
    ),
    Hazard(("T23",), "JSON edges", "refused, with the place, in Chinese"),
    Hazard(
        ("T24",),
        "mutated files",
        "each answered; what is known not to be read stands in `test_limits.py`, which fails when it is mended",
    ),
    Hazard(("T25",), "lost fill-ins", "read where they stand, or said; no column shifts"),
    Hazard(("T26",), "text into documents", "text out is text in, or it is refused naming the field"),
    Hazard(("T27",), "code in templates", "an allow-list; nothing is run; time and size are capped"),
    Hazard(("T28",), "mistakes in templates", "all at once, in Chinese, with the paragraph's text"),
    Hazard(("T29",), "formulas", "no text of others becomes a formula; CSV is not written at all"),
    Hazard(("T30",), "outgoing files", "nothing active, foreign or of a tool in them"),
    Hazard(("T31",), "active content", "named, read as data only, never accepted"),
    Hazard(("T33",), "same result", "same bytes; percentages rounded half up"),
    Hazard(("T34",), "run again", "a second and a third run change nothing"),
    Hazard(("T35",), "scale", "told every second by a pulse beside the work, stopped at once"),
    Hazard(
        ("T36",),
        "upgrade",
        "a ledger of every earlier version opens, or is as it was; one of a newer version is left alone",
    ),
    Hazard(("T37",), "unit names", "similarity only proposes"),
    Hazard((), "no network", "an audit hook in every process hears none (`test_network.py`)"),
)

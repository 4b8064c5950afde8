"""Intake on an engine that others have built: dask's executor, on a cluster of processes of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import pytest

from jieyue.ledger import open_ledger
from tests.intake.forms import OPTIONS, UNITS, codes, drop, form, outcomes, take, tree, workspace

distributed = pytest.importorskip("distributed", reason="needs dask: pip install jieyue[cluster]")
pytestmark = pytest.mark.filterwarnings("default")  # what dask and its libraries deprecate is theirs


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    """Two processes, each reading one file at a time, that may start the capped ones behind the guard."""
    import dask

    with (
        dask.config.set({"distributed.worker.daemon": False}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client.get_executor()


def test_intake_on_a_cluster_files_what_it_files_here(tmp_path: Path, executor: Executor) -> None:
    desks = []
    for name in ("本机", "集群"):
        desk = workspace(tmp_path / name)
        for number in range(40):
            drop(desk, f"{number}.txt", form(UNITS[number % 4], str(number % 12), 序号=str(number)))
        desks.append(desk)
    here, there = take(desks[0]), take(desks[1], replace(OPTIONS, executor=executor))
    assert there == here
    kept = [{name: data for name, data in tree(desk).items() if not name.endswith(".xlsx")} for desk in desks]
    assert kept[0] == kept[1]


def test_poison_on_a_cluster_is_named_and_harms_no_neighbour(tmp_path: Path, executor: Executor) -> None:
    desk = workspace(tmp_path)
    for number, unit in enumerate(UNITS):
        drop(desk, f"好{number}.txt", form(unit))
    for number, harm in enumerate(("退出", "挂起", "内存")):
        drop(desk, f"毒{number}.txt", form(毒=harm))
    report = take(desk, replace(OPTIONS, executor=executor, seconds=2.0))
    assert [name for name, outcome in outcomes(report).items() if outcome == "accepted"] == [
        f"好{number}.txt" for number in range(4)
    ]
    assert all(codes(report, f"毒{number}.txt") == ["file-poison"] for number in range(3))
    with open_ledger(desk.ledger) as ledger:
        assert len(ledger.poison()) == 3

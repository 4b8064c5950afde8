"""Letters of a large batch are shared among processes and come out as if they were not."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from benchmarks.province import province
from generate.documents import Outgoing, compose
from generate.hands import hands, shared
from generate.paper import Blank
from jieyue.formset import load_form_set
from jieyue.sending import findings


def _letters(executor: object = None) -> tuple[Outgoing, ...]:
    book, settings = province(70, passing=0)
    given = {"day": date(book.year, 12, 28), "number": "湘管函〔2026〕12号", "inspect": findings}
    return compose("rectification", book, settings, load_form_set(), executor=executor, **given)  # type: ignore[arg-type]


def test_shared_letters_are_the_same_to_the_byte_in_the_same_order() -> None:
    alone = _letters()
    with hands() as executor:
        assert _letters(executor) == alone
    with ThreadPoolExecutor(2) as threads:
        assert _letters(threads) == alone


def test_a_blank_keeps_its_name_in_another_process() -> None:
    blank = pickle.loads(pickle.dumps(Blank("    ", "联系人")))  # noqa: S301 - our own
    assert (blank, blank.name) == ("    ", "联系人")


def test_no_process_is_forked_while_other_threads_run() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    with hands() as executor:
        assert executor is None
    done.set()
    other.join()


def test_a_small_batch_is_not_shared() -> None:
    with hands() as executor:
        assert shared(str, [1, 2, 3], executor) == ["1", "2", "3"]


def test_tasks_are_worked_on_while_others_are_still_made() -> None:
    with ThreadPoolExecutor(1) as executor:
        assert shared(str, (number for number in range(200)), executor) == [str(number) for number in range(200)]


def _tasks_that_end_early() -> Iterator[int]:
    yield from range(100)
    raise ValueError("第101份做不出来")


def test_a_fault_in_making_a_task_is_told_though_others_were_handed_over() -> None:
    with hands() as executor, pytest.raises(ValueError, match="第101份"):
        shared(str, _tasks_that_end_early(), executor)

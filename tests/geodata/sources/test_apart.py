"""What others made is read in a process that the kernel bounds, and that takes nothing else along."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.contract.problems import Problem, Problems
from geodata.sources import apart as module
from geodata.sources.apart import apart
from geodata.sources.apart_limits import Limits, limits_of
from geodata.sources.apart_process import DRIVERS
from geodata.sources.raw import UnreadableError
from tests.geodata.sources import hostile_work as work

BRIEF = Limits(processor_s=1, whole_s=2, memory_bytes=2**29, answer_bytes=2**20)


@pytest.mark.parametrize(
    ("function", "code", "value"),
    [
        (work.endless, "file_takes_long", "1"),
        (work.sleeping, "file_takes_long", "1"),
        (work.swelling, "file_needs_memory", None),
        (work.falling, "file_breaks_reader", "SIGSEGV"),
        (work.raising, "file_breaks_reader", "ZeroDivisionError"),
    ],
)
def test_work_that_hangs_swells_or_falls_is_refused_in_words(
    function: Callable[[], None], code: str, value: str | None
) -> None:
    with pytest.raises(UnreadableError) as refused:
        apart(function, limits=BRIEF)
    assert (refused.value.code, refused.value.value) == (code, value)
    assert apart(work.drivers), "the next piece of work is done"


def test_what_is_written_on_the_way_is_bounded_too(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as refused:
        apart(work.writing, tmp_path / "a", limits=BRIEF)
    assert refused.value.code in ("file_needs_memory", "unreadable_file")
    assert (tmp_path / "much").stat().st_size <= BRIEF.answer_bytes + 1


def test_a_table_comes_back_as_it_was_with_what_was_found_on_the_way() -> None:
    problems = Problems()
    back = apart(work.table, problems)
    there = work.table(Problems())
    assert back.frame.equals(there.frame)
    assert back.rows.tolist() == [2, 9]
    assert (back.geometry, back.crs, back.assumed) == (None, "EPSG:3006", True)
    assert problems.found == [Problem("warning", "not_a_feature", "a", 2, expected=("x",))]


def test_a_refusal_comes_back_as_it_was_raised() -> None:
    problems = Problems()
    with pytest.raises(UnreadableError) as refused:
        apart(work.refusing, problems)
    assert vars(refused.value) == {"code": "missing_layer", "value": "a", "expected": ("b", "c"), "row": 3}
    assert [each.row for each in problems.found] == [7]


def test_only_drivers_of_files_are_left_and_no_passwords_go_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "hemlig")
    module._end_all()
    assert set(apart(work.drivers)) <= DRIVERS
    assert "GPKG" in apart(work.drivers)
    assert "PGPASSWORD" not in apart(work.environment)


def test_files_are_read_by_one_process_in_turn_and_by_several_at_once() -> None:
    assert apart(work.process) == apart(work.process)
    found: list[str] = []

    def ask() -> None:
        try:
            apart(work.sleeping, limits=BRIEF)
        except UnreadableError as error:
            found.append(error.code)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for each in threads:
        each.start()
    assert apart(work.drivers), "nobody waits for who hangs"
    for each in threads:
        each.join()
    assert found == ["file_takes_long"] * 2


def test_a_process_that_ended_meanwhile_is_replaced_without_a_word() -> None:
    os.killpg(apart(work.process), signal.SIGKILL)
    assert apart(work.drivers)


def test_a_fork_has_processes_of_its_own() -> None:
    ours = apart(work.process)
    child = os.fork()
    if child == 0:
        os._exit(0 if not module._idle else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert apart(work.process) == ours


def test_no_network_is_reached_where_the_system_can_take_it_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        reached = apart(work.connecting, listening.getsockname()[1])
    if reached:
        pytest.skip("this system lets no process leave its network")
    assert not reached


def test_an_honest_file_may_cost_more_the_larger_it_is() -> None:
    small, large = limits_of(0), limits_of(100 * 2**20)
    assert small.processor_s < 10
    assert small.memory_bytes < 2**30
    assert large.processor_s > 100
    assert large.memory_bytes > 2**31

# SPDX-License-Identifier: Apache-2.0
"""All look-ups of a case at once: as long as the slowest, each outcome as it comes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from threading import Event
from time import perf_counter
from typing import cast

import pytest

from certificates.certificate_types import KNOWN
from certificates.library.interface import CertificateLibrary, HolderQuery
from certificates.library.lookup import Found, LookupOutcome, NotFound, TimedOut
from certificates.library.together import look_up_together
from certificates.simulation.holders import number_of
from tests.support.dialects import AUDIT, DIALECTS, library_for, query_for
from tests.support.simulators import RunningSimulator, running_simulator

LATENCIES_MS = (50, 120, 190, 260, 330, 400)
KINDS = KNOWN[: len(LATENCIES_MS)]
MOST = 1.2


@pytest.fixture(scope="module")
def platform() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


def looked_up(
    library: CertificateLibrary, queries: list[HolderQuery], deadline_s: float
) -> list[tuple[float, HolderQuery, LookupOutcome]]:
    """Each outcome with the seconds after which it was told."""
    with ThreadPoolExecutor(len(queries)) as threads:
        began = perf_counter()
        return [
            (perf_counter() - began, query, outcome)
            for query, outcome in look_up_together(
                library, queries, AUDIT, deadline_s=deadline_s, threads=threads
            )
        ]


@pytest.mark.alone
@pytest.mark.parametrize("dialect", DIALECTS)
def test_six_look_ups_take_as_long_as_the_slowest(
    dialect: str, platform: RunningSimulator, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = [query_for(number_of(7), kind.code) for kind in KINDS]
    with library_for(dialect, platform.address) as library:
        for query in queries:  # connections, session; and each kind gets its latency in turn
            library.find_by_holder(query, AUDIT, deadline_s=5)
        platform.send("set", latencies_ms=",".join(map(str, LATENCIES_MS)))
        alone = []
        for query in queries:
            began = perf_counter()
            library.find_by_holder(query, AUDIT, deadline_s=5)
            alone.append(perf_counter() - began)
        spans = []
        for _ in range(5):
            told = looked_up(library, queries, 5)
            assert all(isinstance(outcome, Found | NotFound) for _, _, outcome in told)
            assert [query for _, query, _ in told][-1] == queries[-1]
            spans.append(told[-1][0])
    platform.send("clear")
    ratio = median(spans) / max(alone)
    with capsys.disabled():
        print(f"\n{dialect}: six look-ups take × {ratio:.2f} of the slowest")  # noqa: T201
    assert ratio <= MOST


@pytest.mark.parametrize("dialect", DIALECTS)
def test_slow_source_holds_no_other_and_is_timed_out(
    dialect: str, platform: RunningSimulator
) -> None:
    queries = [query_for(number_of(7), kind.code) for kind in KINDS[:3]]
    with library_for(dialect, platform.address) as library:
        library.probe()
        platform.send("set", latencies_ms="0,0,9000")
        library.find_by_holder(queries[0], AUDIT, deadline_s=5)
        library.find_by_holder(queries[1], AUDIT, deadline_s=5)
        told = {
            query.type_code: outcome for _, query, outcome in looked_up(library, queries, 1)
        }
    platform.send("clear")
    assert [type(told[kind.code]) for kind in KINDS[:3]] == [Found, NotFound, TimedOut]


def test_look_up_that_ignores_its_deadline_is_given_up() -> None:
    """As the system's resolver does, which knows no deadline."""
    free = Event()

    class Stuck:
        def find_by_holder(self, *_: object, deadline_s: float) -> tuple[()]:
            assert deadline_s < 1
            free.wait(30)
            return ()

    queries = [query_for(number_of(7), kind.code) for kind in KINDS[:2]]
    library = cast("CertificateLibrary", Stuck())
    with ThreadPoolExecutor(1) as threads:
        told = list(look_up_together(library, queries, AUDIT, deadline_s=0.2, threads=threads))
        free.set()
    assert {outcome for _, outcome in told} == {
        TimedOut("PLATFORM-0302", "no outcome by the case's deadline")
    }
    assert len(told) == 2

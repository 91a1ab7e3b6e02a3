# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases figures`` and the staff counters, held against what the desk itself knows."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.case_file import progress_in
from kiosk.commands.cases_figures import duration
from kiosk.handling_figures import counters_of, figures_in
from kiosk.store.outbox import CASE
from kiosk.store.records import OutboxMessage
from kiosk.store.store import Store
from kiosk.sync.case_desk_values import CorrectionAnswer, NamedValue, Taken
from tests.support.case_desks import AUDIT, PAPER, QUICK, desk_on, form_of, outgoing_to, run
from tests.support.console_in_process import run_main
from tests.support.fixed_clock import FixedClock
from tests.support.simulators import RunningSimulator, running_simulator
from tests.support.store_samples import opened, sample_case

SERVICES = ("hygiene-permit", "road-freight-licence", "newborn")
TEMPERS = {"hygiene-permit": "grant", "road-freight-licence": "refuse", "newborn": "correct"}


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with opened(tmp_path / "data", clock) as store:
        yield store


@pytest.fixture(scope="module")
def desk() -> Iterator[RunningSimulator]:
    with running_simulator("desk") as process:
        yield process


def said(*words: str) -> str:
    """What a command says; it must succeed."""
    done = run_main(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def kept(store: Store, service: str) -> str:
    """Commit an accepted case of a service."""
    case_id, form = store.new_case_id("K-0001"), form_of()
    case = sample_case(
        case_id,
        service=service,
        decision="accepted",
        form=form,
        promises=(),
        papers=("acceptance_slip.pdf",),
        outbox=OutboxMessage(f"case/{case_id}", CASE, form),
    )
    store.submit_case(case)
    store.documents.put(case_id, "acceptance_slip.pdf", PAPER + case_id.encode())
    return case_id


def truth(desk: RunningSimulator) -> dict[str, Any]:
    there = desk.send("state")["desk"]
    assert isinstance(there, dict)
    return dict(there["truth"])


def decided_there(store: Store, desk: RunningSimulator, clock: FixedClock) -> list[str]:
    """Let the desk decide nine cases of three services, each as its office is; one is left."""
    outgoing, numbers = outgoing_to(store, desk.address, clock), []
    for service in SERVICES:
        desk.send("set", office="*", answer=TEMPERS[service], office_latency_ms=0)
        numbers += [kept(store, service) for _ in range(3)]
        run(outgoing)
        clock.advance(QUICK.ask_s + 1)
        run(outgoing)
    client = desk_on(desk.address)
    for number in numbers[6:8]:
        (notice,) = progress_in(store, number).notices
        value = (NamedValue("phone", "10000000001"),)
        answer = CorrectionAnswer(f"answer/{number}", number, notice.reference, value)
        assert isinstance(client.answer_correction(answer, AUDIT, deadline_s=5), Taken)
    client.close()
    clock.advance(QUICK.ask_s + 1)
    run(outgoing)
    outgoing.close()
    return numbers


def test_the_figures_are_what_the_desk_itself_knows(
    store: Store, desk: RunningSimulator, clock: FixedClock
) -> None:
    decided_there(store, desk, clock)
    kept(store, "newborn")  # committed here, the desk has never heard of it
    *found, total = figures_in(store, today=clock.today())
    known = truth(desk)
    assert {one.service for one in found} == known.keys()
    for one in found:
        there = known[one.service]
        assert one.cases - one.waiting == there["cases"]
        ends = ("granted", "partly_granted", "refused", "withdrawn")
        assert {end: getattr(one, end) for end in ends} == {
            end: there.get(end, 0) for end in ends
        }
        assert (one.in_hand, one.corrections) == (there.get("open", 0), there["notices"])
        taken = one.handling.mean_s * one.handling.count
        assert taken == pytest.approx(there.get("seconds", 0), abs=one.handling.count)
    assert (total.cases, total.ended, total.in_hand, total.waiting) == (10, 8, 1, 1)
    assert total.completion == 0.8
    assert (total.corrections, total.corrected) == (3, 3)
    counters = counters_of(store, clock)
    assert (counters["in_hand"], counters["completion"]) == (1, 80)
    assert counters["corrections"] == 3


def test_the_command_writes_a_table_and_json(
    store: Store, tmp_path: Path, clock: FixedClock
) -> None:
    for service in SERVICES:
        kept(store, service)
    form = replace(sample_case("K-0001-FORM"), decision="filled_in", outbox=None, promises=())
    store.submit_case(form)
    day = clock.today()
    store.close()
    config = tmp_path / "kiosk.toml"
    config.write_text(f'[kiosk]\ndata_dir = "{tmp_path / "data"}"\n', "utf-8")
    table = said("cases", "figures", "--config", str(config)).splitlines()
    assert table[0].split()[:3] == ["service", "cases", "here"]
    assert [line.split()[0] for line in table[1:]] == [*sorted(SERVICES), "all"]
    assert table[-1].split()[1] == "3", "a form for the window is no case"
    lines = said("cases", "figures", "--json", "--config", str(config)).splitlines()
    last = json.loads(lines[-1])
    assert (last["service"], last["cases"], last["ended"]) == ("", 3, 0)
    assert (last["completion"], last["handling"]["count"]) == (0.0, 0)
    since = str(day + timedelta(days=1))
    later = said("cases", "figures", "--json", "--since", since, "--config", str(config))
    assert json.loads(later)["completion"] is None


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 s"), (61, "1.0 min"), (3_600, "1.0 h"), (86_400, "1.0 d")]
)
def test_durations_have_their_largest_unit(seconds: float, text: str) -> None:
    assert duration(seconds) == text

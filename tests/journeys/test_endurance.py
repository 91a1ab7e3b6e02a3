# SPDX-License-Identifier: Apache-2.0
"""One visit after the other at full speed: memory, handles, threads and timers stay.

A visit takes three seconds of the world's own time (card, seal, paper), so the suite makes a
hundred and looks at what must stay the same; a slope of memory needs the thousand of ``make
prove``.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from devices.card_reader.sam_reader import SamIdentityReader
from kiosk import heap
from kiosk.robot.script import Script
from tests.support.effort import ENDS, QUICK_S
from tests.support.proof import announce, patient, proof_count, proof_seed
from tests.support.vitals import Slope, Vitals, counts_of, slope_of, vitals
from tests.support.whole import QUICK, WholeKiosk, quick_world, script, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow, pytest.mark.no_cover]

VISITS = 100
ROUND = (
    "hygiene-permit-restaurant",
    "my-cases",
    "hygiene-permit-new",
    "individual-business-rename",
    "road-freight-licence-light",
    "hygiene-permit-refused",
    "own-certificates",
    "hygiene-permit-change",
)
"""Visits of every kind, on file and stopped, with pinyin, pad, letter, licence and copy."""
ASKS = "my-cases"
ASKING = "liu-guizhen"
"""Who asks for her cases has one. Those who apply have hundreds in the end, as no citizen has:
a list that grows with each round would be counted as the kiosk's own growth."""
WARM = 2 * len(ROUND)
"""Visits until every page was compiled and every worker has begun."""
WARM_LONG = 12 * len(ROUND)
"""Visits until the caches that have an end are full: glyphs, drawings, the store's pages."""
KEPT_CONNECTIONS = 4
"""Connections to platform and desk that are kept open, each by the thread that asked."""
ENOUGH = 200
"""From so many visits on a slope says something."""
MOST_MB_PER_THOUSAND = 1.0
MOST_MB_UNMEASURED = 12.0


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeKiosk]:
    folder: Path = tmp_path_factory.mktemp("endurance")
    heap.keep_one_heap()  # as ``kiosk run`` does
    with (
        quick_world(folder) as world,
        whole_kiosk(world, more=QUICK + world.base_data_table) as whole,
    ):
        yield whole


def played(whole: WholeKiosk, number: int) -> None:
    """One visit of the round."""
    name = ROUND[number % len(ROUND)]
    plays(whole, script(name, card=ASKING) if name == ASKS else script(name))


def plays(whole: WholeKiosk, wanted: Script) -> None:
    """Play it, and leave nothing of it in tray and reader."""
    whole.rest_now()
    whole.world.printer.tell("lay")  # a thousand visits take more than one ream
    result = whole.play(wanted, settle_s=QUICK_S)
    assert result.outcome in ENDS, (wanted.service, result.stop_reason)
    whole.rest_now()
    whole.wait(lambda: not _sees_card(whole), why="that the reader sees the card leave")
    for path in whole.printed():
        path.unlink()


def _sees_card(whole: WholeKiosk) -> bool:
    """Whether a reader takes the last card to lie there still: it hands it out once only."""
    sources = whole.kiosk.runtime._sources._sources.values()
    return any(one._is_lying for one in sources if isinstance(one, SamIdentityReader))


@pytest.mark.timeout(10 * proof_count(VISITS))
@patient
def test_nothing_grows_from_visit_to_visit(
    lasting: WholeKiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    count, samples = proof_count(VISITS), []
    warm = WARM_LONG if count >= ENOUGH else WARM
    announce(capsys, f"{count} visits after {warm} to get warm", proof_seed(1))
    plays(lasting, script("hygiene-permit-new", card=ASKING))
    for number in range(warm):
        played(lasting, number)
    before = counts_of(lasting)
    for number in range(len(ROUND)):  # to count makes halves of objects, and room for them
        played(lasting, number)
    for number in range(count):
        if number % len(ROUND) == 0:
            samples.append(vitals(lasting, number))
        played(lasting, number)
    samples.append(vitals(lasting, count))
    slope, after = slope_of(samples), counts_of(lasting)
    with capsys.disabled():
        print(f"{samples[0]}, {before}\n{samples[-1]}, {after}\n{slope}")  # noqa: T201
    assert replace(after, handles=before.handles) == before
    assert after.handles - before.handles <= KEPT_CONNECTIONS
    if count >= ENOUGH:
        assert slope.per_thousand <= MOST_MB_PER_THOUSAND, [str(one) for one in samples]
    else:
        assert samples[-1].resident_mb - samples[0].resident_mb <= MOST_MB_UNMEASURED


def test_a_leak_is_seen_with_its_slope() -> None:
    """The measure itself: 2 KiB a visit beside noise is found; noise alone is none."""
    noise = (0.0, 0.03, -0.02, 0.01, -0.03, 0.02) * 10
    leaking = [_at(10 * n, 150 + 0.002 * 10 * n + off) for n, off in enumerate(noise)]
    still = [_at(10 * n, 150 + off) for n, off in enumerate(noise)]
    found, none = slope_of(leaking), slope_of(still)
    assert found.per_thousand == pytest.approx(2.0, abs=0.1)
    assert found.per_thousand - found.give_or_take > MOST_MB_PER_THOUSAND
    assert _holds(none, 0.0)


def _at(visit: int, resident_mb: float) -> Vitals:
    return Vitals(visit, resident_mb)


def _holds(slope: Slope, value: float) -> bool:
    return abs(slope.per_thousand - value) <= slope.give_or_take

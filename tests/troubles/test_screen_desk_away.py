# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the case desk is away. A licence comes out all the same, and is told later."""

from collections.abc import Iterator

import pytest

from forms.case_progress import Stage
from kiosk.case_file import progress_in
from kiosk.commands.cases_desk import standing
from kiosk.demo.world import SimulatedWorld
from kiosk.session.states import State
from tests.support.whole import WholeKiosk, quick_world, script, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedWorld]:
    with quick_world(tmp_path_factory.mktemp("world")) as world:
        yield world


@pytest.fixture(scope="module")
def whole(world: SimulatedWorld) -> Iterator[WholeKiosk]:
    with whole_kiosk(world) as whole:
        yield whole


def test_a_licence_is_issued_without_the_desk_and_registered_once_it_is_back(
    whole: WholeKiosk, world: SimulatedWorld
) -> None:
    store = whole.kiosk.store
    whole.wait_for(State.ATTRACT)

    def cut_before_the_end(page: str) -> None:
        if page.startswith("Review"):
            world.platform.tell("fault", kind="down")

    result = whole.play(script(), looked=cut_before_the_end)
    assert result.outcome == "issued"
    (case,) = store.cases.newest(1)
    progress = progress_in(store, case.case_id)
    assert progress.stage is Stage.WAITING
    assert standing(progress) == "accepted, not yet received"
    assert whole.kiosk.desk.counters()["waiting"] == 2  # the case, and its licence
    world.platform.tell("clear")
    whole.kiosk.runtime._outgoing.wake()
    whole.wait(lambda: store.outbox.depth() == 0, why="the queue")
    assert store.desk_book.is_received(case.case_id)
    there = world.platform.tell("state")["desk"]
    assert isinstance(there, dict)
    assert there["cases"] == [case.case_id]
    assert there["licences"] == {case.licence_number: case.case_id}
    assert store.desk_book.tasks() == ()

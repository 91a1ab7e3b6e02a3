# SPDX-License-Identifier: Apache-2.0
"""What is practised, and what the teacher's desk says: data, rules and words."""

from dataclasses import replace

import pytest

from config.faults import load_faults
from kiosk.screens.texts import LANGUAGES, Texts
from kiosk.session.deadlines import RESTING
from kiosk.session.events import Touched
from kiosk.session.session import Session
from kiosk.session.staff_acts import AskTraining, EnterTraining, StaffActed
from kiosk.session.staff_desk import Page, Pending, StaffDesk
from kiosk.session.staff_rights import RIGHTS, Act
from kiosk.session.states import State
from kiosk.training.exercises import WORDS, Progress, advanced, exercises
from kiosk.training.panel import PLACES, Standing, World, panel
from kiosk.training.people import STAFF
from kiosk.training.provocations import provocations
from tests.support.staff_visits import at_desk
from tests.support.visits import Visit, bad

WORLD = World(
    tuple(provocations().values()), tuple(exercises().values()), (("a", "陈秋美"),), STAFF
)
FAULTS = load_faults()


def test_faults_of_the_desk_are_the_catalogues_and_those_of_exercises_the_desks() -> None:
    known = {fault.code for fault in FAULTS}
    assert {one.code for one in provocations().values()} <= known
    asked = {one.fault for one in exercises().values()} | {
        stage.then for one in exercises().values() for stage in one.stages
    }
    assert asked - {""} <= set(provocations())
    met = {stage.met.partition(":")[0] for one in exercises().values() for stage in one.stages}
    assert met == set(WORDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_on_the_desk_has_words_in_every_language(language: str) -> None:
    texts = Texts(language)
    standings = [Standing(is_open=True, place=place) for place in PLACES]
    standings += [
        Standing(is_open=True, place="faults", at=device, broken=frozenset(provocations()))
        for device in WORLD.devices()
    ]
    standings += [
        Standing(is_open=True, at=id_, progress=Progress(one, done))
        for id_, one in exercises().items()
        for done in range(len(one.stages) + 1)
    ]
    standings += [Standing(said=said) for said in ("failed", "lay", "show", "lift", "take")]
    for now in standings:
        view = panel(now, WORLD, texts, FAULTS)
        assert view.text == "训练模式 Training – not valid"
        assert view.news
        if now.is_open and now.progress is not None:
            assert len(view.rows) == len(now.progress.exercise.stages)
            done = [row.tone for row in view.rows].count("done")
            assert done == now.progress.done


def test_a_broken_thing_is_mended_by_the_same_touch() -> None:
    now = Standing(is_open=True, place="faults", at="printer", broken=frozenset({"jam"}))
    acts = {act.id for act in panel(now, WORLD, Texts("en"), FAULTS).acts}
    assert {"mend:jam", "break:cover"} <= acts
    assert "break:jam" not in acts


def seen(session: Session, id_: str, done: int = 0) -> int:
    """How far an exercise is after a step of the session."""
    return advanced(Progress(exercises()[id_], done), session, Touched("x")).done


def test_refilling_is_done_when_the_machine_has_said_so_from_first_to_last() -> None:
    visit = at_desk()
    broken = replace(
        visit.session,
        machine=replace(visit.session.machine, reports=bad("printer", "PRINTER-0402")),
    )
    assert seen(visit.session, "refill") == 0
    assert seen(broken, "refill") == 1
    assert seen(broken, "refill", 1) == 2
    assert seen(broken, "refill", 2) == 2
    guided = replace(broken, staff=replace(broken.staff, page=Page.GUIDE, picked="refill"))
    assert seen(guided, "refill", 2) == 3
    assert seen(guided, "refill", 3) == 3  # all on the glass, nothing in the tray
    assert seen(visit.session, "refill", 3) == 4
    assert seen(visit.session, "refill", 4) == 4


def test_a_print_is_settled_by_two_only_when_it_was_written() -> None:
    desk = StaffDesk(role="clerk", pending=Pending(Act.SETTLE_NOTHING, "x", "nothing_came_out"))
    session = replace(at_desk().session, staff=desk)
    at = Progress(exercises()["unknown"], 2)
    assert advanced(at, session, StaffActed(1, "failed", "STORE-0501")).done == 2
    assert advanced(at, session, StaffActed(1, "done")).done == 3
    other = replace(desk, pending=Pending(Act.SETTLE, "x", "came_out"))
    assert advanced(at, replace(session, staff=other), StaffActed(1, "done")).done == 2


def test_the_lock_is_practised_from_the_lock_to_the_way_out() -> None:
    session = at_desk().session
    locked = replace(session, staff=StaffDesk(message="locked"))
    assert seen(session, "lock_out") == 0
    assert seen(locked, "lock_out") == 1
    assert seen(session, "lock_out", 1) == 2
    assert seen(session, "lock_out", 2) == 2
    assert State.ATTRACT in RESTING
    assert seen(replace(session, state=State.ATTRACT), "lock_out", 2) == 3


# -- the way in ------------------------------------------------------------------------------


def test_technicians_and_supervisors_may_train_and_nobody_else() -> None:
    assert {role for role, acts in RIGHTS.items() if Act.TRAIN in acts} == {
        "technician",
        "supervisor",
    }


def test_a_training_is_asked_for_first_and_begun_when_nothing_keeps_it() -> None:
    visit = at_desk("technician").touch("others", "choose:training")
    assert AskTraining(1) not in visit.effects
    visit.touch("forward")
    assert AskTraining(1) in visit.effects
    visit.take(StaffActed(1, "done"))
    assert EnterTraining() in visit.effects
    assert visit.session.staff.told == "done"


def test_what_keeps_a_training_from_beginning_is_told_and_the_kiosk_goes_on() -> None:
    visit = at_desk("supervisor").touch("others", "choose:training", "forward")
    visit.take(StaffActed(1, "refused", "TRAINING-1801"))
    assert EnterTraining() not in visit.effects
    assert (visit.session.staff.told, visit.session.staff.told_code) == (
        "refused",
        "TRAINING-1801",
    )
    visit.touch("forward")
    assert visit.at(State.STAFF)


@pytest.mark.parametrize("role", ["clerk", "auditor"])
def test_others_come_nowhere_by_it(role: str) -> None:
    visit = at_desk(role).touch("others", "choose:training")
    assert visit.session.staff.pending is None


def test_a_training_is_not_entered_from_within_one_nor_over_a_visit() -> None:
    visit = at_desk("technician")
    machine = replace(visit.session.machine, can_train=False)
    visit.session = replace(visit.session, machine=machine)
    visit.touch("others", "choose:training")
    assert visit.session.staff.pending is None
    again = at_desk("technician")
    again.session = replace(again.session, behind=Visit().session)
    again.touch("others", "choose:training")
    assert again.session.staff.pending is None

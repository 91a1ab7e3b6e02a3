# SPDX-License-Identifier: Apache-2.0
"""Mending step by step: what is wrong comes first, and only the device says that it is well."""

from dataclasses import replace

import pytest

from config.faults import load_faults
from kiosk.screens.texts import LANGUAGES, Texts
from kiosk.session import staff_guides
from kiosk.session.effects import Note, ProbeDevices
from kiosk.session.events import Probed
from kiosk.session.staff_desk import Page
from kiosk.session.staff_guides import GUIDES
from kiosk.session.states import State
from tests.support.staff_visits import at_desk
from tests.support.visits import GOOD, NOON, Visit, bad

JAM = bad("printer", "PRINTER-0403")
EMPTY = bad("printer", "PRINTER-0402")


def told(visit: Visit, reports: tuple[object, ...]) -> Visit:
    return visit.take(Probed(reports, NOON))  # type: ignore[arg-type]


def endings(visit: Visit) -> list[Note]:
    """What the journal heard of guides."""
    notes = (one for one in visit.effects if isinstance(one, Note))
    return [one for one in notes if one.event == "guide-ended"]


def page(visit: Visit) -> tuple[Page, int]:
    """The page that is open, and the step on it."""
    return visit.session.staff.page, visit.session.staff.step


def at_last_step(guide: str = "jam", *, tested: bool = True) -> Visit:
    """A clerk who has done all but the last thing of a guide."""
    visit = told(at_desk(), JAM) if tested else at_desk()
    visit.touch("mend", f"choose:{guide}")
    return visit.touch(*["forward"] * (len(GUIDES[guide].pictures) - 1))


def test_every_guide_has_a_drawing_and_a_sentence_for_each_step_and_known_faults() -> None:
    faults = load_faults()
    for id_, guide in GUIDES.items():
        for code in guide.codes:
            assert faults.fault(code).clerk["zh_CN"]
        for language in LANGUAGES:
            for step in range(1, len(guide.pictures) + 1):
                assert Texts(language)(f"mending.{id_}_{step}")


def test_what_the_machine_reports_stands_first_and_absent_devices_have_no_guide() -> None:
    visit = told(at_desk(), JAM)
    assert staff_guides.offered(visit.session)[0] == "jam"
    assert "reader_line" in staff_guides.offered(visit.session)
    no_reader = tuple(one for one in JAM if one.device != "reader")
    assert "reader_line" not in staff_guides.offered(told(at_desk(), no_reader).session)


def test_a_guide_leads_through_its_steps_and_back_and_ends_in_a_test() -> None:
    visit = told(at_desk(), EMPTY).touch("mend", "choose:refill")
    steps = []
    for _ in GUIDES["refill"].pictures:
        assert page(visit)[0] is Page.GUIDE
        steps.append(visit.session.staff.step)
        visit.touch("forward")
    assert steps == [0, 1, 2, 3, 4]
    assert visit.effects[-1] == ProbeDevices()
    assert page(visit)[0] is Page.RETEST
    visit.touch("back")
    assert (visit.session.staff.page, visit.session.staff.step) == (Page.GUIDE, 4)
    visit.touch(*["back"] * 4)
    assert visit.session.staff.step == 0
    visit.touch("back")
    assert page(visit)[0] is Page.MEND


def test_only_the_test_that_follows_says_that_it_is_mended() -> None:
    visit = at_last_step().touch("forward")
    assert visit.session.staff.is_probing
    visit.touch("forward", "choose:again")  # nothing is said yet, so nothing leads on
    assert page(visit)[0] is Page.RETEST
    told(visit, GOOD)
    facts = (("staff", "7"), ("guide", "jam"))
    assert visit.effects[-1] == Note("guide-ended", "mended", facts=facts)
    assert staff_guides.code_now(visit.session) == ""
    visit.touch("forward")
    assert visit.session.state is State.STAFF


def test_a_test_that_began_before_the_last_step_does_not_count() -> None:
    visit = told(at_desk(), JAM).touch("probe", "mend", "choose:jam")
    visit.touch(*["forward"] * len(GUIDES["jam"].pictures))
    told(visit, GOOD)  # the test that was touched before anybody had mended anything
    assert visit.effects[-1] == ProbeDevices()
    assert visit.session.staff.is_probing
    assert endings(visit) == []
    told(visit, JAM)
    (note,) = endings(visit)
    assert (note.disposition, note.code) == ("not_mended", "PRINTER-0403")


def test_a_device_that_is_still_ill_offers_what_it_says_now_and_another_test() -> None:
    visit = told(at_last_step().touch("forward"), EMPTY)
    assert staff_guides.next_guides(visit.session) == ("refill",)
    visit.touch("choose:jam")  # not what it says
    assert page(visit)[0] is Page.RETEST
    visit.touch("choose:again")
    assert visit.effects[-1] == ProbeDevices()
    assert staff_guides.next_guides(visit.session) == ()
    told(visit, EMPTY).touch("choose:refill")
    assert (visit.session.staff.page, visit.session.staff.picked) == (Page.GUIDE, "refill")


def test_a_later_test_by_itself_is_no_end_of_a_guide() -> None:
    visit = told(told(at_last_step().touch("forward"), GOOD), GOOD)
    assert len(endings(visit)) == 1


@pytest.mark.parametrize("touch", ["choose:toner", "choose:"])
def test_what_is_no_guide_opens_nothing(touch: str) -> None:
    visit = told(at_desk(), JAM).touch("mend", touch)
    assert page(visit)[0] is Page.MEND
    visit.take(Probed(GOOD, NOON))
    assert page(visit)[0] is Page.MEND


def test_outside_of_a_guide_there_is_none() -> None:
    with pytest.raises(LookupError):
        staff_guides.guide_of(at_desk().session)


def test_an_auditor_mends_nothing() -> None:
    visit = at_desk("auditor").touch("mend")
    assert visit.session.state is State.STAFF
    assert visit.session.staff == replace(visit.session.staff, page=Page.PRINTS)


def test_on_a_step_only_the_way_on_is_answered() -> None:
    visit = told(at_desk(), JAM).touch("mend", "choose:jam", "choose:refill")
    assert (visit.session.staff.picked, visit.session.staff.step) == ("jam", 0)

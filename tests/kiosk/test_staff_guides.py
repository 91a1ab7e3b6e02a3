# SPDX-License-Identifier: Apache-2.0
"""Mending step by step: what is wrong comes first, and only the device says that it is well."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from config.faults import load_faults
from devices.states import DeviceState, ProbeReport
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
DRAWINGS = Path(__file__).parents[2] / "kiosk/screens/qml/parts/Drawings.qml"


def short_of(supply: str, code: str = "") -> tuple[ProbeReport, ...]:
    """All devices good; the printer says what it runs low of."""
    state = DeviceState.USER_ERROR if code else DeviceState.ONLINE
    printer = ProbeReport("printer", state, code, facts=(("low", supply),))
    return tuple(printer if one.device == "printer" else one for one in GOOD)


def with_roll(
    code: str, state: DeviceState = DeviceState.USER_ERROR
) -> tuple[ProbeReport, ...]:
    """All devices good but the receipt printer."""
    return (*GOOD, ProbeReport("receipt_printer", state, code))


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
    drawn = re.findall(r'^ +"([a-z_0-9]+)": "M', DRAWINGS.read_text("utf-8"), re.MULTILINE)
    for id_, guide in GUIDES.items():
        assert set(guide.pictures) <= set(drawn), id_
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


@pytest.mark.parametrize("touch", ["choose:roll", "choose:"])
def test_what_is_no_guide_opens_nothing(touch: str) -> None:
    visit = told(at_desk(), JAM).touch("mend", touch)
    assert page(visit)[0] is Page.MEND
    visit.take(Probed(GOOD, NOON))
    assert page(visit)[0] is Page.MEND


@pytest.mark.parametrize(
    ("reports", "first"),
    [
        (short_of("toner"), ("toner",)),
        (short_of("paper toner"), ("refill", "toner")),
        (short_of("toner", "PRINTER-0412"), ("toner",)),
        (short_of("toner", "PRINTER-0403"), ("jam", "toner")),
        (with_roll("RECEIPT-1702"), ("roll",)),
        (with_roll("RECEIPT-1703"), ("roll",)),
        (with_roll("RECEIPT-1704", DeviceState.HARDWARE_ERROR), ("roll_stuck",)),
        (with_roll("RECEIPT-1705", DeviceState.HARDWARE_ERROR), ("roll_line",)),
        (with_roll("RECEIPT-1707", DeviceState.ONLINE), ("roll",)),
        (bad("reader", "READER-0103"), ("reader_line",)),
        (
            (*GOOD, ProbeReport("scanner", DeviceState.NO_DEVICE, "SCANNER-1101")),
            ("scanner_line",),
        ),
        ((*GOOD, ProbeReport("card_slot", DeviceState.NO_DEVICE, "SLOT-1202")), ("slot_line",)),
        (bad("reader", "READER-0104"), ()),
    ],
    ids=lambda given: "+".join(given) if given and isinstance(given[0], str) else "",
)
def test_a_fault_leads_to_its_guide_and_what_runs_low_stands_behind_it(
    reports: tuple[ProbeReport, ...], first: tuple[str, ...]
) -> None:
    session = told(at_desk(), reports).session
    wanted = [
        id_ for id_ in staff_guides.offered(session) if staff_guides.is_wanted(session, id_)
    ]
    assert staff_guides.offered(session)[: len(first)] == first
    assert tuple(wanted) == first


@pytest.mark.parametrize(
    ("guide", "before", "code", "after"),
    [
        ("toner", short_of("toner"), "", GOOD),
        ("toner", short_of("toner", "PRINTER-0412"), "PRINTER-0412", GOOD),
        ("refill", short_of("paper"), "", short_of("toner")),
        (
            "roll",
            with_roll("RECEIPT-1707", DeviceState.ONLINE),
            "RECEIPT-1707",
            with_roll("", DeviceState.ONLINE),
        ),
        (
            "roll",
            with_roll("RECEIPT-1702"),
            "RECEIPT-1702",
            with_roll("", DeviceState.ONLINE),
        ),
    ],
    ids=["toner_low", "toner_out", "paper_low", "roll_low", "roll_out"],
)
def test_a_supply_counts_as_filled_when_the_device_asks_for_it_no_longer(
    guide: str, before: tuple[ProbeReport, ...], code: str, after: tuple[ProbeReport, ...]
) -> None:
    visit = told(at_desk(), before).touch("mend", f"choose:{guide}")
    visit.touch(*["forward"] * len(GUIDES[guide].pictures))  # touched through, nothing filled
    assert endings(visit) == []  # the last step itself ends nothing
    told(visit, before)
    assert staff_guides.next_guides(visit.session) == (guide,)
    told(visit.touch("choose:again"), after)
    assert staff_guides.is_mended(visit.session)
    notes = [(note.disposition, note.code) for note in endings(visit)]
    assert notes == [("not_mended", code), ("mended", "")]


def test_another_warning_of_the_device_does_not_keep_a_guide_open() -> None:
    visit = told(at_desk(), with_roll("RECEIPT-1704", DeviceState.HARDWARE_ERROR))
    visit.touch("mend", "choose:roll_stuck")
    visit.touch(*["forward"] * len(GUIDES["roll_stuck"].pictures))
    told(visit, with_roll("RECEIPT-1707", DeviceState.ONLINE))
    (note,) = endings(visit)
    assert (note.disposition, note.code) == ("mended", "")


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

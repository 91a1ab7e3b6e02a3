# SPDX-License-Identifier: Apache-2.0
"""Staff cards at the door: whose card it is, who must lay one, and what is kept of it."""

from pathlib import Path
from threading import Event

import pytest
from argon2 import PasswordHasher

from devices.identity.record import SourceKind
from devices.settings import CardSlotSettings
from devices.states import DeviceState, ProbeReport
from kiosk.session.effects import Effect, JudgePin, StopReading
from kiosk.session.events import PinJudged, Probed
from kiosk.session.staff_acts import CHIP, DOCUMENT, StaffCardLaid, WaitStaffCard
from kiosk.session.states import State
from kiosk.staff.access import CardMissing, Entered, StaffAccess, Wrong
from kiosk.staff.cards import StaffCards
from kiosk.staff.door import judged
from kiosk.store.records import StaffRole
from tests.support.console_in_process import run_main
from tests.support.fixed_clock import FixedClock
from tests.support.pcscd import READER, CardSlot
from tests.support.staff_visits import at_desk, at_tray
from tests.support.store_samples import opened
from tests.support.visits import NOON, Visit

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
WANG, PIN, CARD = "1024", "135790", "chip:0a"


def at_door() -> Visit:
    return Visit().touch("staff_door")


def last(visit: Visit) -> Effect:
    return visit.effects[-1]


def test_a_card_stands_for_the_number_and_only_the_pin_is_asked() -> None:
    visit = at_door()
    assert last(visit) == WaitStaffCard(1)
    visit.take(StaffCardLaid(1, WANG))
    assert last(visit) == StopReading()
    assert (visit.session.staff.asked, visit.session.staff.is_carded) == (WANG, True)
    visit.type(PIN).touch("forward")
    asked = visit.effects[-1]
    assert isinstance(asked, JudgePin)
    assert (asked.number, asked.is_carded) == (WANG, True)


def test_a_card_that_is_nobodys_is_said_and_another_is_waited_for() -> None:
    visit = at_door().take(StaffCardLaid(1, ""))
    assert visit.session.staff.message == "card_unknown"
    assert last(visit) == WaitStaffCard(1)


def test_a_card_that_comes_late_names_nobody() -> None:
    visit = at_door().type("7").touch("forward").take(StaffCardLaid(1, WANG))
    assert (visit.session.staff.asked, visit.session.staff.is_carded) == ("7", False)
    inside = at_desk().take(StaffCardLaid(1, WANG))
    assert inside.session.state is State.STAFF
    assert inside.session.staff.number == "7"


def test_a_number_typed_after_a_card_was_laid_counts_as_typed() -> None:
    visit = at_door().take(StaffCardLaid(1, WANG)).touch("back")
    assert last(visit) == WaitStaffCard(1)
    visit.type("7").touch("forward").type(PIN).touch("forward")
    asked = visit.effects[-1]
    assert isinstance(asked, JudgePin)
    assert (asked.number, asked.is_carded) == ("7", False)


def test_a_second_person_comes_by_card_too() -> None:
    visit = at_tray().touch("choose:tray-2", "forward")
    assert last(visit) == WaitStaffCard(1)
    visit.take(StaffCardLaid(1, "8")).type(PIN).touch("forward")
    visit.take(PinJudged(1, "auditor", number="8"))
    assert visit.session.staff.message == "no_right"
    assert not visit.session.staff.is_carded
    assert last(visit) == WaitStaffCard(1)
    visit.touch("back")
    assert last(visit) == StopReading()


@pytest.mark.parametrize(
    ("state", "readable"), [(DeviceState.ONLINE, (CHIP,)), (DeviceState.UNKNOWN, ())]
)
def test_only_a_place_that_is_known_to_be_well_asks_for_a_card(
    state: DeviceState, readable: tuple[str, ...]
) -> None:
    visit = at_door().take(Probed((ProbeReport("card_slot", state),), NOON))
    visit.type(WANG).touch("forward").type(PIN).touch("forward")
    asked = next(one for one in visit.effects if isinstance(one, JudgePin))
    assert asked.readable == readable


def test_whoever_has_a_card_must_lay_it_where_it_can_be_read(tmp_path: Path) -> None:
    with opened(tmp_path, FixedClock()) as store:
        access = StaffAccess(store.staff, FixedClock(), CHEAP)
        access.add(WANG, StaffRole.CLERK, PIN)
        asked = JudgePin(1, WANG, PIN, readable=(CHIP, DOCUMENT))
        assert judged(access, asked).role == "clerk"
        store.staff.set_card(WANG, CARD)
        assert judged(access, asked) == PinJudged(1, "", "card_missing")
        assert judged(access, JudgePin(1, WANG, PIN, readable=(DOCUMENT,))).role == "clerk"
        assert judged(access, JudgePin(1, WANG, PIN, True, (CHIP,))).role == "clerk"  # noqa: FBT003
        dispositions = [row.disposition for row in store.journal.all()]
        assert dispositions.count("card_missing") == 1


def test_a_right_pin_without_the_card_stays_counted_as_a_try(tmp_path: Path) -> None:
    with opened(tmp_path, FixedClock()) as store:
        access = StaffAccess(store.staff, FixedClock(), CHEAP)
        access.add(WANG, StaffRole.CLERK, PIN)
        store.staff.set_card(WANG, CARD)
        for _ in range(4):
            assert access.try_pin(WANG, PIN, card_for=frozenset({CHIP})) == CardMissing()
        assert access.try_pin(WANG, "1", card_for=frozenset({CHIP})) != Wrong(4)
        access.unlock(WANG)
        assert access.try_pin(WANG, PIN) == Entered(WANG, StaffRole.CLERK)


@pytest.mark.daemon
def test_of_a_chip_a_keyed_hash_is_kept_and_nothing_else(
    tmp_path: Path, card_slot: CardSlot
) -> None:
    slot = CardSlotSettings(f"{READER} 00 00")
    made = []
    for folder in (tmp_path / "one", tmp_path / "one", tmp_path / "two"):
        cards = StaffCards(folder, {}, slot)
        card_slot.card.send("lay", card="chen-qiumei", contactless=True)
        made.append(cards.first(5.0))
        card_slot.card.send("lift")
        cards.close()
    assert made[0] == made[1] != made[2]
    assert made[0].startswith("chip:")
    uid = sum(b"chen-qiumei").to_bytes(4, "big").hex()
    assert uid not in made[0]


@pytest.mark.daemon
def test_the_command_waits_for_a_card_only_so_long(tmp_path: Path, card_slot: CardSlot) -> None:
    cards = StaffCards(tmp_path, {}, CardSlotSettings(f"{READER} 00 00"))
    assert cards.first(0.1) == ""
    assert cards.ways[SourceKind.SSCARD_PCSC](0.0, Event()) == ""
    cards.close()


@pytest.mark.daemon
def test_a_card_is_given_and_taken_at_the_console(tmp_path: Path, card_slot: CardSlot) -> None:
    site = tmp_path / "kiosk.toml"
    site.write_text(
        '[kiosk]\nid = "K-0001"\ndivision = "439900"\nauthority = "示例市卫生健康局"\n'
        f'data_dir = "{tmp_path / "data"}"\n[card_slot]\nreader = "{READER} 00 00"\n',
        "utf-8",
    )

    def kiosk(*words: str, stdin: str = "") -> str:
        done = run_main("staff", *words, "--config", str(site), stdin=stdin)
        return str(done.stdout + done.stderr)

    kiosk("add", WANG, stdin=f"{PIN}\n")
    assert "no card was laid" in kiosk("card", WANG, "--wait", "0.1")
    card_slot.card.send("lay", card="chen-qiumei", contactless=True)
    assert "has a card now" in kiosk("card", WANG, "--wait", "9")
    assert '"card": "chip"' in kiosk("list", "--json")
    assert "nobody on the staff" in kiosk("card", "9", "--wait", "1")
    assert "no card any more" in kiosk("card", WANG, "--remove")
    assert '"card": ""' in kiosk("list", "--json")

# SPDX-License-Identifier: Apache-2.0
"""The settings on the staff's pages: who may change what, drafts, checks, keeping."""

import pytest

from config.rules import RULES, TAKES_TWO
from kiosk.session import settings_draft, staff_settings
from kiosk.session.settings_acts import (
    CheckEdits,
    EditsChecked,
    GoBack,
    KeepEdits,
    KeepPackage,
    PlugsSeen,
    ReadSettings,
    SeePlugs,
    SettingsKept,
    SettingsRead,
)
from kiosk.session.settings_desk import AREAS, Edit, SettingsDesk, act_for, rule_of, tables_of
from kiosk.session.staff_desk import Page
from kiosk.session.staff_rights import Act
from kiosk.session.states import State
from tests.support.settings_visits import (
    LONGER,
    MOVED,
    NAMED,
    PLUGS,
    PROBLEM,
    READ,
    at_key,
    at_settings,
    checked,
    moved,
)
from tests.support.staff_visits import at_desk, over_a_visit, second
from tests.support.visits import Visit

KEEPING = (KeepEdits, GoBack, KeepPackage)


def page(visit: Visit) -> Page:
    return visit.session.staff.page


def desk(visit: Visit) -> SettingsDesk:
    return visit.session.staff.settings


def kept(visit: Visit) -> list[object]:
    return [one for one in visit.effects if isinstance(one, KEEPING)]


# -- who may ---------------------------------------------------------------------------------


def test_every_table_is_in_one_area() -> None:
    every = [table for area in AREAS for table in tables_of(area)]
    assert sorted(every) == sorted(RULES)


def test_a_key_that_is_marked_exists() -> None:
    assert {key for key in TAKES_TWO if rule_of(key) is None} == set()


@pytest.mark.parametrize(
    ("key", "act"),
    [
        ("reader.port", Act.CONFIGURE),
        ("sound.volume", Act.CONFIGURE),
        ("reader", Act.CONFIGURE),
        ("timing.idle_s", Act.CONFIGURE_ALL),
        ("kiosk.id", Act.CONFIGURE_TWO),
        ("maintenance.reboot_command", Act.CONFIGURE_TWO),
        ("reader.photo_decoder", Act.CONFIGURE_TWO),
        ("signing.pin_file", Act.CONFIGURE_TWO),
    ],
)
def test_devices_are_the_technicians_and_programs_and_trust_take_two(
    key: str, act: Act
) -> None:
    assert act_for(frozenset({key})) is act


@pytest.mark.parametrize(
    ("role", "key"),
    [
        ("technician", "timing.idle_s"),
        ("clerk", "reader.port"),
        ("auditor", "reader.port"),
        ("supervisor", "kiosk.data_dir"),
        ("supervisor", "sound.volume"),  # the environment's
    ],
)
def test_whoever_may_not_looks_and_changes_nothing(role: str, key: str) -> None:
    visit = at_key(key, role)
    assert page(visit) is Page.SETTING
    visit.touch("choose:more", "choose:type", "choose:default").take(PlugsSeen(1, PLUGS))
    visit.touch("choose:plug:/dev/two")
    assert (page(visit), desk(visit).edits) == (Page.SETTING, ())


# -- looking ---------------------------------------------------------------------------------


def test_before_it_was_read_nothing_opens_and_a_kiosk_without_says_so() -> None:
    visit = at_desk("technician").touch("settings")
    assert ReadSettings(1) in visit.effects
    visit.touch("choose:devices", "choose:find", "choose:restart", "forward")
    assert page(visit) is Page.SETTINGS
    visit.take(SettingsRead(1, is_offered=False))
    assert not desk(visit).is_offered


def test_back_leads_out_page_by_page() -> None:
    visit = at_key("reader.port")
    seen = []
    for _ in range(5):
        visit.touch("back")
        seen.append(page(visit))
    assert seen == [
        Page.SETTINGS_TABLE,
        Page.SETTINGS_AREA,
        Page.SETTINGS,
        Page.OTHERS,
        Page.OTHERS,
    ]
    assert visit.at(State.STAFF)


def test_what_is_not_there_opens_nothing() -> None:
    visit = at_settings().touch("choose:devices", "choose:platform")
    assert page(visit) is Page.SETTINGS_AREA
    visit.touch("choose:reader", "choose:reader.nothing")
    assert page(visit) is Page.SETTINGS_TABLE


def test_a_search_is_kept_when_one_comes_back() -> None:
    visit = at_settings().touch("choose:find", "forward")
    assert page(visit) is Page.SETTINGS_FIND
    visit.type("bau").touch("forward", "forward", "choose:reader.baud", "back", "back")
    assert (page(visit), visit.session.entry) == (Page.SETTINGS_FIND, "bau")
    visit.touch("retry")
    assert page(visit) is Page.SETTINGS_FIND


def test_a_secret_is_never_read_into_the_page() -> None:
    line = desk(at_settings()).line("platform.access_id")
    assert line is not None
    assert (line.value, line.is_secret, line.is_changed) == ("", True, True)
    visit = at_key("platform.access_id").touch("choose:type")
    assert visit.session.entry == ""
    visit.type("n").touch("forward")
    assert "'n'" not in repr(desk(visit).edits)


# -- the draft -------------------------------------------------------------------------------


def test_what_is_plugged_in_sets_port_and_kind_of_the_reader() -> None:
    visit = at_key("reader.port")
    assert SeePlugs(1, "/dev/one") in visit.effects
    visit.take(PlugsSeen(1, PLUGS)).touch("choose:plug:Slot 00 00")
    assert desk(visit).edits == (
        Edit("reader.port", "Slot 00 00"),
        Edit("reader.driver", "pcsc"),
    )
    assert page(visit) is Page.SETTINGS_TABLE
    visit = at_key("scanner.port").take(PlugsSeen(1, PLUGS)).touch("choose:plug:/dev/two")
    assert desk(visit).edits == (Edit("scanner.port", "/dev/two"),)


def test_a_port_that_nobody_saw_is_not_taken_and_one_looks_again() -> None:
    visit = at_key("card_slot.reader").take(PlugsSeen(1, PLUGS)).touch("choose:plug:/dev/two")
    assert desk(visit).edits == ()
    visit.touch("choose:again")
    assert desk(visit).plugs is None
    assert [one for one in visit.effects if isinstance(one, SeePlugs)][1:]
    assert at_key("printer.uri").touch("choose:again", "choose:rubbish").at(State.STAFF_TASK)


def test_words_and_speeds_are_chosen() -> None:
    visit = at_key("reader.baud").touch("choose:word:9600", "choose:reader.driver")
    visit.touch("choose:word:nothing", "choose:word:pcsc")
    assert desk(visit).edits == (Edit("reader.baud", 9600), Edit("reader.driver", "pcsc"))
    visit.touch("choose:reader.baud", "choose:word:19200")
    assert desk(visit).edits == (Edit("reader.baud", 19200), Edit("reader.driver", "pcsc"))


@pytest.mark.parametrize(
    ("key", "way", "value"),
    [
        ("timing.idle_s", "more", 95.0),
        ("printer.low_sheets", "less", 25),
        ("printer.low_toner_percent", "more", 11),
        ("screen.width_mm", "less", 471),
        ("timing.elder_factor", "more", 2.5),
    ],
)
def test_a_number_goes_a_step_at_a_touch(key: str, way: str, value: float) -> None:
    visit = at_key(key).touch(f"choose:{way}")
    assert desk(visit).edits == (Edit(key, value),)
    assert page(visit) is Page.SETTING


def test_a_step_never_leaves_the_range_and_a_text_has_none() -> None:
    visit = at_key("timing.elder_factor").touch(*["choose:less"] * 5)
    assert desk(visit).value("timing.elder_factor") == 1
    assert desk(at_key("printer.uri").touch("choose:more")).edits == ()
    assert settings_draft.stepped(SettingsDesk(key="timing.nothing"), 1) is None
    assert settings_draft.parsed("timing.nothing", "1") is None
    assert settings_draft.choices_of("timing.nothing") == ()


def test_what_is_typed_must_fit_before_it_is_noted() -> None:
    visit = at_key("printer.low_sheets").touch("choose:type")
    assert visit.session.entry == "30"
    visit.type("000").touch("retry", "forward")
    assert (page(visit), desk(visit).error) == (Page.SETTING_TYPE, True)
    visit.type("⌫")
    assert not desk(visit).error
    visit.type("⌫⌫").touch("forward", "choose:x")
    assert desk(visit).edits == ()  # thirty again is no change
    visit = at_key("timing.idle_s").touch("choose:type").type("x").touch("forward")
    assert desk(visit).error


def test_a_change_is_undone_and_a_default_comes_back() -> None:
    visit = at_key("timing.idle_s").touch("choose:more", "choose:undo")
    assert desk(visit).edits == ()
    visit.touch("choose:default")
    assert desk(visit).edits == (Edit("timing.idle_s"),)
    assert desk(visit).value("timing.idle_s") == 60
    visit = at_key("timing.warning_s").touch("choose:more", "choose:default")
    assert desk(visit).edits == ()
    assert settings_draft.with_default(desk(visit), "timing.nothing").edits == ()
    assert desk(visit).value("timing.nothing") == ""


def test_a_device_is_taken_out_and_left_in() -> None:
    visit = moved().touch("choose:out")
    assert desk(visit).edits == (Edit("reader"),)
    assert not desk(visit).has("reader")
    visit.touch("choose:out", "choose:undo")
    assert (desk(visit).edits, desk(visit).has("reader")) == ((), True)
    visit.touch("choose:undo", "choose:out", "choose:reader.baud", "choose:word:9600")
    assert desk(visit).edits == (Edit("reader.baud", 9600),)


def test_a_device_that_was_not_there_is_there_with_its_first_key() -> None:
    visit = at_key("scanner.baud").touch("choose:word:9600")
    assert desk(visit).edits == (Edit("scanner.baud", 9600),)
    assert desk(visit).has("scanner")
    visit.touch("choose:out")
    assert desk(visit).edits == ()
    assert at_settings().touch(
        "choose:use", "choose:timing", "choose:out"
    ).session.staff.page is (Page.SETTINGS_TABLE)


# -- the whole -------------------------------------------------------------------------------


def test_the_draft_is_checked_whole_and_an_old_answer_says_nothing() -> None:
    visit = moved().touch("forward")
    turn = desk(visit).turn
    assert visit.effects[-1] == CheckEdits(1, turn, desk(visit).edits)
    visit.take(EditsChecked(1, turn - 1, (MOVED,))).touch("forward")
    assert (page(visit), desk(visit).checked) == (Page.SETTINGS_DRAFT, None)
    visit.take(EditsChecked(1, turn, (MOVED,))).touch("forward")
    assert page(visit) is Page.SETTINGS_WHY


def test_what_does_not_hold_or_changes_nothing_is_not_kept() -> None:
    assert page(checked(moved(), problems=(PROBLEM,)).touch("forward")) is Page.SETTINGS_DRAFT
    assert page(checked(moved()).touch("forward")) is Page.SETTINGS_DRAFT


def test_a_key_is_opened_from_the_difference_and_the_whole_checked_anew() -> None:
    visit = checked(moved(), MOVED).touch("choose:reader.port", "back")
    assert page(visit) is Page.SETTINGS_DRAFT
    assert desk(visit).checked is None
    visit.touch("choose:reader.port", "choose:undo", "back")
    assert page(visit) is Page.SETTINGS_DRAFT or desk(visit).edits == ()


def test_undoing_the_last_change_from_the_difference_leads_to_the_settings() -> None:
    visit = at_key("timing.idle_s").touch("choose:more")
    visit = checked(visit, LONGER).touch("choose:timing.idle_s", "choose:undo", "back")
    assert page(visit) is Page.SETTINGS


def test_all_is_dropped_at_a_touch() -> None:
    visit = checked(moved(), MOVED).touch("choose:drop")
    assert (page(visit), desk(visit).edits) == (Page.SETTINGS, ())


def test_a_draft_is_still_there_after_the_home_page() -> None:
    visit = moved().touch("home", "settings").take(READ)
    assert desk(visit).edits != ()


# -- keeping ---------------------------------------------------------------------------------


def test_one_keeps_the_draft_with_the_reason_after_a_last_look() -> None:
    visit = checked(moved("technician"), MOVED).touch("forward", "choose:x", "choose:moved")
    assert kept(visit) == []
    visit.touch("back", "choose:moved", "forward")
    assert kept(visit) == [KeepEdits(1, desk(visit).edits, "1f", "7", "moved")]
    visit.take(SettingsKept(1, "kept", 4, changes=(MOVED,)), READ)
    assert (page(visit), desk(visit).edits) == (Page.SETTINGS_KEPT, ())
    visit.touch("retry", "choose:draft", "forward")
    assert page(visit) is Page.SETTINGS


def test_a_reason_in_own_words_is_not_empty() -> None:
    visit = checked(moved(), MOVED).touch("forward", "choose:own", "forward")
    assert page(visit) is Page.SETTINGS_WHY_TEXT
    visit.type("换线").touch("forward", "forward")
    assert [one.why for one in kept(visit) if isinstance(one, KeepEdits)] == ["换线"]


def test_what_was_not_kept_is_still_the_draft() -> None:
    visit = checked(moved(), MOVED).touch("forward", "choose:trial", "forward")
    visit.take(SettingsKept(1, "moved_on")).touch("choose:draft")
    assert page(visit) is Page.SETTINGS_DRAFT
    assert desk(visit).edits != ()


def test_a_marked_key_takes_two() -> None:
    visit = at_key("kiosk.id").touch("choose:type").type("⌫2").touch("forward")
    visit = checked(visit, NAMED).touch("forward", "choose:maker", "forward")
    assert visit.at(State.STAFF_PIN)
    assert kept(visit) == []
    second(visit, "8", "technician")
    assert (kept(visit), visit.session.staff.message) == ([], "no_right")
    second(visit, "9", "supervisor")
    assert len(kept(visit)) == 1
    visit.take(SettingsKept(1, "kept", 4))
    assert page(visit) is Page.SETTINGS_KEPT


def test_an_answer_that_comes_when_nobody_is_at_the_page_or_in_changes_no_page() -> None:
    visit = at_settings().take(SettingsKept(1, "kept", 4))
    assert page(visit) is Page.SETTINGS
    visit.touch("home", "home").take(SettingsKept(1, "kept", 4), READ)
    assert desk(visit) == SettingsDesk()


def test_the_program_is_restarted_now_or_after_the_visit_behind() -> None:
    visit = checked(moved(), MOVED).touch("forward", "choose:trial", "forward")
    visit.take(SettingsKept(1, "kept", 4)).touch("choose:restart")
    pending = visit.session.staff.pending
    assert pending is not None
    assert (pending.act, pending.what) == (Act.RESTART, "program")
    over = (
        over_a_visit()
        .touch("settings")
        .take(SettingsRead(1, is_waiting=True, lines=READ.lines))
    )
    over.touch("choose:restart")
    later = over.session.staff.pending
    assert later is not None
    assert later.what == "program_after"


def test_a_whole_number_is_told_without_its_point() -> None:
    assert staff_settings.told(60.0) == "60"

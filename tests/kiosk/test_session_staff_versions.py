# SPDX-License-Identifier: Apache-2.0
"""Versions and packages on the staff's pages: one touch back, and what is not taken."""

from kiosk.session import staff_versions
from kiosk.session.events import PinJudged
from kiosk.session.settings_acts import (
    FindPackages,
    GoBack,
    KeepEdits,
    KeepPackage,
    SettingsRead,
)
from kiosk.session.settings_desk import SettingsDesk
from kiosk.session.staff_desk import Page
from kiosk.session.staff_rights import Act
from kiosk.session.states import State
from tests.support.settings_visits import (
    FOUND,
    READ,
    at_settings,
)
from tests.support.visits import Visit

KEEPING = (KeepEdits, GoBack, KeepPackage)


def page(visit: Visit) -> Page:
    return visit.session.staff.page


def desk(visit: Visit) -> SettingsDesk:
    return visit.session.staff.settings


def kept(visit: Visit) -> list[object]:
    return [one for one in visit.effects if isinstance(one, KEEPING)]


def test_one_touch_opens_the_last_good_version_and_the_next_goes_back() -> None:
    visit = at_settings().touch("choose:versions", "choose:9", "choose:back")
    assert (page(visit), desk(visit).number) == (Page.VERSION, 2)
    visit.touch("forward", "back", "forward", "forward")
    assert kept(visit) == [GoBack(1, 2, "7")]


def test_a_version_that_never_opened_and_touches_a_marked_key_takes_two() -> None:
    visit = at_settings().touch("choose:versions", "choose:1", "forward", "forward")
    assert visit.at(State.STAFF_PIN)
    visit.type("9").touch("forward").type("1").touch("forward")
    visit.take(PinJudged(1, "supervisor", number="9"))
    assert kept(visit) == [GoBack(1, 1, "7")]


def test_the_newest_is_nothing_to_go_back_to_and_a_technician_goes_back_for_devices() -> None:
    visit = at_settings().touch("choose:versions", "choose:3", "forward", "back", "choose:x")
    assert page(visit) is Page.VERSIONS
    assert page(at_settings("technician").touch("choose:versions", "choose:2", "forward")) is (
        Page.VERSION
    )
    none = at_settings().take(SettingsRead(1, lines=READ.lines))
    assert page(none.touch("choose:versions", "choose:back")) is Page.VERSIONS
    assert staff_versions.back_act(READ.versions[1]) is Act.CONFIGURE_ALL


def test_a_package_is_kept_where_it_holds_and_by_a_supervisor() -> None:
    visit = at_settings().touch("choose:packages", "choose:/media/a.package").take(FOUND)
    assert page(visit) is Page.PACKAGES
    for refused in ("b", "c"):
        visit.touch(f"choose:/media/{refused}.package", "forward")
        assert page(visit) is Page.PACKAGE
        visit.touch("back")
    visit.touch("choose:/media/a.package", "forward", "back", "forward", "forward")
    assert kept(visit) == [KeepPackage(1, "/media/a.package", 8, "7")]
    technician = at_settings("technician").touch("choose:packages").take(FOUND)
    technician.touch("choose:/media/a.package", "forward")
    assert page(technician) is Page.PACKAGE
    technician.touch("back", "choose:again")
    assert desk(technician).packages is None
    assert technician.effects[-1] == FindPackages(1)

# SPDX-License-Identifier: Apache-2.0
"""A technician and a configuration: another reader, a wrong value, a way back, a package."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.card_reader.plugged import pcsc_readers
from kiosk.configuration.versions import Way
from kiosk.screens.views import OutOfServiceView
from kiosk.screens.views_staff import StaffTaskView
from kiosk.session.settings_desk import Plug
from kiosk.session.staff_desk import Page
from kiosk.session.states import State
from tests.support.configurations import package_of, write_key_list
from tests.support.pcscd import READER, CardSlot
from tests.support.simulators import running_reader
from tests.support.site_kiosk import SiteKiosk, site_kiosk
from tests.support.staff_hand import LIU, SUN, ZHAO, Clerk
from tests.support.troubled import check_noted
from tests.support.whole import WholeKiosk, catalogue_asking, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

NEW_SPEED = 9600


@contextmanager
def started(folder: Path, **options: object) -> Iterator[SiteKiosk]:
    """A kiosk that was opened by its own configuration, resting."""
    with (
        quick_world(folder) as world,
        site_kiosk(world, **options) as kiosk,  # type: ignore[arg-type]
    ):
        kiosk.whole.wait_for(State.ATTRACT)
        yield kiosk


def is_out(whole: WholeKiosk, code: str) -> bool:
    view = whole.screen.view
    return isinstance(view, OutOfServiceView) and view.code == code


def unplugged(kiosk: SiteKiosk) -> WholeKiosk:
    """The kiosk whose reader has gone, and which has noticed."""
    kiosk.world.reader.tell("fault", kind="unplug")
    kiosk.whole.kiosk.runtime.probe()
    kiosk.whole.wait(lambda: is_out(kiosk.whole, "READER-0101"), why="out of service")
    return kiosk.whole


def goes_to(clerk: Clerk, *places: str) -> None:
    """From the home page into the settings."""
    clerk.tap("others", "option-settings")
    clerk.whole.wait(lambda: clerk.whole.session.staff.settings.is_read, why="the settings")
    clerk.tap(*(f"option-{place}" for place in places))


def plugs(whole: WholeKiosk) -> tuple[Plug, ...]:
    return whole.session.staff.settings.plugs or ()


def keeps(clerk: Clerk, why: str = "new_device") -> None:
    """From any page of the settings: see the changes, keep them."""
    sees_changes(clerk)
    clerk.tap("forward", f"option-{why}", "forward")


def is_kept(clerk: Clerk) -> None:
    whole = clerk.whole
    whole.wait(lambda: whole.session.staff.page is Page.SETTINGS_KEPT, why="the keeping")
    assert whole.session.staff.settings.kept is not None
    assert whole.session.staff.settings.kept.outcome == "kept"


def restarts(kiosk: SiteKiosk, clerk: Clerk) -> None:
    """Touch the button to restart, and stand before the program that has started anew."""
    clerk.tap("option-restart", "forward")
    clerk.whole = kiosk.starts_anew()


def told(whole: WholeKiosk) -> str:
    """Everything that the page behind the staff's home tells."""
    view = whole.screen.view
    assert isinstance(view, StaffTaskView)
    rows = [f"{row.label} {row.text}" for row in view.rows]
    return "\n".join(
        (view.title, view.lead, *rows, *(f"{a.title} {a.detail}" for a in view.acts))
    )


def test_a_reader_that_was_replaced_by_another_model_is_picked_and_works(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as kiosk:
        new = kiosk.world.home / "reader-9600"
        with running_reader("--link", str(new)) as module:
            module.send("set", baud=NEW_SPEED)
            whole = unplugged(kiosk)
            clerk = Clerk(whole)
            clerk.enters(LIU)
            goes_to(clerk, "devices", "reader", "reader.port")
            whole.wait(lambda: whole.session.staff.settings.plugs is not None, why="plugs")
            clerk.tap(f"option-plug:{new}", "option-reader.baud", f"option-word:{NEW_SPEED}")
            keeps(clerk)
            is_kept(clerk)
            assert "设备断电重开" in told(whole)
            restarts(kiosk, clerk)
            whole = clerk.whole
            whole.wait_for(State.ATTRACT)
            clerk.enters(LIU)
            assert whole.session.machine.code_of("reader") == ""
            clerk.tap("back")
            clerk.tells("reader replaced by another model (serial, other port and speed)")
            whole.wait_for(State.ATTRACT)
            assert module.requests("11ff") > 0
            check_noted(whole, "config-applied", disposition="applied")
            check_noted(whole, "config-proved")


def test_a_serial_reader_is_replaced_by_a_pcsc_reader(
    tmp_path: Path, card_slot: CardSlot
) -> None:
    catalogue = catalogue_asking(tmp_path, stored_data=True)
    with started(tmp_path, catalogue=catalogue) as kiosk:
        whole = unplugged(kiosk)
        whole.wait(lambda: f"{READER} 00 00" in pcsc_readers(), why="the new reader")
        clerk = Clerk(whole)
        clerk.enters(LIU)
        goes_to(clerk, "devices", "reader", "reader.port")
        whole.wait(lambda: bool(whole.session.staff.settings.plugs), why="plugs")
        assert f"{READER} 00 00" in [one.port for one in plugs(whole)]
        clerk.tap(f"option-plug:{READER} 00 00")
        keeps(clerk)
        is_kept(clerk)
        restarts(kiosk, clerk)
        whole = clerk.whole
        whole.wait_for(State.ATTRACT)
        assert whole.session.machine.code_of("card_slot") == ""
        clerk.tells("reader replaced by another model (PC/SC)")
        assert card_slot.daemon.send("state")["reader"] == READER


def types(clerk: Clerk, text: str) -> None:
    """Type over what stands in the field, and note it."""
    clerk.tap(*["key-⌫"] * len(clerk.whole.session.entry))
    clerk.tap(*(f"key-{letter}" for letter in text), "forward")


def sees_changes(clerk: Clerk) -> None:
    clerk.tap("forward")
    whole = clerk.whole
    whole.wait(lambda: whole.session.staff.settings.checked is not None, why="the check")


def test_a_wrong_value_is_told_at_its_key_and_a_bad_version_is_gone_back_from(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as kiosk:
        kiosk.whole.wait(lambda: bool(kiosk_good(kiosk)), why="a good version")
        clerk = Clerk(kiosk.whole)
        clerk.enters(LIU)
        goes_to(clerk, "devices", "reader", "reader.port", "type")
        types(clerk, "")  # a reader without a port
        sees_changes(clerk)
        assert "reader.port" in told(clerk.whole)
        assert "不能空" in told(clerk.whole)
        forward = clerk.whole.screen.forward
        assert forward is not None
        assert not forward.enabled
        clerk.tap("option-reader.port", "option-type")
        types(clerk, "nowhere")
        clerk.whole.wait(
            lambda: clerk.whole.session.staff.settings.checked is not None, why="the check"
        )
        clerk.tap("forward", "option-trial", "forward")
        is_kept(clerk)
        restarts(kiosk, clerk)
        clerk.whole.wait(lambda: is_out(clerk.whole, "READER-0101"), why="out of service")
        clerk.enters(LIU)
        goes_to(clerk, "versions", "back")
        assert "nowhere" in told(clerk.whole)
        clerk.tap("forward", "forward")
        is_kept(clerk)
        restarts(kiosk, clerk)
        clerk.whole.wait_for(State.ATTRACT)
        clerk.tells("bad configuration and rollback")
        check_noted(clerk.whole, "config-applied", disposition="rolled_back")


def kiosk_good(kiosk: SiteKiosk) -> tuple[int, ...]:
    settings = kiosk.whole.kiosk.staff.settings
    assert settings is not None
    return settings.site().versions.read().standing.good


def test_what_two_must_stand_for_is_kept_when_a_second_supervisor_has_entered(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as kiosk:
        whole = kiosk.whole
        clerk = Clerk(whole)
        clerk.enters(SUN)
        goes_to(clerk, "hall", "kiosk", "kiosk.level")
        clerk.tap("option-word:town", "option-kiosk.division", "option-type")
        clerk.tap("key-⌫", "key-1", "forward")
        keeps(clerk)
        whole.wait_for(State.STAFF_PIN)
        clerk.names(LIU)  # a technician stands for no licence
        whole.wait(lambda: whole.session.staff.message == "no_right", why="the objection")
        clerk.names(ZHAO)
        is_kept(clerk)
        check_noted(whole, "staff-witnessed")
        clerk.tells("a setting that takes two persons")
        settings = whole.kiosk.staff.settings
        assert settings is not None
        version = settings.site().versions.read().newest
        assert version is not None
        assert version.draft.who == SUN
        assert 'division = "439901"' in version.text
        assert 'level = "town"' in version.text


def test_a_package_on_a_stick_is_shown_signed_by_whom_and_kept(tmp_path: Path) -> None:
    sticks = tmp_path / "media" / "stick"
    sticks.mkdir(parents=True)
    write_key_list(tmp_path)
    keys = (
        f'[configuration]\npackage_keys_file = "{tmp_path / "packages.json"}"\n'
        f'packages_folder = "{tmp_path / "media"}"\n'
    )
    with started(tmp_path, more=keys) as kiosk:
        text = kiosk.site_file.read_text("utf-8").replace("0000-12345", "0000-54321")
        (sticks / "hall.package").write_bytes(package_of(text, machines=("K-0001",)))
        (sticks / "other.package").write_bytes(package_of(text, machines=("K-0002",)))
        whole = kiosk.whole
        clerk = Clerk(whole)
        clerk.enters(SUN)
        goes_to(clerk, "packages")
        whole.wait(lambda: whole.session.staff.settings.packages is not None, why="packages")
        assert "别的机器" in told(whole)
        clerk.tap(f"option-{sticks / 'other.package'}")
        assert whole.screen.forward is None
        clerk.tap("back", f"option-{sticks / 'hall.package'}")
        assert "province" in told(whole)
        assert "0000-54321" in told(whole)
        clerk.tap("forward", "forward")
        is_kept(clerk)
        clerk.tells("package from a stick")
        check_noted(whole, "config-applied", disposition="package")
        shutil.rmtree(sticks)
        assert json.dumps(Way.PACKAGE.value) in json.dumps(newest_way(kiosk))


def newest_way(kiosk: SiteKiosk) -> str:
    settings = kiosk.whole.kiosk.staff.settings
    assert settings is not None
    version = settings.site().versions.read().newest
    assert version is not None
    return version.draft.way.value

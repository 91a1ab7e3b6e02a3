# SPDX-License-Identifier: Apache-2.0
"""The settings of a fictitious kiosk, as the staff's pages hear of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from config.loader import load_text
from config.places import Problem
from kiosk.session.events import Event
from kiosk.session.settings_acts import (
    EditsChecked,
    PackagesFound,
    PlugsSeen,
    SettingsKept,
    SettingsRead,
)
from kiosk.session.settings_desk import (
    AREAS,
    ChangeLine,
    PackageLine,
    Plug,
    VersionLine,
    tables_of,
)
from kiosk.staff.settings_lists import setting_lines
from tests.support.staff_visits import at_desk
from tests.support.visits import Visit

TEXT: Final = """[kiosk]
id = "K-0001"
[reader]
port = "/dev/one"
[printer]
uri = "ipp://127.0.0.1:9/ipp"
[platform]
base_url = "https://a.invalid"
access_id = "kiosk-7"
[timing]
idle_s = 90
"""
MOVED: Final = ChangeLine("reader.port", '"/dev/one"', '"/dev/two"')
LONGER: Final = ChangeLine("timing.idle_s", "90", "60.0")
NAMED: Final = ChangeLine("kiosk.id", '"K-0001"', '"K-0002"')
PROBLEM: Final = Problem("draft", "[reader] port is empty: must be a tty", 0, "reader.port")
PLUGS: Final = (Plug("/dev/two", "sam-serial", "Maker"), Plug("Slot 00 00", "pcsc"))
VERSIONS: Final = (
    VersionLine(3, "2026-11-23T14:05:00+08:00", "7", "trial", "applied", is_newest=True),
    VersionLine(
        2, "2026-11-22T14:05:00+08:00", "7", "", "applied", is_good=True, back=(MOVED, NAMED)
    ),
    VersionLine(1, "2026-11-21T14:05:00+08:00", "console", "", "by_hand", back=(NAMED,)),
)
GOOD: Final = PackageLine("/media/a.package", "a.package", number=8, signer="province")
REFUSED: Final = PackageLine("/media/b.package", "b.package", refused="older", detail="old")
BROKEN: Final = PackageLine("/media/c.package", "c.package", number=9, problems=(PROBLEM,))
FOUND: Final = PackagesFound(1, (GOOD, REFUSED, BROKEN))
READ: Final = SettingsRead(
    1,
    base="1f",
    version=2,
    lines=setting_lines(
        load_text(TEXT, Path("/k/kiosk.toml"), {"KIOSK_SOUND__VOLUME": "0.5"}), TEXT
    ),
    versions=VERSIONS,
    back_to=2,
)


def at_settings(role: str = "supervisor", number: str = "7") -> Visit:
    """Somebody of that role at the settings, which were read."""
    return at_desk(role, number).touch("settings").take(READ)


def at_key(key: str, role: str = "supervisor") -> Visit:
    """… at one key's page."""
    table = key.partition(".")[0]
    area = next(area for area in AREAS if table in tables_of(area))
    return at_settings(role).touch(f"choose:{area}", f"choose:{table}", f"choose:{key}")


def moved(role: str = "supervisor") -> Visit:
    """… at the reader's keys, with another port in the draft."""
    return at_key("reader.port", role).take(PlugsSeen(1, PLUGS)).touch("choose:plug:/dev/two")


def checked(visit: Visit, *changes: ChangeLine, problems: tuple[Problem, ...] = ()) -> Visit:
    """See the draft, and hear what the whole says of it."""
    visit.touch("forward")
    turn = visit.session.staff.settings.turn
    return visit.take(EditsChecked(1, turn, changes, problems))


def settings_visits() -> tuple[Visit, ...]:
    """Staff on every page of the settings."""
    return (
        at_desk("technician").touch("settings"),
        at_settings(),
        at_settings("auditor").touch("choose:devices", "choose:reader", "choose:reader.port"),
        at_settings().touch("choose:find").type("b"),
        at_key("reader.port"),
        at_key("printer.low_sheets").touch("choose:type"),
        moved(),
        checked(moved(), MOVED),
        checked(moved(), MOVED, problems=(PROBLEM,)),
        checked(moved(), MOVED).touch("forward"),
        checked(moved(), MOVED).touch("forward", "choose:own").type("x"),
        checked(moved(), MOVED).touch("forward", "choose:trial"),
        checked(moved(), MOVED).touch("forward", "choose:trial", "forward"),
        at_settings().touch("choose:versions"),
        at_settings().touch("choose:versions", "choose:1"),
        at_settings().touch("choose:packages"),
        at_settings().touch("choose:packages").take(FOUND).touch("choose:/media/a.package"),
    )


def settings_events(visit: int) -> Iterator[Event]:
    """Everything that the configuration answers."""
    yield replace(READ, visit=visit)
    yield SettingsRead(visit, is_offered=False)
    yield EditsChecked(visit, 1, (MOVED,))
    yield PlugsSeen(visit, PLUGS)
    yield replace(FOUND, visit=visit)
    yield SettingsKept(visit, "kept", 4, changes=(MOVED,))
    yield SettingsKept(visit, "failed", code="STORE-0501")

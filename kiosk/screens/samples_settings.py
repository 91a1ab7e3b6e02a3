# SPDX-License-Identifier: Apache-2.0
"""Samples of the settings' pages, made by the real presenter from a fictitious ``kiosk.toml``."""

from functools import cache
from pathlib import Path
from typing import Final

from config.loader import load_text
from config.places import Problem
from kiosk.session.settings_desk import (
    ChangeLine,
    Checked,
    Edit,
    Kept,
    PackageLine,
    Plug,
    Refused,
    SettingLine,
    SettingsDesk,
    VersionLine,
)
from kiosk.session.staff_desk import Page, Pending
from kiosk.session.staff_rights import Act
from kiosk.staff.settings_lists import setting_lines

_PORT: Final = "/dev/serial/by-id/usb-Example_Reader_0001-if00-port0"
_NEW_PORT: Final = "/dev/serial/by-id/usb-Sample_SAM_Module_7-if00-port0"
_TEXT: Final = f"""[kiosk]
id = "K-0001"
division = "439900"
authority = "示例市行政审批服务局"
[reader]
port = "{_PORT}"
[printer]
uri = "ipp://192.0.2.7/ipp/print"
[platform]
base_url = "https://platform.example.invalid/share"
access_id = "kiosk-7"
[timing]
idle_s = 90
"""
_MOVED: Final = ChangeLine("reader.port", f'"{_PORT}"', f'"{_NEW_PORT}"')
_SLOWER: Final = ChangeLine("reader.baud", "115200", "9600")
_LATER: Final = ChangeLine("timing.idle_s", "90.0", "60.0")
_EDITS: Final = (Edit("reader.port", _NEW_PORT), Edit("reader.baud", 9600))
_VERSIONS: Final = (
    VersionLine(
        6,
        "2026-11-23T14:05:00+08:00",
        "1024",
        "new_device",
        "applied",
        is_newest=True,
        changes=(_MOVED, _SLOWER),
    ),
    VersionLine(
        5,
        "2026-11-20T09:12:00+08:00",
        "console",
        "",
        "package",
        package=7,
        is_good=True,
        changes=(_LATER,),
        back=(ChangeLine("reader.port", f'"{_NEW_PORT}"', f'"{_PORT}"'),),
    ),
    VersionLine(
        4,
        "2026-11-18T16:40:00+08:00",
        "2048",
        "下午换了机柜",
        "rolled_back",
        of=2,
        is_good=True,
    ),
    VersionLine(1, "2026-10-01T08:00:00+08:00", "console", "", "by_hand", is_good=True),
)
_PACKAGES: Final = (
    PackageLine(
        "/media/stick/hall-7.package",
        "hall-7.package",
        number=8,
        signer="示例省政务服务中心",
        changes=(_LATER,),
    ),
    PackageLine(
        "/media/stick/other.package",
        "other.package",
        refused="other_machine",
        detail="it is for K-0002, and this machine is K-0001",
        number=9,
        signer="示例省政务服务中心",
    ),
    PackageLine(
        "/media/stick/old.package",
        "old.package",
        refused="unknown_key",
        detail="it is signed by a key that is not listed: 03a107bff3ce10be…",
    ),
)
_PROBLEMS: Final = (
    Problem(
        "draft",
        "[reader] driver = 'pcsc' names the [card_slot] a second time; leave out one of the two",
        line=7,
        key="reader.driver",
    ),
    Problem(
        "draft", "[timing] idle_s = 900: must be seconds from 5 to 600", 12, "timing.idle_s"
    ),
)
_PLUGS: Final = (
    Plug(_NEW_PORT, "sam-serial", "Sample SAM Module"),
    Plug("/dev/ttyS0", "sam-serial"),
    Plug("Example Contact Reader 00 00", "pcsc"),
)


@cache
def _lines() -> tuple[SettingLine, ...]:
    loaded = load_text(_TEXT, Path("/etc/kiosk/kiosk.toml"), {})
    return setting_lines(loaded, _TEXT)


def desk(**changes: object) -> SettingsDesk:
    """The settings of that hall, read."""
    known: dict[str, object] = {
        "is_read": True,
        "version": 5,
        "lines": _lines(),
        "versions": _VERSIONS,
        "back_to": 5,
        "packages": _PACKAGES,
        **changes,
    }
    return SettingsDesk(**known)  # type: ignore[arg-type]


_ASKED: Final = Pending(Act.CONFIGURE, "draft", text="new_device")

PAGES: Final[dict[str, tuple[Page, dict[str, object]]]] = {
    "settings": (Page.SETTINGS, {"settings": desk()}),
    "settings-waiting": (
        Page.SETTINGS,
        {"settings": desk(is_waiting=True, version=6, edits=_EDITS)},
    ),
    "settings-refused": (
        Page.SETTINGS,
        {"settings": desk(refused=(Refused("invalid", 6, _PROBLEMS[1:]),))},
    ),
    "settings-none": (
        Page.SETTINGS,
        {"settings": SettingsDesk(is_read=True, is_offered=False)},
    ),
    "settings-area": (Page.SETTINGS_AREA, {"settings": desk(area="devices", edits=_EDITS)}),
    "settings-table": (
        Page.SETTINGS_TABLE,
        {"settings": desk(area="devices", table="reader", edits=_EDITS)},
    ),
    "settings-long": (Page.SETTINGS_TABLE, {"settings": desk(area="use", table="timing")}),
    "settings-secret": (Page.SETTINGS_TABLE, {"settings": desk(table="platform")}),
    "settings-unfitted": (Page.SETTINGS_TABLE, {"settings": desk(table="scanner")}),
    "setting-port": (Page.SETTING, {"settings": desk(key="reader.port", plugs=_PLUGS)}),
    "setting-looking": (Page.SETTING, {"settings": desk(key="reader.port")}),
    "setting-edited": (
        Page.SETTING,
        {"settings": desk(key="reader.baud", edits=_EDITS)},
    ),
    "setting-choice": (Page.SETTING, {"settings": desk(key="signing.backend")}),
    "setting-number": (Page.SETTING, {"settings": desk(key="timing.idle_s")}),
    "setting-shut": (
        Page.SETTING,
        {"settings": desk(key="kiosk.authority"), "role": "technician"},
    ),
    "setting-pad": (
        Page.SETTING_TYPE,
        {"settings": desk(key="printer.low_sheets", error=True), "entry": "9000"},
    ),
    "setting-text": (
        Page.SETTING_TYPE,
        {"settings": desk(key="printer.uri"), "entry": "ipp://192.0.2.7/ipp/print"},
    ),
    "setting-find": (Page.SETTINGS_FIND, {"settings": desk(), "entry": "串口"}),
    "settings-found": (Page.SETTINGS_FOUND, {"settings": desk(sought="baud")}),
    "settings-unfound": (Page.SETTINGS_FOUND, {"settings": desk(sought="打印两面")}),
    "difference": (
        Page.SETTINGS_DRAFT,
        {"settings": desk(edits=_EDITS, checked=Checked((_MOVED, _SLOWER)))},
    ),
    "difference-wrong": (
        Page.SETTINGS_DRAFT,
        {"settings": desk(edits=_EDITS, checked=Checked((_MOVED, _LATER), _PROBLEMS))},
    ),
    "difference-busy": (Page.SETTINGS_DRAFT, {"settings": desk(edits=_EDITS)}),
    "why": (Page.SETTINGS_WHY, {"settings": desk(edits=_EDITS)}),
    "settings-sure": (
        Page.SURE,
        {"settings": desk(checked=Checked((_MOVED, _SLOWER))), "pending": _ASKED},
    ),
    "versions": (Page.VERSIONS, {"settings": desk()}),
    "version": (Page.VERSION, {"settings": desk(number=5)}),
    "packages": (Page.PACKAGES, {"settings": desk()}),
    "nopackages": (Page.PACKAGES, {"settings": desk(packages=())}),
    "package": (Page.PACKAGE, {"settings": desk(path=_PACKAGES[0].path)}),
    "package-refused": (Page.PACKAGE, {"settings": desk(path=_PACKAGES[1].path)}),
    "kept": (
        Page.SETTINGS_KEPT,
        {"settings": desk(kept=Kept("kept", 7, changes=(_MOVED, _SLOWER)))},
    ),
    "kept-not": (
        Page.SETTINGS_KEPT,
        {"settings": desk(edits=_EDITS, kept=Kept("moved_on"))},
    ),
}
"""By the sample's name: the page and what is open on it."""

# SPDX-License-Identifier: Apache-2.0
"""What the machine does in a step before a person is asked; each by its name in steps.toml."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event
from typing import Final

from devices.errors import DeviceError
from devices.scanner.serial_scanner import SerialQrScanner
from devices.states import FlashRate
from kiosk.device_set import devices_of
from kiosk.technician.checks import Site
from kiosk.technician.sheet_code import sheet_digest
from kiosk.technician.sound_check import play

SCAN_S: Final = 30.0
"""Longest wait for the test sheet before the scanner."""
NOT_PRINTED: Final = "PRINTER-0401"
ANOTHER_CODE: Final = "SCANNER-1104"
LIGHT_S: Final = 2.0
"""How long each guide light flashes."""
NO_LIGHT: Final = "LIGHT-1901"
SILENT: Final[Mapping[str, str]] = {"no sentence:": "no_sentence", "no tone:": "no_tone"}
"""Words for what could not be played, by how ``sound_check`` says it."""


@dataclass
class Hand:
    """Whose hand is at it, and the code of the sheet that this hand has printed.

    ``cancelled`` is set when nobody waits any more; ``progress`` hears how far the machine is.
    """

    who: str
    language: str
    sheet_code: str = ""
    cancelled: Event = field(default_factory=Event)
    progress: Callable[[str], None] = lambda _phase: None


@dataclass(frozen=True)
class Done:
    """What was done: a fault code that fails the step, and what is to be told.

    ``printed`` is the code of a test sheet that came out.
    """

    code: str = ""
    told: str = ""
    printed: str = ""


def _test_sheet(site: Site, hand: Hand) -> Done:
    from kiosk.technician.test_sheet import print_test_sheet  # noqa: PLC0415 - rendering is slow to load

    port = devices_of(site.settings).printer
    if port is None:
        return Done(NOT_PRINTED, "no printer is configured")
    printed = print_test_sheet(
        site.settings, site.store, site.journal, port, who=hand.who, progress=hand.progress
    )
    if printed.fault:
        return Done(printed.fault, printed.detail)
    hand.sheet_code = printed.code
    return Done(told=f"printed: {printed.code}")


def _scan_back(site: Site, hand: Hand) -> Done:
    sheet = sheet_digest(hand.sheet_code) if hand.sheet_code else ""
    sheet = sheet or site.store.self_tests.last_sheet()
    if site.settings.scanner is None or not sheet:
        return Done(ANOTHER_CODE, "no test sheet was printed before: print one first")
    scanner = SerialQrScanner(site.settings.scanner)
    try:
        token = scanner.read_token(deadline_s=SCAN_S, cancelled=hand.cancelled)
    except DeviceError as error:
        return Done(error.code, error.detail)
    finally:
        scanner.close()
    if token is None:
        return Done(ANOTHER_CODE, f"no code within {SCAN_S:.0f} s")
    if sheet_digest(token.text) != sheet:
        return Done(ANOTHER_CODE, "another code than that of the sheet")
    return Done(told="the code of the sheet")


def _sound(site: Site, hand: Hand) -> Done:
    missing = play(site.settings.sound, hand.language)
    return Done(told="; ".join(missing) or "played")


def _guide_lights(site: Site, hand: Hand) -> Done:
    lights, fitted = devices_of(site.settings).lights, site.settings.guide_lights
    if lights is None or fitted is None:
        return Done(NO_LIGHT, "no guide light is configured")
    try:
        for place in fitted.folders:
            lights.show({place: FlashRate.QUICK})
            if hand.cancelled.wait(LIGHT_S):
                break
        lights.show({})
    except DeviceError as error:
        with suppress(DeviceError):
            lights.show({})
        return Done(error.code, error.detail)
    return Done(told=f"flashed in turn: {', '.join(place.value for place in fitted.folders)}")


DEEDS: Final[Mapping[str, Callable[[Site, Hand], Done]]] = {
    "test_sheet": _test_sheet,
    "scan_back": _scan_back,
    "sound": _sound,
    "guide_lights": _guide_lights,
}
"""By the name that ``steps.toml`` has."""

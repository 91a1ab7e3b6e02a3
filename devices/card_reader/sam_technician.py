# SPDX-License-Identifier: Apache-2.0
"""What a technician does to a SAM-V module and a citizen never needs.

Each opens the line, does one thing and gives the line back; the kiosk must not run meanwhile.
The speed and the RF frame size are stored in the module and survive power-off.
"""

from contextlib import closing
from dataclasses import replace
from threading import Event
from time import monotonic

from devices.card_reader.sam_frame import (
    RF_FRAME_SIZES,
    SPEED_COMMANDS,
    Command,
    Response,
    Status,
)
from devices.card_reader.sam_link import Lapse, SamLink
from devices.card_reader.sam_timing import SamTiming
from devices.card_reader.serial_line import DEVICE
from devices.errors import DeviceFailedError
from devices.settings import ReaderSettings


def change_speed(
    settings: ReaderSettings, baud: int, timing: SamTiming | None = None
) -> ReaderSettings:
    """Set the module to ``baud`` and make sure that it answers there.

    The module answers at the old speed and takes the new one from then on; the line follows
    after ``settle_s``.

    Returns:
        The settings that reach the module from now on.

    Raises:
        ValueError: not one of the five speeds of a module.
        DeviceError: it is not reached, refuses (READER-0104), or is found at another speed
            afterwards (READER-0107 says at which).

    """
    if baud not in SPEED_COMMANDS:
        message = f"a module speaks at {', '.join(map(str, SPEED_COMMANDS))} baud, not {baud}"
        raise ValueError(message)
    waits = timing or SamTiming()
    never = Event()
    with closing(SamLink(settings, waits)) as link:
        _done(link, SPEED_COMMANDS[baud], never)
    never.wait(waits.settle_s)
    changed = replace(settings, baud=baud)
    with closing(SamLink(changed, waits)) as link:
        _done(link, Command.STATUS, never)
    return changed


def set_rf_frame_size(
    settings: ReaderSettings, size: int, timing: SamTiming | None = None
) -> None:
    """Set the longest frame between module and card, 0x18 to 0x58; makers use 0x50 or 0x58.

    Raises:
        ValueError: outside of these bounds.
        DeviceError: as ``change_speed``.

    """
    if size not in RF_FRAME_SIZES:
        message = f"the RF frame size is from 0x18 to 0x58, not {size:#x}"
        raise ValueError(message)
    with closing(SamLink(settings, timing)) as link:
        _done(link, Command.SET_MAX_RF_FRAME, Event(), data=bytes([size]))


def reset_module(settings: ReaderSettings, timing: SamTiming | None = None) -> None:
    """Let the module start anew, as after power-on.

    Raises:
        DeviceError: as ``change_speed``.

    """
    with closing(SamLink(settings, timing)) as link:
        _done(link, Command.RESET, Event())


def read_management_number(
    settings: ReaderSettings, *, deadline_s: float, timing: SamTiming | None = None
) -> bytes | None:
    """Read the management number of the card in the field (卡体管理号).

    It tells one card's chip from another's and is as personal as a name: show it, keep it
    nowhere.

    Returns:
        28 bytes, the chip's serial number (8), the card's (16) and four more; None when no
        card was found by ``deadline_s``.

    Raises:
        DeviceError: as ``change_speed``; READER-0104 where the card is not read.

    """
    waits = timing or SamTiming()
    never = Event()
    deadline = monotonic() + deadline_s
    with closing(SamLink(settings, waits)) as link:
        while not _is_ok(link.exchange(Command.FIND, never), Status.CARD_FOUND):
            if monotonic() >= deadline:
                return None
            never.wait(waits.poll_s)
        _done(link, Command.SELECT, never)
        return _done(link, Command.READ_MANAGEMENT_NUMBER, never).data


def _done(link: SamLink, command: Command, cancelled: Event, *, data: bytes = b"") -> Response:
    """Get the success of ``command``; silence is asked again until it is a fault."""
    answer: Response | Lapse = Lapse.SILENT
    while answer is Lapse.SILENT:
        answer = link.exchange(command, cancelled, data=data)
    if isinstance(answer, Response) and answer.sw3 == Status.OK:
        return answer
    described = answer.value if isinstance(answer, Lapse) else repr(answer)
    raise DeviceFailedError("READER-0104", DEVICE, f"{command.name} answered {described}")


def _is_ok(answer: Response | Lapse, success: Status) -> bool:
    return isinstance(answer, Response) and answer.sw3 == success

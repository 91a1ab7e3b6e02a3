# SPDX-License-Identifier: Apache-2.0
"""Reads resident identity cards (居民身份证) through a SAM-V module on a serial line.

Find ten times a second, select, read text and photo, read the added address; the fingerprint
is never requested. Source: GA 467-2013 as restated by vendors' protocol sheets.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event
from time import monotonic
from typing import Final, TypeVar

from devices.card_reader.photo_decoder import decode_photo
from devices.card_reader.sam_frame import (
    Command,
    FrameDamagedError,
    Response,
    Status,
    decode_sam_id,
    split_base_files,
)
from devices.card_reader.sam_link import Lapse, SamLink
from devices.card_reader.sam_timing import SamTiming
from devices.card_reader.serial_line import DEVICE
from devices.errors import (
    CardRefusedError,
    CardUnreadableError,
    DeviceAbsentError,
    DeviceError,
    DeviceFailedError,
)
from devices.identity.numbers import IdentityNumber
from devices.identity.record import IdentityRecord, RecordWarning, SourceKind
from devices.identity.text_block import (
    ADDRESS_BYTES,
    TextBlockError,
    decode_added_address,
    decode_text_block,
)
from devices.serial_holders import told_device
from devices.settings import ReaderSettings
from devices.states import DeviceState, ProbeReport

_TRIES: Final = 3
_ODD_FINDS: Final = 3
_STATES: Final = {
    "READER-0101": DeviceState.NO_DEVICE,
    "READER-0102": DeviceState.OFFLINE,
    "READER-0103": DeviceState.HARDWARE_ERROR,
    "READER-0104": DeviceState.HARDWARE_ERROR,
    "READER-0105": DeviceState.USER_ERROR,
    "READER-0106": DeviceState.USER_ERROR,
    "READER-0107": DeviceState.USER_ERROR,
}

_T = TypeVar("_T")


@dataclass(frozen=True)
class _Presentation:
    """One laying down of a card; the card is known by a keyed digest only."""

    digest: bytes
    left_at: float | None = None


class SamIdentityReader:
    """The identity reader of the kiosk; fulfils ``devices.interfaces.IdentitySource``.

    Opens the line at first use. Used by one thread at a time.

    Args:
        settings: where the module is.
        timing: how long to wait for what.

    """

    def __init__(self, settings: ReaderSettings, timing: SamTiming | None = None) -> None:
        self._settings = settings
        self._timing = timing or SamTiming()
        self._link = SamLink(settings, self._timing)
        self._digest_key = secrets.token_bytes(16)
        self._last: _Presentation | None = None
        self._odd_finds = 0

    @property
    def kind(self) -> SourceKind:
        """A chip that a SAM-V module has verified."""
        return SourceKind.SAM_SERIAL

    def read(self, *, deadline_s: float, cancelled: Event) -> IdentityRecord | None:
        """Wait for a card and read it; None when no card came or the wait was cancelled.

        A card that was handed out before is not handed out again until it has left the field.
        A line that vanishes and comes back within ``patience_s`` is not noticed. A module that
        answered wrongly before is left alone for a while first (``back_off_s``).

        Raises:
            DeviceError: READER-0101 to -0107; CARD-0202 pulled out half way, CARD-0203 not
                genuine, CARD-0204 a kind that is not served.

        """
        return self._poll(lambda: self._try_to_read(cancelled), deadline_s, cancelled)

    def wait_removed(self, *, deadline_s: float, cancelled: Event) -> bool:
        """Wait until no card lies in the field; False when one still does.

        Asks for the added address first: a module that wants the card removed answers a find
        with "no card" while it still lies there, but goes on reading it.
        """
        absences = 0

        def is_removed() -> bool | None:
            nonlocal absences
            absences = 0 if self._is_present(cancelled) else absences + 1
            return True if absences > 1 else None

        if self._poll(is_removed, deadline_s, cancelled) is None:
            return False
        self._note_removal()
        return True

    def probe(self) -> ProbeReport:
        """Test the reader without a card: status and SAM id; never raises DeviceError.

        Asks at once, also a module that is being left alone after a wrong answer.
        """
        where = (
            ("port", self._settings.port),
            *told_device(self._settings.port),
            ("baud", str(self._settings.baud)),
        )
        never = Event()
        try:
            self._ask(Command.STATUS, never)
            sam_id = decode_sam_id(self._ask(Command.SAM_ID, never).data)
        except DeviceError as error:
            state = _STATES.get(error.code, DeviceState.UNKNOWN)
            return ProbeReport(DEVICE, state, error.code, error.detail, where)
        return ProbeReport(DEVICE, DeviceState.ONLINE, facts=(("SAM id", sam_id), *where))

    def close(self) -> None:
        """Give the line back; the next call opens it again."""
        self._link.close()

    def _ask(self, command: Command, cancelled: Event) -> Response:
        """Get the success of ``command``; the first answers after power-on may be missing.

        What is no answer is no wrong one: the link says when it has been silence for too long.
        """
        answer: Response | Lapse = Lapse.SILENT
        tries = 0
        while tries < _TRIES:
            answer = self._link.exchange(command, cancelled)
            if isinstance(answer, Response) and answer.sw3 == Status.OK:
                return answer
            tries += answer is not Lapse.SILENT
        raise DeviceFailedError(
            "READER-0104", DEVICE, f"{command.name} answered {_described(answer)}"
        )

    def _try_to_read(self, cancelled: Event) -> IdentityRecord | None:
        if not self._find(cancelled):
            if self._is_lying and not self._is_present(cancelled):
                self._note_removal()
            return None
        record = self._read_found_card(cancelled)
        if record is None or not self._is_new(record.number, cancelled):
            return None
        return replace(record, picture=decode_photo(self._settings.photo_decoder, record.photo))

    def _find(self, cancelled: Event) -> bool:
        answer = self._link.exchange(Command.FIND, cancelled)
        if not isinstance(answer, Response):
            return False
        if answer.sw3 in {Status.CARD_FOUND, Status.NO_CARD}:
            self._odd_finds = 0
            return answer.sw3 == Status.CARD_FOUND
        _refuse(answer)
        self._odd_finds += 1
        if self._odd_finds >= _ODD_FINDS:
            self._odd_finds = 0
            detail = f"FIND answered {_described(answer)} {_ODD_FINDS} times in a row"
            raise DeviceFailedError("READER-0104", DEVICE, detail)
        return False

    def _read_found_card(self, cancelled: Event) -> IdentityRecord | None:
        """Read the card that a find met; None when it left before it was read at all."""
        step: Command | None = Command.SELECT
        failed = Command.SELECT
        answer: Response | Lapse = Lapse.SILENT
        for _ in range(2):
            if step is None:
                break
            failed, answer = self._read_from(step, cancelled)
            if isinstance(answer, Response):
                if answer.sw3 == Status.OK:
                    return self._record_from(answer, cancelled)
                _refuse(answer)
            step = self._next_step(answer, cancelled)
        if cancelled.is_set() or (failed is Command.SELECT and step is None):
            return None
        if isinstance(answer, Response) and answer.sw3 == Status.CARD_DENIES_SAM:
            raise CardRefusedError("CARD-0203", DEVICE, "the card does not accept this module")
        raise CardUnreadableError(
            "CARD-0202", DEVICE, f"{failed.name} answered {_described(answer)}"
        )

    def _read_from(self, step: Command, cancelled: Event) -> tuple[Command, Response | Lapse]:
        if step is Command.SELECT:
            answer = self._link.exchange(Command.SELECT, cancelled)
            if not (isinstance(answer, Response) and answer.sw3 == Status.OK):
                return Command.SELECT, answer
        return Command.READ_BASE, self._link.exchange(Command.READ_BASE, cancelled)

    def _next_step(self, answer: Response | Lapse, cancelled: Event) -> Command | None:
        """Say where to go on after a failed read: None when the card is gone.

        A module that had read the card before the line failed answers finds with "no card";
        that it is still there shows in the added address, and reading may just be repeated.
        """
        if isinstance(answer, Response) and answer.sw3 == Status.UNRECOGNISED_ERROR:
            self._link.exchange(Command.RESET, cancelled)
        for _ in range(_TRIES):
            if self._find(cancelled):
                return Command.SELECT
        return Command.READ_BASE if self._is_held(cancelled) else None

    def _record_from(self, answer: Response, cancelled: Event) -> IdentityRecord | None:
        try:
            text, photo = split_base_files(answer.data)
            record = decode_text_block(text)
        except (FrameDamagedError, TextBlockError) as error:
            raise CardUnreadableError("CARD-0202", DEVICE, str(error)) from None
        added = self._link.exchange(Command.READ_ADDED_ADDRESS, cancelled)
        if cancelled.is_set():
            return None
        match added:
            case Response(sw3=Status.OK) if len(added.data) % ADDRESS_BYTES == 0:
                return replace(
                    record, photo=photo, address_added=decode_added_address(added.data)
                )
            case Response(sw3=Status.NOT_ON_CARD):
                return replace(record, photo=photo)
            case _:
                warnings = (*record.warnings, RecordWarning.ADDED_ADDRESS_UNREAD)
                return replace(record, photo=photo, warnings=warnings)

    def _is_held(self, cancelled: Event) -> bool:
        answer = self._link.exchange(Command.READ_ADDED_ADDRESS, cancelled)
        return isinstance(answer, Response) and answer.sw3 in {Status.OK, Status.NOT_ON_CARD}

    def _is_present(self, cancelled: Event) -> bool:
        """Whether a card lies in the field; a reader that says nothing leaves it there."""
        if self._is_held(cancelled):
            return True
        answer = self._link.exchange(Command.FIND, cancelled)
        return not (isinstance(answer, Response) and answer.sw3 == Status.NO_CARD)

    @property
    def _is_lying(self) -> bool:
        return self._last is not None and self._last.left_at is None

    def _note_removal(self) -> None:
        if self._last is not None and self._last.left_at is None:
            self._last = replace(self._last, left_at=monotonic())

    def _is_new(self, number: IdentityNumber, cancelled: Event) -> bool:
        """Whether the card just read is a new presentation, and remember it if so."""
        digest = hashlib.blake2b(number.value.encode(), key=self._digest_key).digest()
        last = self._last
        if last is not None and last.digest == digest:
            if last.left_at is None:
                cancelled.wait(self._timing.recheck_s)
                return False
            stay_s = self._timing.debounce_s
            is_bounce = monotonic() - last.left_at < stay_s
            if is_bounce and (cancelled.wait(stay_s) or not self._is_present(cancelled)):
                return False
        self._last = _Presentation(digest)
        return True

    def _pause_s(self, begun: float) -> float:
        """What is left of ``poll_s`` since ``begun``, so that a slow line is asked as often."""
        poll_s = self._timing.poll_s
        return max(poll_s / 5, poll_s - (monotonic() - begun))

    def _poll(
        self, attempt: Callable[[], _T | None], deadline_s: float, cancelled: Event
    ) -> _T | None:
        """Repeat ``attempt`` until it gives a value; outlive a line away for a moment."""
        deadline = monotonic() + deadline_s
        absent_since: float | None = None
        cancelled.wait(min(self._link.held_off_s, deadline_s))
        while not cancelled.is_set():
            begun = monotonic()
            pause_s = 0.0
            try:
                value = attempt()
                absent_since = None
                if value is not None:
                    return value
            except DeviceAbsentError:
                now = monotonic()
                pause_s = self._timing.reopen_s
                absent_since = now if absent_since is None else absent_since
                if now - absent_since >= self._timing.patience_s or now + pause_s >= deadline:
                    raise
            pause_s = pause_s or self._pause_s(begun)
            if cancelled.wait(pause_s) or monotonic() >= deadline:
                break
        return None


def _refuse(answer: Response) -> None:
    """Raise for an answer that says that this card will never be read here."""
    match answer.sw3:
        case Status.SAM_DENIES_CARD | Status.SIGNATURE_WRONG:
            raise CardRefusedError("CARD-0203", DEVICE, f"not genuine: {_described(answer)}")
        case Status.UNKNOWN_CARD_TYPE:
            raise CardRefusedError("CARD-0204", DEVICE, "the module does not know this card")
        case _:
            return


def _described(answer: Response | Lapse) -> str:
    return answer.value if isinstance(answer, Lapse) else repr(answer)

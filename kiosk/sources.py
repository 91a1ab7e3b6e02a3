# SPDX-License-Identifier: Apache-2.0
"""Every way to identify oneself at once: one worker per source, the first document wins.

A source that breaks leaves the others waiting, and waits on with them once it is well again;
what the citizen shows and cannot be used is told at once, because nobody would wait for another
way after that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from threading import Event as Cancelled
from threading import Lock
from time import monotonic

from devices.identity.record import IdentityRecord, SourceKind
from devices.interfaces import IdentitySource
from devices.states import DeviceState
from kiosk.licence_desk import LicenceDesk
from kiosk.qr_source import SlipShownError
from kiosk.session.case_visit import SlipShown
from kiosk.session.effects import Forget, ReadCard, StopReading, WaitCardTaken
from kiosk.session.events import (
    CardRead,
    CardTaken,
    Event,
    Failed,
    NoCard,
    SourceBack,
    SourceFailed,
)
from kiosk.session.licence_visit import (
    UNREAD,
    CheckLicence,
    LicenceChecked,
    LicenceUnread,
)
from kiosk.session.machine import SOURCE_DEVICES
from kiosk.session.staff_acts import WaitStaffCard
from kiosk.workers import Cancel, Worker

SourceEffect = ReadCard | CheckLicence | StopReading | WaitCardTaken | Forget | WaitStaffCard
"""What is asked of the sources, and ends what they waited for before."""

CARD_LEFT_S = 60.0
"""How long a source is watched for a document that was left behind."""

CARD_SPOILT_S = 3.0
"""How long a second try waits for a card that could not be read to be taken away first."""

CARD_SEEN_OFF_S = 10.0
"""How long after a visit its card is watched; meanwhile its source is not tested."""

CARD_FAULTS = ("CARD-", "TOKEN-1201", "TOKEN-1202", "TOKEN-1203", "SCANNER-1104")
"""Faults of what the citizen shows; the device itself is well."""

STAFF_CARD_S = 120.0
"""Longest wait for a card at the staff door, which closes by itself before that."""

BACK_S = 0.5
"""How often a source that broke in mid-wait is looked for, where it is merely away, ..."""

MENDED_S = 5.0
"""... and where something must be set right: a module that errs is left alone meanwhile."""

_AWAY = {DeviceState.NO_DEVICE, DeviceState.OFFLINE}

SHOWN_FAULTS = (*CARD_FAULTS, "TOKEN-")
"""Faults that meet somebody who has just shown something: told at once, nobody waits on."""


@dataclass
class _Round:
    """One wait by several ways; the lock is held for a few instructions only."""

    visit: int
    cancelled: Cancelled
    left: set[SourceKind]
    ends_at: float
    takes_slips: bool = False
    lock: Lock = field(default_factory=Lock)
    is_over: bool = False

    def end(self) -> bool:
        """End it for all; False when it was over or cancelled before."""
        with self.lock:
            was_open = not self.is_over and not self.cancelled.is_set()
            self.is_over = True
        self.cancelled.set()
        return was_open

    def without(self, kind: SourceKind) -> bool | None:
        """Take one way out: True when it was the last; None when nobody waits any more."""
        with self.lock:
            if self.is_over or self.cancelled.is_set():
                return None
            self.left.discard(kind)
            self.is_over = not self.left
        if self.is_over:
            self.cancelled.set()
        return self.is_over

    def rejoin(self, kind: SourceKind) -> bool:
        """Take one way in again; False when nobody waits any more."""
        with self.lock:
            is_open = not self.is_over and not self.cancelled.is_set()
            if is_open:
                self.left.add(kind)
            return is_open


class Sources:
    """The sources of one kiosk, each on its own worker; called from the Qt thread."""

    def __init__(
        self,
        sources: Mapping[SourceKind, IdentitySource],
        *,
        wait_s: float,
        tell: Callable[[Event], None],
        doubt: Callable[[], None],
        licences: LicenceDesk | None = None,
    ) -> None:
        self._sources = sources
        self._wait_s = wait_s
        self._tell = tell
        self._doubt = doubt
        self._waiting = Cancel()
        self._spoilt: set[SourceKind] = set()
        self._known: set[SourceKind] = set()
        self._given: SourceKind | None = None
        self._licences = licences
        self.workers = {kind: Worker(SOURCE_DEVICES[kind]) for kind in sources}

    # -- effects ---------------------------------------------------------------

    def read(self, effect: ReadCard) -> None:
        """Wait for a document by every way of the effect that this kiosk has."""
        cancelled = self._waiting.fresh()
        self._given = None
        accepted = {kind for kind in effect.accepted if kind in self._sources}
        ends_at = monotonic() + self._wait_s
        this = _Round(effect.visit, cancelled, accepted, ends_at, takes_slips=effect.slips)
        for kind in (*effect.accepted, *effect.told):
            if kind in self._sources:
                job = partial(self._read_one, this, kind)
                self.workers[kind].do(job, partial(self._not_read, this, kind))

    def check_licence(self, effect: CheckLicence) -> None:
        """Wait for a licence's code on the scanner's worker; no document is waited for.

        The scanner is that of the identity codes, so that one thread uses it.
        """
        cancelled = self._waiting.fresh()
        if self._licences is None:
            return
        job = partial(self._check_licence, self._licences, effect.visit, cancelled)
        failed = partial(self._not_checked, effect.visit, cancelled)
        self.workers[SourceKind.QR_TOKEN].do(job, failed)

    def wait_staff(
        self,
        ways: Mapping[SourceKind, Callable[[float, Cancelled], str]],
        told: Callable[[str], None],
    ) -> None:
        """Wait for a card of staff at all these devices, each on its worker.

        The first that is laid is told by its keyed hash. A device that errs reads none.
        """
        cancelled = self._waiting.fresh()
        for kind, way in ways.items():
            job = partial(self._staff_card, kind, partial(way, STAFF_CARD_S, cancelled), told)
            self.workers[kind].do(job, self._ignored)

    def _staff_card(
        self, kind: SourceKind, way: Callable[[], str], told: Callable[[str], None]
    ) -> None:
        if card := way():
            self._known.add(kind)
            told(card)

    def stop(self) -> None:
        """Give up waiting."""
        self._waiting.set()

    def watch(self, visit: int) -> None:
        """Tell whether the document of this visit was taken away again."""
        cancelled = self._waiting.fresh()
        kind = self._given
        if kind is None:
            return

        def job() -> None:
            source = self._sources[kind]
            is_gone = source.wait_removed(deadline_s=CARD_LEFT_S, cancelled=cancelled)
            self._tell(CardTaken(visit, is_gone))

        self.workers[kind].do(job, self._ignored)

    def see_off(self) -> None:
        """Let every source notice that the card of this visit has gone.

        It hands a card out once for each time that it is laid down: unseen, the next visit of
        the same person would wait for it in vain.
        """
        cancelled = self._waiting.fresh()
        for kind in self._sources:
            self.workers[kind].do(partial(self._see_off_one, kind, cancelled), self._ignored)

    def leave(self) -> tuple[Worker, ...]:
        """Cancel every wait; the workers end with the job at hand."""
        self._waiting.set()
        for worker in self.workers.values():
            worker.drop()
        return tuple(self.workers.values())

    def close(self) -> None:
        """Give every line back."""
        for source in self._sources.values():
            source.close()

    def close_one(self, device: str, failed: Callable[[str], None]) -> None:
        """Give the line of one device back, on its worker; the next use takes it anew."""
        for kind, source in self._sources.items():
            if SOURCE_DEVICES[kind] == device:
                self.workers[kind].do(source.close, failed)

    # -- on the workers ----------------------------------------------------------

    def _check_licence(self, desk: LicenceDesk, visit: int, cancelled: Cancelled) -> None:
        told = desk.check(cancelled)
        if told is not None and not cancelled.is_set():
            self._tell(LicenceChecked(visit, told))

    def _not_checked(self, visit: int, cancelled: Cancelled, code: str) -> None:
        """Tell the page; a wait that was cancelled meanwhile is no news to anybody."""
        if cancelled.is_set():
            return
        self._tell(LicenceUnread(visit, code))
        if code != UNREAD:
            self._doubt()

    def _read_one(self, this: _Round, kind: SourceKind) -> None:
        if this.cancelled.is_set():
            return
        source = self._sources[kind]
        if kind in self._spoilt:
            source.wait_removed(deadline_s=CARD_SPOILT_S, cancelled=this.cancelled)
            self._spoilt.discard(kind)
        self._wait_for(this, kind, self._wait_s)

    def _wait_for(self, this: _Round, kind: SourceKind, wait_s: float) -> None:
        try:
            record = self._sources[kind].read(deadline_s=wait_s, cancelled=this.cancelled)
        except SlipShownError as shown:
            if not this.takes_slips:
                raise
            if this.end():
                self._tell(SlipShown(this.visit, shown.text))
            return
        if record is None:
            if this.without(kind):
                self._tell(NoCard(this.visit))
            return
        self._known.add(kind)
        self._won(this, kind, record)

    def _won(self, this: _Round, kind: SourceKind, record: IdentityRecord) -> None:
        """The first document is told; one that comes in the same instant is not looked at."""
        if this.end():
            self._given = kind
            self._tell(CardRead(this.visit, record))

    def _await_back(self, this: _Round, kind: SourceKind) -> None:
        """Look for a source that broke while others wait; well again, it waits with them."""
        pause_s = BACK_S
        while not this.cancelled.wait(pause_s):
            report = self._sources[kind].probe()
            if report.state.is_good:
                if this.rejoin(kind):
                    self._tell(SourceBack(this.visit, kind, report))
                    self._wait_for(this, kind, max(0.0, this.ends_at - monotonic()))
                return
            pause_s = BACK_S if report.state in _AWAY else MENDED_S

    def _not_read(self, this: _Round, kind: SourceKind, code: str) -> None:
        """Tell what broke: the visit when nothing else is waited for, else a line of its page.

        Many readers find a card that failed only once it was away: the next try looks for that
        first. Of a wait that was cancelled meanwhile nobody is told.
        """
        if code.startswith(CARD_FAULTS):
            self._spoilt.add(kind)
        device = SOURCE_DEVICES[kind]
        if code.startswith(SHOWN_FAULTS):
            if this.end():
                self._failed(Failed(this.visit, code, device))
            return
        if kind not in this.left:
            return  # nobody waits for a way that the service does not accept
        is_last = this.without(kind)
        if is_last is not None:
            told = Failed(this.visit, code, device)
            self._failed(told if is_last else SourceFailed(this.visit, kind, code))
        if is_last is False:
            again = partial(self._await_back, this, kind)
            self.workers[kind].do(again, partial(self._not_read, this, kind))

    def _failed(self, event: Failed | SourceFailed) -> None:
        self._tell(event)
        if not event.code.startswith(CARD_FAULTS):
            self._doubt()

    def _see_off_one(self, kind: SourceKind, cancelled: Cancelled) -> None:
        if kind in self._known:
            self._known.discard(kind)
            self._sources[kind].wait_removed(deadline_s=CARD_SEEN_OFF_S, cancelled=cancelled)

    def _ignored(self, _code: str) -> None:
        self._doubt()

# SPDX-License-Identifier: Apache-2.0
"""Turns the wheel: event → ``step`` → effects and picture; arms the deadline of each state."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.clock import Clock
from kiosk.housekeeping import Housekeeping
from kiosk.picture import Picture
from kiosk.runtime import Runtime
from kiosk.screens.present import Words
from kiosk.screens.views import Screen
from kiosk.session.comfort import SpeechTold
from kiosk.session.deadlines import RESEND_S, RESTING, Patience, deadline_s, machine_works
from kiosk.session.effects import (
    AllowResend,
    CloseApp,
    Effect,
    ProbeDevices,
    Restart,
    ShowSeal,
    TellDay,
)
from kiosk.session.events import (
    BaseTold,
    CaseReceived,
    DayKnown,
    EarlierTold,
    Event,
    IssueAdvanced,
    Issued,
    KeyTouched,
    LookupEnded,
    OnlineTold,
    PaperAdvanced,
    PaperChecked,
    ResendAllowed,
    SealShown,
    Signed,
    TimedOut,
    Touched,
)
from kiosk.session.session import Session
from kiosk.session.staff_acts import EnterTraining, LimitStaff, StaffLimit
from kiosk.session.states import State
from kiosk.session.transitions import step
from kiosk.speech.voice import Voice

if TYPE_CHECKING:
    from kiosk.training.desk import TrainingDesk

log = logging.getLogger(__name__)

SEAL_MS = 1800
"""The seal comes down and is seen; the printer has begun meanwhile, so nobody waits for it."""

PROBE_RESTING_S = 60.0
"""A resting kiosk tests its devices this often: what broke at night is known by morning."""

PROBE_OUT_OF_SERVICE_S = 3.0
"""Out of service it asks more often, so that it opens soon after it was mended."""

SOON_MS = 40
"""Sources and printer tell things in bursts: one picture for all, before an eye sees."""

PROBE_ILL_S = 1.0
"""What keeps it closed is asked even more often: a reader that was plugged in again is usable
within two seconds."""

_TOLD = (
    BaseTold,
    CaseReceived,
    EarlierTold,
    IssueAdvanced,
    Issued,
    LookupEnded,
    OnlineTold,
    PaperAdvanced,
    PaperChecked,
)
"""What workers tell of a page that stays; a page that they turn is turned at once."""


class Controller(QObject):
    """Owns the session of one kiosk; lives on the Qt thread."""

    stepped = Signal(object, object)
    """(session, event) after each step: for the demo's robot and for tests."""

    closing = Signal(int)
    """Exit status: 0 close, 75 start anew."""

    RESTART_STATUS = 75
    """EX_TEMPFAIL of sysexits: the service manager starts the application again."""

    TRAINING_STATUS, REAL_STATUS = 76, 77
    """Begin a training, and come back from one: ``kiosk run`` does it itself."""

    def __init__(  # noqa: PLR0913  # the composition root hands over what it has built
        self,
        session: Session,
        runtime: Runtime,
        *,
        clock: Clock,
        words: Mapping[str, Words],
        patience: Patience,
        probe_s: float = PROBE_OUT_OF_SERVICE_S,
        checkpoint_s: float = 300.0,
        voice: Voice | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self.picture = Picture(words, voice)
        self.model = self.picture.model
        self.sheet = self.picture.sheet
        self._runtime = runtime
        self._clock = clock
        self._patience = patience
        self._probe_s = probe_s
        self._housekeeping = Housekeeping()
        self._marker = QTimer(self, interval=int(checkpoint_s * 1000))
        self._marker.timeout.connect(runtime.checkpoint)
        self._is_stopped = False
        self._deadline: float | None = None
        self._ticker = QTimer(self, interval=500)
        self._ticker.timeout.connect(self._tick)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._show)
        self._tested_all_at = clock.monotonic()
        self._prober = QTimer(self, singleShot=True)
        self._prober.timeout.connect(self._probe_again)
        self._voice = voice
        self._training: TrainingDesk | None = None
        self._listen(runtime, voice)

    def _listen(self, runtime: Runtime, voice: Voice | None) -> None:
        """Take what the world, the glass and the voice tell."""
        runtime.happened.connect(self.handle)
        self.model.acted.connect(self._acted)
        self.model.keyed.connect(lambda key: self.handle(KeyTouched(key)))
        self.model.signed.connect(lambda strokes: self.handle(Signed(strokes)))
        if voice is not None:
            voice.tried.connect(lambda is_there: self.handle(SpeechTold(is_there)))
            voice.spoke.connect(self._arm)
            self.model.reached.connect(self._place)

    @property
    def screen(self) -> Screen | None:
        """What is on the glass; None before the first page."""
        return self.picture.screen

    def start(self) -> None:
        """Show the first page and test the devices."""
        self._show()
        self._ticker.start()
        self._marker.start()
        self._runtime.probe()
        self._arm_prober()
        self._housekeeping.begin(self._clock.monotonic())
        if self._voice is not None:
            self._voice.try_out()

    def train(self, desk: "TrainingDesk") -> None:
        """Be a kiosk for practice: band and desk lie over every page from now on."""
        self._training = desk
        machine = replace(self.session.machine, can_train=False)
        self.session = replace(self.session, machine=machine)
        desk.changed.connect(self._show)
        desk.left.connect(lambda: self.closing.emit(self.REAL_STATUS))
        self.stepped.connect(desk.watch)

    def stop(self) -> None:
        """Stop every timer and take no event any more; the session stays where it is.

        What a worker had posted before is delivered after this, to a kiosk half taken down.
        """
        self._is_stopped = True
        for timer in (self._ticker, self._marker, self._prober, self._soon):
            timer.stop()
        self.picture.stop()
        self._housekeeping.end()
        if self._voice is not None:
            self._voice.close()

    def handle(self, event: Event) -> None:
        """Take one event: step, show, perform; a worker that starts finds the page turned."""
        if self._is_stopped:
            return
        before, has_worked = self.session.state, machine_works(self.session)
        self.session, effects = step(self.session, event)
        is_told = isinstance(event, Touched | KeyTouched | Signed)
        is_asked = is_told and self.session.state is not State.PAUSE  # a passer-by is no answer
        if self.session.state is not before or is_asked or has_worked:
            self._arm()
        if any(isinstance(effect, TellDay) for effect in effects):
            self.session, _ = step(self.session, DayKnown(self._clock.today()))
        if self.session.state is not before:
            log.info("state %s", self.session.state.value)
            self._arm_prober()
        if isinstance(event, _TOLD) and self.session.state is before:
            self._show_soon()
        else:
            self._show()
        for effect in effects:
            self._perform(effect)
        self.stepped.emit(self.session, event)

    def _place(self, name: str) -> None:
        self._arm()
        if self._voice is not None:
            self._voice.place(name, self.session.language)

    def _acted(self, name: str, value: str) -> None:
        if name == "training":
            if self._training is not None:
                self._arm()
                self._training.act(value)
            return
        self.handle(Touched(name, value))

    def _perform(self, effect: Effect) -> None:
        match effect:
            case TellDay():
                pass  # answered before the page was shown
            case Restart() | EnterTraining() | CloseApp():
                self.closing.emit(self._status_after(effect))
            case ShowSeal(visit):
                QTimer.singleShot(SEAL_MS, partial(self.handle, SealShown(visit)))
            case AllowResend(visit, turn):
                allowed = partial(self.handle, ResendAllowed(visit, turn))
                QTimer.singleShot(int(RESEND_S * 1000), allowed)
            case LimitStaff(visit):
                limit = partial(self.handle, StaffLimit(visit))
                QTimer.singleShot(int(self._patience.staff_limit_s * 1000), limit)
            case ProbeDevices():
                self._runtime.probe()
            case _:
                self._runtime.perform(effect)

    def _status_after(self, effect: Restart | EnterTraining | CloseApp) -> int:
        """What to end with; a training that is restarted stays one."""
        if isinstance(effect, CloseApp):
            return 0
        begins = isinstance(effect, EnterTraining) or self._training is not None
        return self.TRAINING_STATUS if begins else self.RESTART_STATUS

    # -- time ----------------------------------------------------------------

    def _arm(self) -> None:
        wait = deadline_s(
            self.session.state,
            self._patience,
            elder=self.session.is_slow,
            is_working=machine_works(self.session),
        )
        self._deadline = None if wait is None else self._clock.monotonic() + wait

    def _seconds_left(self) -> int:
        """Seconds to show as a warning; -1 while there is time or the machine works."""
        if self._deadline is None or machine_works(self.session):
            return -1
        if self.session.state in {State.FAREWELL, State.CARD, State.RATING, State.PAUSE}:
            return -1
        left = self._deadline - self._clock.monotonic()
        factor = self._patience.elder_factor if self.session.is_slow else 1.0
        return max(0, round(left)) if left <= self._patience.warning_s * factor else -1

    def _tick(self) -> None:
        if self.session.state in RESTING:
            self._housekeeping.rest(self._clock.monotonic())
            self._runtime.look_at_probes()
        else:
            self._housekeeping.busy()
        due = self._deadline
        if due is not None and self._clock.monotonic() >= due:
            self.handle(TimedOut())
            if self._deadline == due:  # not armed anew; one that failed is due again
                self._deadline = None
        else:
            self.picture.count(self._seconds_left())

    def _arm_prober(self) -> None:
        if self.session.state is State.OUT_OF_SERVICE and self.session.machine.device_fault:
            self._prober.start(int(min(PROBE_ILL_S, self._probe_s) * 1000))
        elif self.session.state in RESTING:
            self._prober.start(int(PROBE_RESTING_S * 1000))
        else:
            self._prober.stop()

    def _probe_again(self) -> None:
        now = self._clock.monotonic()
        is_due = now - self._tested_all_at >= self._probe_s
        if is_due:
            self._tested_all_at = now
        self._runtime.probe(only_ill=not is_due)
        self._arm_prober()

    # -- the picture ---------------------------------------------------------

    def _show_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        self._soon.stop()
        language = self.session.language
        training = None if self._training is None else self._training.view(language)
        self.picture.show(self.session, seconds_left=self._seconds_left(), training=training)

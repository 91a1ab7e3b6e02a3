# SPDX-License-Identifier: Apache-2.0
"""The robot citizen: reads the screen, does what the script says, one touch at a time."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtQuick import QQuickView

from forms.material import count_by_supply, supply_materials
from forms.prefill import fields_shown
from kiosk.controller import Controller
from kiosk.robot.abandoned import AbandonedError
from kiosk.robot.at_board import BoardDeeds
from kiosk.robot.at_cases import WAIT_S, CaseDeeds, saw_cases
from kiosk.robot.at_form import FormDeeds, step_of
from kiosk.robot.at_licence import check_licence, saw_licence
from kiosk.robot.at_lookups import see_lookups
from kiosk.robot.at_offers import way_on
from kiosk.robot.citizens_hand import CitizensHand
from kiosk.robot.hands import Hands
from kiosk.robot.outcome import outcome_of
from kiosk.robot.result import Result, StateResult
from kiosk.robot.script import Script
from kiosk.screens.views import (
    FormView,
    GuideView,
    IssuingView,
    OffersView,
    PersonCheckView,
    RouteView,
    Screen,
    ShelfView,
    StoppedView,
    TroubleView,
)
from kiosk.screens.views_cases import AppealView
from kiosk.session.case_visit import OWN_CASES
from kiosk.session.deadlines import WAITS_FOR_MACHINE
from kiosk.session.session import Session
from kiosk.session.states import State

TICK_S: Final = 0.03
SETTLE_S: Final = 0.45
"""From a new page until it is looked at: its slide has ended."""

PATIENCE_S: Final = 90.0
"""Longest wait on one page that should go on by itself; a card or paper is waited for apart."""

SIGNATURE: Final = (
    ((0.15, 0.3), (0.25, 0.28), (0.38, 0.3), (0.3, 0.45), (0.2, 0.6), (0.14, 0.72)),
    ((0.27, 0.42), (0.33, 0.55), (0.4, 0.68)),
    ((0.55, 0.25), (0.62, 0.27), (0.7, 0.25), (0.66, 0.4), (0.6, 0.52), (0.52, 0.6)),
    ((0.62, 0.42), (0.63, 0.6), (0.62, 0.78)),
    ((0.74, 0.5), (0.8, 0.46), (0.86, 0.5), (0.82, 0.62), (0.76, 0.7)),
)
"""Five strokes in fractions of the pad: a hand's width of ink, nobody's name."""


class RobotCitizen(QObject):
    """Plays one visit from attract to farewell; ``finished`` carries its ``Result``."""

    finished = Signal(object)

    def __init__(  # noqa: PLR0913  # a robot is told what to want, where, by whose hand
        self,
        script: Script,
        controller: Controller,
        window: QQuickView,
        *,
        hand: CitizensHand,
        hands: Hands | None = None,
        looked: Callable[[str], None] = lambda _name: None,
        settle_s: float = SETTLE_S,
    ) -> None:
        super().__init__()
        self.result = Result()
        self._script = script
        self._controller = controller
        self._hands = hands or Hands(window)
        self._form = FormDeeds(script, lambda: self._screen, self._tap, self._hands)
        self._cases = CaseDeeds(
            script, lambda: self._screen, self._tap, self._until, type_=self._form.type
        )
        self._hand = hand
        self._licence = partial(
            check_licence, script, hand, lambda: self._screen, self._tap, self._until, looked
        )
        self._looked = looked
        self._settle_s = settle_s
        self._tick_s = min(TICK_S, settle_s / 2)
        self._board = BoardDeeds(
            script.answers,
            script.disputes,
            lambda: self._screen,
            self._tap,
            self._until,
            looked,
        )
        self._entered = time.monotonic()
        self._state: State | None = None
        self._visit = self._play()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        controller.stepped.connect(self._saw)

    def start(self) -> None:
        """Begin; ends by ``finished`` in any case."""
        self._timer.start(0)

    def _go_on(self) -> None:
        try:
            wait_s = next(self._visit)
        except StopIteration:
            self._finish()
        except AbandonedError as error:
            self.result.outcome = "abandoned"
            self.result.stop_reason = str(error)
            self._finish()
        else:
            self._timer.start(max(1, int(wait_s * 1000)))

    def _finish(self) -> None:
        self._close_state()
        self._controller.stepped.disconnect(self._saw)
        self.result.taps = self._hands.taps
        self.result.typed_characters = self._hands.typed
        self.result.strokes = self._hands.strokes
        self.finished.emit(self.result)

    # -- what it sees --------------------------------------------------------

    @property
    def _screen(self) -> Screen:
        screen = self._controller.screen
        if screen is None:
            raise AbandonedError("nothing is on the screen")
        return screen

    def _saw(self, session: Session, _event: object) -> None:
        """Keep what the visit leaves behind, before it is wiped."""
        if session.state is not self._state:
            self._close_state()
            self._state = session.state
        saw_licence(session, self.result)
        if session.cases is not None:
            saw_cases(session, self.result)
        elif session.case_number:
            self.result.case_number = session.case_number
            self.result.licence_number = session.licence_number
            self.result.outcome = outcome_of(session.decision) or self.result.outcome
            self.result.printer_sheets = sum(paper.sheets_done for paper in session.papers)
        if session.trouble is not None and session.trouble.code not in self.result.faults:
            self.result.faults.append(session.trouble.code)
        if session.state in {State.REVIEW, State.STOPPED}:
            self._count(session)

    def _count(self, session: Session) -> None:
        item, application = session.item, session.application
        if item is None or application is None:
            return
        rows = supply_materials(item, application)
        self.result.materials_by_supply = count_by_supply(rows)
        self.result.materials_total = len(rows)
        self.result.fields_total = len(fields_shown(item, application))
        self.result.fields_asked = len(session.asked)

    def _close_state(self) -> None:
        now = time.monotonic()
        if self._state is not None:
            seconds = round(now - self._entered, 3)
            waited = seconds if self._state in WAITS_FOR_MACHINE else 0.0
            self.result.states.append(StateResult(self._state.value, seconds, waited))
        self._entered = now

    # -- what it does --------------------------------------------------------

    def _play(self) -> Iterator[float]:
        yield from self._until(lambda: self._screen.name == State.ATTRACT.value, "start-up")
        self.result.states.clear()
        self._state, self._entered = State.ATTRACT, time.monotonic()
        while True:
            yield self._settle_s
            yield from self._until(self._is_settled, "a page that slides")
            page = self._page()
            self._looked(page)
            name = self._screen.name
            if name == State.FAREWELL.value or self._has_ended():
                return
            yield from self._act(State(name))
            yield from self._until(partial(self._has_turned, page), page)

    def _is_settled(self) -> bool:
        """Whether the page on the glass has come to rest."""
        return self._hands.is_settled

    def _has_turned(self, page: str) -> bool:
        return self._page() != page

    def _has_ended(self) -> bool:
        """Whether the visit is over without a farewell: stopped, or out of service."""
        resting = {State.ATTRACT.value, State.OUT_OF_SERVICE.value}
        return self._screen.name in resting and len(self.result.states) > 1

    def _page(self) -> str:
        """Name the page: a state has several when it asks several things."""
        screen = self._screen
        match screen.view:
            case GuideView(id=id_) | OffersView(id=id_) | AppealView(id=id_):
                return f"{screen.name}-{id_.replace(':', '-')}"
            case FormView(asked_id=id_) as form:
                return f"{screen.name}-{id_ or 'check'}{step_of(form)}"
            case RouteView(options=options):
                return f"{screen.name}-{options[0].id}"
            case _:
                return screen.name

    def _until(self, is_true: Callable[[], bool], page: str) -> Iterator[float]:
        waited = 0.0
        while not is_true():
            if waited > PATIENCE_S:
                raise AbandonedError(f"{page}: nothing happened for {PATIENCE_S:.0f} s")
            yield self._tick_s
            waited += self._tick_s

    def _tap(self, name: str, *, wait_s: float = 10.0) -> Iterator[float]:
        """Touch what has this name; a list lays its lines out before "more" is touched."""
        waited, turned = 0.0, 0
        while not self._hands.tap(name):
            can_turn = waited >= WAIT_S and turned < 8 and name != "more"  # noqa: PLR2004
            if can_turn and self._hands.tap("more"):
                waited, turned = 0.0, turned + 1
                continue
            if waited > wait_s:
                raise AbandonedError(f"{self._page()}: {name} cannot be touched")
            yield self._tick_s
            waited += self._tick_s

    def _act(self, state: State) -> Iterator[float]:
        """Do what this page wants: most want one touch on the way forward."""
        deeds: dict[State, Callable[[], Iterator[float]]] = {
            State.ATTRACT: lambda: self._tap("start"),
            State.HOME: self._choose_service,
            State.LICENCE_CHECK: self._licence,
            State.CARD: self._identify,
            State.PERSON_CHECK: self._be_checked,
            State.LOOKUPS: self._see_lookups,
            State.CASES: self._cases.choose,
            State.CASE: self._cases.act,
            State.CORRECTION: self._cases.correct,
            State.APPEAL: self._cases.appeal,
            State.SHELF: self._take_certificate,
            State.GUIDE: self._answer,
            State.STOPPED: self._note_stop,
            State.BOARD: self._board.see,
            State.FORM: self._form.fill,
            State.ROUTE: self._choose_route,
            State.LETTER: self._read_letter,
            State.SIGN: self._sign,
            State.ISSUING: self._see_seal,
            State.PRINTING: lambda: iter(()),
            State.TAKE: self._take,
            State.RATING: self._rate,
            State.TROUBLE: self._note_trouble,
            State.OUT_OF_SERVICE: lambda: iter(()),
        }
        yield from deeds.get(state, lambda: self._tap(way_on(self._screen, self._script)))()

    def _identify(self) -> Iterator[float]:
        deeds = {
            "code": self._hand.show_code,
            "social_card": self._hand.insert_social_card,
        }
        deeds.get(self._script.shows, self._hand.lay_card)()
        yield self._tick_s

    def _be_checked(self) -> Iterator[float]:
        """Type the code from the telephone; a face service only has to be waited for."""

        def is_settled() -> bool:
            view = self._screen.view
            return not isinstance(view, PersonCheckView) or view.kind != "wait"

        yield from self._until(is_settled, State.PERSON_CHECK.value)
        view, code = self._screen.view, self._hand.phone_code()
        if isinstance(view, PersonCheckView) and view.kind == "code" and code:
            self._looked("PersonCheck-code")
            yield from self._form.type("code", code)
            yield from self._tap("forward")

    def _see_lookups(self) -> Iterator[float]:
        yield from see_lookups(self._script, lambda: self._screen, self._tap, self._until)
        self._looked("Lookups-done")
        self._hand.lift_card()
        yield from self._tap("forward")

    def _see_seal(self) -> Iterator[float]:
        """Look once more when the seal has come down; the page turns by itself."""

        def is_over() -> bool:
            view = self._screen.view
            return not isinstance(view, IssuingView) or view.sealed

        yield from self._until(is_over, State.ISSUING.value)
        yield 2 * self._settle_s
        if isinstance(self._screen.view, IssuingView):
            self._looked("Issuing-sealed")

    def _sign(self) -> Iterator[float]:
        yield from self._hands.draw("pad", SIGNATURE)
        self._looked("Sign-signed")
        yield from self._tap("forward")

    def _take(self) -> Iterator[float]:
        self._hand.take_paper()
        yield from self._tap("forward")

    def _rate(self) -> Iterator[float]:
        yield from self._tap("rate-5")
        yield self._tick_s
        yield from self._tap("forward")

    def _choose_route(self) -> Iterator[float]:
        """Choose the script's route; on the ordinary one say whether the papers are here."""
        view = self._screen.view
        if isinstance(view, RouteView) and any(one.id == "handed_in" for one in view.options):
            answer = self._script.answers.get("papers")
            if answer is None:
                raise AbandonedError("the script has no answer to papers")
            yield from self._tap(f"route-{answer}")
        else:
            yield from self._tap(f"route-{self._script.route}")

    def _choose_service(self) -> Iterator[float]:
        yield from self._prepare()
        is_own = self._script.service == OWN_CASES
        yield from self._tap("extra" if is_own else f"service-{self._script.service}")

    def _prepare(self) -> Iterator[float]:
        """Set language and size as the script wants them, like a citizen in the header."""
        if self._screen.language != self._script.language:
            yield from self._tap("language")
            yield self._settle_s
        if self._screen.elder != self._script.elder:
            yield from self._tap("elder")
            yield self._settle_s

    def _answer(self) -> Iterator[float]:
        view = self._screen.view
        if not isinstance(view, GuideView):
            return
        wanted = self._script.answers.get(view.id)
        if view.kind == "number":
            yield from self._form.type(view.id, wanted)
            yield from self._tap("forward")
            return
        chosen = wanted or next((option.id for option in view.options if option.chosen), None)
        if chosen is None and view.id.startswith("pick:"):
            chosen = view.options[0].id
        if chosen is None:
            raise AbandonedError(f"the script has no answer to {view.id}")
        yield from self._tap(f"option-{chosen}")

    def _take_certificate(self) -> Iterator[float]:
        """Take the script's certificate, else the first that can be printed; else leave."""
        view = self._screen.view
        cards = view.cards if isinstance(view, ShelfView) else ()
        able = next((one.id for one in cards if one.enabled), None)
        wanted = self._script.answers.get("certificate", able)
        if wanted is None:
            self.result.outcome, self.result.stop_reason = "stopped", "nothing can be printed"
            yield from self._tap("forward" if self._screen.extra is None else "extra")
            return
        yield from self._tap(f"certificate-{wanted}")

    def _read_letter(self) -> Iterator[float]:
        while not (self._screen.forward and self._screen.forward.enabled):
            yield from self._tap("forward")
            yield self._settle_s
            self._looked(self._page())
        yield from self._tap("forward")

    def _note_stop(self) -> Iterator[float]:
        view = self._screen.view
        if isinstance(view, StoppedView):
            is_refused = self._controller.session.disposition == "refused"
            self.result.outcome = "refused" if is_refused else "stopped"
            self.result.stop_reason = view.reason
        yield from self._tap("forward")

    def _note_trouble(self) -> Iterator[float]:
        view = self._screen.view
        if isinstance(view, TroubleView):
            self.result.outcome = "fault"
            self.result.stop_reason = view.code
        yield from self._tap("back")

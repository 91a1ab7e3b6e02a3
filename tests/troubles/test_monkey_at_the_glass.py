# SPDX-License-Identifier: Apache-2.0
"""Somebody plays with the glass: nothing ends, nothing sticks, nothing of anybody stays.

The robot brings a visit to some page, the monkey takes over, then nobody touches any more. From
any page the kiosk must be back at rest within the time that each of its states may last, by its
own clock, and must have forgotten the visit.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from random import Random

import pytest
import yaml
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlEngine

from kiosk.robot.abandoned import AbandonedError
from kiosk.screens.pinyin import PinyinInput
from kiosk.screens.window import Doorkeeper
from kiosk.session.deadlines import RESTING, Patience, deadline_s, machine_works
from kiosk.session.session import resting
from kiosk.session.states import State
from tests.support.generated_citizens import citizens
from tests.support.monkey import Monkey
from tests.support.proof import announce, patient, proof_count, proof_seed
from tests.support.troubled import HurriedClock, hurried_kiosk
from tests.support.whole import QUICK, WholeKiosk, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow, pytest.mark.no_cover]

EVENTS = 5_000
EVENTS_OF_A_VISIT = (60, 500)
STAFF_EVERY = 8
PAGES_BEFORE = 32
"""The robot goes on for up to so many pages."""
MOST_DEADLINES = 12
"""No visit ends after more: page, warning, trouble, farewell, and a page that tells it."""
MACHINE_S = 40.0
PERSONS = Path(__file__).parents[2] / "config" / "simulation" / "persons.yaml"
SECRETS = tuple(
    str(person[key])
    for person in yaml.safe_load(PERSONS.read_text("utf-8"))["persons"]
    for key in ("name", "number")
    if person.get(key)
)


@dataclass
class Zoo:
    """A kiosk, the monkey at it, and every state that it met."""

    whole: WholeKiosk
    clock: HurriedClock
    monkey: Monkey
    rng: Random
    met: Counter[State] = field(default_factory=Counter)

    def visit(self, number: int, seed: int) -> None:
        """One visit, from rest to rest."""
        self.whole.rest_now()
        citizen = list(citizens(seed, 10))[number % 10]
        left = self.rng.randrange(1, PAGES_BEFORE)

        def looked(_page: str) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise AbandonedError("the monkey takes over")

        script = replace(citizen.script, platform="", language="zh_CN", elder=False)
        self.whole.play(script, settle_s=0.02, looked=looked)
        if number % STAFF_EVERY == 0:
            self._knock_at_the_staff_door()
        for _ in range(self.rng.randrange(*EVENTS_OF_A_VISIT)):
            self.monkey.act()
            self.met[self.whole.session.state] += 1
            if self.whole.session.state is State.FAREWELL:
                return
            self._hand()
            assert self.whole.window.isVisible()

    def _knock_at_the_staff_door(self) -> None:
        self.whole.rest_now()
        for _ in range(5):
            self.whole.tap("machine")
        self.whole.wait_for(State.STAFF_PIN)

    def _hand(self) -> None:
        """Now and then a card is laid or lifted, or paper is taken."""
        drawn = self.rng.random()
        if drawn < 0.01:
            self.whole.world.lay_card()
        elif drawn < 0.02:
            self.whole.world.lift_card()
        elif drawn < 0.03:
            self.whole.world.take_paper()

    def nobody_touches(self) -> None:
        """Let the time of each state go by; the kiosk has to come to rest."""
        self.whole.world.lift_card()
        self.whole.world.take_paper()
        path = []
        for _ in range(MOST_DEADLINES):
            if self.whole.session.state in RESTING:
                return
            path.append(self.whole.session.state.value)
            self._let_time_pass()
        raise AssertionError(f"stuck: {' > '.join(path)}")

    def _let_time_pass(self) -> None:
        """Until this state has ended, or has begun anew."""
        before, visit = self.whole.session.state, self.whole.session.visit

        def is_over() -> bool:
            now = self.whole.session
            return now.state is not before or now.visit != visit

        if machine_works(self.whole.session):
            self.whole.wait(
                lambda: is_over() or not machine_works(self.whole.session),
                seconds=MACHINE_S,
                why=f"the end of the work in {before.value}",
            )
            return
        # The longest it may last: large type may have been switched off after it began.
        lasts = deadline_s(before, PATIENCE, elder=True, is_working=False)
        assert lasts is not None
        self.clock.skip(lasts + 0.1)
        self.whole.wait(is_over, seconds=5.0, why=f"the end of {before.value} after {lasts} s")

    def is_wiped(self) -> None:
        """Nothing of the visit is in session, models, texts on the glass or pinyin memory."""
        self.whole.rest(0.05)
        session = self.whole.session
        assert session == resting(session)
        model = self.whole.kiosk.controller.model
        seen = (
            repr(vars(session)) + _said_by(model) + _said_by(self.whole.kiosk.controller.sheet)
        )
        seen += "".join(
            str(item.property("text") or "")
            for item in self.whole.window.contentItem().findChildren(QObject)
        )
        assert [secret for secret in SECRETS if secret in seen] == []
        pinyin = _input_of(self.whole.window.engine(), "jibanPinyin")
        assert isinstance(pinyin, PinyinInput)
        assert (pinyin.property("letters"), pinyin.property("candidates")) == ("", [])
        assert pinyin._decoder is None
        assert _input_of(self.whole.window.engine(), "jibanHandwriting").property(
            "candidates"
        ) in ([], None)


PATIENCE = Patience(card_s=5.0)
"""The waiting times of ``QUICK`` over the defaults."""


def _said_by(thing: QObject) -> str:
    meta = thing.metaObject()
    names = [str(meta.property(place).name()) for place in range(meta.propertyCount())]
    return repr([thing.property(name) for name in names])


def _input_of(engine: QQmlEngine, name: str) -> QObject:
    thing: QObject = engine.property(name)
    return thing


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zoo]:
    rng = Random(proof_seed(3))
    with (
        quick_world(tmp_path_factory.mktemp("monkey")) as world,
        hurried_kiosk(world, more=QUICK + world.base_data_table) as whole,
    ):
        clock = whole.kiosk.controller._clock
        assert isinstance(clock, HurriedClock)
        keeper = Doorkeeper()
        application = QGuiApplication.instance()
        assert application is not None
        application.installEventFilter(keeper)
        yield Zoo(whole, clock, Monkey(whole.window, rng), rng)
        application.removeEventFilter(keeper)


@patient
def test_whatever_is_touched_it_comes_to_rest_and_has_forgotten(
    zoo: Zoo, capsys: pytest.CaptureFixture[str]
) -> None:
    seed, wanted = proof_seed(3), proof_count(EVENTS)
    announce(capsys, f"{wanted} touches and keys at random", seed)
    zoo.rng.seed(seed)
    for number in count():
        if zoo.monkey.events >= wanted:
            break
        zoo.visit(number, seed + number // 10)
        zoo.nobody_touches()
        zoo.is_wiped()
    with capsys.disabled():
        met = ", ".join(f"{state.value} {times}" for state, times in zoo.met.most_common())
        print(f"{zoo.monkey.events} events in {number} visits: {met}")  # noqa: T201
    assert len(zoo.met) > len(State) // 3


def test_a_key_of_the_system_leads_nowhere(zoo: Zoo) -> None:
    assert zoo.whole.session.state in RESTING
    assert zoo.whole.window.isVisible()

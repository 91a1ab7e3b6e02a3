# SPDX-License-Identifier: Apache-2.0
"""No look-up leaves the machine before consent: proved by the bytes on the platform's socket.

A relay stands before the simulated platform and keeps each connection and each byte that the
kiosk sends. The whole kiosk is built by its composition root; the cards lie on a real wire.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication

from certificates.certificate_types import KNOWN, type_by_code
from config.loader import load_settings
from kiosk.app import Kiosk, build_kiosk
from kiosk.clock import SystemClock
from kiosk.demo.world import OFFICES_KEYS, SimulatedWorld
from kiosk.session.events import TimedOut, Touched
from kiosk.session.identify import roles_of
from kiosk.session.states import State
from tests.support.citizen_at_lookups import at_lookups
from tests.support.dialects import DIALECTS
from tests.support.recording_proxy import Recording, Sent, recording_proxy
from tests.support.simulators import running_simulator
from tests.support.whole import QUICK, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

SELF_TEST = "selftest"
"""The self-test says so in three of its five audit elements, and asks about nobody."""

NOBODY = "439900197002280122"
SEARCH = "queryCertInfoByHolderCode"
CARD = "chen-qiumei"
PRIVATE = ("陈秋美", "439900199203170068", "92439900MA0TEXT04R")
SEARCHES = {
    "certshare": {SEARCH},
    "regional": {"login", "checkIDCard", "secGetCertificateDataByHolder"},
}
MATERIALS = f'[materials]\noffices_keys_file = "{OFFICES_KEYS}"\npoll_s = 0.5\n'
OWNER = "deng-lihua"
"""She has an earlier plan in the library, and an office has a report of hers."""

SERVICES = ("hygiene-permit", "individual-business", "road-freight-licence")


def rest(seconds: float) -> None:
    """Turn the Qt loop for a while: whatever wanted to go out would have gone."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


@dataclass
class Watched:
    """A running kiosk, and what its platform's socket has seen."""

    world: SimulatedWorld
    kiosk: Kiosk
    seen: Recording

    def wait_for(self, state: State) -> None:
        """Turn the Qt loop until the session is there."""
        self._turn(lambda: self.kiosk.controller.session.state is state, state.value)

    def settle(self) -> None:
        """Turn the Qt loop until every source has answered."""
        self._turn(lambda: self.kiosk.controller.session.are_lookups_settled, "the look-ups")

    def wait_until_told(self) -> None:
        """Turn the Qt loop until the list of earlier papers is there and the office asked."""
        self._turn(lambda: self.kiosk.controller.session.materials.is_settled, "the papers")

    def touch(self, name: str, value: str = "") -> None:
        self.kiosk.controller.handle(Touched(name, value))

    def _turn(self, is_true: Any, why: str) -> None:  # noqa: ANN401
        loop = QEventLoop()
        poll, limit = QTimer(interval=10), QTimer(singleShot=True, interval=20_000)
        poll.timeout.connect(lambda: loop.quit() if is_true() else None)
        limit.timeout.connect(loop.quit)
        poll.start()
        limit.start()
        if not is_true():
            loop.exec()
        assert is_true(), f"{why} did not come true: {self.kiosk.controller.session.state}"


def is_self_test(sent: Sent) -> bool:
    """Tell a self-test from a look-up by what it says of itself."""
    data = sent.body["data"]
    return {data["username"], data["itemCode"], data["businessCode"]} == {SELF_TEST}


@pytest.fixture(scope="module")
def watched(
    tmp_path_factory: pytest.TempPathFactory, qapp: QGuiApplication
) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("consent")
    with quick_world(folder) as world, recording_proxy(world.platform.address) as seen:
        site = world.site_file(more=QUICK + MATERIALS)
        usual = f'base_url = "{world.platform.address}"'
        text = site.read_text("utf-8").replace(usual, f'base_url = "{seen.address}"', 1)
        site.write_text(text, "utf-8")
        settings = load_settings(site, {}).settings
        assert settings.platform is not None
        assert settings.platform.base_url == seen.address
        kiosk = build_kiosk(settings, clock=SystemClock())
        assert seen.connections == 0, "building connects to nobody"
        kiosk.controller.start()
        try:
            yield Watched(world, kiosk, seen)
        finally:
            kiosk.close()


@pytest.fixture
def citizen(watched: Watched) -> Iterator[Watched]:
    """A kiosk at rest, tested, with nobody's card on it."""
    watched.wait_for(State.ATTRACT)
    watched.world.reader.tell("lift")
    rest(1.0)  # a card that never left is not read for the next citizen
    yield watched
    for event in (Touched("leave"), TimedOut(), TimedOut()):
        if watched.kiosk.controller.session.state is not State.ATTRACT:
            watched.kiosk.controller.handle(event)


def walk_to_notice(citizen: Watched, service: str) -> None:
    citizen.touch("start")
    citizen.touch("service", service)
    citizen.wait_for(State.NOTICE)


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_is_sent_before_agree_and_after_it_only_what_the_service_needs(
    citizen: Watched, service: str
) -> None:
    before = citizen.seen.mark()
    citizen.world.reader.tell("lay", card=CARD)  # laid early: it lies there all the while
    walk_to_notice(citizen, service)
    rest(0.5)
    assert citizen.seen.mark() == before
    citizen.touch("agree")
    citizen.wait_for(State.LOOKUPS)
    citizen.settle()
    sent = citizen.seen.requests(before)
    assert not any(is_self_test(one) for one in sent)
    check_purpose(citizen, service, sent)
    item = citizen.kiosk.controller.session.chosen_item()
    kinds = {type_by_code(one.body["data"]["certTypeCode"]) for one in sent}
    assert {kind.key for kind in kinds if kind is not None} == set(roles_of(item))
    others = [kind.code for kind in KNOWN if kind.key not in roles_of(item)]
    written = json.dumps([one.body for one in sent])
    assert not [code for code in others if code in written]


def check_purpose(citizen: Watched, service: str, sent: list[Sent]) -> None:
    """Each request is a search by holder, for this citizen, for the purpose of this service."""
    title = citizen.kiosk.controller.session.chosen_item().title.zh_CN
    assert sent
    for one in sent:
        data = one.body["data"]
        assert one.operation == SEARCH
        assert title in data["useCause"]
        assert data["itemName"] == title
        assert data["holderCode"] in PRIVATE


@pytest.mark.parametrize(
    ("situation", "operations"),
    [
        ("cancel", set()),
        ("damage", set()),
        ("renew", {"queryMaterialsByHolder", "requestIssue"}),
    ],
)
def test_no_office_is_contacted_for_what_the_answered_situation_does_not_need(
    citizen: Watched, situation: str, operations: set[str]
) -> None:
    """Not a byte while the guide asks, and after it only for papers of this situation."""
    citizen.world.reader.tell("lay", card=OWNER)
    walk_to_notice(citizen, SERVICES[0])
    citizen.touch("agree")
    citizen.wait_for(State.LOOKUPS)
    citizen.settle()
    citizen.touch("forward")
    citizen.wait_for(State.GUIDE)
    before = citizen.seen.mark()
    rest(0.3)
    assert citizen.seen.mark() == before
    citizen.touch("answer", situation)
    citizen.wait_for(State.BOARD)
    if operations:
        citizen.wait_until_told()
    rest(0.5)
    asked = {one.operation for one in citizen.seen.requests(before)}
    assert asked - {"queryIssue", "downloadIssued"} == operations
    if not operations:
        assert citizen.seen.mark() == before


def test_who_declines_or_leaves_is_not_looked_up(citizen: Watched) -> None:
    before = citizen.seen.mark()
    citizen.world.reader.tell("lay", card=CARD)
    walk_to_notice(citizen, SERVICES[0])
    citizen.touch("decline")
    citizen.wait_for(State.HOME)
    rest(0.3)
    assert citizen.seen.mark() == before


def test_consent_to_one_service_is_none_to_the_next(citizen: Watched) -> None:
    """Back from the card to the notice: what was agreed to is asked for again."""
    before = citizen.seen.mark()
    walk_to_notice(citizen, SERVICES[0])
    citizen.touch("agree")
    citizen.wait_for(State.CARD)
    citizen.touch("back")
    citizen.wait_for(State.NOTICE)
    citizen.world.reader.tell("lay", card=CARD)
    rest(0.5)
    assert citizen.seen.mark() == before


def test_the_self_test_carries_nobodys_data(citizen: Watched) -> None:
    """It is told from a look-up by its audit elements, and asks about a number nobody has."""
    tests = [one for one in citizen.seen.requests() if is_self_test(one)]
    assert tests, "the kiosk has tested its platform"
    for one in tests:
        assert one.operation == SEARCH
        assert one.body["data"]["holderCode"] == NOBODY
        assert one.body["data"]["useCause"] == "终端自检"
        written = json.dumps(one.body, ensure_ascii=False)
        assert not [private for private in PRIVATE if private in written]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("dialect", DIALECTS)
def test_not_even_a_connection_is_opened_before_the_card(dialect: str, tmp_path: Path) -> None:
    """Without the self-test: nobody is connected to from the start until consent and card."""
    with (
        running_simulator("platform") as platform,
        recording_proxy(platform.address) as seen,
        at_lookups(dialect, seen.address, tmp_path) as kiosk,
    ):
        kiosk.begin(SERVICES[0])  # through the notice, to where the card is asked for
        rest(0.3)
        assert seen.connections == 0
        kiosk.lay_card()
        kiosk.settle()
        assert 0 < seen.connections <= len(kiosk.session.sources) + 1
        operations = {one.operation for one in seen.requests()}
        assert operations == SEARCHES[dialect]

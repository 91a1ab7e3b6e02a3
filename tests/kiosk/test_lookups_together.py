# SPDX-License-Identifier: Apache-2.0
"""All look-ups of a case at once: as long as the slowest, each answer told as it comes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from threading import Event, Lock
from typing import cast

import pytest
from PySide6.QtGui import QGuiApplication

from certificates.certificate_types import BUSINESS_LICENCE, KNOWN, type_by_code
from certificates.electronic_certificate import ElectronicCertificate
from certificates.library.interface import AuditElements, CertificateLibrary, HolderQuery
from kiosk.lookups import Answer, Asking, ask
from kiosk.workers import UNEXPECTED, Pool
from tests.support.applying import TODAY, card
from tests.support.citizen_at_lookups import at_lookups
from tests.support.dialects import AUDIT, DIALECTS
from tests.support.simulators import RunningSimulator, running_simulator
from tests.support.visits import licence

LATENCIES_MS = (50, 120, 190, 260, 330, 400)
PERSONAL = tuple(kind.key for kind in KNOWN if not kind.is_of_business)[: len(LATENCIES_MS)]
FREIGHT = ("BL", "DL", "QUAL", "RTL", "VEH", "VOC")
"""What the road freight licence calls; three of them are held by the business."""

CASES = [(dialect, roles) for dialect in DIALECTS for roles in (PERSONAL, FREIGHT)]
MOST = 1.2
SHOP = "92439900MA0TEXT04R"
BOUND_S = 0.3
GIVEN_UP = Answer("timed_out", code="PLATFORM-0302")


class Scripted:
    """A library that does for each role what the test says; remembers what it was asked."""

    def __init__(self, **deeds: object) -> None:
        self.deeds = deeds
        self.asked: list[tuple[str, str]] = []
        self.deadlines: list[float] = []
        self.lock = Lock()

    def find_by_holder(
        self, query: HolderQuery, _audit: AuditElements, *, deadline_s: float
    ) -> tuple[object, ...]:
        kind = type_by_code(query.type_code)
        assert kind is not None
        with self.lock:
            self.asked.append((kind.key, query.holder_code))
            self.deadlines.append(deadline_s)
        deed = self.deeds.get(kind.key, ())
        if isinstance(deed, Event):
            deed.wait(30)
            return ()
        if isinstance(deed, Exception):
            raise deed
        assert isinstance(deed, tuple)
        return deed


def shop(code: str) -> ElectronicCertificate:
    """A licence of the citizen's, held by the business."""
    return replace(licence(), holder_code=code, holder_type_code="001")


def asked(
    library: Scripted, *roles: str, deadline_s: float = 5.0, **more: object
) -> dict[str, Answer]:
    asking = Asking(roles, card().number, deadline_s, name=card().name, today=TODAY)
    changed = replace(asking, **more)  # type: ignore[arg-type]
    answers = ask(cast("CertificateLibrary", library), AUDIT, changed, Pool("library").do)
    return dict(answers)


# -- the library's side, without a network ---------------------------------------------------


def test_a_look_up_that_ignores_its_deadline_is_given_up_and_holds_no_other() -> None:
    """As the system's resolver does, which knows no deadline."""
    free = Event()
    library = Scripted(DEED=free, ID=free)
    answers = asked(library, "DEED", "HEALTH", "ID", deadline_s=BOUND_S)
    free.set()
    assert answers == {"HEALTH": Answer("not_found"), "DEED": GIVEN_UP, "ID": GIVEN_UP}
    assert next(iter(answers)) == "HEALTH", "the quickest is told first"
    assert all(0 < deadline <= BOUND_S for deadline in library.deadlines)


def test_what_is_no_failure_of_the_world_is_broken_and_holds_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    answers = asked(Scripted(DEED=RuntimeError(card().name)), "DEED", "HEALTH")
    assert answers == {"DEED": Answer("broken", code=UNEXPECTED), "HEALTH": Answer("not_found")}
    assert "RuntimeError" in caplog.text
    assert card().name not in caplog.text
    caplog.clear()


def test_nobody_is_asked_for_nothing() -> None:
    library = Scripted()
    assert asked(library) == {}
    assert library.asked == []


def test_the_licence_is_asked_for_once_whoever_needs_it() -> None:
    library = Scripted(BL=(shop(SHOP),))
    answers = asked(library, *FREIGHT)
    assert answers["BL"].outcome == "found"
    assert library.asked.count(("BL", card().number.value)) == 1
    by_code = [role for role, holder in library.asked if holder == SHOP]
    assert sorted(by_code) == ["RTL", "VEH", "VOC"]


def test_licences_that_the_visit_has_are_not_asked_for_again() -> None:
    library = Scripted()
    answers = asked(library, "RTL", licences=(shop(SHOP),))
    assert answers == {"RTL": Answer("not_found")}
    assert library.asked == [("RTL", card().number.value), ("RTL", SHOP)]


def test_who_waits_for_anothers_search_of_the_licence_waits_no_longer_than_the_case() -> None:
    free = Event()
    answers = asked(Scripted(BL=free), "BL", "RTL", "VEH", deadline_s=BOUND_S)
    free.set()
    assert answers == dict.fromkeys(("BL", "RTL", "VEH"), GIVEN_UP)


def test_a_licence_of_two_shops_is_searched_by_both_codes_at_once() -> None:
    library = Scripted(BL=(shop("A1"), shop("B2")))
    asked(library, "RTL")
    holders = {holder for role, holder in library.asked if role == "RTL"}
    assert holders == {card().number.value, "A1", "B2"}


# -- from the effect to the last answer, over HTTP -------------------------------------------


@pytest.fixture(scope="module")
def platform() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


@pytest.mark.alone
@pytest.mark.daemon
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[1][1]}")
def test_six_look_ups_take_as_long_as_the_slowest(
    case: tuple[str, tuple[str, ...]],
    platform: RunningSimulator,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Measured at the kiosk: from the effect ``LookUp`` to the last ``LookupEnded``."""
    dialect, roles = case
    with at_lookups(dialect, platform.address, tmp_path, look_up_s=5.0) as kiosk:
        kiosk.begin("road-freight-licence")
        for role in roles:  # connections, a session; below, each kind gets its latency in turn
            kiosk.ask("road-freight-licence", role)
        platform.send("set", latencies_ms=",".join(map(str, LATENCIES_MS)))
        alone = [kiosk.ask("road-freight-licence", role) for role in roles]
        spans = []
        for _ in range(5):
            spans.append(kiosk.ask("road-freight-licence", *roles))
            assert {told.event.outcome for told in kiosk.told} <= {"found", "not_found"}
            seconds = [told.seconds for told in kiosk.told]
            assert seconds == sorted(seconds)
            assert len({round(one, 2) for one in seconds}) > 2, "each is told as it comes"
    platform.send("clear")
    ratio = median(spans) / max(alone)
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{dialect}: {', '.join(roles)} take {median(spans) * 1000:.0f} ms,"
            f" × {ratio:.2f} of the slowest alone"
        )
    assert ratio <= MOST


@pytest.mark.daemon
@pytest.mark.parametrize("dialect", DIALECTS)
def test_one_slow_source_holds_no_other(
    dialect: str, platform: RunningSimulator, tmp_path: Path, qapp: QGuiApplication
) -> None:
    with at_lookups(dialect, platform.address, tmp_path, look_up_s=1.0) as kiosk:
        kiosk.begin("road-freight-licence")
        kiosk.ask("road-freight-licence", "BL")
        platform.send("set", latencies_ms="0,9000")
        kiosk.ask("road-freight-licence", "BL")
        kiosk.ask("road-freight-licence", "BL", "DL")
        platform.send("clear")
    outcomes = [(told.event.source, told.event.outcome) for told in kiosk.told]
    assert outcomes == [(BUSINESS_LICENCE.key, "found"), ("DL", "timed_out")]

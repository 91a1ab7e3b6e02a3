# SPDX-License-Identifier: Apache-2.0
"""Visits of a fictitious citizen, played on the pure session, and a sample of every event."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Self

from certificates.certificate_types import BUSINESS_LICENCE, CertificateType
from certificates.electronic_certificate import CertificateStatus, ElectronicCertificate
from devices.identity.record import IdentityRecord, SourceKind
from devices.states import DeviceState, ProbeReport
from forms.catalogue import Catalogue
from forms.identity_need import IdentityMeans, PersonCheck
from kiosk.clock import SHANGHAI
from kiosk.person_check import CheckEnd, NotConfirmed, WrongCode
from kiosk.session.effects import Effect
from kiosk.session.events import (
    CardRead,
    CheckAnswered,
    CheckFailed,
    CheckStarted,
    DayKnown,
    Event,
    Failed,
    IssueAdvanced,
    Issued,
    KeyTouched,
    LookupEnded,
    NoCard,
    PaperEnded,
    Probed,
    ResendAllowed,
    SealShown,
    Signed,
    SourceFailed,
    TimedOut,
    Touched,
)
from kiosk.session.machine import Machine
from kiosk.session.session import Session
from kiosk.session.states import State
from kiosk.session.transitions import step
from tests.support.applying import TODAY, card, shipped
from tests.support.identities import (
    PHONE,
    asking_for,
    confirmed,
    shown_code,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
STROKES = (((0.0, 0.0, 0.0), (30.0, 5.0, 200.0), (60.0, 40.0, 400.0)),)
GOOD = tuple(
    ProbeReport(name, DeviceState.ONLINE) for name in ("store", "reader", "printer", "platform")
)
WAYS = (SourceKind.SAM_SERIAL, SourceKind.SSCARD_PCSC, SourceKind.QR_TOKEN)
EQUIPPED = (
    *GOOD,
    *(
        ProbeReport(name, DeviceState.ONLINE)
        for name in ("card_slot", "scanner", "person_check")
    ),
)


def bad(device: str, code: str) -> tuple[ProbeReport, ...]:
    """All devices good but one."""
    return tuple(
        replace(report, state=DeviceState.HARDWARE_ERROR, code=code)
        if report.device == device
        else report
        for report in GOOD
    )


def called(kind: CertificateType, number: str, *face: tuple[str, str]) -> ElectronicCertificate:
    """A valid certificate as the library answers it, held by the citizen of ``card``."""
    return ElectronicCertificate(
        type_code=kind.code,
        name=kind.name,
        number=number,
        identifier="1.2.156.3005.2.A.B.C.001.J",
        issuing_authority_name="虚构市示例局",
        issuing_authority_code="",
        issued_on=date(2024, 5, 1),
        effective_on=None,
        expires_on=None,
        holder_name=card().name,
        holder_code=card().number.value,
        holder_type_code="111",
        area_code="439900",
        status=CertificateStatus.VALID,
        surface=face,
    )


def licence(shop: str = "虚构市示例区秋美美容店") -> ElectronicCertificate:
    """The citizen's business licence."""
    return called(
        BUSINESS_LICENCE,
        "92439900MA0TEXT04R",
        ("统一社会信用代码", "92439900MA0TEXT04R"),
        ("名称", shop),
        ("类型", "个体工商户"),
        ("经营者", card().name),
        ("经营场所", "湖南省虚构市示例区秋水路18号一层"),
    )


class Visit:
    """One visit: takes events, keeps the session and every effect asked for."""

    def __init__(
        self, catalogue: Catalogue | None = None, means: IdentityMeans | None = None
    ) -> None:
        machine = Machine(means=means, ways=means.sources) if means else Machine()
        self.session = Session(catalogue=catalogue or shipped(), machine=machine)
        self.effects: list[Effect] = []
        self.take(Probed(EQUIPPED if means else GOOD, NOON))

    def take(self, *events: Event) -> Self:
        """Feed events one after the other."""
        for event in events:
            self.session, effects = step(self.session, event)
            self.effects += effects
        return self

    def at(self, state: State) -> bool:
        """Whether the visit is in this state."""
        return self.session.state is state

    def touch(self, *names: str) -> Self:
        """Touch what has these intents; ``name:value`` gives a value."""
        for name in names:
            act, _, value = name.partition(":")
            self.take(Touched(act, value))
        return self

    def type(self, text: str) -> Self:
        """Touch the keys of ``text``."""
        return self.take(*(KeyTouched(key) for key in text))

    def away(self, code: str = "2580") -> Self:
        """Go away for a moment from the page that is shown, with ``code`` to come back."""
        return self.touch("pause").type(code).touch("forward")

    def until_card(self) -> Self:
        """From attract to the card."""
        self.touch("start").take(DayKnown(TODAY))
        return self.touch("service:hygiene-permit", "agree")

    def until_check(self) -> Self:
        """… to the person check, which the other side has not taken on yet."""
        return self.until_card().take(CardRead(self.session.visit, card()))

    def until_code(self) -> Self:
        """… to the code, which is on its way to the telephone."""
        visit = self.until_check().session.visit
        return self.take(CheckStarted(visit, 1, PHONE))

    def until_lookups(self, record: IdentityRecord | None = None) -> Self:
        """… to the look-ups, none of which has answered."""
        return self.until_card().take(CardRead(self.session.visit, record or card()))

    def until_guide(self, *licences: ElectronicCertificate) -> Self:
        """… to the first question; without an argument one licence is found."""
        self.until_lookups()
        for line in self.session.sources:
            found = (licences or (licence(),)) if line.role == "BL" else ()
            outcome = "found" if found else "not_found"
            self.take(LookupEnded(self.session.visit, line.role, outcome, tuple(found)))
        return self.touch("forward")

    def until_board(self) -> Self:
        """… to the material board, for a beauty salon with central air-conditioning."""
        self.until_guide().touch("answer:new", "answer:beauty", "answer:beauty")
        self.type("120").touch("forward", "answer:yes", "answer:new")
        return self

    def until_form(self) -> Self:
        """… to the first field that nothing knows, the telephone number."""
        return self.until_board().touch("forward")

    def until_checked_form(self) -> Self:
        """… to the filled form."""
        self.until_form()
        return self.type("13800000000").touch("forward").type("3").touch("forward")

    def until_sign(self, route: str = "promise") -> Self:
        """… to the pad, on one of the two routes."""
        self.until_checked_form().touch("forward", f"route:{route}")
        if route == "promise":
            return self.touch("letter_end", "forward")
        return self.touch("route:handed_in")

    def until_review(self, route: str = "promise") -> Self:
        """… to the last look."""
        return self.until_sign(route).take(Signed(STROKES)).touch("forward")

    def until_issuing(self, route: str = "promise") -> Self:
        """… to the desk."""
        return self.until_review(route).touch("forward")

    def until_printing(self) -> Self:
        """… to the printer, with three papers."""
        visit = self.until_issuing().session.visit
        self.take(IssueAdvanced(visit, "committed"), IssueAdvanced(visit, "made"))
        papers = ("licence", "promise_letter", "receipt")
        return self.take(
            IssueAdvanced(visit, "sealed"),
            Issued(visit, "K-0001-20261123-0001", "N1", papers, (1, 2, 1)),
            SealShown(visit),
        )

    def until_take(self) -> Self:
        """… to the tray."""
        self.until_printing()
        for paper in self.session.papers:
            self.take(PaperEnded(self.session.visit, paper.name, delivered=True))
        return self

    def until_rating(self) -> Self:
        """… to the rating."""
        return self.until_take().touch("taken")


def equipped() -> Visit:
    """A visit at a kiosk with reader, card slot and scanner."""
    return Visit(means=IdentityMeans(WAYS))


def checked(method: PersonCheck = PersonCheck.PHONE_CODE) -> Visit:
    """A visit for a service that asks for this person check, at a kiosk that has it."""
    return Visit(asking_for(method), IdentityMeans(WAYS, method))


def _visits_of_the_person_check() -> tuple[Visit, ...]:
    face = PersonCheck.FACE_SERVICE
    return (
        equipped().until_card(),
        equipped().until_card().take(SourceFailed(1, SourceKind.QR_TOKEN, "SCANNER-1101")),
        equipped().until_lookups(shown_code()),
        checked().until_card(),
        checked().until_check(),
        checked().until_code(),
        checked().until_code().type("123456"),
        checked().until_code().take(ResendAllowed(1, 1)),
        checked().until_code().type("123456").touch("forward"),
        checked().until_code().touch("no_code"),
        checked().until_code().touch("no_code").take(ResendAllowed(1, 1)),
        checked().until_check().take(CheckAnswered(1, 1, NotConfirmed(CheckEnd.NO_PHONE))),
        checked().until_check().take(CheckFailed(1, 1, "CHECK-1301")),
        checked().until_code().take(CheckAnswered(1, 1, WrongCode(2))),
        checked().until_code().take(CheckAnswered(1, 1, confirmed())),
        checked(face).until_check().take(CheckStarted(1, 1)),
        checked(face).until_check().take(CheckStarted(1, 1, url="https://face.example/F-1")),
        Visit(asking_for(face)).touch("start"),
    )


TO_LAST_QUESTION = ("answer:new", "answer:beauty", "answer:beauty", "forward", "answer:no")


def _visits_to_the_form() -> tuple[Visit, ...]:
    return (
        Visit(),
        Visit().touch("start"),
        Visit().touch("start", "service:hygiene-permit"),
        Visit().until_card(),
        Visit().until_lookups(),
        Visit().until_lookups().take(TimedOut()),
        Visit().until_guide(),
        Visit().until_guide().touch("answer:new"),
        Visit()
        .until_guide()
        .touch(*TO_LAST_QUESTION[:3])
        .type("9")
        .touch(*TO_LAST_QUESTION[3:]),
        Visit().until_guide(licence(), licence("虚构市示例区另一家店")),
        Visit().until_guide().touch("answer:new", "answer:beauty", "answer:beauty"),
        Visit().until_board(),
        Visit().until_board().touch("forward"),
        Visit().until_checked_form(),
        Visit().until_checked_form().touch("edit:f_tel"),
    )


def _visits_from_the_route() -> tuple[Visit, ...]:
    return (
        Visit().until_checked_form().touch("forward"),
        Visit().until_checked_form().touch("forward", "route:promise"),
        Visit().until_checked_form().touch("forward", "route:promise", "letter_end"),
        Visit().until_checked_form().touch("forward", "route:ordinary"),
        Visit().until_checked_form().touch("forward", "route:ordinary", "route:not_here"),
        Visit().until_sign(),
        Visit().until_sign("ordinary").take(Signed(STROKES)),
        Visit().until_review(),
        Visit().until_review().touch("pause"),
        Visit().until_sign("ordinary").take(Signed(STROKES)).away(),
        Visit().until_review("ordinary"),
        Visit().until_issuing(),
        Visit()
        .until_issuing()
        .take(Issued(1, "K-0001-20261123-0001", "N1", ("licence",), (1,))),
        Visit().until_printing(),
        Visit()
        .until_printing()
        .take(
            PaperEnded(1, "promise_letter", delivered=True),
            PaperEnded(1, "receipt", delivered=True),
        ),
        Visit().until_take(),
        Visit().until_rating(),
        Visit().until_rating().touch("rate:5"),
        Visit().until_rating().touch("skip"),
        Visit().until_card().take(NoCard(1)),
        Visit().until_issuing().take(Failed(1, "STORE-0501", "desk")),
        Visit().until_printing().take(Failed(1, "PRINTER-0401", "printer")),
        Visit().take(Probed(bad("printer", "PRINTER-0402"), NOON)),
        Visit().touch("staff_door").type("47"),
        _stopped_visit(),
    )


@cache
def sessions() -> tuple[Session, ...]:
    """At least one session in every state, and several where a state has several pages."""
    from tests.support.base_visits import base_visits  # noqa: PLC0415  # built on this file
    from tests.support.case_visits import case_visits  # noqa: PLC0415  # so is this
    from tests.support.copy_visits import copy_visits  # noqa: PLC0415  # so is this
    from tests.support.dispute_visits import dispute_visits  # noqa: PLC0415  # and this
    from tests.support.licence_visits import licence_visits  # noqa: PLC0415  # and this
    from tests.support.materials import material_visits  # noqa: PLC0415  # and this
    from tests.support.settings_visits import settings_visits  # noqa: PLC0415  # and this
    from tests.support.staff_visits import staff_visits  # noqa: PLC0415  # and this

    visits = (
        *_visits_to_the_form(),
        *_visits_from_the_route(),
        *_visits_of_the_person_check(),
        *case_visits(),
        *copy_visits(),
        *base_visits(),
        *dispute_visits(),
        *licence_visits(),
        *material_visits(),
        *staff_visits(),
        *settings_visits(),
    )
    return tuple(visit.session for visit in visits)


def _stopped_visit() -> Visit:
    """A visit that the guide has stopped: restaurants need another licence."""
    visit = Visit().until_guide().touch("answer:new")
    for option in ("food", "eating", "restaurant"):
        visit.touch(f"answer:{option}")
        if visit.session.state is State.STOPPED:
            return visit
    raise AssertionError("the guide no longer stops for restaurants")

# SPDX-License-Identifier: Apache-2.0
"""A copy is fetched, checked, kept and wiped: real store, document process and platform."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from certificates.certificate_types import BUSINESS_LICENCE, HEALTH_CERTIFICATE, CertificateType
from certificates.electronic_certificate import ElectronicCertificate
from certificates.errors import CertificateError
from certificates.library.interface import Annotation, CertificateLibrary
from certificates.simulation.copies import MOODS
from devices.printing.attempt import AttemptState
from devices.printing.ledger import Evidence
from forms.application import applicant_from
from forms.copy_rules import PICKED, CopyProof
from forms.copying import rules_for_copies, taken
from forms.decision import Answered, decide_copy
from forms.field_values import Answer, Source
from forms.prefill import prefill
from kiosk.clock import SystemClock
from kiosk.copy_desk import DOCUMENT, KEPT, CopyDesk, ways_to_write
from kiosk.desk import Desk
from kiosk.documents.process import DocumentProcess
from kiosk.papers import CERTIFICATE_COPY
from kiosk.session.effects import FetchCopy
from kiosk.store.errors import StoreError
from tests.forms.test_copying import copies
from tests.kiosk.test_desk import documents, opened
from tests.support.applying import card
from tests.support.dialects import AUDIT, DIALECTS, library_for, query_for
from tests.support.simulators import RunningSimulator, running_simulator
from tests.support.store_samples import new_attempt

pytestmark = pytest.mark.slow

__all__ = ["documents"]
CHEN = "439900199203170068"
CLOCK = SystemClock()
TODAY = CLOCK.today()


@pytest.fixture(scope="module")
def platform_process() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


@pytest.fixture
def platform(platform_process: RunningSimulator) -> RunningSimulator:
    """The loopback platform, in a good mood."""
    platform_process.send("clear")
    return platform_process


@pytest.fixture(params=DIALECTS)
def library(
    request: pytest.FixtureRequest, platform: RunningSimulator
) -> Iterator[CertificateLibrary]:
    with library_for(request.param, platform.address) as found:
        yield found


@pytest.fixture
def desk(tmp_path: Path, documents: DocumentProcess) -> Iterator[Desk]:
    """A desk on a new store."""
    made = opened(tmp_path, documents)
    yield made
    made.store.close()


@dataclass
class Told:
    """Lines that came true, in order."""

    lines: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, line: str, case_number: str) -> None:
        self.lines.append((line, case_number))


def found(
    library: CertificateLibrary, kind: CertificateType = BUSINESS_LICENCE
) -> ElectronicCertificate:
    (one,) = library.find_by_holder(query_for(CHEN, kind.code), AUDIT, deadline_s=5)
    return one


def asked_for(certificate: ElectronicCertificate, **rules: object) -> FetchCopy:
    """What the session asks for at the last touch."""
    begun = prefill(
        copies(),
        applicant_from(card()),
        certificates={PICKED: taken(certificate)},
        answers={},
        facts={"situation": "copy"},
    ).with_field("f_purpose", Answer("school", Source.CHOSEN))
    decision = decide_copy(copies(), begun, today=TODAY)
    assert isinstance(decision, Answered)
    changed = replace(rules_for_copies(copies()), **rules)  # type: ignore[arg-type]
    return FetchCopy(1, TODAY, begun, decision, changed, certificate)


def copy_desk(desk: Desk, library: CertificateLibrary | None, call_s: float = 5.0) -> CopyDesk:
    return CopyDesk(desk, library, CLOCK, call_s=call_s)


def notes(desk: Desk) -> list[dict[str, str]]:
    """The journal's lines about copies."""
    lines = [json.loads(line).get("record", {}) for line in desk.journal.export()]
    return [line for line in lines if line.get("event", "").startswith("copy-")]


def test_the_copy_is_kept_byte_for_byte_as_the_library_gave_it(
    desk: Desk, library: CertificateLibrary
) -> None:
    told, certificate = Told(), found(library)
    issued = copy_desk(desk, library).issue(asked_for(certificate), told)
    assert [line for line, _ in told.lines] == ["fetched", "checked", "committed"]
    assert told.lines[-1] == ("committed", issued.case_number)
    assert (issued.names, issued.sheets) == ((CERTIFICATE_COPY,), (1,))
    assert issued.licence_number == ""
    mark = f"仅供入学报名使用，办件编号{issued.case_number}"
    note = Annotation(mark, TODAY + timedelta(days=30))
    again = library.annotated_copy(certificate.identifier, note, AUDIT, deadline_s=5)
    paper = desk.paper(issued.case_number, CERTIFICATE_COPY)
    assert paper.pdf == again
    assert (round(paper.width_mm), round(paper.height_mm), paper.sheets) == (297, 210, 1)
    summary = desk.store.cases.summary(issued.case_number)
    assert summary is not None
    assert (summary.decision, summary.service) == ("answered", copies().id)
    assert desk.store.outbox.depth() == 0, "nobody has to decide anything"
    assert desk.store.open_work().undocumented == ()


FAILURES = {
    "refused": ("PLATFORM-0323", "refused"),
    "missing": ("PLATFORM-0321", "missing"),
    "lapsed": ("PLATFORM-0322", "lapsed"),
    "unmarked": ("DOCUMENT-0621", "unfit"),
    "foreign": ("DOCUMENT-0621", "unfit"),
    "changed": ("DOCUMENT-0621", "unfit"),
    "ofd": ("DOCUMENT-0621", "unfit"),
    "script": ("DOCUMENT-0621", "unfit"),
}


def test_every_mood_of_the_library_is_tried() -> None:
    assert set(FAILURES) == MOODS.keys() - {"good"}


@pytest.mark.parametrize("mood", FAILURES)
def test_each_failure_has_its_own_code_and_leaves_nothing(
    desk: Desk, library: CertificateLibrary, platform: RunningSimulator, mood: str
) -> None:
    code, outcome = FAILURES[mood]
    asked = asked_for(found(library))
    platform.send("set", copies=mood)
    with pytest.raises(CertificateError) as caught:
        copy_desk(desk, library).issue(asked, Told())
    assert caught.value.code == code
    assert desk.store.cases.newest() == ()
    (line,) = notes(desk)
    assert (line["disposition"], line["code"]) == (outcome, code)


@pytest.mark.parametrize(
    "trouble",
    [
        ("refuse", "PLATFORM-0303"),
        ("hang", "PLATFORM-0302"),
        ("rubbish", "PLATFORM-0304"),
        ("close", "PLATFORM-0301"),
        ("wrong_holder", "PLATFORM-0322"),
    ],
)
def test_a_platform_in_trouble_is_told_as_what_it_is(
    desk: Desk,
    library: CertificateLibrary,
    platform: RunningSimulator,
    trouble: tuple[str, str],
) -> None:
    fault, code = trouble
    asked = asked_for(found(library, HEALTH_CERTIFICATE))
    platform.send("fault", kind=fault, count=9)
    with pytest.raises(CertificateError) as caught:
        copy_desk(desk, library, call_s=0.6).issue(asked, Told())
    assert caught.value.code == code
    assert notes(desk)[0]["disposition"] == ("lapsed" if code.endswith("0322") else "failed")


def test_without_a_platform_nothing_is_reached(desk: Desk, library: CertificateLibrary) -> None:
    with pytest.raises(CertificateError) as caught:
        copy_desk(desk, None).issue(asked_for(found(library)), Told())
    assert caught.value.code == "PLATFORM-0301"


def test_an_identifier_that_is_unknown_by_now_has_no_file(
    desk: Desk, library: CertificateLibrary
) -> None:
    gone = replace(found(library), identifier="1.2.156.3005.2.A.B.C.001.J")
    with pytest.raises(CertificateError) as caught:
        copy_desk(desk, library).issue(asked_for(gone), Told())
    assert caught.value.code == "PLATFORM-0321"


def test_a_certificate_that_is_no_longer_valid_when_its_file_is_verified(
    desk: Desk, library: CertificateLibrary, platform: RunningSimulator
) -> None:
    asked = asked_for(found(library))

    def lapse(line: str, _case: str) -> None:
        if line == "fetched":
            platform.send("set", copies="lapsed")

    with pytest.raises(CertificateError) as caught:
        copy_desk(desk, library).issue(asked, lapse)
    assert caught.value.code == "PLATFORM-0322"


def test_a_library_that_knows_no_digests_of_copies_is_a_matter_of_data(
    desk: Desk, library: CertificateLibrary, platform: RunningSimulator
) -> None:
    asked = asked_for(found(library), is_verified=False, must_show=tuple(CopyProof))
    platform.send("set", copies="changed")
    assert copy_desk(desk, library).issue(asked, Told()).case_number


def test_two_copies_of_one_certificate_are_two_files_and_both_may_be_printed(
    desk: Desk, library: CertificateLibrary
) -> None:
    """The ledger prints equal bytes once, so each copy bears its case's number."""
    asked = asked_for(found(library))
    papers = []
    for _ in range(2):
        issued = copy_desk(desk, library).issue(asked, Told())
        papers.append(desk.store.documents.get(issued.case_number, DOCUMENT))
    first, second = papers
    assert first is not None
    assert second is not None
    assert first.sha256 != second.sha256


def test_the_journal_names_kind_and_purpose_and_nothing_of_the_certificate(
    desk: Desk, library: CertificateLibrary
) -> None:
    certificate = found(library)
    issued = copy_desk(desk, library).issue(asked_for(certificate), Told())
    (line,) = notes(desk)
    assert line["disposition"] == "fetched"
    assert "bl" in str(line["facts"])
    assert "school" in str(line["facts"])
    whole = "".join(desk.journal.export())
    for secret in (certificate.number, certificate.holder_name, card().name, CHEN):
        assert secret not in whole
    assert issued.case_number in whole


def printed(desk: Desk, case_number: str) -> None:
    """Put into the ledger that every sheet is out."""
    stored = desk.store.documents.get(case_number, DOCUMENT)
    assert stored is not None
    attempt = new_attempt(stored.sha256)
    desk.prints.begin(attempt)
    desk.prints.advance(attempt.attempt_id, AttemptState.DEVICE_DONE, Evidence())


def test_what_is_out_of_the_printer_is_wiped_and_its_digest_stays(
    desk: Desk, library: CertificateLibrary
) -> None:
    copying = copy_desk(desk, library)
    case_number = copying.issue(asked_for(found(library)), Told()).case_number
    stored = desk.store.documents.get(case_number, DOCUMENT)
    assert stored is not None
    printed(desk, case_number)
    copying.printed(case_number, "receipt")
    assert desk.store.documents.get(case_number, DOCUMENT) is not None
    copying.printed(case_number, CERTIFICATE_COPY)
    assert desk.store.documents.get(case_number, DOCUMENT) is None
    assert stored.sha256 in "".join(desk.journal.export())
    assert desk.store.cases.summary(case_number) is not None, "the case is kept"
    copying.printed(case_number, CERTIFICATE_COPY)
    assert [line["event"] for line in notes(desk)] == ["copy-fetched", "copy-wiped"]
    work = desk.store.open_work()
    assert (work.undocumented, work.unprinted) == ((), ())


class Later(SystemClock):
    """The same clock, by so much later."""

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        return super().now() + self._by


def test_a_start_wipes_what_is_out_or_too_old_and_keeps_what_staff_may_still_print(
    desk: Desk, library: CertificateLibrary
) -> None:
    copying = copy_desk(desk, library)
    out, waiting = (
        copying.issue(asked_for(found(library)), Told()).case_number for _ in range(2)
    )
    printed(desk, out)
    copying.tidy()
    assert desk.store.documents.get(out, DOCUMENT) is None
    assert desk.store.documents.get(waiting, DOCUMENT) is not None
    assert desk.store.open_work().unprinted == ((waiting, DOCUMENT),)
    late = CopyDesk(desk, library, Later(KEPT + timedelta(days=1)), call_s=5.0)
    late.tidy()
    assert desk.store.documents.get(waiting, DOCUMENT) is None


def test_case_and_copy_are_on_disk_together_or_not_at_all(
    desk: Desk, library: CertificateLibrary
) -> None:
    asked = asked_for(found(library))
    desk.store.documents.put = _full_disk  # type: ignore[method-assign,assignment]
    with pytest.raises(StoreError):
        copy_desk(desk, library).issue(asked, Told())
    assert desk.store.cases.newest() == ()


def _full_disk(*_: object, **__: object) -> None:
    raise StoreError("STORE-0501", "no space left")


def test_a_day_is_read_however_the_library_writes_it() -> None:
    ways = ways_to_write(date(2026, 1, 2))
    assert {"2026-01-02", "2026年1月2日", "20260102", "2026.01.02", "2026/01/02"} <= set(ways)

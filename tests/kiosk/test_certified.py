# SPDX-License-Identifier: Apache-2.0
"""Identifiers by GB/T 36904, versions, and the life of a certificate, in the store and out."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from certificates.certificate_types import HYGIENE_PERMIT, ROAD_FREIGHT_LICENCE
from certificates.identifier import CertificateIdentifier
from certificates.licence import LicenceNumber
from certificates.revocation import (
    Revocation,
    RevocationReason,
    decode_revocation_list,
    encode_revocation_list,
)
from forms.application import CalledCertificate, Route
from forms.decision import Accepted, Concluded, Decision, Issued
from forms.licensing import Issuance, licence_from, licence_terms
from kiosk.certified import KnownCertificates, certified, kind_of, revocations
from kiosk.papers import Filing
from kiosk.store.certificates import (
    CertificateEnd,
    CertificateRecord,
    CertificateState,
)
from kiosk.store.engine import IntegrityError
from kiosk.store.store import Store
from tests.support.applying import TODAY, business_licence, complete, permit, shipped
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import sample_case

ISSUER = "439900"
CASE = "K-0001-20261123-0001"
NEW_NO = "湘卫公证字〔2026〕第439900000001号"
OLD = CalledCertificate(
    "HYG",
    "公共场所卫生许可证",
    "湘卫公证字〔2024〕第439900000007号",
    {"许可项目": "美容店"},
    expires_on=date(2028, 2, 29),
)
DAY = date(2026, 11, 22)


def filing_of(situation: str, *, is_issued: bool = True) -> Filing:
    """A filing of the permit, numbered where it makes a licence."""
    item = permit()
    called = {"BL": business_licence()} | ({} if situation == "new" else {"HYG": OLD})
    application = replace(complete(), situation=situation, certificates=called).with_route(
        Route.ORDINARY
    )
    decision: Decision = Issued() if is_issued else Accepted(TODAY)
    if situation == "cancel":
        decision = Concluded()
    filing = Filing(
        item, application, decision, CASE, today=TODAY, authority="虚构局", machine="K-0001"
    )
    if not isinstance(decision, Issued):
        return filing
    kept = licence_terms(item, application, issued_on=TODAY).kept_number
    licence = licence_from(
        application,
        decision,
        LicenceNumber(kept or NEW_NO),
        item=item,
        issuance=Issuance(TODAY, "虚构局"),
    )
    return replace(filing, licence=licence)


@dataclass
class Known:
    """What was issued before, by number."""

    last: dict[str, CertificateRecord] = field(default_factory=dict)

    def latest(self, number: str) -> CertificateRecord | None:
        return self.last.get(number)


def record(number: str, version: int, issued_on: date = DAY) -> CertificateRecord:
    return CertificateRecord(number, version, f"1.2.{number}.{version}", issued_on)


# -- identifiers ----------------------------------------------------------------------------


def test_a_new_licence_is_version_one_and_its_check_holds() -> None:
    made = certified(filing_of("new"), Known(), issuer=ISSUER)
    assert made.record is not None
    found = CertificateIdentifier.parse(made.filing.identifier)
    assert (found.type_code, found.issuer_code) == (HYGIENE_PERMIT.code, ISSUER)
    assert (found.serial, found.version) == ("2026439900000001", "001")
    assert made.record.identifier == made.filing.identifier
    assert made.ends == ()


@pytest.mark.parametrize("situation", ["change", "reissue", "damage", "renew"])
def test_a_kept_number_has_the_next_version_and_replaces_the_old(situation: str) -> None:
    filing = filing_of(situation)
    assert filing.licence is not None
    number = filing.licence.number.value
    made = certified(filing, Known(), issuer=ISSUER)
    assert made.record is not None
    assert made.record.version == 2
    [end] = made.ends
    assert end == CertificateEnd(
        number, 0, CertificateState.REPLACED, filing.licence.valid_from
    )
    again = certified(filing, Known({number: record(number, 7)}), issuer=ISSUER)
    assert again.record is not None
    assert again.record.version == 8
    assert again.ends[0].version == 7


def test_the_identifier_that_was_called_gives_serial_and_version() -> None:
    filing = filing_of("change")
    old = CertificateIdentifier(HYGIENE_PERMIT.code, "11439900", "OLD77", "004")
    for identifier, serial, version in (
        (str(old), "OLD77", "005"),
        (str(replace(old, type_code=ROAD_FREIGHT_LICENCE.code)), None, "002"),
        (str(old)[:-1], None, "002"),
    ):
        called = replace(filing.application.certificates["HYG"], identifier=identifier)
        known = {**filing.application.certificates, "HYG": called}
        asked = replace(filing, application=replace(filing.application, certificates=known))
        found = CertificateIdentifier.parse(
            certified(asked, Known(), issuer=ISSUER).filing.identifier
        )
        assert found.version == version
        if serial is not None:
            assert found.serial == serial


def test_a_cancellation_ends_the_licence_and_makes_none() -> None:
    filing = filing_of("cancel")
    made = certified(filing, Known(), issuer=ISSUER)
    assert made.record is None
    assert made.filing.identifier == ""
    [end] = made.ends
    assert (end.state, end.since) == (CertificateState.CANCELLED, filing.today)


def test_what_makes_no_licence_ends_none() -> None:
    assert certified(filing_of("new", is_issued=False), Known(), issuer=ISSUER).ends == ()


def test_every_service_that_issues_has_a_type() -> None:
    for item in shipped().services:
        if item.numbering is not None:
            assert kind_of(item) is not None, item.id
    item = shipped().service("hygiene-permit")
    assert kind_of(replace(item, licence=None)) is None


# -- the list of revocations ------------------------------------------------------------------


def end(number: str, version: int, state: str, since: date = DAY) -> CertificateEnd:
    return CertificateEnd(number, version, CertificateState(state), since)


def test_a_number_that_goes_on_spares_its_newer_paper() -> None:
    known: KnownCertificates = Known({"A": record("A", 2), "B": record("B", 1)})
    ends = (end("A", 1, "replaced"), end("B", 1, "revoked"), end("C", 0, "cancelled"))
    found = revocations(ends, known)
    assert found == (
        Revocation("A", DAY, RevocationReason.REPLACED, DAY),
        Revocation("B", DAY, RevocationReason.REVOKED),
        Revocation("C", DAY, RevocationReason.CANCELLED),
    )
    listed = decode_revocation_list(encode_revocation_list(found, as_of=DAY))
    assert (listed.as_of, tuple(listed.entries.values())) == (DAY, found)
    entry = listed.of("A")
    assert entry is not None
    assert entry.concerns(DAY - timedelta(days=1))
    assert not entry.concerns(DAY)


def test_the_last_end_of_a_number_counts() -> None:
    known = Known({"A": record("A", 2)})
    [found] = revocations((end("A", 1, "replaced"), end("A", 2, "cancelled")), known)
    assert (found.reason, found.issued_from) == (RevocationReason.CANCELLED, None)


def test_nothing_ends_as_issued() -> None:
    with pytest.raises(ValueError, match="nothing ends as issued"):
        CertificateEnd("A", 1, CertificateState.ISSUED, DAY)


# -- in the store -----------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, clock=FixedClock()) as opened:
        yield opened


def test_a_certificate_is_kept_with_its_case_and_never_changed(store: Store) -> None:
    one = CertificateRecord("甲1", 1, "1.2.3", DAY, DAY + timedelta(days=3))
    store.submit_case(sample_case(CASE, certificate=one))
    case_id = CASE
    book = store.certificates
    assert book.of_case(case_id) == book.latest("甲1") == one
    assert (book.of_case("x"), book.latest("乙")) == (None, None)
    with pytest.raises(IntegrityError):
        book.put(case_id, record("甲1", 2))
    for statement in ("UPDATE certificate SET version = 3", "DELETE FROM certificate"):
        with pytest.raises(IntegrityError, match="never"):
            store._database.execute(statement)


def test_its_state_follows_ends_and_the_calendar(store: Store) -> None:
    one = CertificateRecord("甲1", 1, "1.2.3", DAY, DAY + timedelta(days=30))
    store.submit_case(sample_case(CASE, certificate=one))
    book = store.certificates
    assert book.state_of(one, DAY) is CertificateState.ISSUED
    assert book.state_of(one, DAY + timedelta(days=30)) is CertificateState.ISSUED
    assert book.state_of(one, DAY + timedelta(days=31)) is CertificateState.EXPIRED
    later = DAY + timedelta(days=10)
    assert book.end(end("甲1", 1, "replaced", later), case_id="K-1")
    assert book.state_of(one, DAY) is CertificateState.ISSUED
    assert book.state_of(one, later) is CertificateState.REPLACED
    assert book.end(end("甲1", 1, "revoked", later))
    assert not book.end(end("甲1", 1, "revoked", later))
    assert book.state_of(one, later) is CertificateState.REVOKED
    assert [each.state for each in book.ended()] == [CertificateState.REVOKED]
    assert book.state_of(replace(one, expires_on=None, version=9), later).value == "issued"
    for statement in ("UPDATE certificate_end SET version = 3", "DELETE FROM certificate_end"):
        with pytest.raises(IntegrityError, match="never"):
            store._database.execute(statement)


def test_a_case_ends_what_it_replaces_in_the_same_transaction(store: Store) -> None:
    old = end("甲0", 0, "replaced")
    store.submit_case(sample_case(CASE, certificate=record("甲1", 1), ended=(old,)))
    assert store.certificates.ended() == (old,)

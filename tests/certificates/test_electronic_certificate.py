# SPDX-License-Identifier: Apache-2.0
"""Whether a certificate that was found counts as this citizen's, today."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from certificates.certificate_types import (
    BUSINESS_LICENCE,
    HEALTH_CERTIFICATE,
    HYGIENE_PERMIT,
    KNOWN,
    PROPERTY_DEED,
    type_by_code,
    type_by_key,
)
from certificates.electronic_certificate import (
    CertificateStatus,
    ElectronicCertificate,
    Holder,
    Unusable,
    UnusableReason,
    Usable,
    comparable_name,
)

TODAY = date(2026, 11, 22)
OWNER = Holder("陈秋美", "439900199203170068")
CREDIT_CODE = "92439900MA0TEXT04R"

LICENCE = ElectronicCertificate(
    type_code=BUSINESS_LICENCE.code,
    name="营业执照",
    number=CREDIT_CODE,
    identifier="1.2.156.3005.2.A.B.C.001.J",
    issuing_authority_name="虚构市示例区市场监督管理局",
    issuing_authority_code="",
    issued_on=date(2024, 5, 20),
    effective_on=date(2024, 5, 20),
    expires_on=None,
    holder_name="秋美美容店",
    holder_code=CREDIT_CODE,
    holder_type_code="001",
    area_code="439900",
    status=CertificateStatus.VALID,
    surface=(("名称", "秋美美容店"), ("经营者", "陈秋美"), ("经营场所", "秋水路18号")),
)
DEED = replace(
    LICENCE,
    type_code=PROPERTY_DEED.code,
    holder_name="陈秋美",
    holder_code="439900199203170068",
    holder_type_code="111",
    surface=(("坐落", "秋水路18号"),),
)


def reason(
    certificate: ElectronicCertificate, holder: Holder = OWNER, today: date = TODAY
) -> UnusableReason | None:
    match certificate.usable_for(holder, today=today):
        case Unusable(why):
            return why
        case Usable(same):
            assert same is certificate
            return None


def on_face(*lines: tuple[str, str]) -> ElectronicCertificate:
    return replace(LICENCE, surface=lines)


def test_own_licence_and_own_deed_count() -> None:
    assert reason(LICENCE) is None
    assert reason(DEED) is None


@pytest.mark.parametrize(
    "label", ["经营者", "法定代表人", "负责人", "投资人", "执行事务合伙人"]
)
def test_licence_counts_by_the_person_on_its_face(label: str) -> None:
    assert reason(on_face((label, "陈秋美"))) is None
    assert reason(on_face((label, "陈秋芳"))) is UnusableReason.ANOTHER_PERSON


def test_licence_without_a_person_on_its_face_does_not_count() -> None:
    assert reason(on_face(("名称", "秋美美容店"))) is UnusableReason.ANOTHER_PERSON
    assert reason(on_face(("经营者", "  "))) is UnusableReason.ANOTHER_PERSON


@pytest.mark.parametrize("label", ["法定代表人证件号码", "经营者身份证号码"])
def test_number_on_the_face_must_be_the_cards(label: str) -> None:
    namesake = on_face(("经营者", "陈秋美"), (label, "439900199001010023"))
    assert reason(namesake) is UnusableReason.ANOTHER_PERSON
    assert reason(on_face(("经营者", "陈秋美"), (label, OWNER.number))) is None


def test_number_with_a_small_x_is_the_same_number() -> None:
    holder = Holder("张𠮷祥", "43990019900412013X")
    face = (("经营者", "张𠮷祥"), ("经营者证件号码", "43990019900412013x"))
    assert reason(replace(LICENCE, surface=face), holder) is None


def test_other_certificate_counts_by_its_holders_code_alone() -> None:
    assert reason(replace(DEED, holder_code="439900199001010023")) is (
        UnusableReason.ANOTHER_PERSON
    )
    assert reason(replace(DEED, holder_name="陈某")) is None
    assert reason(replace(DEED, holder_code=""), Holder("陈秋美", "")) is (
        UnusableReason.ANOTHER_PERSON
    )


def test_permit_of_the_business_counts_when_its_code_was_asked_for() -> None:
    permit = replace(LICENCE, type_code=HYGIENE_PERMIT.code, surface=())
    asked = permit.usable_for(OWNER, today=TODAY, asked_code=CREDIT_CODE)
    assert asked == Usable(permit)
    assert permit.usable_for(OWNER, today=TODAY) == Unusable(UnusableReason.ANOTHER_PERSON)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("10", None),
        ("01", UnusableReason.REPLACED),
        ("02", UnusableReason.EXPIRED),
        ("03", UnusableReason.CANCELLED),
        ("04", UnusableReason.WITHDRAWN),
        ("05", UnusableReason.REVOKED),
        ("09", UnusableReason.STATUS_UNKNOWN),
        ("", UnusableReason.STATUS_UNKNOWN),
        ("77", UnusableReason.STATUS_UNKNOWN),
    ],
)
def test_only_status_valid_counts(code: str, expected: UnusableReason | None) -> None:
    assert reason(replace(LICENCE, status=CertificateStatus.from_code(code))) is expected


def test_last_day_counts_and_the_day_after_does_not() -> None:
    assert reason(replace(LICENCE, expires_on=TODAY)) is None
    assert reason(replace(LICENCE, expires_on=TODAY - timedelta(1))) is UnusableReason.EXPIRED


def test_certificate_counts_from_its_first_day() -> None:
    tomorrow = TODAY + timedelta(1)
    not_yet = UnusableReason.NOT_YET_EFFECTIVE
    assert reason(replace(LICENCE, effective_on=TODAY)) is None
    assert reason(replace(LICENCE, effective_on=tomorrow)) is not_yet
    assert reason(replace(LICENCE, effective_on=None, issued_on=tomorrow)) is not_yet
    assert reason(replace(LICENCE, effective_on=None, issued_on=None)) is None


def test_nothing_but_that_it_is_foreign_is_told_of_a_foreign_certificate() -> None:
    foreign = replace(DEED, holder_code="439900199001010023", status=CertificateStatus.REVOKED)
    assert reason(foreign) is UnusableReason.ANOTHER_PERSON


def test_face_reads_the_first_label_that_is_there() -> None:
    licence = on_face(("住所", " 滨江路1号 "), ("经营场所", ""), ("住所", "别处"))
    assert licence.face("经营场所", "住所") == "滨江路1号"
    assert licence.face("经营范围") is None


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("陈　秋 美", "陈秋美", True),
        ("阿卜杜•艾山", "阿卜杜·艾山", True),
        ("ANNA Maria", "Anna Maria", True),
        ("𠮷祥", "吉祥", False),
        ("李𬭚", "李錞", False),
    ],
)
def test_names_compare_without_becoming_other_names(
    left: str, right: str, *, same: bool
) -> None:
    assert (comparable_name(left) == comparable_name(right)) is same


def test_nobody_is_named_in_a_repr() -> None:
    shown = repr((LICENCE, DEED, OWNER, Usable(LICENCE)))
    for private in ("陈秋美", OWNER.number, CREDIT_CODE, "秋水路", "秋美"):
        assert private not in shown


def test_types_are_found_by_code_and_by_key() -> None:
    for known in KNOWN:
        assert type_by_code(known.code) is known
        assert type_by_key(known.key) is known
    assert type_by_code("nothing") is None
    assert type_by_key("nothing") is None
    assert HEALTH_CERTIFICATE.is_assumed
    assert not BUSINESS_LICENCE.is_assumed

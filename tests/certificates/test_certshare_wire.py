# SPDX-License-Identifier: Apache-2.0
"""The JSON of the certshare dialect: what is taken, what is refused, nothing else raised."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.electronic_certificate import CertificateStatus, ElectronicCertificate
from certificates.errors import PlatformRefusedError, PlatformRubbishError
from certificates.library.certshare_wire import decode_certificates, encode_call

ENTRY: dict[str, Any] = {
    "certificateTypeCode": "11100000MB0143028R001",
    "certificateName": "营业执照",
    "certificateNumber": "92439900MA0TEXT04R",
    "certificateIdentifier": "1.2.156.3005.2.A.B.C.001.X",
    "certificateIssuingAuthorityName": "虚构市示例区市场监督管理局",
    "certificateIssuingAuthorityCode": "11439900MB0TEXT16E",
    "certificateIssuedDate": "2024-05-20",
    "certificateEffectiveDate": "20240520",
    "certificateExpiringDate": "",
    "certificateHolderName": "秋美美容店",
    "certificateHolderCode": "92439900MA0TEXT04R",
    "certificateHolderTypeCode": "001",
    "certificateAreaCode": "439900",
    "certificateStatus": "10",
    "surfaceData": [{"name": "经营者", "value": "张𠮷祥"}],
}

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def body(cert_data: object, *, status: object = 0) -> bytes:
    head = {"status": status, "message": ""}
    return json.dumps({"head": head, "data": {"certData": cert_data}}).encode()


def decoded(**changed: object) -> ElectronicCertificate:
    (certificate,) = decode_certificates(body([ENTRY | changed]))
    return certificate


def test_every_name_arrives() -> None:
    assert decoded() == ElectronicCertificate(
        type_code="11100000MB0143028R001",
        name="营业执照",
        number="92439900MA0TEXT04R",
        identifier="1.2.156.3005.2.A.B.C.001.X",
        issuing_authority_name="虚构市示例区市场监督管理局",
        issuing_authority_code="11439900MB0TEXT16E",
        issued_on=date(2024, 5, 20),
        effective_on=date(2024, 5, 20),
        expires_on=None,
        holder_name="秋美美容店",
        holder_code="92439900MA0TEXT04R",
        holder_type_code="001",
        area_code="439900",
        status=CertificateStatus.VALID,
        surface=(("经营者", "张𠮷祥"),),
    )


@pytest.mark.parametrize(
    "cert_data",
    [
        [ENTRY],
        ENTRY,
        json.dumps([ENTRY]),
        json.dumps(ENTRY),
        [ENTRY | {"somethingNew": {"deep": [1]}}],
        [ENTRY | {"surfaceData": json.dumps(ENTRY["surfaceData"])}],
    ],
)
def test_list_object_and_text_say_the_same(cert_data: object) -> None:
    assert decode_certificates(body(cert_data)) == (decoded(),)


def test_data_itself_may_be_text() -> None:
    answer = {"head": {"status": "0"}, "data": json.dumps({"certData": [ENTRY]})}
    assert decode_certificates(json.dumps(answer).encode()) == (decoded(),)


@pytest.mark.parametrize("nothing", [[], None, "[]", "null"])
def test_nothing_found(nothing: object) -> None:
    assert decode_certificates(body(nothing)) == ()


def test_what_may_be_absent() -> None:
    needed = {
        "certificateTypeCode",
        "certificateName",
        "certificateIdentifier",
        "certificateHolderName",
        "certificateHolderCode",
    }
    bare = {name: value for name, value in ENTRY.items() if name in needed}
    (certificate,) = decode_certificates(body([bare]))
    assert certificate.status is CertificateStatus.UNKNOWN
    assert certificate.surface == ()
    assert certificate.issued_on is certificate.effective_on is certificate.expires_on is None
    for name in needed:
        with pytest.raises(PlatformRubbishError, match=name):
            decode_certificates(body([bare | {name: " "}]))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2030-02-28", date(2030, 2, 28)),
        ("20300228", date(2030, 2, 28)),
        ("长期", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(text: str | None, day: date | None) -> None:
    assert decoded(certificateExpiringDate=text).expires_on == day


@pytest.mark.parametrize(
    "changed",
    [
        {"certificateExpiringDate": "2030-02-30"},
        {"certificateExpiringDate": "2030-W05-1"},
        {"certificateExpiringDate": "28.02.2030"},
        {"certificateExpiringDate": "２０３００２２８"},
        {"certificateExpiringDate": 20300228},
        {"certificateHolderName": "张\ud842祥"},
        {"certificateHolderName": "张\u0000祥"},
        {"certificateHolderName": ["张"]},
        {"certificateStatus": 10},
        {"surfaceData": "经营者"},
        {"surfaceData": {"经营者": "张"}},
        {"surfaceData": ["经营者"]},
        {"surfaceData": [{"value": "张"}]},
        {"surfaceData": [{"name": "经营者", "value": 7}]},
        {"surfaceData": [{"name": "名称", "value": "店"}] * 201},
        {"surfaceData": [{"name": "经营范围", "value": "业" * 10_001}]},
    ],
)
def test_bad_entry_is_rubbish_and_its_content_is_not_told(changed: dict[str, object]) -> None:
    with pytest.raises(PlatformRubbishError) as caught:
        decoded(**changed)
    assert caught.value.code == "PLATFORM-0304"
    assert caught.value.detail.isascii()
    assert "2030" not in caught.value.detail


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"<html></html>",
        b"{}",
        b'{"head": 0}',
        b'{"head": {}}',
        b'{"head": {"status": true}, "data": {"certData": []}}',
        b'{"head": {"status": "zero"}, "data": {"certData": []}}',
        b'{"head": {"status": 0}}',
        b'{"head": {"status": 0}, "data": null}',
        b'{"head": {"status": 0}, "data": []}',
        b'{"head": {"status": 0}, "data": {}}',
        b'{"head": {"status": 0}, "data": {"certData": 7}}',
        b'{"head": {"status": 0}, "data": {"certData": [7]}}',
        b'{"head": {"status": 0}, "data": {"certData": "half a tex',
        b'{"head": {"status": 0}, "data": {"certData": "no JSON"}}',
        b"[" * 100_000,
        body([ENTRY] * 201),
    ],
)
def test_rubbish(content: bytes) -> None:
    with pytest.raises(PlatformRubbishError):
        decode_certificates(content)


@pytest.mark.parametrize("status", [99, -1, "99", 1])
def test_status_other_than_zero_is_a_refusal(status: object) -> None:
    with pytest.raises((PlatformRefusedError, PlatformRubbishError)) as caught:
        decode_certificates(body([ENTRY], status=status))
    assert isinstance(caught.value, PlatformRefusedError)


def test_platforms_message_is_not_passed_on() -> None:
    head = {"status": 99, "message": "439900199203170068 陈秋美 无权限"}
    with pytest.raises(PlatformRefusedError) as caught:
        decode_certificates(json.dumps({"head": head}).encode())
    assert str(caught.value) == "PLATFORM-0303: the platform answered status 99"


def test_citizens_data_do_not_hang_on_the_error_of_broken_json() -> None:
    content = body([ENTRY])[:-3]
    with pytest.raises(PlatformRubbishError) as caught:
        decode_certificates(content)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@given(st.binary(max_size=200))
def test_any_bytes_end_in_certificates_or_in_a_known_error(content: bytes) -> None:
    with suppress(PlatformRefusedError, PlatformRubbishError):
        decode_certificates(content)


@given(st.sampled_from(sorted(ENTRY)), JSON_VALUES)
def test_any_value_in_any_place_ends_likewise(name: str, value: object) -> None:
    with suppress(PlatformRubbishError):
        decode_certificates(body([ENTRY | {name: value}]))


def test_call_as_bytes() -> None:
    assert json.loads(encode_call({"accessId": "k"}, {"useCause": "办证"})) == {
        "head": {"accessId": "k"},
        "data": {"useCause": "办证"},
    }

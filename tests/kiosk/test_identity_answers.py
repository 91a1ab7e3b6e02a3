# SPDX-License-Identifier: Apache-2.0
"""Clients of identity platform and face service, against every odd answer and their OpenAPI."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.errors import CertificateError, PlatformRubbishError
from devices.errors import DeviceError
from devices.identity.codes import Sex
from kiosk.person_check import NotConfirmed, StartedCheck
from kiosk.sync.face_service import FaceServiceCheck, FaceSettings
from kiosk.sync.identity_platform import (
    CodeExpired,
    CodeRight,
    CodeWrong,
    IdentityPlatform,
    RedeemedPerson,
    SentCode,
    TokenDenied,
    TokenEnd,
)
from tests.support.answering_server import Answering, answering_server
from tests.support.identity_codes import (
    AUDIT,
    CHEN,
    check_answer,
    check_request,
    description,
    platform_on,
)

NUMBER = CHEN.number
PERSON = {
    "name": "陈秋美",
    "number": NUMBER,
    "sexCode": "2",
    "nationCode": "01",
    "address": "x",
}
NONCE = "0f" * 16
ODD = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TEXTS = st.sampled_from(
    [
        *("redeemed", "expired", "used", "unknown", "refused", "sent", "no_phone", "right"),
        *("wrong", "pending", "passed", "failed", "cancelled", "timed_out", "F-1", "ab" * 32),
        *("100****0001", "13912345678", "", " ", "\x00", "\ud800", "x" * 600, NUMBER, "陈秋美"),
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 5000) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
NAMES = (
    *("outcome", "person", "checkId", "maskedPhone", "validSeconds", "binding", "triesLeft"),
    *("result", "signature", "url"),
)
ANSWERS = st.dictionaries(st.sampled_from(NAMES), VALUES)
PERSONS = st.fixed_dictionaries({}, optional=dict.fromkeys(PERSON, VALUES))


@pytest.fixture(scope="module")
def server() -> Iterator[Answering]:
    with answering_server() as running:
        yield running


@pytest.fixture(scope="module")
def platform(server: Answering) -> Iterator[IdentityPlatform]:
    client = platform_on(server.address)
    yield client
    client.close()


@pytest.fixture(scope="module")
def face(server: Answering) -> Iterator[FaceServiceCheck]:
    client = FaceServiceCheck(FaceSettings(server.address))
    yield client
    client.close()


def redeemed(platform: IdentityPlatform) -> RedeemedPerson | TokenDenied:
    return platform.redeem("JBT1.x", AUDIT, deadline_s=3.0)


def test_a_person_as_described_is_taken(server: Answering, platform: IdentityPlatform) -> None:
    server.says({"outcome": "redeemed", "person": PERSON})
    person = redeemed(platform)
    assert isinstance(person, RedeemedPerson)
    assert (person.name, person.number.value, person.nation) == ("陈秋美", NUMBER, "汉")
    server.says({"outcome": "redeemed", "person": {"name": "陈秋美", "number": NUMBER}})
    person = redeemed(platform)
    assert isinstance(person, RedeemedPerson)
    assert (person.sex, person.nation, person.address) == (Sex.FEMALE, "", "")
    assert "陈" not in repr(person)
    assert NUMBER not in repr(person)


@pytest.mark.parametrize("end", TokenEnd)
def test_every_denial_is_known(
    server: Answering, platform: IdentityPlatform, end: TokenEnd
) -> None:
    server.says({"outcome": end.value, "person": PERSON})
    assert redeemed(platform) == TokenDenied(end)


@pytest.mark.parametrize(
    "changed",
    [
        {"number": "439900199203170069"},  # the check character does not hold
        {"number": "4399001992031700"},
        {"number": 439900199203170068},
        {"name": ""},
        {"name": "陈\u0000"},
        {"name": "x" * 101},
        {"sexCode": "3"},
        {"nationCode": "汉"},
        {"address": ["x"]},
    ],
)
def test_a_person_that_is_not_of_its_form_is_nobody(
    server: Answering, platform: IdentityPlatform, changed: dict[str, Any]
) -> None:
    server.says({"outcome": "redeemed", "person": PERSON | changed})
    with pytest.raises(PlatformRubbishError) as caught:
        redeemed(platform)
    assert NUMBER[:14] not in str(caught.value)


@pytest.mark.parametrize(
    "phone", ["13912345678", "139 1234 5678", "*1391234567*", "****123456", "", "139**45678", 7]
)
def test_a_telephone_that_is_not_masked_is_not_taken(
    server: Answering, platform: IdentityPlatform, phone: object
) -> None:
    sent = {"outcome": "sent", "checkId": "P-1", "maskedPhone": phone, "validSeconds": 60}
    server.says(sent)
    with pytest.raises(PlatformRubbishError, match="maskedPhone"):
        platform.send_code(NUMBER, NONCE, AUDIT, deadline_s=3.0)


@ODD
@given(person=PERSONS)
def test_no_odd_person_is_accepted(
    server: Answering, platform: IdentityPlatform, person: dict[str, object]
) -> None:
    server.says({"outcome": "redeemed", "person": person})
    try:
        found = redeemed(platform)
    except CertificateError:
        return
    assert isinstance(found, RedeemedPerson)
    assert found.number.value == person["number"] == NUMBER
    assert found.name == str(person["name"]).strip()


@ODD
@given(data=ANSWERS | VALUES)
def test_no_odd_answer_crashes_or_is_taken_for_another(
    server: Answering, platform: IdentityPlatform, data: object
) -> None:
    server.says(data)
    said = data.get("outcome") if isinstance(data, dict) else None
    kinds: dict[str, type] = {
        "sent": SentCode, "no_phone": type(None), "right": CodeRight,
        "wrong": CodeWrong, "expired": CodeExpired,
    }  # fmt: skip
    for call in (
        lambda: platform.send_code(NUMBER, NONCE, AUDIT, deadline_s=3.0),
        lambda: platform.check_code("P-1", "123456", AUDIT, deadline_s=3.0),
    ):
        try:
            found = call()
        except CertificateError:
            continue
        assert isinstance(said, str)
        assert isinstance(found, kinds[said])
    try:
        person = redeemed(platform)
    except CertificateError:
        return
    assert isinstance(person, TokenDenied) or said == "redeemed"


@ODD
@given(data=ANSWERS | VALUES, body=st.none() | st.binary(max_size=60))
def test_no_odd_answer_of_a_face_service_confirms_anybody(
    server: Answering, face: FaceServiceCheck, data: object, body: bytes | None
) -> None:
    server.says({"checkId": "F-1", "validSeconds": 5})
    begun = face.start(CHEN, AUDIT, deadline_s=3.0)
    assert isinstance(begun, StartedCheck)
    server.says(data)
    if body is not None:
        server.body = body
    try:
        outcome = face._outcome(begun, deadline_s=3.0)
    except (CertificateError, DeviceError):
        return
    said = data.get("result") if isinstance(data, dict) else None
    assert outcome is None if said == "pending" else isinstance(outcome, NotConfirmed)


def test_what_both_clients_ask_fits_the_descriptions(
    server: Answering, platform: IdentityPlatform, face: FaceServiceCheck
) -> None:
    server.asked.clear()
    server.says({"outcome": "unknown"})
    redeemed(platform)
    assert platform.probe().reachable
    server.says(
        {"outcome": "sent", "checkId": "P-1", "maskedPhone": "100****0000", "validSeconds": 60}
    )
    platform.send_code(NUMBER, NONCE, AUDIT, deadline_s=3.0)
    server.says({"outcome": "expired"})
    platform.check_code("P-1", "123456", AUDIT, deadline_s=3.0)
    identity = description("identity_platform")
    for operation, request in server.asked:
        check_request(identity, operation, request)
    assert len(server.asked) == 4
    server.asked.clear()
    server.says({"checkId": "F-1", "validSeconds": 5, "result": "failed"})
    begun = face.start(CHEN, AUDIT, deadline_s=3.0)
    assert isinstance(begun, StartedCheck)
    face.conclude(begun, deadline_s=3.0, cancelled=Event())
    face.abandon(begun)
    for operation, request in server.asked:
        check_request(description("face_service"), operation, request)
    assert [operation for operation, _ in server.asked] == [
        *("startCheck", "pollCheck", "cancelCheck"),
    ]


def test_a_platform_that_knows_everybody_is_not_trusted(
    server: Answering, platform: IdentityPlatform, face: FaceServiceCheck
) -> None:
    server.says({"outcome": "redeemed", "person": PERSON})
    assert platform.probe().code == "PLATFORM-0304"
    server.says({"checkId": "selftest", "result": "passed"})
    assert face.probe().code == "CHECK-1302"


def test_an_answer_about_another_check_is_none(
    server: Answering, face: FaceServiceCheck
) -> None:
    server.says({"checkId": "F-1", "validSeconds": 5})
    begun = face.start(CHEN, AUDIT, deadline_s=3.0)
    assert isinstance(begun, StartedCheck)
    server.says({"checkId": "F-2", "result": "passed", "binding": begun.binding})
    with pytest.raises(DeviceError, match="another check"):
        face.conclude(begun, deadline_s=3.0, cancelled=Event())
    server.says({"checkId": "F-1", "result": "delighted"})
    with pytest.raises(DeviceError, match="no known result"):
        face.conclude(begun, deadline_s=3.0, cancelled=Event())


def test_examples_of_both_descriptions_are_held_to_them() -> None:
    identity, face = description("identity_platform"), description("face_service")
    head = {"status": 0, "message": ""}
    check_answer(
        identity,
        "redeemIdentityToken",
        {"head": head, "data": {"outcome": "redeemed", "person": PERSON}},
    )
    check_answer(
        face, "pollCheck", {"head": head, "data": {"checkId": "F-1", "result": "pending"}}
    )

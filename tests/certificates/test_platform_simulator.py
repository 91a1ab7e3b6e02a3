# SPDX-License-Identifier: Apache-2.0
"""The loopback platform itself, held to its OpenAPI description by a client not our own."""

import http.client
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from jsonschema import Draft202012Validator

from certificates.simulation.one_page_pdf import one_page_pdf
from certificates.simulation.platform import PlatformSimulator
from certificates.simulation.records import load_records
from certificates.simulation.troubles import Delivery, HttpReply, Trouble, delivery
from kiosk.simulate.persons import SHIPPED_FOLDER

DESCRIPTION = Path(__file__).parents[2] / "certificates" / "library" / "certshare.openapi.yaml"
API: dict[str, Any] = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))

BL = "11100000MB0143028R001"
CHEN = "439900199203170068"
COMPANY_HEAD = "439900199001010023"
UNKNOWN = "1.2.156.3005.2.A.B.C.001.X"
LICENCE = "1.2.156.3005.2.11100000MB0143028R001.11439900MB0TEXT16E.SIM202405200001.001.S"
AUDIT = {
    "useCause": "办证",
    "orgName": "示例大厅",
    "username": "K-0001",
    "itemName": "公共场所卫生许可",
    "itemCode": "0001",
    "businessCode": "S-1",
}
BY_HOLDER = AUDIT | {"holderCode": CHEN, "holderTypeCode": "111", "certTypeCode": BL}


@pytest.fixture(scope="module")
def running() -> Iterator[PlatformSimulator]:
    started = PlatformSimulator(SHIPPED_FOLDER)
    started.start()
    yield started
    started.stop()


@pytest.fixture
def simulator(running: PlatformSimulator) -> PlatformSimulator:
    running.control("clear", {})
    running.control("set", {"access_id": "", "access_token": ""})
    return running


def post(simulator: PlatformSimulator, operation: str, body: bytes) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection(urlsplit(simulator.address).netloc, timeout=5)
    try:
        connection.request("POST", f"/{operation}", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.headers.get_content_type(), answer.read()
    finally:
        connection.close()


def call(simulator: PlatformSimulator, operation: str, data: dict[str, str]) -> dict[str, Any]:
    """Call, and hold request and answer to the description."""
    request = {"head": {"accessId": "a", "accessToken": "b"}, "data": data}
    status, media_type, body = post(simulator, operation, json.dumps(request).encode())
    answer: dict[str, Any] = json.loads(body)
    check(described(operation, status, media_type), answer)
    if answer["head"]["status"] == 0:
        asked = API["paths"][f"/{operation}"]["post"]["requestBody"]["content"]
        check(asked["application/json"]["schema"], request)
    return answer


def described(operation: str, status: int, media_type: str) -> dict[str, Any]:
    response = API["paths"][f"/{operation}"]["post"]["responses"][str(status)]
    if "$ref" in response:
        response = API["components"]["responses"][response["$ref"].rpartition("/")[2]]
    schema: dict[str, Any] = response["content"][media_type]["schema"]
    return schema


def check(schema: dict[str, Any], value: object) -> None:
    whole = schema | {"components": API["components"]}
    Draft202012Validator(whole).validate(value)


@pytest.mark.parametrize(
    ("operation", "parameters"),
    [
        ("queryCertInfoByHolderCode", BY_HOLDER),
        ("queryCertInfoByHolderCode", BY_HOLDER | {"holderCode": "439900197002280122"}),
        ("queryCertInfo", AUDIT | {"certIdentifier": LICENCE}),
        ("queryCertInfo", AUDIT | {"certIdentifier": UNKNOWN}),
        ("verifyCertInfo", AUDIT | {"certIdentifier": LICENCE}),
        ("verifyCertInfo", AUDIT | {"certIdentifier": UNKNOWN}),
    ],
)
def test_answers_fit_the_description(
    simulator: PlatformSimulator, operation: str, parameters: dict[str, str]
) -> None:
    assert call(simulator, operation, parameters)["head"] == {"status": 0, "message": ""}


def test_every_record_that_is_held_fits_the_description(simulator: PlatformSimulator) -> None:
    for record in load_records(SHIPPED_FOLDER):
        answer = call(simulator, "queryCertInfo", AUDIT | {"certIdentifier": record.identifier})
        assert answer["data"]["certData"] == [record.entry]


def test_verification_tells_the_status(simulator: PlatformSimulator) -> None:
    cancelled = next(
        record.identifier
        for record in load_records(SHIPPED_FOLDER)
        if record.entry["certificateStatus"] == "03"
    )
    answer = call(simulator, "verifyCertInfo", AUDIT | {"certIdentifier": cancelled})
    assert answer["data"] == {"exists": True, "certificateStatus": "03"}
    answer = call(simulator, "verifyCertInfo", AUDIT | {"certIdentifier": UNKNOWN})
    assert answer["data"] == {"exists": False, "certificateStatus": ""}


@pytest.mark.parametrize("name", sorted(BY_HOLDER))
@pytest.mark.parametrize("value", ["", "  ", None])
def test_call_without_purpose_audit_or_parameter_is_refused(
    simulator: PlatformSimulator, name: str, value: str | None
) -> None:
    data = {key: kept for key, kept in BY_HOLDER.items() if key != name}
    if value is not None:
        data[name] = value
    head = call(simulator, "queryCertInfoByHolderCode", data)["head"]
    assert head == {"status": 99, "message": f"缺少{name}"}


def test_purpose_that_is_too_long_is_refused(simulator: PlatformSimulator) -> None:
    data = BY_HOLDER | {"useCause": "长" * 201}
    assert call(simulator, "queryCertInfoByHolderCode", data)["head"]["status"] == 99


def test_foreign_account_is_refused(simulator: PlatformSimulator) -> None:
    simulator.control("set", {"access_id": "a", "access_token": "other"})
    assert call(simulator, "queryCertInfo", AUDIT | {"certIdentifier": LICENCE})["head"] == {
        "status": 99,
        "message": "accessId或accessToken无效",
    }
    simulator.control("set", {"access_token": "b"})
    answer = call(simulator, "queryCertInfo", AUDIT | {"certIdentifier": LICENCE})
    assert answer["head"]["status"] == 0


def test_file_is_one_page_of_pdf(simulator: PlatformSimulator) -> None:
    data = {"head": {"accessId": "", "accessToken": ""}}
    request = data | {"data": AUDIT | {"certIdentifier": LICENCE}}
    status, media_type, body = post(simulator, "downloadFile", json.dumps(request).encode())
    assert (status, media_type) == (200, "application/pdf")
    assert body.startswith(b"%PDF-1.4")
    assert body.endswith(b"%%EOF\n")


def test_file_that_is_not_held_is_refused(simulator: PlatformSimulator) -> None:
    answer = call(simulator, "downloadFile", AUDIT | {"certIdentifier": UNKNOWN})
    assert answer["head"]["message"] == "证照不存在"


@pytest.mark.parametrize(
    ("operation", "body", "status"),
    [
        ("queryCertInfo", b"", 400),
        ("queryCertInfo", b"{", 400),
        ("queryCertInfo", b"[" * 100_000, 400),
        ("queryCertInfo", b"[]", 200),
        ("queryCertInfo", b'{"head": {}}', 200),
        ("somethingElse", b"{}", 404),
    ],
)
def test_request_that_is_none(
    simulator: PlatformSimulator, operation: str, body: bytes, status: int
) -> None:
    answered, _, text = post(simulator, operation, body)
    assert answered == status
    assert json.loads(text)["head"]["status"] == 99


@pytest.mark.parametrize("length", ["25165825", "-1", "many", None])
def test_request_without_a_proper_length_is_not_read(
    simulator: PlatformSimulator, length: str | None
) -> None:
    connection = http.client.HTTPConnection(urlsplit(simulator.address).netloc, timeout=5)
    connection.putrequest("POST", "/queryCertInfo")
    if length is not None:
        connection.putheader("Content-Length", length)
    connection.endheaders()
    is_number = length is not None and length.isdigit()
    assert connection.getresponse().status == (413 if is_number else 411)
    connection.close()


def test_fault_counts_down(simulator: PlatformSimulator) -> None:
    state = simulator.control("fault", {"kind": "status_99", "count": "2"})
    assert (state["fault"], state["fault_count"]) == ("status_99", 2)
    statuses = [
        call(simulator, "queryCertInfo", AUDIT | {"certIdentifier": LICENCE})["head"]["status"]
        for _ in range(3)
    ]
    assert statuses == [99, 99, 0]
    assert simulator.control("state", {})["fault"] is None


def test_refusal_fits_the_description(simulator: PlatformSimulator) -> None:
    simulator.control("fault", {"kind": "refuse"})
    answer = call(simulator, "queryCertInfo", AUDIT | {"certIdentifier": LICENCE})
    assert answer["head"]["message"] == "无权访问"


def test_somebody_elses_certificate_still_fits_the_description(
    simulator: PlatformSimulator,
) -> None:
    simulator.control("fault", {"kind": "wrong_holder"})
    deed = BY_HOLDER | {"certTypeCode": "11439900MB0TEXTB8Y001"}
    (entry,) = call(simulator, "queryCertInfoByHolderCode", deed)["data"]["certData"]
    assert entry["certificateHolderName"] == "外人甲"
    company = BY_HOLDER | {"holderCode": COMPANY_HEAD}
    (entry,) = call(simulator, "queryCertInfoByHolderCode", company)["data"]["certData"]
    lines = {line["name"]: line["value"] for line in entry["surfaceData"]}
    assert lines["法定代表人"] == "外人甲"
    assert lines["法定代表人证件号码"] != COMPANY_HEAD
    answer = call(simulator, "verifyCertInfo", AUDIT | {"certIdentifier": LICENCE})
    assert answer["data"]["exists"]


def test_state_keeps_who_asked_for_what_and_no_content(simulator: PlatformSimulator) -> None:
    call(simulator, "queryCertInfoByHolderCode", BY_HOLDER)
    state = simulator.control("set", {"latency_ms": 1})
    assert state["address"] == simulator.address
    assert state["latency_ms"] == 1
    seen = state["calls"]
    assert isinstance(seen, list)
    assert seen[-1:] == [
        {
            "operation": "queryCertInfoByHolderCode",
            "purpose": "办证",
            "audit": {name: value for name, value in AUDIT.items() if name != "useCause"},
            "trouble": None,
        }
    ]
    assert CHEN not in json.dumps(state)
    assert simulator.control("set", {"forget_calls": 1})["calls"] == []


REPLY = HttpReply(HTTPStatus.OK, "application/json", b'{"head": {"status": 0}}')
WHOLE = delivery(REPLY, None).content


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        (Trouble.WRONG_HOLDER, Delivery(WHOLE)),
        (Trouble.SLOW_DRIP, Delivery(WHOLE, drips_from=len(WHOLE) - len(REPLY.body))),
        (Trouble.SLOW_HEADER, Delivery(WHOLE, drips_from=0)),
        (Trouble.CUT_SHORT, Delivery(WHOLE[:-12], closes=True)),
        (Trouble.CLOSE, Delivery(b"", closes=True)),
        (Trouble.HANG, Delivery(b"", hangs=True, closes=True)),
    ],
)
def test_what_each_trouble_does_to_a_whole_answer(trouble: Trouble, expected: Delivery) -> None:
    assert delivery(REPLY, trouble) == expected


@pytest.mark.parametrize(
    ("trouble", "starts", "ends"),
    [
        (Trouble.REFUSE, b"HTTP/1.1 403 Forbidden\r\n", b"}"),
        (Trouble.STATUS_99, b"HTTP/1.1 200 OK\r\n", b"}"),
        (Trouble.HTTP_500, b"HTTP/1.1 500 Internal Server Error\r\n", b"Exception"),
        (Trouble.RUBBISH, b"HTTP/1.1 200 OK\r\nContent-Type: text/html", b"</html>"),
        (
            Trouble.HALF_JSON,
            b"HTTP/1.1 200 OK\r\n",
            b"\r\nContent-Length: 11\r\n\r\n" + REPLY.body[:11],
        ),
        (Trouble.HUGE, b"HTTP/1.1 200 OK\r\n", b" " * 3_000_000),
        (Trouble.NO_HTTP, b"220 ", b"\r\n"),
    ],
)
def test_what_takes_the_place_of_an_answer(
    trouble: Trouble, starts: bytes, ends: bytes
) -> None:
    content = delivery(REPLY, trouble).content
    assert content.startswith(starts)
    assert content.endswith(ends)


@pytest.mark.parametrize("kind", ["hang", "slow_drip", "slow_header"])
def test_answer_that_does_not_end_ends_when_the_platform_goes_down(
    simulator: PlatformSimulator, kind: str
) -> None:
    simulator.control("fault", {"kind": kind})
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(post, simulator, "queryCertInfo", b"{}")
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        simulator.control("fault", {"kind": "down"})
        with pytest.raises((http.client.HTTPException, ConnectionError)):
            waiting.result(timeout=5)


def test_port_stays_the_same_through_down_and_clear(simulator: PlatformSimulator) -> None:
    address = simulator.address
    for _ in range(2):
        simulator.control("fault", {"kind": "down"})
        with pytest.raises(ConnectionRefusedError):
            post(simulator, "queryCertInfo", b"{}")
    simulator.control("clear", {})
    simulator.control("clear", {})
    assert simulator.address == address
    assert post(simulator, "queryCertInfo", b"{}")[0] == 200


def test_stopped_without_having_been_started() -> None:
    simulator = PlatformSimulator(SHIPPED_FOLDER)
    simulator.stop()
    simulator.stop()
    simulator.control("clear", {})
    simulator.start()
    with pytest.raises(ConnectionRefusedError):
        post(simulator, "queryCertInfo", b"{}")


@pytest.mark.parametrize(
    ("verb", "arguments", "says"),
    [
        ("lift", {}, "no verb 'lift'"),
        ("set", {"latency": 5}, "unknown: latency"),
        ("set", {"latency_ms": "-5"}, "whole number"),
        ("fault", {}, "one of refuse"),
        ("fault", {"kind": "earthquake"}, "wrong_holder, down"),
        ("fault", {"kind": "refuse", "count": "many"}, "whole number"),
        ("fault", {"kind": "refuse", "times": 3}, "unknown: times"),
    ],
)
def test_knob_that_is_not_there(
    simulator: PlatformSimulator, verb: str, arguments: dict[str, object], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        simulator.control(verb, arguments)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "certificates",
        "certificates: 7",
        "certificates: [7]",
        "certificates: [{}]",
        "certificates: [{found_by: x, certificateIdentifier: y}]",
        "{",
    ],
)
def test_data_of_another_form_are_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "certificates.yaml").write_text(text)
    with pytest.raises(ValueError, match=r"certificates\.yaml is no list of certificates"):
        PlatformSimulator(tmp_path)


def test_folder_without_data(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        PlatformSimulator(tmp_path)


def test_pdf_escapes_what_pdf_reads_otherwise() -> None:
    assert rb"a \(b\) c\\d" in one_page_pdf((r"a (b) c\d",))
    with pytest.raises(UnicodeEncodeError):
        one_page_pdf(("营业执照",))

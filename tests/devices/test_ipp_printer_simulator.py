# SPDX-License-Identifier: Apache-2.0
"""The simulated printer as a peer on the wire, with requests written byte by byte."""

import hashlib
import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import pytest

from devices.simulation.ipp_printer import IppPrinterSimulator
from devices.simulation.ipp_wire import (
    BOOLEAN,
    COLLECTION,
    DATE_TIME,
    ENUM,
    INTEGER,
    JOB_GROUP,
    KEYWORD,
    OPERATION_GROUP,
    PRINTER_GROUP,
    RANGE,
    RESOLUTION,
    TEXT,
    UNSUPPORTED_GROUP,
    Attributes,
    Groups,
    Scalar,
    decode,
    encode,
    first,
    one,
)
from tests.support.printing import pdf

PRINT_JOB, VALIDATE, CREATE, SEND, CANCEL, JOB, JOBS, PRINTER = (2, 4, 5, 6, 8, 9, 10, 11)


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[IppPrinterSimulator]:
    simulator = IppPrinterSimulator(tmp_path / "printed")
    simulator.start()
    simulator.control("set", {"speed": 0.01})
    yield simulator
    simulator.stop()


def post(printer: IppPrinterSimulator, body: bytes, *, chunked: bool = False) -> bytes:
    where = urlsplit(printer.address)
    connection = http.client.HTTPConnection(str(where.hostname), where.port, timeout=5)
    try:
        content = iter([body[:7], body[7:]]) if chunked else body
        headers = {"Content-Type": "application/ipp"}
        if chunked:
            headers["Transfer-Encoding"] = "chunked"
        connection.request("POST", where.path, content, headers, encode_chunked=chunked)
        return connection.getresponse().read()
    finally:
        connection.close()


def ask(
    printer: IppPrinterSimulator,
    operation: int,
    *,
    document: bytes = b"",
    job: Attributes | None = None,
    **about: Scalar | Attributes,
) -> tuple[int, Groups]:
    """Send one request; words become keywords, numbers integers."""
    attributes: Attributes = {
        "attributes-charset": [(0x47, "utf-8")],
        "attributes-natural-language": [(0x48, "en")],
        "printer-uri": [(0x45, printer.address)],
    }
    for name, value in about.items():
        tag = (
            BOOLEAN
            if isinstance(value, bool)
            else INTEGER
            if isinstance(value, int)
            else KEYWORD
        )
        attributes[name.replace("_", "-")] = [(tag, value)]
    groups: Groups = [(OPERATION_GROUP, attributes)]
    if job is not None:
        groups.append((JOB_GROUP, job))
    request = encode(operation, 5, groups) + document
    _version, status, request_id, answer, _rest = decode(post(printer, request))
    assert request_id == 5
    return status, answer


def job_when_over(printer: IppPrinterSimulator, number: int) -> dict[str, Any]:
    for _ in range(500):
        jobs: Any = printer.control("state", {})["jobs"]
        job: dict[str, Any] = next(j for j in jobs if j["id"] == number)
        if job["state"] >= 7:
            return job
        Event().wait(0.01)
    pytest.fail("the job did not end")


def test_a_document_is_kept_byte_for_byte_and_its_sheets_are_counted(
    printer: IppPrinterSimulator, tmp_path: Path
) -> None:
    document = pdf(3)
    status, groups = ask(printer, PRINT_JOB, document=document, job_name="一号/../许可证")
    assert (status, first(groups, JOB_GROUP, "job-id")) == (0, 1)
    job = job_when_over(printer, 1)
    assert (job["state"], job["sheets_done"]) == (9, 3)
    assert job["sha256"] == hashlib.sha256(document).hexdigest()
    (path,) = (tmp_path / "printed").glob("*.pdf")
    assert path.read_bytes() == document
    assert path.name == "001-一号_.._许可证.pdf"
    state = printer.control("state", {})
    assert (state["sheets"], state["paper"]) == (3, 247)
    assert printer.control("lift", {})["tray"] == []
    assert len((tmp_path / "printed" / "tray.txt").read_text().splitlines()) == 3


def test_chunked_bodies(printer: IppPrinterSimulator) -> None:
    body = encode(
        PRINTER,
        9,
        [
            (
                1,
                {
                    "attributes-charset": [(0x47, "utf-8")],
                    "attributes-natural-language": [(0x48, "en")],
                },
            )
        ],
    )
    assert post(printer, body, chunked=True)[2:8] == bytes.fromhex("0000 00000009")


def test_create_then_send(printer: IppPrinterSimulator) -> None:
    _status, groups = ask(printer, CREATE, job_name="two steps")
    number = first(groups, JOB_GROUP, "job-id")
    assert ask(printer, SEND, job_id=number, last_document=False)[0] == 0
    assert ask(printer, SEND, job_id=number, document=pdf(), last_document=True)[0] == 0
    assert job_when_over(printer, 1)["sheets_done"] == 1
    assert ask(printer, SEND, job_id=number, document=pdf())[0] == 0x0404


def test_jobs_are_listed_by_whether_they_are_over(printer: IppPrinterSimulator) -> None:
    ask(printer, PRINT_JOB, document=pdf(), job_name="a")
    job_when_over(printer, 1)
    printer.control("fault", {"kind": "busy"})
    ask(printer, PRINT_JOB, document=pdf(), job_name="b")

    def listed(which: str, limit: int = 10) -> list[object]:
        _status, groups = ask(printer, JOBS, which_jobs=which, limit=limit)
        return [attributes["job-id"][0][1] for tag, attributes in groups if tag == JOB_GROUP]

    assert listed("not-completed") == [2]
    assert listed("completed") == [1]
    assert listed("all") == [1, 2]
    assert listed("all", limit=1) == [1]
    _status, groups = ask(printer, JOBS)
    assert first(groups, JOB_GROUP, "job-id") == 2
    _status, groups = ask(printer, JOB, job_uri=f"{printer.address}/2")
    assert first(groups, JOB_GROUP, "job-name") == "b"
    assert first(groups, JOB_GROUP, "job-state") == 3


def test_a_job_is_cancelled_once(printer: IppPrinterSimulator) -> None:
    printer.control("set", {"speed": 60})
    ask(printer, PRINT_JOB, document=pdf())
    assert ask(printer, CANCEL, job_id=1)[0] == 0
    assert ask(printer, CANCEL, job_id=1)[0] == 0x0404
    assert ask(printer, CANCEL, job_id=99)[0] == 0x0406
    assert ask(printer, CANCEL)[0] == 0x0406


def test_a_document_that_is_no_pdf_is_given_up(printer: IppPrinterSimulator) -> None:
    ask(printer, PRINT_JOB, document=b"%PDF-1.7 but nothing follows")
    job = job_when_over(printer, 1)
    assert (job["state"], job["sheets_done"]) == (8, 0)
    assert "document-format-error" in job["reasons"]


def test_raster_counts_as_one_sheet(printer: IppPrinterSimulator) -> None:
    ask(printer, PRINT_JOB, document=b"RaS2" + bytes(100), document_format="image/pwg-raster")
    assert job_when_over(printer, 1)["path"].endswith(".prn")


SIZE_LETTER: Attributes = {
    "x-dimension": one(INTEGER, 21590),
    "y-dimension": one(INTEGER, 27940),
}


@pytest.mark.parametrize(
    "job",
    [
        {"copies": one(INTEGER, 0)},
        {"sides": one(KEYWORD, "upside-down")},
        {"print-quality": one(ENUM, 9)},
        {"media": one(KEYWORD, "na_letter_8.5x11in")},
        {"media-col": one(COLLECTION, {"media-size": one(COLLECTION, SIZE_LETTER)})},
        {"media-col": one(COLLECTION, {"media-source": one(KEYWORD, "main")})},
        {"folding": one(KEYWORD, "half")},
    ],
)
def test_with_fidelity_what_it_cannot_do_is_refused(
    printer: IppPrinterSimulator, job: Attributes
) -> None:
    status, groups = ask(printer, VALIDATE, job=job, ipp_attribute_fidelity=True)
    assert status == 0x040B
    assert [
        name for tag, attrs in groups if tag == UNSUPPORTED_GROUP for name in attrs
    ] == list(job)
    assert ask(printer, VALIDATE, job=job)[0] == 0


def test_bad_requests_are_answered(printer: IppPrinterSimulator) -> None:
    assert ask(printer, 0x4000)[0] == 0x0501
    assert ask(printer, PRINT_JOB)[0] == 0x0400
    assert ask(printer, PRINT_JOB, document=pdf(), document_format="text/plain")[0] == 0x040A
    assert post(printer, b"rubbish")[2:4] == bytes.fromhex("0400")
    assert post(printer, encode(PRINTER, 1, [(1, {})]))[2:4] == bytes.fromhex("0400")
    assert post(printer, encode(PRINTER, 1, [], version=(9, 0)))[2:4] == bytes.fromhex("0503")


def test_attributes_are_given_as_asked_for(printer: IppPrinterSimulator) -> None:
    _status, groups = ask(printer, PRINTER, requested_attributes="printer-up-time")
    (attributes,) = [attributes for tag, attributes in groups if tag == PRINTER_GROUP]
    assert list(attributes) == ["printer-up-time"]
    _status, groups = ask(printer, PRINTER)
    assert first(groups, PRINTER_GROUP, "media-col-database") is None
    _status, groups = ask(printer, PRINTER, requested_attributes="media-col-database")
    assert first(groups, PRINTER_GROUP, "media-col-database") is not None


def test_offline_refuses_connections_until_cleared(printer: IppPrinterSimulator) -> None:
    where = urlsplit(printer.address)
    printer.control("fault", {"kind": "offline"})
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((str(where.hostname), where.port or 0), timeout=1)
    printer.control("clear", {})
    assert ask(printer, PRINTER)[0] == 0


@pytest.mark.parametrize(
    ("kind", "state", "reason"),
    [
        ("paper_empty", 5, "media-empty-error"),
        ("jam", 5, "media-jam-error"),
        ("cover_open", 5, "cover-open-error"),
        ("wrong_tray", 5, "media-needed-error"),
        ("stopped", 5, "paused"),
        ("busy", 4, "none"),
        ("zero_impressions", 3, "none"),
    ],
)
def test_each_fault_comes_and_goes(
    printer: IppPrinterSimulator, kind: str, state: int, reason: str
) -> None:
    told = printer.control("fault", {"kind": kind})
    assert told["state"] == state
    assert reason in str(told["reasons"])
    cleared = printer.control("clear", {"kind": kind})
    assert (cleared["state"], cleared["reasons"], cleared["faults"]) == (3, ["none"], [])


def test_a_stop_may_have_any_reason(printer: IppPrinterSimulator) -> None:
    told = printer.control("fault", {"kind": "stopped", "reason": "fuser-over-temp-error"})
    assert told["reasons"] == ["fuser-over-temp-error"]


def test_paper_is_laid(printer: IppPrinterSimulator) -> None:
    assert printer.control("set", {"paper": "0"})["paper"] == 0
    assert printer.control("lay", {})["paper"] == 250
    assert printer.control("lay", {"paper": 20})["paper"] == 20


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("dance", {}),
        ("fault", {}),
        ("fault", {"kind": "earthquake"}),
        ("set", {"colour": "red"}),
        ("set", {"paper": "many"}),
    ],
)
def test_a_wrong_verb_is_named(
    printer: IppPrinterSimulator, verb: str, arguments: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match=r"dance|fault|colour|many"):
        printer.control(verb, arguments)


def test_a_taken_port_is_an_error(printer: IppPrinterSimulator, tmp_path: Path) -> None:
    port = urlsplit(printer.address).port
    assert port is not None
    with pytest.raises(OSError, match="in use"):
        IppPrinterSimulator(tmp_path / "other", port)


def test_a_browser_is_greeted(printer: IppPrinterSimulator) -> None:
    where = urlsplit(printer.address)
    connection = http.client.HTTPConnection(str(where.hostname), where.port, timeout=5)
    connection.request("GET", "/")
    assert "仿真打印机" in connection.getresponse().read().decode()
    connection.close()


def test_the_encoding_keeps_every_kind_of_value() -> None:
    attributes: Attributes = {
        "integers": one(INTEGER, 1, -1),
        "flag": one(BOOLEAN, content := True, not content),
        "text": one(TEXT, "缺纸"),
        "nothing": one(0x13, None),
        "date": one(DATE_TIME, bytes(11)),
        "range": one(RANGE, (1, 99)),
        "resolution": one(RESOLUTION, (600, 600, 3)),
        "nested": one(COLLECTION, {"a": one(COLLECTION, {"b": one(INTEGER, 1, 2)})}),
    }
    octets = encode(0, 1, [(4, attributes)]) + b"rest"
    _version, _code, _id, groups, rest = decode(octets)
    nothing = [(0x13, b"")]
    assert groups == [(4, attributes | {"nothing": nothing})]
    assert rest == b"rest"


@pytest.mark.parametrize("fault", ["", "jam", "hang", "offline", "paper_empty"])
def test_cleared_of_everything_it_is_as_at_its_start(
    printer: IppPrinterSimulator, tmp_path: Path, fault: str
) -> None:
    """A sheet that is on its way, and whoever waits in a fault, is let go."""
    new = printer.control("state", {})
    printer.control("set", {"speed": 0.3, "toner": 5})
    assert ask(printer, PRINT_JOB, document=pdf(2))[0] == 0
    if fault:
        printer.control("fault", {"kind": fault})
    printer.control("fault", {"kind": "cover_open", "after_sheets": 1})
    again = printer.control("clear", {"kind": "everything"})
    assert again == new
    assert list((tmp_path / "printed").iterdir()) == []
    printer.control("set", {"speed": 0.01})
    status, groups = ask(printer, PRINT_JOB, document=pdf(2))
    assert (status, first(groups, JOB_GROUP, "job-id")) == (0, 1)
    assert job_when_over(printer, 1)["state"] == 9


def test_cleared_of_everything_it_leaves_the_folder_of_another_printer(
    printer: IppPrinterSimulator, tmp_path: Path
) -> None:
    """A receipt printer of the same demonstration puts its slips there."""
    slip = tmp_path / "printed" / "slips" / "1.png"
    slip.parent.mkdir()
    slip.touch()
    (tmp_path / "printed" / "001-licence.pdf").touch()
    printer.control("clear", {"kind": "everything"})
    assert list(slip.parent.parent.iterdir()) == [slip.parent]
    assert slip.exists()


@pytest.mark.parametrize("length", [0, 5, 9, 15, 40])
def test_a_request_cut_off_is_a_value_error(length: int) -> None:
    octets = encode(0, 1, [(4, {"a": one(COLLECTION, {"b": one(TEXT, "x" * 30)})})])
    with pytest.raises(ValueError, match="not an IPP request"):
        decode(octets[:length])

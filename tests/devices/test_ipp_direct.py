# SPDX-License-Identifier: Apache-2.0
"""The driver against the simulated printer, and against peers that are no printer at all."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread
from uuid import uuid4

import pytest

from devices.errors import (
    DeviceAbsentError,
    DeviceError,
    DeviceFailedError,
    DeviceTimeoutError,
    FrameError,
    JobRefusedError,
)
from devices.printing.ipp import JobState, PrinterState
from devices.printing.ipp_attributes import ValueTag
from devices.printing.ipp_direct import IppDirect
from devices.printing.ipp_http import http_url
from devices.printing.ipp_message import Group, GroupTag, Message, attribute, encode_message
from devices.printing.port import SubmittedJob
from devices.printing.probe import printer_probe
from devices.settings import PrinterSettings
from devices.states import DeviceState, PaperSupply, TonerLevel
from tests.support.printer_process import PrinterProcess, free_port
from tests.support.printing import a_job, direct

AN_ID = "0c9b2f5e-7d7e-4e61-9a55-2f4d8a6b1c33"


@pytest.fixture(scope="module")
def one_printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrinterProcess]:
    with PrinterProcess(tmp_path_factory.mktemp("printer")) as process:
        yield process


@pytest.fixture
def printer(one_printer: PrinterProcess) -> PrinterProcess:
    """The printer of this file, mended, filled up and with nothing in its tray."""
    one_printer.reset()
    return one_printer


@contextmanager
def peer(*answers: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve one connection with each of ``answers`` after the whole request has come in."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for answer in answers:
                serve_one(answer)

        def serve_one(answer: Callable[[socket.socket], None]) -> None:
            connection, _address = server.accept()
            with connection:
                connection.settimeout(5)
                head = b""
                while b"\r\n\r\n" not in head:
                    head += connection.recv(4096)
                head, _, body = head.partition(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                while len(body) < length:
                    body += connection.recv(65536)
                answer(connection)

        thread = Thread(target=serve)
        thread.start()
        yield f"ipp://127.0.0.1:{server.getsockname()[1]}/ipp/print"
        thread.join(5)


def http(body: bytes, *, status: str = "200 OK", kind: str = "application/ipp") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def test_a_healthy_printer(printer: PrinterProcess) -> None:
    status = direct(printer.address).status()
    assert status.state is PrinterState.IDLE
    assert status.device_state is DeviceState.ONLINE
    assert status.paper is PaperSupply.FULL
    assert status.toner is TonerLevel.FULL
    assert status.code == ""
    assert status.up_time_s is not None
    assert status.media_ready == ("iso_a4_210x297mm",)


def test_everything_about_the_sheet_is_said(printer: PrinterProcess) -> None:
    job = a_job()
    port = direct(printer.address)
    port.validate(job)
    submitted = port.submit(job)
    asked = printer.control("state")["jobs"][-1]["asked"]
    assert asked["job-name"] == f"LIC-{job.attempt_id}"
    assert asked["requesting-user-name"] == "kiosk"
    assert asked["document-format"] == "application/pdf"
    assert asked["ipp-attribute-fidelity"] == "True"
    assert asked["copies"] == "1"
    assert asked["sides"] == "one-sided"
    assert asked["print-quality"] == "5"
    assert asked["media-col"] == "{media-size={x-dimension=21000 y-dimension=29700}}"
    assert printer.documents()[-1].read_bytes() == job.document
    assert port.find(job.attempt_id) == submitted
    assert port.find(str(uuid4())) is None


def test_a_cancelled_job_is_confirmed(printer: PrinterProcess) -> None:
    printer.control("set", speed=30)
    port = direct(printer.address)
    submitted = port.submit(a_job())
    seen = port.cancel(submitted, deadline_s=2)
    assert seen.state is JobState.CANCELED
    assert port.cancel(submitted, deadline_s=2).state is JobState.CANCELED  # 0x0404, again
    assert printer.control("state")["tray"] == []


def test_a_job_that_is_over_is_still_found_and_cannot_be_cancelled(
    printer: PrinterProcess,
) -> None:
    job = a_job()
    port = direct(printer.address)
    submitted = port.submit(job)
    while port.observe(submitted).state is not JobState.COMPLETED:
        Event().wait(0.01)
    assert port.find(job.attempt_id) == submitted
    seen = port.cancel(submitted, deadline_s=1)
    assert (seen.state, seen.impressions_completed) == (JobState.COMPLETED, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda s: replace(s, job_id=s.job_id + 1),
        lambda s: replace(s, job_uuid="urn:uuid:00000000-0000-4000-8000-000000000000"),
        lambda s: replace(s, attempt_id=str(uuid4())),
    ],
    ids=["id", "uuid", "name"],
)
def test_a_job_counts_as_ours_only_by_id_uuid_and_name(
    printer: PrinterProcess, wrong: Callable[[SubmittedJob], SubmittedJob]
) -> None:
    port = direct(printer.address)
    submitted = port.submit(a_job())
    assert port.observe(submitted).known
    assert not port.observe(wrong(submitted)).known


def test_a_device_that_gives_no_uuid_is_known_by_name(printer: PrinterProcess) -> None:
    port = direct(printer.address)
    submitted = port.submit(a_job())
    assert port.observe(replace(submitted, job_uuid="")).known


def test_validation_refuses_and_names_what_is_wrong(printer: PrinterProcess) -> None:
    printer.control("fault", kind="refuse_validate")
    with pytest.raises(JobRefusedError, match=r"0x040b.*media-col") as caught:
        direct(printer.address).validate(a_job())
    assert caught.value.code == "PRINTER-0405"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("paper_empty", ("PRINTER-0402", DeviceState.USER_ERROR, PaperSupply.OUT)),
        ("jam", ("PRINTER-0403", DeviceState.USER_ERROR, PaperSupply.JAMMED)),
        ("cover_open", ("PRINTER-0404", DeviceState.USER_ERROR, PaperSupply.FULL)),
        ("wrong_tray", ("PRINTER-0402", DeviceState.USER_ERROR, PaperSupply.OUT)),
        ("stopped", ("PRINTER-0408", DeviceState.HARDWARE_ERROR, PaperSupply.FULL)),
    ],
)
def test_each_fault_has_its_code(
    printer: PrinterProcess, kind: str, expected: tuple[str, DeviceState, PaperSupply]
) -> None:
    printer.control("fault", kind=kind)
    report = printer_probe(direct(printer.address))
    paper = PaperSupply(dict(report.facts)["paper"])
    assert (report.code, report.state, paper) == expected
    printer.control("clear")
    assert printer_probe(direct(printer.address)).state is DeviceState.ONLINE


def test_low_toner_warns_and_does_not_block(printer: PrinterProcess) -> None:
    printer.control("set", toner=3)
    status = direct(printer.address).status()
    assert (status.toner, status.code, status.reasons) == (TonerLevel.LOW, "", ("toner-low",))


def test_a_busy_printer_is_good(printer: PrinterProcess) -> None:
    printer.control("fault", kind="busy")
    assert direct(printer.address).status().device_state is DeviceState.BUSY


def test_nobody_there() -> None:
    port = direct(f"ipp://127.0.0.1:{free_port()}/ipp/print")
    with pytest.raises(DeviceAbsentError) as caught:
        port.submit(a_job())
    assert caught.value.code == "PRINTER-0401"
    report = printer_probe(port)
    assert (report.state, report.code) == (DeviceState.NO_DEVICE, "PRINTER-0401")


def test_an_unknown_name_is_nobody_there() -> None:
    with pytest.raises(DeviceAbsentError):
        direct("ipp://printer.invalid/ipp/print").status()


def test_silence_is_a_time_out(printer: PrinterProcess) -> None:
    printer.control("fault", kind="hang")
    with pytest.raises(DeviceTimeoutError) as caught:
        direct(printer.address).status()
    assert caught.value.code == "PRINTER-0401"
    assert printer_probe(direct(printer.address)).state is DeviceState.OFFLINE
    printer.control("clear")


def test_an_http_error_is_a_failed_device(printer: PrinterProcess) -> None:
    printer.control("fault", kind="http_500")
    with pytest.raises(DeviceFailedError, match="HTTP 500"):
        direct(printer.address).status()


def test_a_reply_that_is_cut_is_no_refusal(printer: PrinterProcess) -> None:
    printer.control("fault", kind="lost_reply")
    job = a_job()
    with pytest.raises(FrameError, match="cut"):
        direct(printer.address).submit(job)
    assert direct(printer.address).find(job.attempt_id) is not None


GOOD = encode_message(Message(0, 1, ()))


@pytest.mark.parametrize(
    ("octets", "error"),
    [
        (b"", FrameError),
        (b"SSH-2.0-OpenSSH_9.2\r\n", FrameError),
        (http(GOOD)[:-3], FrameError),
        (http(b""), FrameError),
        (http(b"\x00" * 40), FrameError),
        (http(encode_message(Message(0, 99, ()))), FrameError),
        (http(bytes(2_000_000)), FrameError),
        (http(b"<html>", kind="text/html"), FrameError),
        (http(b"", status="404 Not Found"), DeviceFailedError),
        (http(b"", status="401 Unauthorized"), DeviceFailedError),
        (http(b"", status="302 Found"), DeviceFailedError),
        (http(encode_message(Message(0x0500, 1, ()))), DeviceFailedError),
    ],
    ids=[
        "closed",
        "another protocol",
        "cut short",
        "empty",
        "zeros",
        "answer to another",
        "flood",
        "web page",
        "404",
        "401",
        "redirect",
        "IPP error",
    ],
)
def test_a_peer_that_is_no_printer(octets: bytes, error: type[DeviceError]) -> None:
    with (
        peer(lambda connection: connection.sendall(octets)) as address,
        pytest.raises(error) as caught,
    ):
        direct(address).status()
    assert caught.value.code in {"PRINTER-0401", "PRINTER-0408"}


def test_an_answer_that_trickles_in_ends_at_the_deadline() -> None:
    def trickle(connection: socket.socket) -> None:
        connection.sendall(http(bytes(1000))[:-1000])
        try:
            for _ in range(40):
                connection.sendall(bytes(1))
                connection.settimeout(0.05)
                try:
                    if connection.recv(1) == b"":
                        return
                except TimeoutError:
                    continue
        except OSError:
            return

    with peer(trickle) as address, pytest.raises(DeviceError) as caught:
        direct(address).status()
    assert caught.value.code == "PRINTER-0401"


@pytest.mark.parametrize(
    ("status", "code"),
    [(0x0506, "PRINTER-0408"), (0x0507, "PRINTER-0408"), (0x040A, "PRINTER-0405")],
)
def test_an_ipp_error_on_submission_made_no_job(status: int, code: str) -> None:
    answer = http(encode_message(Message(status, 1, ())))
    with (
        peer(lambda connection: connection.sendall(answer)) as address,
        pytest.raises(JobRefusedError) as caught,
    ):
        direct(address).submit(a_job())
    assert caught.value.code == code


def test_what_a_device_says_in_chinese_reaches_the_technician() -> None:
    said = attribute("status-message", ValueTag.TEXT, "纸盒里的纸型不对")
    answer = http(encode_message(Message(0x040B, 1, (Group(GroupTag.OPERATION, (said,)),))))
    with (
        peer(lambda connection: connection.sendall(answer)) as address,
        pytest.raises(JobRefusedError, match="纸盒里的纸型不对"),
    ):
        direct(address).validate(a_job())


def test_a_substituted_attribute_on_validation_is_a_refusal() -> None:
    answer = http(encode_message(Message(0x0001, 1, ())))
    with (
        peer(lambda connection: connection.sendall(answer)) as address,
        pytest.raises(JobRefusedError, match="0x0001"),
    ):
        direct(address).validate(a_job())


def test_an_accepted_job_without_a_number_is_no_answer() -> None:
    with (
        peer(lambda connection: connection.sendall(http(GOOD))) as address,
        pytest.raises(FrameError, match="without a job-id"),
    ):
        direct(address).submit(a_job())


def test_an_accepted_job_stays_accepted_when_the_uuid_cannot_be_asked() -> None:
    groups = (Group(2, (attribute("job-id", ValueTag.INTEGER, 5),)),)
    answer = http(encode_message(Message(0, 1, groups)))
    job = a_job()
    with peer(lambda connection: connection.sendall(answer)) as address:
        submitted = direct(address).submit(job)
    assert submitted == SubmittedJob(job.attempt_id, 5)


def saying(*messages: Message) -> list[Callable[[socket.socket], None]]:
    """Answer the first request with the first message, and so on, each with its id."""

    def answer(octets: bytes) -> Callable[[socket.socket], None]:
        return lambda connection: connection.sendall(octets)

    return [
        answer(http(encode_message(replace(message, request_id=number))))
        for number, message in enumerate(messages, start=1)
    ]


ACCEPTED = Message(0, 1, (Group(2, (attribute("job-id", ValueTag.INTEGER, 5),)),))
IDLE = Message(0, 1, (Group(4, (attribute("printer-state", ValueTag.ENUM, 3),)),))
BROKEN = Message(0x0500, 1, ())


def test_a_uuid_of_another_job_is_not_taken() -> None:
    names = (
        attribute("job-name", ValueTag.NAME, "holiday.jpg"),
        attribute("job-uuid", ValueTag.URI, "urn:uuid:00000000-0000-4000-8000-000000000000"),
    )
    with peer(*saying(ACCEPTED, Message(0, 1, (Group(2, names),)))) as address:
        assert direct(address).submit(a_job()).job_uuid == ""


def test_an_ipp_error_is_not_taken_for_an_unknown_job() -> None:
    submitted = SubmittedJob(AN_ID, 5)
    with peer(*saying(BROKEN, IDLE)) as address, pytest.raises(DeviceFailedError):
        direct(address).observe(submitted)
    with peer(*saying(BROKEN)) as address, pytest.raises(DeviceFailedError):
        direct(address).find(AN_ID)


@pytest.mark.parametrize(
    "uri", ["", "printer", "http://127.0.0.1/", "cups://lic", "ipp:///ipp", "ipp://a@b/ipp"]
)
def test_another_address_is_refused_at_once(uri: str) -> None:
    with pytest.raises(ValueError, match="not an ipp"):
        IppDirect(PrinterSettings(uri=uri))


def test_ipps_is_https() -> None:
    assert http_url("ipps://192.0.2.1") == "https://192.0.2.1:631/ipp/print"

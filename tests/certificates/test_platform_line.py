# SPDX-License-Identifier: Apache-2.0
"""Answers at the edge of HTTP, from a server that says whatever bytes a test gives it."""

import json
import signal
import socket
import ssl
import traceback
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from certificates.certificate_types import BUSINESS_LICENCE
from certificates.electronic_certificate import ElectronicCertificate
from certificates.errors import (
    PlatformRefusedError,
    PlatformRubbishError,
    PlatformTimeoutError,
    PlatformUnreachableError,
)
from certificates.library import platform_line
from certificates.library.certshare import CertShareLibrary
from certificates.library.interface import AuditElements, HolderQuery
from certificates.library.platform_line import PlatformLine
from certificates.settings import PlatformSettings
from tests.support.canned_server import canned_server, fickle_server, json_reply
from tests.support.simulators import running_simulator

AUDIT = AuditElements("示例大厅", "K-0001", "公共场所卫生许可", "0001", "S-1")
NUMBER = "439900199203170068"
QUERY = HolderQuery(NUMBER, "111", BUSINESS_LICENCE.code, "办证")
NOTHING_FOUND = b'{"head": {"status": 0, "message": ""}, "data": {"certData": []}}'
OK = b"HTTP/1.1 200 OK\r\n"


def find(
    reply: bytes, *, deadline_s: float = 5, drip_s: float = 0
) -> tuple[ElectronicCertificate, ...]:
    with canned_server(reply, drip_s=drip_s) as server:
        library = CertShareLibrary(PlatformSettings(base_url=server.address))
        try:
            return library.find_by_holder(QUERY, AUDIT, deadline_s=deadline_s)
        finally:
            library.close()


def entry(type_code: str, identifier: str) -> dict[str, str]:
    return {
        "certificateTypeCode": type_code,
        "certificateName": "证",
        "certificateIdentifier": identifier,
        "certificateHolderName": "人",
        "certificateHolderCode": NUMBER,
    }


def found(*entries: dict[str, str]) -> bytes:
    answer = {"head": {"status": 0, "message": ""}, "data": {"certData": entries}}
    return json_reply(json.dumps(answer).encode())


@pytest.mark.parametrize(
    "reply",
    [
        json_reply(NOTHING_FOUND),
        OK + b"Content-Type: text/plain\r\n\r\n" + NOTHING_FOUND,
        OK + b"Transfer-Encoding: chunked\r\n\r\n40\r\n" + NOTHING_FOUND + b"\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" + json_reply(NOTHING_FOUND),
    ],
)
def test_whole_answers_however_they_are_framed(reply: bytes) -> None:
    assert len(NOTHING_FOUND) == 0x40
    assert find(reply) == ()


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        OK + b"Content-Length: 64\r\n\r\n" + NOTHING_FOUND[:-1],
        OK + b"Transfer-Encoding: chunked\r\n\r\n40\r\n" + NOTHING_FOUND[:20],
        OK + b"Transfer-Encoding: chunked\r\n\r\nnot hexadecimal\r\n",
    ],
)
def test_line_that_breaks_is_unreachable(reply: bytes) -> None:
    with pytest.raises(PlatformUnreachableError):
        find(reply)


@pytest.mark.parametrize(
    "reply",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        OK,
        OK + b"X: y\r\n" * 200 + b"\r\n",
        OK + b"X: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 301 Moved\r\nLocation: http://localhost:9/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_what_is_no_answer_is_rubbish(reply: bytes) -> None:
    with pytest.raises(PlatformRubbishError):
        find(reply)


@pytest.mark.parametrize("status", [b"401 No", b"403 No", b"404 No", b"429 No"])
def test_client_errors_are_refusals(status: bytes) -> None:
    with pytest.raises(PlatformRefusedError, match=status[:3].decode()):
        find(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")


@pytest.mark.parametrize("starts", [b"", OK + b"Content-Length: 64\r\n\r\n"])
def test_dripping_server_cannot_hold_a_call(starts: bytes) -> None:
    started = monotonic()
    with pytest.raises(PlatformTimeoutError):
        find(starts + b"HTTP/1.1 100 Continue\r\n\r\n" * 20, deadline_s=0.3, drip_s=0.01)
    assert monotonic() - started < 3


def test_call_without_time_left_is_not_made() -> None:
    with canned_server(json_reply(NOTHING_FOUND)) as server:
        library = CertShareLibrary(PlatformSettings(base_url=server.address))
        with pytest.raises(PlatformTimeoutError, match="no time left"):
            library.find_by_holder(QUERY, AUDIT, deadline_s=0)
    assert server.requests == []


def test_answer_of_another_kind_than_asked_for_is_rubbish() -> None:
    assert len(find(found(entry(BUSINESS_LICENCE.code, "X")))) == 1
    with pytest.raises(PlatformRubbishError, match="another kind"):
        find(found(entry(BUSINESS_LICENCE.code, "X"), entry("OTHER", "Y")))


@pytest.mark.parametrize("entries", [[entry("A", "Y")], [entry("A", "X"), entry("A", "X")]])
def test_another_certificate_than_asked_for_is_rubbish(entries: list[dict[str, str]]) -> None:
    with canned_server(found(*entries)) as server:
        library = CertShareLibrary(PlatformSettings(base_url=server.address))
        with pytest.raises(PlatformRubbishError, match="another certificate"):
            library.data("X", "办证", AUDIT, deadline_s=5)
        library.close()


@pytest.mark.parametrize(
    "reply",
    [
        json_reply(b'{"head": {"status": 0, "message": ""}}'),
        OK + b"Content-Type: application/pdf\r\nContent-Length: 6\r\n\r\n<html>",
    ],
)
def test_file_that_is_neither_pdf_nor_ofd_is_rubbish(reply: bytes) -> None:
    with canned_server(reply) as server:
        library = CertShareLibrary(PlatformSettings(base_url=server.address))
        with pytest.raises(PlatformRubbishError, match="neither PDF nor OFD"):
            library.file("X", "办证", AUDIT, deadline_s=5)
        library.close()


def test_ofd_is_taken_as_it_is() -> None:
    ofd = b"PK\x03\x04" + bytes(2_000_000)
    reply = OK + b"Content-Type: application/ofd\r\n\r\n" + ofd
    with canned_server(reply) as server:
        library = CertShareLibrary(PlatformSettings(base_url=server.address))
        assert library.file("X", "办证", AUDIT, deadline_s=5) == ofd
        library.close()


def test_cookies_are_not_kept() -> None:
    # A server that closes says so: else the second call may meet the line just as it goes.
    head = b"Set-Cookie: who=citizen\r\nConnection: close\r\nContent-Length: 64\r\n\r\n"
    reply = OK + head + NOTHING_FOUND
    with canned_server(reply) as server:
        library = CertShareLibrary(PlatformSettings(base_url=server.address))
        for _ in range(2):
            library.find_by_holder(QUERY, AUDIT, deadline_s=5)
        library.close()
    assert len(server.requests) == 2
    assert all(b"ookie" not in request for request in server.requests)


def test_error_holds_nothing_of_the_request() -> None:
    with pytest.raises(PlatformUnreachableError) as caught:
        find(b"")
    cause = caught.value.__cause__
    assert getattr(cause, "request", None) is None
    assert NUMBER not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("base_url", ["", "nowhere", "ftp://localhost/", "http://"])
def test_address_that_is_none_is_unreachable(base_url: str) -> None:
    library = CertShareLibrary(PlatformSettings(base_url=base_url))
    assert library.probe().code == "PLATFORM-0301"


def test_tls_with_a_certificate_that_is_not_trusted_is_unreachable(tmp_path: Path) -> None:
    with canned_server(json_reply(NOTHING_FOUND), tls=_tls(tmp_path)) as server:
        library = CertShareLibrary(PlatformSettings(base_url=server.address))
        assert library.probe().code == "PLATFORM-0301"
        library.close()
    assert server.requests == []


@pytest.mark.parametrize(("drip_s", "code"), [(0.0, ""), (0.02, "PLATFORM-0302")])
def test_deadline_holds_over_tls_too(tmp_path: Path, drip_s: float, code: str) -> None:
    with canned_server(json_reply(NOTHING_FOUND), drip_s=drip_s, tls=_tls(tmp_path)) as server:
        authority = str(tmp_path / "authority.pem")
        library = CertShareLibrary(PlatformSettings(base_url=server.address, ca_file=authority))
        assert library.probe(deadline_s=1 if drip_s else 5).code == code
        library.close()


def _tls(folder: Path) -> ssl.SSLContext:
    """Make a key and a self-signed certificate for localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    long_ago, far_off = datetime(2000, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(long_ago)
        .not_valid_after(far_off)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    authority = folder / "authority.pem"
    authority.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret = folder / "key.pem"
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority, secret)
    return context


# -- bounds of one call ---------------------------------------------------------------------


def test_an_answer_of_exactly_the_largest_size_is_taken_and_one_byte_more_is_not() -> None:
    with canned_server(json_reply(NOTHING_FOUND)) as server:
        line = PlatformLine(server.address, connect_s=1)
        size = len(NOTHING_FOUND)
        answer = line.post("x", b"{}", deadline_s=5, answer_s=5, limit=size)
        assert (answer.status, answer.body) == (200, NOTHING_FOUND)
        line.close()  # this server ends each connection, at once or in the middle of the next
        with pytest.raises(PlatformRubbishError, match="PLATFORM-0304"):
            line.post("x", b"{}", deadline_s=5, answer_s=5, limit=size - 1)
        line.close()
        assert server.requests[0].startswith(b"POST /x ")


def test_a_platform_that_takes_the_question_and_says_nothing_has_its_own_time() -> None:
    """The whole call may last longer: a file is fetched under the same deadline."""
    deadline_s = 20.0
    with socket.create_server(("127.0.0.1", 0)) as silent:
        line = PlatformLine(f"http://127.0.0.1:{silent.getsockname()[1]}", connect_s=1)
        started = monotonic()
        with pytest.raises(PlatformTimeoutError, match="PLATFORM-0302"):
            line.post("x", b"{}", deadline_s=deadline_s, answer_s=0.3, limit=99)
        assert monotonic() - started < deadline_s / 2
        line.close()


def test_a_platform_that_takes_no_connection_is_unreachable_and_not_slow() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as waiting:
        address = full.getsockname()
        for _ in range(3):  # nobody accepts: what the kernel keeps waiting is soon full
            knock = waiting.enter_context(socket.socket())
            knock.settimeout(0)
            knock.connect_ex(address)
        line = PlatformLine(f"http://127.0.0.1:{address[1]}", connect_s=0.3)
        with pytest.raises(PlatformUnreachableError, match="no connection in time") as caught:
            line.post("x", b"{}", deadline_s=20, answer_s=20, limit=99)
        assert caught.value.code == "PLATFORM-0301"
        line.close()


# -- kept connections -------------------------------------------------------------------------


def asked_twice(address: str) -> None:
    library = CertShareLibrary(PlatformSettings(base_url=address))
    try:
        for _ in range(2):
            assert library.find_by_holder(QUERY, AUDIT, deadline_s=5)
    finally:
        library.close()


@pytest.mark.parametrize(("kept_s", "connections"), [(60.0, 1), (-1.0, 2)])
def test_a_connection_is_used_again_only_while_no_server_would_be_closing_it(
    kept_s: float, connections: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request that meets the close of an idle connection is answered by a reset."""
    assert platform_line.KEPT_S < 5.0, "the shortest idle time that servers are shipped with"
    monkeypatch.setattr(platform_line, "KEPT_S", kept_s)
    with running_simulator("platform") as platform:
        asked_twice(platform.address)
        assert platform.send("state")["connections"] == connections


@pytest.mark.parametrize("repeats", [True, False])
def test_a_kept_connection_that_ends_as_the_next_request_goes(repeats: bool) -> None:
    """A platform that is started anew: what only asks is asked once more, on a new line."""
    with fickle_server(json_reply(NOTHING_FOUND)) as server:
        line = PlatformLine(server.address, connect_s=5, repeats=repeats)

        def ask(question: bytes) -> int:
            return line.post("x", question, deadline_s=20, answer_s=20, limit=999).status

        assert ask(b"1") == 200
        if repeats:
            assert ask(b"2") == 200
        else:
            with pytest.raises(PlatformUnreachableError):
                ask(b"2")
        line.close()
    asked = [request[-1:] for request in server.requests]
    assert asked == ([b"1", b"2", b"2"] if repeats else [b"1", b"2"])


def test_a_new_connection_that_breaks_is_not_tried_again() -> None:
    with canned_server(b"") as server:
        line = PlatformLine(server.address, connect_s=5, repeats=True)
        with pytest.raises(PlatformUnreachableError):
            line.post("x", b"{}", deadline_s=20, answer_s=20, limit=99)
        line.close()
    assert len(server.requests) == 1


def test_a_busy_simulator_keeps_all_connections_of_a_case_waiting() -> None:
    """A stopped process stands for one that gets no processor: the system answers for it."""
    with running_simulator("platform") as platform, ExitStack() as stack:
        assert platform.process is not None
        port = int(platform.address.rpartition(":")[2])
        platform.process.send_signal(signal.SIGSTOP)
        stack.callback(platform.process.send_signal, signal.SIGCONT)
        for _ in range(20):
            waiting = socket.create_connection(("127.0.0.1", port), timeout=0.9)
            stack.enter_context(waiting)

# SPDX-License-Identifier: Apache-2.0
"""IPP over HTTP: one request on one connection, bounded in time and size, sent once.

Nothing is retried and no connection is reused: a Print-Job that goes out again behind our back
is a second licence. Source: RFC 8010, section 4; RFC 3510 (ipp), RFC 7472 (ipps).
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import requests
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError

from devices.errors import (
    DeviceAbsentError,
    DeviceFailedError,
    DeviceTimeoutError,
    FrameError,
)
from devices.printing.ipp_attributes import garbled
from devices.printing.ipp_message import (
    MAX_MESSAGE_BYTES,
    Message,
    decode_message,
    encode_message,
)
from devices.traffic import TRAFFIC

_log = logging.getLogger(__name__)

DEVICE: Final = "printer"
UNREACHABLE: Final = "PRINTER-0401"
OTHER: Final = "PRINTER-0408"
IPP_PORT: Final = 631
SCHEMES: Final = {"ipp": "http", "ipps": "https"}
HTTP_OK: Final = 200
HTTP_NOT_FOUND: Final = 404
CHUNK_BYTES: Final = 16_384


@dataclass(frozen=True)
class IppTimes:
    """How long one request may take, in seconds.

    Attributes:
        connect_s: for the connection; a switched-off device on the same wire shows at once.
        answer_s: of silence while waiting for an answer.
        total_s: for the whole answer, against one that trickles in.

    """

    connect_s: float = 3.0
    answer_s: float = 10.0
    total_s: float = 30.0


DEFAULT_TIMES: Final = IppTimes()


def http_url(uri: str) -> str:
    """Give the HTTP address behind an IPP address.

    >>> http_url("ipp://192.0.2.7/ipp/print"), http_url("ipps://[2001:db8::7]:8631/ipp/print")
    ('http://192.0.2.7:631/ipp/print', 'https://[2001:db8::7]:8631/ipp/print')

    Raises:
        ValueError: it is no ``ipp://`` or ``ipps://`` address with a host.

    """
    parts = urlsplit(uri)
    if parts.scheme not in SCHEMES or not parts.hostname or "@" in parts.netloc:
        msg = f"not an ipp:// or ipps:// address: {uri!r}"
        raise ValueError(msg)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    location = f"{host}:{parts.port or IPP_PORT}"
    return urlunsplit((SCHEMES[parts.scheme], location, parts.path or "/ipp/print", "", ""))


class IppConnection:
    """Sends requests to one IPP address and gives back the responses."""

    def __init__(self, uri: str, times: IppTimes) -> None:
        self._url = http_url(uri)
        self._times = times

    def exchange(self, request: Message) -> Message:
        """Send ``request`` once and wait for its response, which may report an IPP error.

        Raises:
            DeviceAbsentError: no connection came about; nothing was sent.
            DeviceTimeoutError: no answer, or not all of it, in time.
            FrameError: the connection was cut, or the answer is no IPP response to this.
            DeviceFailedError: an HTTP error instead of an IPP answer.

        """
        started = time.monotonic()
        with _named_failures(), requests.Session() as session:
            session.trust_env = False  # no proxy, no .netrc: the printer is on our own wire
            with session.post(
                self._url,
                data=encode_message(request),
                headers={"Content-Type": "application/ipp", "Connection": "close"},
                timeout=(self._times.connect_s, self._times.answer_s),
                allow_redirects=False,
                stream=True,
            ) as response:
                _check_http(response)
                body = self._read_body(response, deadline=started + self._times.total_s)
        answer = decode_message(body)
        spent_s = time.monotonic() - started
        told = (request.code, answer.code, len(body), spent_s)
        _log.log(TRAFFIC, "operation %#06x -> status %#06x, %d bytes, %.3f s", *told)
        if answer.request_id != request.request_id:
            raise garbled(f"answer {answer.request_id} to request {request.request_id}")
        return answer

    def _read_body(self, response: requests.Response, *, deadline: float) -> bytes:
        body = bytearray()
        # read1 gives what has come; iter_content would wait for a whole chunk.
        while chunk := response.raw.read1(CHUNK_BYTES, decode_content=True):
            body += chunk
            if len(body) > MAX_MESSAGE_BYTES:
                raise garbled(f"an answer of more than {MAX_MESSAGE_BYTES} bytes")
            if time.monotonic() > deadline:
                detail = f"the answer took more than {self._times.total_s:g} s"
                raise DeviceTimeoutError(UNREACHABLE, DEVICE, detail)
        return bytes(body)


def _check_http(response: requests.Response) -> None:
    if response.status_code == HTTP_NOT_FOUND:
        raise DeviceFailedError(UNREACHABLE, DEVICE, "HTTP 404: no printer under this path")
    if response.status_code != HTTP_OK:
        raise DeviceFailedError(OTHER, DEVICE, f"HTTP {response.status_code}")
    kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if kind != "application/ipp":
        raise garbled(f"an answer of type {kind!r}")


@contextmanager
def _named_failures() -> Iterator[None]:
    """Turn failures of the network into ours, apart by whether anything can have arrived."""
    try:
        yield
    except requests.ConnectTimeout as error:
        raise DeviceAbsentError(UNREACHABLE, DEVICE, "no connection in time") from error
    except requests.Timeout as error:
        raise DeviceTimeoutError(UNREACHABLE, DEVICE, "no answer in time") from error
    except requests.ConnectionError as error:
        if _never_connected(error):
            raise DeviceAbsentError(UNREACHABLE, DEVICE, "nobody listens there") from error
        detail = "the connection was cut before the answer was whole"
        raise FrameError(UNREACHABLE, DEVICE, detail) from error
    except (requests.RequestException, HTTPError) as error:
        raise FrameError(UNREACHABLE, DEVICE, type(error).__name__) from error


def _never_connected(error: requests.ConnectionError) -> bool:
    """Whether not even a connection came about (refused, no route, name not known)."""
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)

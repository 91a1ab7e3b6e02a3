# SPDX-License-Identifier: Apache-2.0
"""The line to the platform: one HTTP call with one deadline for its whole answer.

A read time-out alone starts anew with every byte, so a server that drips would hold a citizen
for minutes. Here the time that is left of the call bounds the answer from its first byte to its
last, headers included. Connections are kept and used again (RFC 9112, persistence).
"""

import io
import logging
import re
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException, HTTPResponse
from http.cookiejar import DefaultCookiePolicy
from time import monotonic
from typing import TYPE_CHECKING, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3 import HTTPResponse as KeptResponse
from urllib3 import exceptions as line_errors
from urllib3.connection import HTTPConnection, HTTPSConnection

from certificates.errors import (
    PlatformRefusedError,
    PlatformRubbishError,
    PlatformTimeoutError,
    PlatformUnreachableError,
)

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_POOL_SIZE: Final = 8  # look-ups of one session run side by side
_CAUSES: Final = 8
KEPT_S: Final = 4.0
"""A connection that was idle for longer is not used again: servers close idle ones after 5 s
and more, and a request that meets that moment on its way is answered by a reset."""
_LEAST_S: Final = 0.001
_ALERTS: Final = re.compile(
    "alert[ _](?:certificate[ _](?:required|expired|revoked|unknown)|bad[ _]certificate"
    "|unknown[ _]ca|handshake[ _]failure|access[ _]denied)"
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, repr=False)
class HttpAnswer:
    """A whole answer: status code, media type without parameters in lower case, body."""

    status: int
    media_type: str
    body: bytes


@dataclass(frozen=True)
class Tls:
    """Files (PEM) for HTTPS; an empty path means none.

    Attributes:
        ca_file: the only authorities that are believed; empty: those that ``requests`` ships.
        certificate_file: the certificate shown to the platform.
        key_file: its key; empty: in the same file.

    """

    ca_file: str = ""
    certificate_file: str = ""
    key_file: str = ""


class PlatformLine:
    """Posts to one base address; safe to use from several threads at once.

    Args:
        base_url: where operations are appended to.
        connect_s: longest wait for a connection.
        tls: whom to believe and what to show over HTTPS.
        repeats: whether every operation may be asked twice without harm (RFC 9110, 9.2.2). A
            request that met the end of a connection kept from before is then made once more,
            on a new one and within the same deadline; nothing else is ever repeated.

    Proxies, ``.netrc`` and certificates named by the environment are not looked at, cookies are
    not kept and redirections not followed: a holder's number goes to the address in the
    settings and nowhere else.
    """

    def __init__(
        self, base_url: str, *, connect_s: float, tls: Tls = Tls(), repeats: bool = False
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._connect_s = connect_s
        self._tls = tls
        self._repeats = repeats
        self._session = _session_of(tls)

    def post(
        self, operation: str, content: bytes, *, deadline_s: float, answer_s: float, limit: int
    ) -> HttpAnswer:
        """Post JSON and take the whole answer.

        Args:
            operation: last part of the address.
            content: JSON text in UTF-8.
            deadline_s: longest time for everything.
            answer_s: longest time for the answer alone, once connected and asked.
            limit: largest body taken, in bytes.

        Raises:
            PlatformUnreachableError: no connection, or it broke.
            PlatformTimeoutError: no whole answer in time.
            PlatformRefusedError: the platform does not take this kiosk's certificate, or the
                files of HTTPS cannot be read.
            PlatformRubbishError: the answer is not HTTP, or larger than ``limit``.

        """
        if deadline_s <= 0:
            raise PlatformTimeoutError("PLATFORM-0302", f"{operation}: no time left to ask")
        started = monotonic()
        times = _Times(started + deadline_s, self._connect_s, answer_s)
        url = f"{self._base_url}/{operation}"
        exchange = partial(_exchange, url=url, content=content, times=times, limit=limit)
        try:
            answer = self._asked(operation, exchange)
        except requests.ConnectTimeout as error:
            raise _unreachable(operation, "no connection in time") from _anonymous(error)
        except (requests.Timeout, line_errors.TimeoutError) as error:
            detail = f"{operation}: no whole answer in {monotonic() - started:.1f} s"
            raise PlatformTimeoutError("PLATFORM-0302", detail) from _anonymous(error)
        except (requests.RequestException, line_errors.HTTPError) as error:
            if _is_turned_away(error):
                detail = f"{operation}: the platform does not take this kiosk's certificate"
                raise PlatformRefusedError("PLATFORM-0303", detail) from _anonymous(error)
            if _is_no_http(error):
                detail = f"{operation}: the answer is not HTTP"
                raise PlatformRubbishError("PLATFORM-0304", detail) from _anonymous(error)
            raise _unreachable(operation, "no connection, or it broke") from _anonymous(error)
        except OSError as error:  # requests looks for the files on each call
            detail = "a file of authorities, certificate or key cannot be read"
            raise PlatformRefusedError("PLATFORM-0303", detail) from error
        _log.info("%s: HTTP %d in %.3f s", operation, answer.status, monotonic() - started)
        return answer

    def close(self) -> None:
        """Close the kept connections; the next call opens new ones."""
        self._session.close()

    def _asked(
        self, operation: str, exchange: Callable[[requests.Session], HttpAnswer]
    ) -> HttpAnswer:
        """Ask; once more where the request met the end of a connection kept from before."""
        try:
            return exchange(self._session)
        except requests.ConnectionError as error:
            if not self._repeats or not _met_its_end(error):
                raise
        _log.info("%s: asked once more: the kept connection was closed meanwhile", operation)
        with _session_of(self._tls) as fresh:
            return exchange(fresh)


def _session_of(tls: Tls) -> requests.Session:
    """Connections to the platform and nobody else; none is open yet."""
    session = requests.Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    if tls.ca_file:
        session.verify = tls.ca_file
    if tls.certificate_file:
        own = (tls.certificate_file, tls.key_file)
        session.cert = own if tls.key_file else tls.certificate_file
    for scheme in ("http://", "https://"):
        session.mount(scheme, _whole_answer_adapter())
    return session


def _exchange(
    session: requests.Session, *, url: str, content: bytes, times: "_Times", limit: int
) -> HttpAnswer:
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
    operation = url.rpartition("/")[2]
    with session.post(
        url,
        data=content,
        headers=headers,
        timeout=times.left(),  # type: ignore[arg-type]  # requests hands it on to urllib3
        stream=True,
        allow_redirects=False,
    ) as response:
        body: bytes = response.raw.read(limit + 1, decode_content=False)
        is_cut_short = bool(response.raw.length_remaining)
    if len(body) > limit:
        detail = f"{operation}: more than {limit} bytes came"
        raise PlatformRubbishError("PLATFORM-0304", detail)
    if is_cut_short:
        raise _unreachable(operation, "the line broke in the middle of the answer")
    return HttpAnswer(response.status_code, _media_type(response.headers), body)


@dataclass(frozen=True)
class _Times:
    """When a call ends, and the limits of its two parts in seconds."""

    ends_at: float
    connect_s: float
    answer_s: float

    def left(self) -> Timeout:
        left_s = max(self.ends_at - monotonic(), _LEAST_S)
        return Timeout(total=left_s, connect=self.connect_s, read=self.answer_s)


class _DeadlineReader(io.RawIOBase):
    """Reads a socket to its end or to a moment, however slowly bytes come."""

    def __init__(self, sock: socket.socket, raw: io.RawIOBase, seconds: float) -> None:
        super().__init__()
        self._sock = sock
        self._raw = raw
        self._seconds = seconds
        self._deadline = monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError("the answer did not end in time")
        self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        if not self.closed and self._sock.fileno() >= 0:
            self._sock.settimeout(self._seconds)  # the next call sends on this socket
        self._raw.close()
        super().close()


class _WholeAnswerResponse(HTTPResponse):
    """Takes the socket's time-out, set to what is left of the call, for the whole answer."""

    def __init__(
        self,
        sock: socket.socket,
        debuglevel: int = 0,
        method: str | None = None,
        url: str | None = None,
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        seconds = sock.gettimeout()
        if seconds is not None:
            raw = self.fp.detach()
            self.fp = io.BufferedReader(_DeadlineReader(sock, raw, seconds))


class _KeptLineEndedError(ConnectionError):
    """A connection that had answered before ended before it answered this request."""


class _HttpConnection(HTTPConnection):
    response_class = _WholeAnswerResponse
    answered_at = 0.0

    def close(self) -> None:
        super().close()
        self.answered_at = 0.0

    def getresponse(self) -> KeptResponse:  # type: ignore[override]  # as urllib3 has it
        was_kept = self.answered_at > 0
        try:
            response = super().getresponse()
        except ConnectionError as error:
            if was_kept:
                raise _KeptLineEndedError(*error.args) from error
            raise
        self.answered_at = monotonic()
        return response

    @property
    def is_connected(self) -> bool:
        return monotonic() - self.answered_at <= KEPT_S and super().is_connected


class _HttpsConnection(_HttpConnection, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _HttpConnection


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _HttpsConnection


def _whole_answer_adapter() -> HTTPAdapter:
    adapter = HTTPAdapter(pool_maxsize=_POOL_SIZE)
    adapter.poolmanager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
    return adapter


def _media_type(headers: Mapping[str, str]) -> str:
    return headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _unreachable(operation: str, what: str) -> PlatformUnreachableError:
    return PlatformUnreachableError("PLATFORM-0301", f"{operation}: {what}")


def _is_no_http(error: Exception) -> bool:
    """Tell bytes that are not HTTP from a line that broke."""
    reason = error.args[0] if error.args else None
    if not isinstance(reason, line_errors.ProtocolError) or len(reason.args) < 2:  # noqa: PLR2004
        return False
    cause = reason.args[1]
    return isinstance(cause, HTTPException) and not isinstance(cause, ConnectionError)


def _met_its_end(error: requests.ConnectionError) -> bool:
    """Whether the request went on a kept connection that the platform was closing."""
    reason = error.args[0] if error.args else None
    parts = reason.args if isinstance(reason, line_errors.ProtocolError) else ()
    return any(isinstance(part, _KeptLineEndedError) for part in parts)


def _is_turned_away(error: BaseException | None) -> bool:
    """Find an alert about our certificate (RFC 8446, 6.2): with TLS 1.3 it comes after ours."""
    seen = 0
    while error is not None and seen < _CAUSES:
        if isinstance(error, ssl.SSLError):
            return bool(_ALERTS.search(f"{error.reason} {error}".lower()))
        reason = error.args[-1] if error.args else None
        below = getattr(error, "reason", None) or reason
        error = below if isinstance(below, BaseException) else error.__context__
        seen += 1
    return False


def _anonymous(error: Exception) -> Exception:
    """Take the request, which holds the citizen's number, off an error kept as cause."""
    if isinstance(error, requests.RequestException):
        error.request = None
    return error

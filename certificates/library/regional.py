# SPDX-License-Identifier: Apache-2.0
"""Calls certificates from a library that speaks the session-based ``regional`` dialect.

After the interface of a cross-province sharing platform: one login makes a session, a citizen's
number is changed for a token before anything is asked by it, files are fetched in two steps.
What this project fixes about it is in ``regional.openapi.yaml``.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from time import monotonic
from typing import TypeVar

from certificates.certificate_types import HolderCodeType
from certificates.electronic_certificate import ElectronicCertificate
from certificates.errors import PlatformTimeoutError
from certificates.library.answers import (
    ANSWER_LIMIT,
    FILE_LIMIT,
    all_of_kind,
    file_of,
    picture_of,
    probe_with,
    the_only,
)
from certificates.library.certshare_wire import digest_of, verification_of
from certificates.library.circuit import Circuit
from certificates.library.interface import (
    Annotation,
    AuditElements,
    CertificateFile,
    HolderQuery,
    PlatformReport,
    Verification,
    check_use_cause,
)
from certificates.library.platform_call import (
    audit_parameters,
    check_status,
    ciphers_of,
    line_to,
    read_secret,
)
from certificates.library.platform_line import HttpAnswer
from certificates.library.regional_wire import (
    SessionOverError,
    certificates_in,
    decode_data,
    word_of,
)
from certificates.settings import PlatformSettings

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, repr=False)
class _Why:
    """What goes with every call, and the moment by which the whole operation ends."""

    use_cause: str
    audit: AuditElements
    ends_at: float


@dataclass(frozen=True, repr=False)
class _Asked:
    operation: str
    why: _Why
    parameters: dict[str, str] = field(default_factory=dict)


class RegionalLibrary:
    """A certificate library with sessions; fulfils ``CertificateLibrary``.

    Args:
        settings: address, account and time limits; the secret's file holds the password, which
            is read at each login and kept nowhere else.
        today: the day on which a citizen's number is changed for a token.
        circuit: what keeps calls from an absent platform.

    One object may be used from several threads at once; they share session and connections.
    Every method but ``probe`` raises ``CertificateError`` (unreachable, too slow, refused or
    rubbish) and ``ValueError`` for a purpose that is blank or too long. The deadline holds for
    all calls of one operation together, a new login included.
    """

    def __init__(
        self,
        settings: PlatformSettings,
        today: Callable[[], date],
        circuit: Circuit | None = None,
    ) -> None:
        self._settings = settings
        self._today = today
        self._circuit = circuit or Circuit()
        self._line = line_to(settings, repeats=True)
        self._ciphers = ciphers_of(settings)
        self._lock = Lock()
        self._session = ""

    def __repr__(self) -> str:
        return f"RegionalLibrary({self._settings.base_url})"

    def find_by_holder(
        self, query: HolderQuery, audit: AuditElements, *, deadline_s: float
    ) -> tuple[ElectronicCertificate, ...]:
        """Search by holder (``secGetCertificateDataByHolder``); empty when there is none."""
        return self._run(deadline_s, lambda: self._find(query, _why(query, audit, deadline_s)))

    def data(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> ElectronicCertificate | None:
        """Fetch one certificate (``getCertificateDataByCertificateID``); None for none."""
        why = _checked(use_cause, audit, deadline_s)
        asked = _Asked("getCertificateDataByCertificateID", why, {"CertificateID": identifier})
        return self._run(
            deadline_s, lambda: the_only(certificates_in(self._data(asked)), identifier)
        )

    def file(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> bytes:
        """Fetch a certificate's file (``…FileByCertificateID``, then ``getCertFile``)."""
        why = _checked(use_cause, audit, deadline_s)
        return self._run(deadline_s, lambda: self._file(why, {"CertificateID": identifier}))

    def annotated_copy(
        self,
        identifier: str,
        annotation: Annotation,
        audit: AuditElements,
        *,
        deadline_s: float,
    ) -> bytes:
        """Fetch a copy (加注件) that bears its purpose and its last day."""
        why = _checked(annotation.purpose, audit, deadline_s)
        last_day = annotation.expires_on.strftime("%Y%m%d")
        parameters = {"CertificateID": identifier, "CopyExpiringDate": last_day}
        return self._run(deadline_s, lambda: self._file(why, parameters))

    def thumbnail(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> bytes:
        """Fetch a small picture with the purpose as watermark (``getThumbnail``)."""
        parameters = {"CertificateID": identifier, "watermark": use_cause}
        asked = _Asked("getThumbnail", _checked(use_cause, audit, deadline_s), parameters)
        return self._run(deadline_s, lambda: picture_of(self._bytes(asked)))

    def verify_data(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> Verification:
        """Ask whether a certificate exists, and its status (``verifyCertificateData``)."""
        why = _checked(use_cause, audit, deadline_s)
        asked = _Asked("verifyCertificateData", why, {"CertificateID": identifier})
        return self._run(deadline_s, lambda: _verification(self._data(asked)))

    def verify_file(
        self, file: CertificateFile, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> Verification:
        """Ask whether a file is the library's own; its SM3 digest is sent."""
        parameters = {"CertificateID": file.identifier, "FileDigest": digest_of(file.content)}
        why = _checked(use_cause, audit, deadline_s)
        asked = _Asked("verifyCertificateFile", why, parameters)
        return self._run(deadline_s, lambda: _verification(self._data(asked)))

    def by_qr(
        self, text: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> ElectronicCertificate | None:
        """Fetch the certificate of a QR code (``getCertificateDataByQRCode``)."""
        why = _checked(use_cause, audit, deadline_s)
        asked = _Asked("getCertificateDataByQRCode", why, {"QRCode": text})
        return self._run(deadline_s, lambda: the_only(certificates_in(self._data(asked))))

    def try_now(self) -> None:
        """Let the next call be made although the library is held to be away: asked by hand."""
        self._circuit.try_now()

    def probe(self, *, deadline_s: float = 5.0) -> PlatformReport:
        """Log in and search for nobody's licence: tests line, account and answer."""

        def find(query: HolderQuery, audit: AuditElements) -> object:
            why = _why(query, audit, deadline_s)
            return self._run(deadline_s, lambda: self._find(query, why), always=True)

        return probe_with(find, self._settings.org_name)

    def close(self) -> None:
        """Close the kept connections and forget the session."""
        self._session = ""
        self._line.close()

    def _run(
        self, deadline_s: float, call: Callable[[], _Answer], *, always: bool = False
    ) -> _Answer:
        return self._circuit.run(lambda _: call(), deadline_s=deadline_s, always=always)

    # -- operations of several calls -------------------------------------------------------

    def _find(self, query: HolderQuery, why: _Why) -> tuple[ElectronicCertificate, ...]:
        code = query.holder_code
        if query.holder_type_code == HolderCodeType.CITIZEN_NUMBER.value:
            day = self._today().strftime("%Y%m%d")
            person = {"id": code, "name": query.holder_name, "startDay": day, "endDay": day}
            code = word_of(self._data(_Asked("checkIDCard", why, person)), "token")
        parameters = {"CertificateType": query.type_code, "CertificateHolderCode": code}
        asked = _Asked("secGetCertificateDataByHolder", why, parameters)
        return all_of_kind(certificates_in(self._data(asked)), query.type_code)

    def _file(self, why: _Why, parameters: dict[str, str]) -> bytes:
        place = self._data(_Asked("getCertificateFileByCertificateID", why, parameters))
        parameters = {name: word_of(place, name) for name in ("url", "fileFormat")}
        return file_of(self._bytes(_Asked("getCertFile", why, parameters)))

    # -- calls -----------------------------------------------------------------------------

    def _data(self, asked: _Asked) -> object:
        return self._in_session(asked, lambda answer: decode_data(answer.body))

    def _bytes(self, asked: _Asked) -> bytes:
        def read(answer: HttpAnswer) -> bytes:
            if answer.media_type == "application/json":
                decode_data(answer.body)  # raises where the library says why not
            return answer.body

        return self._in_session(asked, read)

    def _in_session(self, asked: _Asked, read: Callable[[HttpAnswer], _Answer]) -> _Answer:
        """Make a call; where the session is over, once more in a new one."""
        session = self._session_for(asked.why, over="")
        try:
            return read(self._post(asked, session))
        except SessionOverError:
            return read(self._post(asked, self._session_for(asked.why, over=session)))

    def _session_for(self, why: _Why, *, over: str) -> str:
        """Give the session that all threads share; log in where there is none but ``over``."""
        left_s = max(why.ends_at - monotonic(), 0.0)
        if not self._lock.acquire(timeout=left_s):  # another thread's login hangs
            raise PlatformTimeoutError("PLATFORM-0302", "login: no session in time")
        try:
            if self._session in {"", over}:
                secret = read_secret(self._settings.access_token_file)
                account = {"account": self._settings.access_id, "password": secret}
                answer = self._post(_Asked("login", why, account), "")
                self._session = word_of(decode_data(answer.body), "sessionId")
            return self._session
        finally:
            self._lock.release()

    def _post(self, asked: _Asked, session: str) -> HttpAnswer:
        why = asked.why
        said = {
            **asked.parameters,
            **audit_parameters(why.audit),
            "UseFor": why.use_cause,
            "SessionID": session,
        }
        is_file = asked.operation == "getCertFile"
        ciphers = self._ciphers
        said = ciphers.regional_request(said) if ciphers else said
        left_s = why.ends_at - monotonic()
        answer = self._line.post(
            asked.operation,
            json.dumps(said).encode(),
            deadline_s=left_s,
            answer_s=left_s if is_file else self._settings.read_s,
            limit=FILE_LIMIT if is_file else ANSWER_LIMIT,
        )
        check_status(asked.operation, answer)
        return ciphers.regional_answer(asked.operation, answer) if ciphers else answer


def _why(query: HolderQuery, audit: AuditElements, deadline_s: float) -> _Why:
    return _Why(query.use_cause, audit, monotonic() + deadline_s)


def _checked(use_cause: str, audit: AuditElements, deadline_s: float) -> _Why:
    check_use_cause(use_cause)
    return _Why(use_cause, audit, monotonic() + deadline_s)


def _verification(data: object) -> Verification:
    """Read what was verified; this dialect names the status in capitals."""
    if isinstance(data, dict) and "CertificateStatus" in data:
        data = {**data, "certificateStatus": data["CertificateStatus"]}
    return verification_of(data)

# SPDX-License-Identifier: Apache-2.0
"""Calls certificates from a library that speaks the ``certshare`` dialect.

The interface of sharing services (GB/T 36906-2018) as provinces deployed it: JSON over POST,
one address per operation. What this project fixes about it is in ``certshare.openapi.yaml``.
"""

from typing import TypeVar

from certificates.electronic_certificate import ElectronicCertificate
from certificates.library.answers import (
    ANSWER_LIMIT,
    FILE_LIMIT,
    NOBODY,
    all_of_kind,
    picture_of,
    probe_with,
    the_only,
)
from certificates.library.asked_call import Asked, AskedCalls, file_in
from certificates.library.certshare_wire import (
    decode_answer,
    decode_certificates,
    decode_verification,
    digest_of,
)
from certificates.library.circuit import Circuit
from certificates.library.interface import (
    Annotation,
    AuditElements,
    CertificateFile,
    HolderQuery,
    PlatformReport,
    Verification,
)
from certificates.library.platform_line import HttpAnswer
from certificates.settings import PlatformSettings

__all__ = ["ANSWER_LIMIT", "FILE_LIMIT", "NOBODY", "CertShareLibrary"]

_Answer = TypeVar("_Answer")


class CertShareLibrary:
    """A certificate library (电子证照库) over HTTP; fulfils ``CertificateLibrary``.

    Args:
        settings: address, account and time limits. The token is read from its file on every
            call, so that a renewed one counts without a restart, and is kept nowhere else.
        circuit: what keeps calls from an absent platform.

    One object may be used from several threads at once; connections are shared among calls.
    Every method but ``probe`` raises ``CertificateError`` (unreachable, too slow, refused or
    rubbish) and ``ValueError`` for a purpose that is blank or too long.
    """

    def __init__(self, settings: PlatformSettings, circuit: Circuit | None = None) -> None:
        self._calls = AskedCalls(settings, circuit or Circuit(), {"downloadFile": FILE_LIMIT})

    def __repr__(self) -> str:
        return f"CertShareLibrary({self._calls.settings.base_url})"

    def find_by_holder(
        self, query: HolderQuery, audit: AuditElements, *, deadline_s: float
    ) -> tuple[ElectronicCertificate, ...]:
        """Search by holder (``queryCertInfoByHolderCode``); empty when there is none.

        Raises:
            PlatformRubbishError: also when an entry is of another kind than was asked for.

        """
        return self._calls.circuit.run(
            lambda left_s: self._find(query, audit, left_s), deadline_s=deadline_s
        )

    def data(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> ElectronicCertificate | None:
        """Fetch one certificate (``queryCertInfo``); None when the library has none.

        Raises:
            PlatformRubbishError: also when another certificate came than was asked for.

        """
        asked = Asked("queryCertInfo", {"certIdentifier": identifier}, use_cause, audit)
        return self._calls.ask(
            asked,
            lambda answer: the_only(decode_certificates(answer.body), identifier),
            deadline_s,
        )

    def file(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> bytes:
        """Fetch a certificate's file (``downloadFile``), PDF or OFD as it is.

        Raises:
            PlatformRefusedError: also where the library does not have it.

        """
        parameters = {"certIdentifier": identifier, "expiryTime": ""}
        asked = Asked("downloadFile", parameters, use_cause, audit)
        return self._calls.ask(asked, file_in, deadline_s)

    def annotated_copy(
        self,
        identifier: str,
        annotation: Annotation,
        audit: AuditElements,
        *,
        deadline_s: float,
    ) -> bytes:
        """Fetch a copy (加注件) that bears its purpose and its last day (``downloadFile``)."""
        last_day = annotation.expires_on.isoformat()
        parameters = {"certIdentifier": identifier, "expiryTime": last_day}
        asked = Asked("downloadFile", parameters, annotation.purpose, audit)
        return self._calls.ask(asked, file_in, deadline_s)

    def thumbnail(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> bytes:
        """Fetch a small picture with the purpose as watermark (``getThumbnail``)."""
        parameters = {"certIdentifier": identifier, "watermark": use_cause}
        asked = Asked("getThumbnail", parameters, use_cause, audit)
        return self._calls.ask(asked, _picture, deadline_s)

    def verify_data(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> Verification:
        """Ask whether a certificate exists, and its status (``verifyCertInfo``)."""
        asked = Asked("verifyCertInfo", {"certIdentifier": identifier}, use_cause, audit)
        return self._calls.ask(asked, _verification, deadline_s)

    def verify_file(
        self, file: CertificateFile, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> Verification:
        """Ask whether a file is the library's own (``verifyFile``); its SM3 digest is sent."""
        parameters = {
            "certIdentifier": file.identifier,
            "digestAlgorithm": "SM3",
            "fileDigest": digest_of(file.content),
        }
        asked = Asked("verifyFile", parameters, use_cause, audit)
        return self._calls.ask(asked, _verification, deadline_s)

    def by_qr(
        self, text: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> ElectronicCertificate | None:
        """Fetch the certificate of a QR code (``queryCertInfoByQRcode``); None for none."""
        asked = Asked("queryCertInfoByQRcode", {"qrcode": text}, use_cause, audit)
        return self._calls.ask(
            asked, lambda answer: the_only(decode_certificates(answer.body)), deadline_s
        )

    def try_now(self) -> None:
        """Let the next call be made although the library is held to be away: asked by hand."""
        self._calls.circuit.try_now()

    def probe(self, *, deadline_s: float = 5.0) -> PlatformReport:
        """Search for nobody's licence: tests line, account, purpose and answer in one call."""
        return probe_with(
            lambda query, audit: self._calls.circuit.run(
                lambda left_s: self._find(query, audit, left_s),
                deadline_s=deadline_s,
                always=True,
            ),
            self._calls.settings.org_name,
        )

    def close(self) -> None:
        """Close the kept connections."""
        self._calls.close()

    def _find(
        self, query: HolderQuery, audit: AuditElements, deadline_s: float
    ) -> tuple[ElectronicCertificate, ...]:
        parameters = {
            "holderCode": query.holder_code,
            "holderTypeCode": query.holder_type_code,
            "certTypeCode": query.type_code,
        }
        asked = Asked("queryCertInfoByHolderCode", parameters, query.use_cause, audit)
        answer = self._calls.call(asked, deadline_s)
        return all_of_kind(decode_certificates(answer.body), query.type_code)


def _picture(answer: HttpAnswer) -> bytes:
    if answer.media_type == "application/json":
        decode_answer(answer.body)
    return picture_of(answer.body)


def _verification(answer: HttpAnswer) -> Verification:
    return decode_verification(answer.body)

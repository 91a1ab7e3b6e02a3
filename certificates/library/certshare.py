# SPDX-License-Identifier: Apache-2.0
"""Calls certificates from a library that speaks the ``certshare`` dialect.

The interface of sharing services (GB/T 36906-2018) as provinces deployed it: JSON over POST,
one address per operation. What this project fixes about it is in ``certshare.openapi.yaml``.
"""

from time import monotonic
from typing import Final

from certificates.certificate_types import BUSINESS_LICENCE, HolderCodeType
from certificates.electronic_certificate import ElectronicCertificate
from certificates.errors import CertificateError, PlatformRubbishError
from certificates.library.certshare_wire import decode_answer, decode_certificates
from certificates.library.interface import (
    AuditElements,
    HolderQuery,
    PlatformReport,
    check_use_cause,
)
from certificates.library.platform_call import Bounds, PlatformCaller
from certificates.library.platform_line import HttpAnswer
from certificates.settings import PlatformSettings

ANSWER_LIMIT: Final = 1_000_000
"""Largest JSON answer taken, in bytes."""

FILE_LIMIT: Final = 20_000_000
"""Largest file taken, in bytes."""

NOBODY: Final = "439900197002280122"
"""A number nobody has, for self-tests: division 439900 does not exist."""

_FILE_SIGNATURES: Final = (b"%PDF-", b"PK\x03\x04")  # PDF; OFD is a ZIP package (GB/T 33190)


class CertShareLibrary:
    """A certificate library (电子证照库) over HTTP; fulfils ``CertificateLibrary``.

    Args:
        settings: address, account and time limits. The token is read from its file on every
            call, so that a renewed one counts without a restart, and is kept nowhere else.

    One object may be used from several threads at once; connections are shared among calls.
    """

    def __init__(self, settings: PlatformSettings) -> None:
        self._settings = settings
        self._caller = PlatformCaller(settings)

    def __repr__(self) -> str:
        return f"CertShareLibrary({self._settings.base_url})"

    def find_by_holder(
        self, query: HolderQuery, audit: AuditElements, *, deadline_s: float
    ) -> tuple[ElectronicCertificate, ...]:
        """Search by holder (``queryCertInfoByHolderCode``); empty when there is none.

        Raises:
            CertificateError: unreachable, too slow, refused, or rubbish; an entry of another
                kind than was asked for makes the whole answer rubbish.

        """
        parameters = {
            "holderCode": query.holder_code,
            "holderTypeCode": query.holder_type_code,
            "certTypeCode": query.type_code,
        }
        answer = self._call(
            "queryCertInfoByHolderCode",
            parameters,
            use_cause=query.use_cause,
            audit=audit,
            deadline_s=deadline_s,
        )
        certificates = decode_certificates(answer.body)
        if any(certificate.type_code != query.type_code for certificate in certificates):
            detail = f"asked for {query.type_code}, got certificates of another kind"
            raise PlatformRubbishError("PLATFORM-0304", detail)
        return certificates

    def data(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> ElectronicCertificate | None:
        """Fetch one certificate (``queryCertInfo``); None when the library has none.

        Raises:
            ValueError: the purpose is blank or too long.
            CertificateError: as above; also when another certificate came than was asked for.

        """
        check_use_cause(use_cause)
        parameters = {"certIdentifier": identifier}
        answer = self._call(
            "queryCertInfo", parameters, use_cause=use_cause, audit=audit, deadline_s=deadline_s
        )
        certificates = decode_certificates(answer.body)
        if not certificates:
            return None
        if len(certificates) > 1 or certificates[0].identifier != identifier:
            raise PlatformRubbishError(
                "PLATFORM-0304", "got another certificate than asked for"
            )
        return certificates[0]

    def file(
        self, identifier: str, use_cause: str, audit: AuditElements, *, deadline_s: float
    ) -> bytes:
        """Fetch a certificate's file (``downloadFile``), PDF or OFD as it is.

        Raises:
            ValueError: the purpose is blank or too long.
            CertificateError: as above; a file that the library does not have is refused by it.

        """
        check_use_cause(use_cause)
        parameters = {"certIdentifier": identifier, "expiryTime": ""}
        answer = self._call(
            "downloadFile", parameters, use_cause=use_cause, audit=audit, deadline_s=deadline_s
        )
        if answer.media_type == "application/json":
            decode_answer(answer.body)  # raises where the library says why not
        if not answer.body.startswith(_FILE_SIGNATURES):
            raise PlatformRubbishError("PLATFORM-0304", "the file is neither PDF nor OFD")
        return answer.body

    def probe(self, *, deadline_s: float = 5.0) -> PlatformReport:
        """Search for nobody's licence: tests line, account, purpose and answer in one call."""
        place = self._settings.org_name.strip() or "自助终端"
        audit = AuditElements(place, "selftest", "终端自检", "selftest", "selftest")
        query = HolderQuery(
            NOBODY, HolderCodeType.CITIZEN_NUMBER.value, BUSINESS_LICENCE.code, "终端自检"
        )
        started = monotonic()
        try:
            self.find_by_holder(query, audit, deadline_s=deadline_s)
        except CertificateError as error:
            return PlatformReport(reachable=False, code=error.code, detail=error.detail)
        took_ms = (monotonic() - started) * 1000
        return PlatformReport(reachable=True, code="", detail=f"answered in {took_ms:.0f} ms")

    def close(self) -> None:
        """Close the kept connections."""
        self._caller.close()

    def _call(
        self,
        operation: str,
        parameters: dict[str, str],
        *,
        use_cause: str,
        audit: AuditElements,
        deadline_s: float,
    ) -> HttpAnswer:
        is_file = operation == "downloadFile"
        bounds = Bounds(
            deadline_s,
            answer_s=deadline_s if is_file else self._settings.read_s,
            limit=FILE_LIMIT if is_file else ANSWER_LIMIT,
        )
        return self._caller.call(operation, parameters | {"useCause": use_cause}, audit, bounds)

# SPDX-License-Identifier: Apache-2.0
"""Fetches a certificate's annotated copy (加注件), looks at it, and commits it as a case.

Blocking and Qt-free; called from the desk's worker. The order: the certificate is asked for
once more and must still be valid and this citizen's; the copy is fetched for the purpose, with
the case number in it, so that each copy is a file of its own; the file passes the gate and the
library knows its digest; then case and file are on disk together, and only then is it printed,
byte for byte.
"""

from datetime import date, timedelta
from typing import Final

from certificates.certificate_types import type_by_code
from certificates.electronic_certificate import ElectronicCertificate, Holder, Unusable
from certificates.errors import (
    CertificateError,
    DocumentError,
    PlatformRefusedError,
    PlatformUnreachableError,
)
from certificates.gate import CalledExpectation, CalledFile
from certificates.library.interface import (
    Annotation,
    AuditElements,
    CertificateFile,
    CertificateLibrary,
)
from devices.printing.port import MEDIA_NAMES
from forms.copy_rules import CopyProof
from kiosk.clock import Clock
from kiosk.desk import Desk, IssuedPapers, Told
from kiosk.filing import decision_word, kept_from
from kiosk.papers import CERTIFICATE_COPY, chinese_day
from kiosk.session.effects import FetchCopy, Note
from kiosk.store.records import CaseRecord

NO_FILE: Final = "PLATFORM-0321"
LAPSED: Final = "PLATFORM-0322"
NOT_GIVEN: Final = "PLATFORM-0323"
UNFIT: Final = "DOCUMENT-0621"
_REFUSED: Final = "PLATFORM-0303"
_UNFIT_PDF: Final = "DOCUMENT-0604"
_OUTCOMES: Final = {
    NO_FILE: "missing",
    LAPSED: "lapsed",
    NOT_GIVEN: "refused",
    UNFIT: "unfit",
}
DOCUMENT: Final = f"{CERTIFICATE_COPY}.pdf"

KEPT: Final = timedelta(days=30)
"""A copy that never came out waits so long for staff to print it at the window."""


class CopyDesk:
    """Gives out copies of certificates; the library's file is printed as it is.

    Args:
        desk: of this kiosk; keeps case and file.
        library: None where no platform is configured: unreachable.
        clock: dates the case.
        call_s: longest wait for each call, in seconds.

    """

    def __init__(
        self, desk: Desk, library: CertificateLibrary | None, clock: Clock, *, call_s: float
    ) -> None:
        self._desk = desk
        self._library = library
        self._clock = clock
        self._call_s = call_s

    def issue(self, asked: FetchCopy, told: Told) -> IssuedPapers:
        """Fetch, check and keep a copy; ``told`` hears of each line once it is true.

        Raises:
            CertificateError: nothing was kept: the platform's own codes, no file (0321), no
                longer valid (0322), not given (0323), or a file that is unfit (DOCUMENT-0621).
            StoreError: nothing was kept.

        """
        audit = self._desk.audit(asked.application.item_id)
        case_number = self._desk.store.new_case_id(audit.username)
        call = _Call(asked, case_number, _about(audit, case_number), self._call_s)
        try:
            content, size = self._checked(call, told)
        except CertificateError as error:
            self._note(call, _OUTCOMES.get(error.code, "failed"), error.code)
            raise
        self._note(call, "fetched")
        self._commit(asked, case_number, content)
        told("committed", case_number)
        return IssuedPapers(case_number, "", (CERTIFICATE_COPY,), (size.pages,))

    def printed(self, case_number: str, name: str) -> None:
        """Wipe a copy whose every sheet is out; another paper stays.

        Raises:
            StoreError: it could not be deleted; the next start tries again.

        """
        if name == CERTIFICATE_COPY:
            self._desk.store.documents.wipe(case_number, DOCUMENT)

    def tidy(self) -> None:
        """Wipe copies that are out, or that nobody has fetched for ``KEPT``."""
        documents = self._desk.store.documents
        for case_number in documents.left_of(DOCUMENT, before=self._clock.now() - KEPT):
            documents.wipe(case_number, DOCUMENT)

    def _checked(self, call: "_Call", told: Told) -> tuple[bytes, CalledFile]:
        library = self._library
        if library is None:
            raise PlatformUnreachableError("PLATFORM-0301", "no platform is configured")
        certificate = call.asked_again(library)
        content = call.fetched(library)
        told("fetched", "")
        size = self._looked_at(content, call.expectation(certificate))
        if call.asked.rules.is_verified:
            call.verify(library, content)
        told("checked", "")
        return content, size

    def _looked_at(self, content: bytes, expectation: CalledExpectation) -> CalledFile:
        try:
            size = self._desk.check_called(content, expectation)
        except DocumentError as error:
            if error.code != _UNFIT_PDF:
                raise
            raise DocumentError(UNFIT, error.detail) from error
        short, long = sorted((round(size.width_mm), round(size.height_mm)))
        if (short, long) not in MEDIA_NAMES:
            raise DocumentError(UNFIT, f"no paper of {short} x {long} mm")
        return size

    def _commit(self, asked: FetchCopy, case_number: str, content: bytes) -> None:
        """Write case and file together: there is no case without its copy, nor the reverse."""
        application, store = asked.application, self._desk.store
        record = CaseRecord(
            case_id=case_number,
            service=application.item_id,
            situation=application.situation,
            decision=decision_word(asked.decision),
            submitted_at=self._clock.now(),
            catalogue_version=application.catalogue_version,
            catalogue_sha256=application.catalogue_checksum,
            form=kept_from(application, (), (), helpers=asked.helpers),
        )
        with store.together():
            store.submit_case(record)
            store.documents.put(case_number, DOCUMENT, content)

    def _note(self, call: "_Call", outcome: str, code: str = "") -> None:
        """Say in the journal which kind was fetched for which purpose, and nothing of it."""
        asked = call.asked
        kind = type_by_code(asked.certificate.type_code)
        purpose = asked.application.fields[asked.rules.purpose_field].value
        facts = (("kind", kind.key.lower() if kind else "other"), ("purpose", purpose))
        self._desk.note(Note("copy-fetched", outcome, call.case_number, code, facts))


class _Call:
    """The calls for one copy: whose, what for, with which audit elements."""

    def __init__(
        self, asked: FetchCopy, case_number: str, audit: AuditElements, call_s: float
    ) -> None:
        self.asked = asked
        self.case_number = case_number
        self._audit = audit
        self._call_s = call_s
        self._identifier = asked.certificate.identifier
        self._mark = f"{asked.decision.wish.mark.zh_CN}，办件编号{case_number}"

    def asked_again(self, library: CertificateLibrary) -> ElectronicCertificate:
        """Give the certificate as it is now; it must still be valid and this citizen's."""
        found = library.data(self._identifier, self._mark, self._audit, deadline_s=self._call_s)
        if found is None:
            raise PlatformRefusedError(NO_FILE, "the identifier is no longer known")
        applicant = self.asked.application.applicant
        verdict = found.usable_for(
            Holder(applicant.name, applicant.number),
            today=self.asked.day,
            asked_code=self.asked.asked_code or None,
        )
        if isinstance(verdict, Unusable):
            raise PlatformRefusedError(LAPSED, f"now {verdict.reason.value}")
        return found

    def fetched(self, library: CertificateLibrary) -> bytes:
        """Fetch the copy; a refusal of it is told apart from a refusal of look-ups."""
        annotation = Annotation(self._mark, self.asked.decision.wish.valid_to)
        try:
            return library.annotated_copy(
                self._identifier, annotation, self._audit, deadline_s=self._call_s
            )
        except PlatformRefusedError as error:
            if error.code != _REFUSED:
                raise
            raise PlatformRefusedError(NOT_GIVEN, error.detail) from error

    def expectation(self, certificate: ElectronicCertificate) -> CalledExpectation:
        """What the file must show, as the catalogue's rules say."""
        ways = {
            CopyProof.HOLDER: (certificate.holder_name,),
            CopyProof.NUMBER: (certificate.number,),
            CopyProof.PURPOSE: (self.asked.decision.wish.mark.zh_CN,),
            CopyProof.LAST_DAY: ways_to_write(self.asked.decision.wish.valid_to),
        }
        return CalledExpectation(tuple(ways[proof] for proof in self.asked.rules.must_show))

    def verify(self, library: CertificateLibrary, content: bytes) -> None:
        """Ask the library whether it made this file, and whether it still stands by it."""
        file = CertificateFile(self._identifier, content)
        said = library.verify_file(file, self._mark, self._audit, deadline_s=self._call_s)
        if not (said.exists and said.matches):
            raise DocumentError(UNFIT, "the library does not know the file's digest")
        if not said.counts:
            raise PlatformRefusedError(LAPSED, f"now {said.status.name.lower()}")


def _about(audit: AuditElements, case_number: str) -> AuditElements:
    """The audit elements of this case: its number is the business code."""
    return AuditElements(
        audit.org_name, audit.username, audit.item_name, audit.item_code, case_number
    )


def ways_to_write(day: date) -> tuple[str, ...]:
    """Write a day in every way in which certificates do.

    >>> ways_to_write(date(2026, 1, 2))[:3]
    ('2026-01-02', '2026年1月2日', '2026年01月02日')
    """
    forms = ("%Y年%m月%d日", "%Y%m%d", "%Y.%m.%d", "%Y/%m/%d")
    return (day.isoformat(), chinese_day(day), *(day.strftime(form) for form in forms))

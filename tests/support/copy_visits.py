# SPDX-License-Identifier: Apache-2.0
"""Visits in which a fictitious citizen prints certificates of her own, on the pure session."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from certificates.certificate_types import (
    DRIVING_LICENCE,
    HEALTH_CERTIFICATE,
    HYGIENE_PERMIT,
    MARRIAGE_CERTIFICATE,
)
from certificates.electronic_certificate import CertificateStatus, ElectronicCertificate
from kiosk.session.events import (
    CardRead,
    DayKnown,
    Event,
    Failed,
    IssueAdvanced,
    Issued,
    LookupEnded,
    PaperEnded,
    SealShown,
    Touched,
)
from tests.support.applying import TODAY, card
from tests.support.visits import Visit, called, licence

COPIES = "own-certificates"
CASE = "K-0001-20261123-0001"
COPY = "certificate_copy"
GOOD_IDENTIFIER = (
    "1.2.156.3005.2.11100000MB0143028R001.11439900MB0TEXT16E.SIM202405200001.001.S"
)


def own(certificate: ElectronicCertificate, **changes: object) -> ElectronicCertificate:
    """A certificate whose identifier holds, changed where the test needs it."""
    return replace(certificate, identifier=GOOD_IDENTIFIER, **changes)  # type: ignore[arg-type]


FOUND: Mapping[str, tuple[ElectronicCertificate, ...]] = {
    "BL": (own(licence()),),
    "HEALTH": (
        own(called(HEALTH_CERTIFICATE, "虚健字第20260018号"), expires_on=date(2026, 12, 1)),
    ),
    "DL": (own(called(DRIVING_LICENCE, "439900X"), expires_on=date(2023, 9, 9)),),
    "MAR": (own(called(MARRIAGE_CERTIFICATE, "M-1"), holder_code="439900197002280122"),),
    "HYG": (
        own(
            called(HYGIENE_PERMIT, "湘卫公证字〔2024〕第0001号"),
            holder_code=licence().holder_code,
            status=CertificateStatus.VALID,
        ),
    ),
}
"""What the library has: three to print, one that ran out, one of somebody else."""


class CopyVisit(Visit):
    """A visit that goes to the shelf."""

    def until_lookups_of_copies(self) -> "CopyVisit":
        """From attract to the look-ups."""
        self.touch("start").take(DayKnown(TODAY))
        self.touch(f"service:{COPIES}", "agree")
        self.take(CardRead(self.session.visit, card()))
        return self

    def until_shelf(
        self,
        found: Mapping[str, tuple[ElectronicCertificate, ...]] = FOUND,
        silent: str = "",
    ) -> "CopyVisit":
        """… to the shelf; ``silent`` is a role whose source does not answer."""
        self.until_lookups_of_copies()
        for line in self.session.sources:
            certificates = found.get(line.role, ())
            outcome = "found" if certificates else "not_found"
            told = LookupEnded(self.session.visit, line.role, outcome, certificates)
            if line.role == silent:
                told = replace(told, outcome="unreachable", code="PLATFORM-0301")
            self.take(told)
        self.touch("forward")
        return self

    def until_copy_form(self, id_: str = "BL-0") -> "CopyVisit":
        """… to the form's first question."""
        self.until_shelf().touch(f"pick:{id_}")
        return self

    def until_copy_checked(self, id_: str = "BL-0") -> "CopyVisit":
        """… to the filled form, for a school."""
        self.until_copy_form(id_).touch("choose:school")
        return self

    def until_copy_review(self, id_: str = "BL-0") -> "CopyVisit":
        """… to the last look."""
        self.until_copy_checked(id_).touch("forward").take(DayKnown(TODAY))
        return self

    def until_copy_fetched(self, id_: str = "BL-0") -> "CopyVisit":
        """… to the desk, which has done nothing yet."""
        self.until_copy_review(id_).touch("forward")
        return self

    def until_copy_issued(self) -> "CopyVisit":
        """… until the copy is on disk."""
        self.until_copy_fetched()
        visit = self.session.visit
        for line in ("fetched", "checked"):
            self.take(IssueAdvanced(visit, line))
        self.take(
            IssueAdvanced(visit, "committed", CASE), Issued(visit, CASE, "", (COPY,), (1,))
        )
        return self

    def until_copy_taken(self) -> "CopyVisit":
        """… to the tray."""
        self.until_copy_issued()
        visit = self.session.visit
        self.take(SealShown(visit), PaperEnded(visit, COPY, delivered=True))
        return self


def copy_visits() -> tuple[Visit, ...]:
    """At least one visit on every page that a copy has of its own."""
    return (
        CopyVisit().until_lookups_of_copies(),
        CopyVisit().until_shelf(),
        CopyVisit().until_shelf({}),
        CopyVisit().until_shelf({}, silent="BL"),
        CopyVisit().until_copy_form(),
        CopyVisit().until_copy_form().touch("choose:other"),
        CopyVisit().until_copy_checked("HEALTH-0"),
        CopyVisit().until_copy_checked().touch("edit:f_days"),
        CopyVisit().until_copy_review(),
        CopyVisit().until_copy_fetched(),
        CopyVisit().until_copy_fetched().take(Failed(1, "PLATFORM-0322", "desk")),
        CopyVisit().until_copy_fetched().take(Failed(1, "PLATFORM-0301", "desk")),
        CopyVisit().until_copy_issued(),
        CopyVisit().until_copy_issued().take(SealShown(1)),
        CopyVisit().until_copy_taken(),
    )


def copy_events(visit: int) -> Iterator[Event]:
    """Touches and answers that only a copy meets."""
    yield Touched("pick", "BL-0")
    yield Touched("pick", "DL-0")
    yield Touched("again")
    yield Touched("choose", "school")
    yield Touched("edit", "f_days")
    yield Failed(visit, "PLATFORM-0321", "desk")

# SPDX-License-Identifier: Apache-2.0
"""Which identity a service asks for (身份要求), and whether a kiosk can give it."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from devices.identity.record import Assurance, CardKind, IdentityRecord, SourceKind
from forms.terms import Provenance

__all__ = [
    "CHIP_DOCUMENTS",
    "Assurance",
    "DocumentKind",
    "IdentityMeans",
    "IdentityNeed",
    "IdentityProof",
    "Objection",
    "PersonCheck",
    "Unmet",
]


class DocumentKind(Enum):
    """A kind of document (证件种类) by the catalogue's word; its members are ``CardKind``'s."""

    RESIDENT = "resident"
    FOREIGN_2023 = "foreign_2023"
    FOREIGN_2017 = "foreign_2017"
    HMT = "hmt"
    SOCIAL_SECURITY = "social_security"

    @staticmethod
    def of(kind: CardKind) -> "DocumentKind":
        """The catalogue's word for what was read."""
        return DocumentKind[kind.name]


CHIP_DOCUMENTS: Final = frozenset(DocumentKind) - {DocumentKind.SOCIAL_SECURITY}
"""Documents whose chip a SAM verifies (GA 467)."""


class PersonCheck(Enum):
    """How it is checked that the holder stands here (人证核验), from the weakest way on."""

    NONE = "none"
    PHONE_CODE = "phone_code"
    FACE_SERVICE = "face_service"

    def satisfies(self, required: "PersonCheck") -> bool:
        """Whether this way is at least as strong as the one that is required."""
        order = list(PersonCheck)
        return order.index(self) >= order.index(required)


class Unmet(Enum):
    """Why a kiosk cannot take an application for a service, as far as identity goes."""

    NO_SOURCE = "no_source"
    NO_PERSON_CHECK = "no_person_check"


class Objection(Enum):
    """Why a record does not do for a service."""

    DOCUMENT = "document"
    STORED_DATA = "stored_data"
    ASSURANCE = "assurance"


@dataclass(frozen=True)
class IdentityMeans:
    """What a kiosk has to know somebody by: its configured sources and its person check."""

    sources: tuple[SourceKind, ...]
    person_check: PersonCheck = PersonCheck.NONE


@dataclass(frozen=True)
class IdentityProof:
    """By what the applicant is known (身份依据), as it goes into the case.

    ``person_check`` is the way that confirmed the person, ``none`` where none did; ``check_id``
    is what the other side calls that check.
    """

    source: SourceKind
    document: DocumentKind
    person_check: PersonCheck = PersonCheck.NONE
    check_id: str = ""

    @property
    def assurance(self) -> Assurance:
        """What the record is worth by its source."""
        return self.source.assurance


@dataclass(frozen=True)
class IdentityNeed:
    """What a service asks for (身份要求).

    ``assurance`` lists every level that does; ``documents`` every kind of document, whichever
    way it comes. Where the check is ``none``, staff is in the hall or the law asks for none.
    """

    assurance: tuple[Assurance, ...]
    documents: tuple[DocumentKind, ...]
    person_check: PersonCheck
    provenance: Provenance

    def sources_of(self, means: IdentityMeans) -> tuple[SourceKind, ...]:
        """The kiosk's sources that the service accepts, in the kiosk's order."""
        return tuple(one for one in means.sources if one.assurance in self.assurance)

    def unmet_by(self, means: IdentityMeans) -> Unmet | None:
        """Why this kiosk, as it is configured, cannot serve it; None when it can."""
        if not self.sources_of(means):
            return Unmet.NO_SOURCE
        if not means.person_check.satisfies(self.person_check):
            return Unmet.NO_PERSON_CHECK
        return None

    @property
    def needs_check(self) -> bool:
        """Whether the person is checked at all."""
        return self.person_check is not PersonCheck.NONE

    def objection_to(self, record: IdentityRecord) -> Objection | None:
        """Why this record does not do; None when it does."""
        assurance = record.assurance
        if assurance not in self.assurance:
            is_stored = assurance is Assurance.STORED_DATA
            return Objection.STORED_DATA if is_stored else Objection.ASSURANCE
        if DocumentKind.of(record.kind) not in self.documents:
            return Objection.DOCUMENT
        return None

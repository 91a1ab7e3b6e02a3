# SPDX-License-Identifier: Apache-2.0
"""The application as it grows (申请): applicant, guide answers, certificates, fields, route."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, assert_never

from certificates.certificate_types import HolderCodeType
from certificates.earlier_material import EarlierMaterial, SealedAnswer
from devices.identity.numbers import (
    CitizenNumber,
    FormerResidenceNumber,
    IdentityNumber,
    PermanentResidenceNumber,
)
from devices.identity.record import IdentityRecord
from forms.base_data import BaseFact
from forms.dispute import CARD_ROLE, Dispute
from forms.field_values import Answer
from forms.identity_need import IdentityProof
from forms.service_item import FactValue, Route

__all__ = [
    "Applicant",
    "Application",
    "CalledCertificate",
    "Route",
    "applicant_from",
    "holder_type_of",
]


NUMBER_LABEL: Final = "证照编号"
EXPIRY_LABEL: Final = "证照有效期截止日期"
NO_ANSWER: Final = frozenset({"timed_out", "refused", "broken", "unreachable"})
"""Words of ``Application.sought`` that say that nobody knows whether there is one."""
IDENTITY_PARTS: Final = frozenset({"name", "number", "birth", "sex"})
"""Parts of the card that say who somebody is; where one lives is none of them."""


@dataclass(frozen=True)
class Applicant:
    """The person whose document was read (申请人); every value hides itself in logs.

    ``address`` is empty where the document has none; ``number_type`` is the code by which
    registers know the kind of number (证件类型代码); ``authority`` issued the document.
    """

    name: str = field(repr=False)
    number: str = field(repr=False)
    address: str = field(repr=False)
    birth: date = field(repr=False)
    sex: str = field(repr=False)
    number_type: HolderCodeType = HolderCodeType.CITIZEN_NUMBER
    authority: str = ""


@dataclass(frozen=True)
class CalledCertificate:
    """A usable electronic certificate of this applicant (已调用的电子证照).

    ``role`` is the catalogue's word (BL, DEED, HEALTH); ``name`` the printed name (营业执照);
    ``face`` the values under their printed labels; ``area_code`` six digits or empty;
    ``expires_on`` the last day, None where it is valid for good; ``authority`` issued it;
    ``identifier`` is that of GB/T 36904, kept as answered, empty where none was told.
    """

    role: str
    name: str
    number: str = field(repr=False)
    face: Mapping[str, str] = field(repr=False)
    area_code: str = ""
    expires_on: date | None = None
    authority: str = ""
    identifier: str = field(default="", repr=False)

    def value(self, label: str) -> str:
        """What stands in the metadata under a name, or under a label of the face.

        The metadata are 证照编号 and 证照有效期截止日期 (GB/T 36903), the day as YYYY-MM-DD.
        They come first, for a new licence takes its number and days from them.
        """
        last = self.expires_on.isoformat() if self.expires_on is not None else ""
        told = {NUMBER_LABEL: self.number, EXPIRY_LABEL: last}.get(label, "")
        return told or self.face.get(label, "").strip()


@dataclass(frozen=True)
class Application:
    """What is applied for (申请), under which version of the catalogue; never changed in place.

    ``answers`` maps guide question to option id (or digits); ``facts`` are the known facts of
    card, certificates and base data with what the answers settled; ``certificates`` maps role
    to certificate; ``handed_in`` names materials that already lie with the authority;
    ``reused`` maps material to the earlier paper that the citizen consented to use and whose
    file was checked, ``issued`` to the sealed answer of another office that was checked;
    ``waiting`` names materials whose answer is still being waited for, which count as absent;
    ``sought`` says why a role has no certificate: not_found, not_usable, or, where the library
    gave no answer, timed_out, refused, broken, unreachable;
    ``proof`` says by what the applicant is known; ``base_facts`` are those of ``facts`` that a
    base told, by id; ``registered`` the Chinese titles of offers that were accepted on the way;
    ``is_promise_withdrawn`` that a signed promise was taken back, after which this case knows
    none.

    ``disputes`` are called values and documents that the citizen says are wrong, ``doubted``
    the certificates that prove nothing for that, ``left_blank`` fields of which nobody knows
    the right value.
    """

    item_id: str
    catalogue_version: str
    catalogue_checksum: str
    situation: str
    applicant: Applicant
    answers: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, FactValue] = field(default_factory=dict, repr=False)
    certificates: Mapping[str, CalledCertificate] = field(default_factory=dict)
    fields: Mapping[str, Answer] = field(default_factory=dict)
    handed_in: frozenset[str] = frozenset()
    route: Route | None = None
    proof: IdentityProof | None = None
    base_facts: Mapping[str, BaseFact] = field(default_factory=dict, repr=False)
    registered: tuple[str, ...] = ()
    is_promise_withdrawn: bool = False
    reused: Mapping[str, EarlierMaterial] = field(default_factory=dict)
    issued: Mapping[str, SealedAnswer] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    sought: Mapping[str, str] = field(default_factory=dict)
    disputes: tuple[Dispute, ...] = ()
    doubted: Mapping[str, CalledCertificate] = field(default_factory=dict)
    left_blank: frozenset[str] = frozenset()

    @property
    def is_identity_disputed(self) -> bool:
        """Whether the own name or number is said to be wrong, wherever it was read."""
        own = {self.applicant.name, self.applicant.number}
        return any(
            one.shown in own
            or (one.role == CARD_ROLE and (one.is_whole or one.label in IDENTITY_PARTS))
            for one in self.disputes
        )

    def is_of_disputed_identity(self, answer: Answer) -> bool:
        """Whether a called value says who the applicant is, and that is disputed."""
        is_own = answer.value in {self.applicant.name, self.applicant.number}
        is_part = answer.role == CARD_ROLE and answer.label in IDENTITY_PARTS
        return self.is_identity_disputed and (is_own or is_part)

    def is_disputed(self, answer: Answer) -> bool:
        """Whether a called value may not be used: it, its document or the identity is wrong."""
        return self.is_of_disputed_identity(answer) or any(
            one.hits(answer.role, answer.label) for one in self.disputes
        )

    def with_field(self, id_: str, answer: Answer) -> "Application":
        """Return the application with one field answered."""
        blank = self.left_blank - {id_}
        return replace(self, fields={**self.fields, id_: answer}, left_blank=blank)

    def without_field(self, id_: str) -> "Application":
        """Return the application with one field empty again."""
        kept = {name: answer for name, answer in self.fields.items() if name != id_}
        return replace(self, fields=kept)

    def with_route(self, route: Route) -> "Application":
        """Return the application with the route that the citizen chose freely."""
        return replace(self, route=route)

    def with_promise_withdrawn(self) -> "Application":
        """Return the application without its signed promise (撤回承诺), before the decision."""
        return replace(self, is_promise_withdrawn=True)

    def with_handed_in(self, material_id: str) -> "Application":
        """Return the application with one more material in the authority's hands."""
        return replace(self, handed_in=self.handed_in | {material_id})


def applicant_from(record: IdentityRecord) -> Applicant:
    """Take from the document what an application needs; the photo and the rest stay behind.

    The address is the newest that the card holds; a foreigner's card holds none.
    """
    return Applicant(
        name=record.name,
        number=record.number.value,
        address=record.current_address,
        birth=record.birth,
        sex=record.sex.label,
        number_type=holder_type_of(record.number),
        authority=record.issuing_authority,
    )


def holder_type_of(number: IdentityNumber) -> HolderCodeType:
    """Code by which certificate libraries know this kind of number."""
    match number:
        case CitizenNumber():
            return HolderCodeType.CITIZEN_NUMBER
        case PermanentResidenceNumber() | FormerResidenceNumber():
            return HolderCodeType.PERMANENT_RESIDENCE
        case _:
            assert_never(number)

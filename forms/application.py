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


@dataclass(frozen=True)
class Applicant:
    """The person whose document was read (申请人); every value hides itself in logs.

    ``address`` is empty where the document has none; ``number_type`` is the code by which
    registers know the kind of number (证件类型代码).
    """

    name: str = field(repr=False)
    number: str = field(repr=False)
    address: str = field(repr=False)
    birth: date = field(repr=False)
    sex: str = field(repr=False)
    number_type: HolderCodeType = HolderCodeType.CITIZEN_NUMBER


@dataclass(frozen=True)
class CalledCertificate:
    """A usable electronic certificate of this applicant (已调用的电子证照).

    ``role`` is the catalogue's word (BL, DEED, HEALTH); ``name`` the printed name (营业执照);
    ``face`` the values under their printed labels; ``area_code`` six digits or empty;
    ``expires_on`` the last day, None where it is valid for good.
    """

    role: str
    name: str
    number: str = field(repr=False)
    face: Mapping[str, str] = field(repr=False)
    area_code: str = ""
    expires_on: date | None = None

    def value(self, label: str) -> str:
        """What stands under a label of the face, or in the metadata under its name.

        The metadata are 证照编号 and 证照有效期截止日期 (GB/T 36903), the day as YYYY-MM-DD.
        """
        if shown := self.face.get(label, "").strip():
            return shown
        last = self.expires_on.isoformat() if self.expires_on is not None else ""
        return {NUMBER_LABEL: self.number, EXPIRY_LABEL: last}.get(label, "")


@dataclass(frozen=True)
class Application:
    """What is applied for (申请), under which version of the catalogue; never changed in place.

    ``answers`` maps guide question to option id (or digits); ``facts`` are the known facts of
    card, certificates and base data with what the answers settled; ``certificates`` maps role
    to certificate; ``handed_in`` names materials that already lie with the authority;
    ``reused`` maps material to the earlier paper that the citizen consented to use and whose file
    was checked, ``issued`` to the sealed answer of another office that was checked; ``waiting``
    names materials for whose answer is still being waited, which count as not there;
    ``sought`` says why a role has no certificate: not_found, not_usable, or, where the library
    gave no answer, timed_out, refused, broken, unreachable;
    ``proof`` says by what the applicant is known; ``base_facts`` are those of ``facts`` that a
    base told, by id; ``registered`` the Chinese titles of offers that were accepted on the way;
    ``is_promise_withdrawn`` that a signed promise was taken back, after which this case knows
    none.
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

    def with_field(self, id_: str, answer: Answer) -> "Application":
        """Return the application with one field answered."""
        return replace(self, fields={**self.fields, id_: answer})

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

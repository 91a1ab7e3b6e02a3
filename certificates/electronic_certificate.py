# SPDX-License-Identifier: Apache-2.0
"""An electronic certificate (电子证照) as a library answered it, and whether it may be used.

Names of attributes follow GB/T 36903-2018 (metadata of electronic certificates); the codes of
status and of the holder's number are those met in public implementations of that standard.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from certificates.certificate_types import BUSINESS_LICENCE
from certificates.identifier import CertificateIdentifier

OWNER_LABELS: Final = ("经营者", "法定代表人", "负责人", "投资人", "执行事务合伙人")
"""Labels under which a business licence names the person who answers for the business."""

OWNER_NUMBER_LABELS: Final = (
    "法定代表人证件号码",
    "经营者证件号码",
    "负责人证件号码",
    "法定代表人身份证号码",
    "经营者身份证号码",
    "负责人身份证号码",
)
"""Labels under which some licences give that person's number."""

_MIDDLE_DOTS: Final = str.maketrans(dict.fromkeys("•‧∙⋅・･．●", "·"))


class CertificateStatus(Enum):
    """Status (证照状态) by the codes of GB/T 36903; what is not in the list is unknown."""

    VALID = "10"
    REPLACED = "01"
    EXPIRED = "02"
    CANCELLED = "03"
    WITHDRAWN = "04"
    REVOKED = "05"
    OTHER = "09"
    UNKNOWN = ""

    @classmethod
    def from_code(cls, code: str) -> "CertificateStatus":
        """Read a status code; one that is not listed is UNKNOWN, which is never good."""
        try:
            return cls(code)
        except ValueError:
            return cls.UNKNOWN


class UnusableReason(Enum):
    """Why a certificate that was found does not count, for screens and for the journal."""

    ANOTHER_PERSON = "another_person"
    EXPIRED = "expired"
    NOT_YET_EFFECTIVE = "not_yet_effective"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    STATUS_UNKNOWN = "status_unknown"
    IDENTIFIER_BROKEN = "identifier_broken"
    ALTERED = "altered"


_REASONS: Final = {
    CertificateStatus.REPLACED: UnusableReason.REPLACED,
    CertificateStatus.EXPIRED: UnusableReason.EXPIRED,
    CertificateStatus.CANCELLED: UnusableReason.CANCELLED,
    CertificateStatus.WITHDRAWN: UnusableReason.WITHDRAWN,
    CertificateStatus.REVOKED: UnusableReason.REVOKED,
    CertificateStatus.OTHER: UnusableReason.STATUS_UNKNOWN,
    CertificateStatus.UNKNOWN: UnusableReason.STATUS_UNKNOWN,
}


@dataclass(frozen=True, repr=False)
class Holder:
    """The citizen that a certificate must belong to, as the identity card says it.

    Attributes:
        name: as on the card, rare characters included.
        number: citizen identity number (公民身份号码).

    """

    name: str
    number: str

    def __repr__(self) -> str:
        return "Holder(…)"


@dataclass(frozen=True, repr=False)
class ElectronicCertificate:
    """One certificate (证照), by the metadata names of GB/T 36903.

    Attributes:
        type_code: kind of certificate, see ``certificates.certificate_types``.
        name: title, such as 营业执照.
        number: number printed on it (证照编号).
        identifier: 电子证照标识 of GB/T 36904, kept as answered.
        issuing_authority_name: who issued it.
        issuing_authority_code: credit code of that body; may be empty.
        issued_on: day of issue; None where not given.
        effective_on: first day of validity; None where not given.
        expires_on: last day of validity; None for long-term.
        holder_name: person or business that holds it.
        holder_code: that holder's number.
        holder_type_code: kind of that number, ``111`` citizen, ``001`` business.
        area_code: division of issue, six digits; may be empty.
        status: as the library says; the dates are judged apart.
        surface: the face as (label, value) pairs in the order answered.
        digest_holds: False where the library states a digest (SM3) that these data do not have.

    """

    type_code: str
    name: str
    number: str
    identifier: str
    issuing_authority_name: str
    issuing_authority_code: str
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None
    holder_name: str
    holder_code: str
    holder_type_code: str
    area_code: str
    status: CertificateStatus
    surface: tuple[tuple[str, str], ...]
    digest_holds: bool = True

    def __repr__(self) -> str:
        return f"ElectronicCertificate({self.name}, {self.status.name}, …)"

    def face(self, label: str, *alternatives: str) -> str | None:
        """Read what is printed under a label, or under the first alternative that is there.

        Returns:
            The value as printed; None where no label is on the face or its value is blank.

        """
        values = dict(reversed(self.surface))  # of a repeated label the first counts
        for wanted in (label, *alternatives):
            if value := values.get(wanted, "").strip():
                return value
        return None

    def usable_for(
        self, holder: Holder, *, today: date, asked_code: str | None = None
    ) -> "Usable | Unusable":
        """Judge whether this certificate counts as ``holder``'s own today.

        A business licence counts when the person on its face bears the holder's name, and the
        holder's number where the face gives one. Any other certificate counts when its holder's
        code is the one that was asked for.

        Args:
            holder: the citizen at the kiosk.
            today: the day to judge validity on.
            asked_code: the code that the library was asked for, where it was not the citizen's
                number: the credit code of a licence that was found usable before.

        Returns:
            ``Usable``, or ``Unusable`` with its reason. Another person's certificate is named
            so before all else, so that nothing about it is told to this citizen.

        """
        if not self._belongs_to(holder, asked_code or holder.number):
            return Unusable(UnusableReason.ANOTHER_PERSON)
        if reason := self._damage() or _REASONS.get(self.status):
            return Unusable(reason)
        if self.expires_on is not None and self.expires_on < today:
            return Unusable(UnusableReason.EXPIRED)
        starts_on = self.effective_on or self.issued_on
        if starts_on is not None and starts_on > today:
            return Unusable(UnusableReason.NOT_YET_EFFECTIVE)
        return Usable(self)

    def _damage(self) -> UnusableReason | None:
        """What shows that these data are not as the issuer made them."""
        try:
            CertificateIdentifier.parse(self.identifier)
        except ValueError:
            return UnusableReason.IDENTIFIER_BROKEN
        return None if self.digest_holds else UnusableReason.ALTERED

    def _belongs_to(self, holder: Holder, asked_code: str) -> bool:
        if self.type_code != BUSINESS_LICENCE.code:
            return bool(asked_code) and self.holder_code.upper() == asked_code.upper()
        owner = self.face(*OWNER_LABELS)
        number = self.face(*OWNER_NUMBER_LABELS)
        return (
            owner is not None
            and bool(comparable_name(owner))
            and comparable_name(owner) == comparable_name(holder.name)
            and (number is None or number.upper() == holder.number.upper())
        )


@dataclass(frozen=True)
class Usable:
    """The certificate counts as this citizen's."""

    certificate: ElectronicCertificate


@dataclass(frozen=True)
class Unusable:
    """The certificate does not count; nothing of its content is kept."""

    reason: UnusableReason


def comparable_name(name: str) -> str:
    """Bring a name to the form in which two sources may be compared.

    White space goes (two-character names are printed with a gap), the look-alikes of the middle
    dot in transliterated names become one, Latin letters become capitals. Beyond Unicode's own
    canonical form no character becomes another: 𠮷 and 吉 are different names.

    >>> comparable_name("陈　秋 美"), comparable_name("阿卜杜•艾山")
    ('陈秋美', '阿卜杜·艾山')
    """
    composed = unicodedata.normalize("NFC", name)
    return "".join(composed.split()).translate(_MIDDLE_DOTS).upper()

# SPDX-License-Identifier: Apache-2.0
"""Kinds of certificate that this kiosk knows by name (证照类型), with their type codes.

A type code is the credit code of the body that defines the kind and three digits (GB/T 36903,
GB/T 36904). Where none was found published, one of a body that does not exist (division 439900)
stands in and ``is_assumed`` says so: a hall replaces it by the code its own library uses.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final


class HolderCodeType(Enum):
    """What kind of number the holder is known by (GB/T 36903, 持证主体代码类型).

    The codes of persons are those of GA/T 517. Holders of a residence permit for Hong Kong,
    Macao and Taiwan have a citizen number, hence 111; 553 (外国人永久居留证) is assumed: a hall
    asks what its own library knows such cards by.
    """

    CREDIT_CODE = "001"
    OTHER_BODY = "099"
    CITIZEN_NUMBER = "111"
    PERMANENT_RESIDENCE = "553"
    OTHER = "999"


@dataclass(frozen=True)
class CertificateType:
    """One kind of certificate.

    Attributes:
        key: short name for configuration and logs.
        code: type code as the library knows it.
        name: what the citizen calls it.
        is_assumed: the code is invented.
        is_of_business: held by the business, so that it is found by the credit code of a
            licence that names the citizen.

    """

    key: str
    code: str
    name: str
    is_assumed: bool = False
    is_of_business: bool = False


BUSINESS_LICENCE: Final = CertificateType("BL", "11100000MB0143028R001", "营业执照")
IDENTITY_CARD: Final = CertificateType("ID", "11100000000013127D001", "居民身份证")
ROAD_FREIGHT_LICENCE: Final = CertificateType(
    "RTL", "11100000000019713D008", "道路运输经营许可证", is_of_business=True
)
PROPERTY_DEED: Final = CertificateType(
    "DEED", "11439900MB0TEXTB8Y001", "不动产权证书", is_assumed=True
)
HEALTH_CERTIFICATE: Final = CertificateType(
    "HEALTH", "11439900MB0TEXTB8Y002", "健康证明", is_assumed=True
)
HYGIENE_PERMIT: Final = CertificateType(
    "HYG",
    "11439900MB0TEXTB8Y003",
    "公共场所卫生许可证",
    is_assumed=True,
    is_of_business=True,
)
HOUSEHOLD_BOOK: Final = CertificateType(
    "HH", "11439900MB0TEXTB8Y021", "居民户口簿", is_assumed=True
)
MARRIAGE_CERTIFICATE: Final = CertificateType(
    "MAR", "11439900MB0TEXTB8Y022", "结婚证", is_assumed=True
)
BIRTH_CERTIFICATE: Final = CertificateType(
    "BIRTH", "11439900MB0TEXTB8Y023", "出生医学证明", is_assumed=True
)

COMMUNITY_PROOF: Final = CertificateType(
    "COMMUNITY", "11439900MB0TEXTB8Y004", "社区证明（一枚印章）", is_assumed=True
)
VEHICLE_LICENCE: Final = CertificateType(
    "VEH",
    "11439900MB0TEXTB8Y005",
    "机动车行驶证",
    is_assumed=True,
    is_of_business=True,
)
DRIVING_LICENCE: Final = CertificateType(
    "DL", "11439900MB0TEXTB8Y006", "机动车驾驶证", is_assumed=True
)
TRADE_QUALIFICATION: Final = CertificateType(
    "QUAL", "11439900MB0TEXTB8Y007", "道路运输从业人员从业资格证", is_assumed=True
)
VEHICLE_OPERATION: Final = CertificateType(
    "VOC",
    "11439900MB0TEXTB8Y008",
    "道路运输证",
    is_assumed=True,
    is_of_business=True,
)

KNOWN: Final = (
    BUSINESS_LICENCE,
    IDENTITY_CARD,
    ROAD_FREIGHT_LICENCE,
    PROPERTY_DEED,
    HEALTH_CERTIFICATE,
    HYGIENE_PERMIT,
    HOUSEHOLD_BOOK,
    MARRIAGE_CERTIFICATE,
    BIRTH_CERTIFICATE,
    COMMUNITY_PROOF,
    VEHICLE_LICENCE,
    DRIVING_LICENCE,
    TRADE_QUALIFICATION,
    VEHICLE_OPERATION,
)


def type_by_code(code: str) -> CertificateType | None:
    """Find a known kind by its type code; None for one that is unknown here."""
    return next((known for known in KNOWN if known.code == code), None)


def type_by_key(key: str) -> CertificateType | None:
    """Find a known kind by its short name; None for one that is unknown here."""
    return next((known for known in KNOWN if known.key == key), None)

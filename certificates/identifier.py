# SPDX-License-Identifier: Apache-2.0
"""The identifier of an electronic certificate (电子证照标识), and its check character.

``1.2.156.3005.2.<type>.<issuer>.<serial>.<version>.<check>``: the root of certificates' object
identifiers, type code, code of the issuing body, serial, three digits of version, and one check
character over the four parts without their dots.
Source: GB/T 36904-2018; check by GB/T 17710 (ISO/IEC 7064, MOD 37,36). The text of GB/T 36904
was not read: the rule was taken from public descriptions and holds on published samples.
"""

import re
from dataclasses import dataclass
from typing import Final, Self

ROOT: Final = "1.2.156.3005.2"
ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_PARTS: Final = re.compile(
    re.escape(ROOT) + r"\.([0-9A-Z]+)\.([0-9A-Z]+)\.([0-9A-Z]+)\.([0-9]{3})\.([0-9A-Z])",
    re.ASCII,
)
_PART: Final = re.compile(r"[0-9A-Z]+", re.ASCII)
_VERSION: Final = re.compile(r"[0-9]{3}", re.ASCII)


@dataclass(frozen=True)
class CertificateIdentifier:
    """An identifier whose check character holds by construction.

    Attributes:
        type_code: what kind of certificate, such as ``11100000MB0143028R001``.
        issuer_code: credit code (sometimes division code) of the issuing body.
        serial: digits and Latin capitals, of any length.
        version: three digits, ``001`` for the first.

    Raises:
        ValueError: a part is empty or has a character outside its alphabet.

    """

    type_code: str
    issuer_code: str
    serial: str
    version: str = "001"

    def __post_init__(self) -> None:
        for part in (self.type_code, self.issuer_code, self.serial):
            if not _PART.fullmatch(part):
                raise ValueError("parts of an identifier are digits and Latin capitals")
        if not _VERSION.fullmatch(self.version):
            raise ValueError("the version of an identifier has three digits")

    def __str__(self) -> str:
        parts = (ROOT, self.type_code, self.issuer_code, self.serial, self.version, self.check)
        return ".".join(parts)

    @property
    def check(self) -> str:
        """The check character over type, issuer, serial and version."""
        return check_character(self.type_code + self.issuer_code + self.serial + self.version)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Take an identifier apart.

        Raises:
            ValueError: it is not of the standard's form, or its check character does not hold.

        """
        match = _PARTS.fullmatch(text)
        if match is None:
            raise ValueError("not of the form 1.2.156.3005.2.type.issuer.serial.version.check")
        identifier = cls(*match.groups()[:4])
        if identifier.check != match[5]:
            raise ValueError("the check character of the identifier does not hold")
        return identifier


def check_character(text: str) -> str:
    """Give the MOD 37,36 check character of digits and Latin capitals.

    >>> check_character("A12425GABC1234002")  # the sample of a Global Release Identifier
    'M'

    Raises:
        ValueError: ``text`` has a character outside the alphabet.

    """
    product = 36
    for character in text:
        product = (product + ALPHABET.index(character)) % 36 or 36
        product = product * 2 % 37
    return ALPHABET[(37 - product) % 36]

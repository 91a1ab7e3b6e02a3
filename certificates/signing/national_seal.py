# SPDX-License-Identifier: Apache-2.0
"""The second signature of a seal: by SM2 with SM3, over the same bytes as the first.

Signed data (GB/T 35275) stand as one more signed attribute in the value of the PAdES signature.
So both cover the whole file but for that value, neither needs the other to be checked, the
second cannot be taken out without breaking the first, and a reader that does not know it passes
over it (RFC 5652, 5.3). No standard says where in a PDF with a PAdES signature it would belong.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Final

from asn1crypto import cms
from pyhanko.sign.ades.api import CAdESSignedAttrSpec
from pyhanko.sign.ades.asn1_util import register_cms_attribute
from pyhanko.sign.attributes import CMSAttributeProvider
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from certificates.errors import DocumentError
from certificates.national.keys import sm3
from certificates.national.library import Sm2Error, Sm2MissingError, sign
from certificates.national.signed_data import NationalKey, SignedContent, signed_data

ATTRIBUTE: Final = "2.25.321513830940113041311389996033116582486"
"""Type of the attribute: an identifier of our own, made of a UUID (ITU-T X.667)."""

_BYTE_RANGE: Final = re.compile(rb"/ByteRange ?\[ ?(\d+) +(\d+) +(\d+) +(\d+) *\]")
_KEY_AWAY: Final = "DOCUMENT-0606"

# Under its own digits: names given after the first signature of a process are not looked up.
register_cms_attribute(ATTRIBUTE, ATTRIBUTE, SignedContent)


class NationalAttributes(CAdESSignedAttrSpec):
    """The signed attributes of one seal, the second signature among them.

    Args:
        key: what makes the second signature.
        signed_at: moment that it states.
        out: where pyHanko writes the file; whole, but for the value, when the digest is known.

    """

    def __init__(self, key: NationalKey, signed_at: datetime, out: BytesIO) -> None:
        super().__init__()
        self._made = (key, signed_at, out)

    def prepare_providers(
        self, message_digest: bytes, md_algorithm: str, timestamper: TimeStamper | None = None
    ) -> Iterator[CMSAttributeProvider]:
        """Give pyHanko's own and ours."""
        yield from super().prepare_providers(message_digest, md_algorithm, timestamper)
        key, signed_at, out = self._made
        covered = _covered(out.getvalue())
        if hashlib.new(md_algorithm, covered).digest() != message_digest:
            raise DocumentError("DOCUMENT-0602", "the bytes to be sealed are not found again")
        yield _Provider(key, signed_at, sm3(covered))


class _Provider(CMSAttributeProvider):
    attribute_type = ATTRIBUTE

    def __init__(self, key: NationalKey, signed_at: datetime, digest: bytes) -> None:
        self._made = (key, signed_at, digest)

    async def build_attr_value(self, dry_run: bool = False) -> SignedContent:  # noqa: ARG002, FBT001, FBT002  pyHanko's signature
        key, signed_at, digest = self._made
        with _told():
            return signed_data(digest, key, signed_at=signed_at)


def sign_word(key: NationalKey, word: bytes) -> None:
    """Sign something that nobody sees.

    Raises:
        DocumentError: the key or the library does not answer (DOCUMENT-0606).

    """
    with _told():
        sign(key.scalar, word)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (Sm2MissingError, Sm2Error) as error:
        raise DocumentError(_KEY_AWAY, f"no signature by SM2: {error}") from error


def room_for(key: NationalKey) -> int:
    """Hex digits to keep for the second signature; always the same for the same key."""
    return 2 * (2 * len(key.certificate) + 512)


def second_signature(signature: EmbeddedPdfSignature) -> bytes | None:
    """The signed data (DER) in the value of a seal; None where it has none.

    Raises:
        ValueError: it has several.

    """
    found = [
        value.dump()
        for each in _signed(signature)
        if each["type"].dotted == ATTRIBUTE
        for value in each["values"]
    ]
    if len(found) > 1:
        raise ValueError("several second signatures")
    return found[0] if found else None


def covered_digest(signature: EmbeddedPdfSignature, pdf: bytes) -> bytes:
    """SM3 over the bytes that a seal covers."""
    begin, size, second_begin, second_size = (int(each) for each in signature.byte_range)
    return sm3(pdf[begin : begin + size] + pdf[second_begin : second_begin + second_size])


def _signed(signature: EmbeddedPdfSignature) -> cms.CMSAttributes:
    return signature.signer_info["signed_attrs"]


def _covered(pdf: bytes) -> bytes:
    """The bytes of the last byte range in a file."""
    *_, found = _BYTE_RANGE.finditer(pdf)
    begin, size, second_begin, second_size = (int(each) for each in found.groups())
    return pdf[begin : begin + size] + pdf[second_begin : second_begin + second_size]

# SPDX-License-Identifier: Apache-2.0
"""What a licence says, for machines (证照数据): JSON that travels inside the sealed file.

The names are those of GB/T 36903; nothing stands there that is not on the face. It is attached
as PDF/A-3 allows (ISO 19005-3, 6.8; relationship Data) and sealed like every other byte.
"""

import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from certificates.certificate_types import KNOWN
from certificates.qr import LicenceClaims

FILE_NAME: Final = "licence.json"
MIME_TYPE: Final = "application/json"
_REPRESENTATIVE: Final = "法定代表人（负责人）"
_MAX_BYTES: Final = 65_536


def encode_data(
    claims: LicenceClaims, *, name: str, authority: str, identifier: str = ""
) -> bytes:
    """The data of one licence; equal arguments give equal bytes.

    Args:
        claims: what the QR code says, uncut.
        name: title of the licence, such as 公共场所卫生许可证.
        authority: who issues it.
        identifier: 电子证照标识 of GB/T 36904; empty where it has none.

    """
    kind = next((one for one in KNOWN if one.name == name and not one.is_assumed), None)
    data = {
        "certificateTypeCode": kind.code if kind else "",
        "certificateName": name,
        "certificateNumber": claims.number,
        "certificateIdentifier": identifier,
        "certificateIssuingAuthorityName": authority,
        "certificateIssuedDate": claims.issued_on.isoformat(),
        "certificateExpiringDate": claims.expires_on.isoformat() if claims.expires_on else "",
        "certificateHolderName": claims.unit,
        "surfaceData": [{"name": _REPRESENTATIVE, "value": claims.representative}],
        "itemCodes": list(claims.item_codes),
    }
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")


def decode_data(encoded: bytes) -> LicenceClaims:
    """What such data say.

    Raises:
        ValueError: it is none.

    """
    try:
        data = json.loads(encoded)
        ends = _text(data, "certificateExpiringDate")
        [representative] = [
            _text(entry, "value")
            for entry in data["surfaceData"]
            if _text(entry, "name") == _REPRESENTATIVE
        ]
        return LicenceClaims(
            _text(data, "certificateNumber"),
            _text(data, "certificateHolderName"),
            representative,
            tuple(str(code) for code in data["itemCodes"]),
            issued_on=date.fromisoformat(_text(data, "certificateIssuedDate")),
            expires_on=date.fromisoformat(ends) if ends else None,
        )
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("no data of a licence") from error


def attached_claims(pdf: bytes) -> LicenceClaims | None:
    """What the data attached to a file say; None without any, or without one whole.

    Nothing is proved by it: the seal over the file must be judged first.
    """
    try:
        found = PdfReader(io.BytesIO(pdf), strict=True).attachments.get(FILE_NAME)
        if not found or len(found[0]) > _MAX_BYTES:
            return None
        return decode_data(found[0])
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value

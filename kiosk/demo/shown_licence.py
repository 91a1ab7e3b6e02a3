# SPDX-License-Identifier: Apache-2.0
"""The licence that the demo's dock holds before the scanner: the last one printed, or a sample.

What the printed file says of itself is signed anew by the demo's own key: the same claims and
the same key as the code on the sheet, and no picture has to be read.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from certificates.licence_data import attached_claims
from certificates.qr import LicenceClaims, qr_text
from certificates.signing.key_folder import open_keys

SAMPLE_NUMBER: Final = "湘卫公证字〔2026〕第439900000000号"
_DAYS_GOOD: Final = 1460


@dataclass(frozen=True)
class ShownLicence:
    """What is held up.

    Attributes:
        number: of the licence.
        code: text of its square code.

    """

    number: str
    code: str


def licence_to_show(printed: Path, signing: Path, *, now: datetime) -> ShownLicence:
    """The licence that came out last, else the sample.

    Args:
        printed: where the printer keeps what it printed.
        signing: the demo's keys.
        now: with a time zone.

    Raises:
        KeyRefusedError: the keys cannot be used (CONFIG-0701).

    """
    claims = _last_printed(printed) or _sample(now.date())
    signer = open_keys(signing, now=now).qr_signer
    return ShownLicence(claims.number, qr_text(claims, signer=signer))


def _sample(today: date) -> LicenceClaims:
    """Of nobody, shown while this demo has issued none; no key counts for days before it."""
    return LicenceClaims(
        number=SAMPLE_NUMBER,
        unit="虚构市示例区样品美容店",
        representative="陈秋美",
        item_codes=("00012310600101",),
        issued_on=today,
        expires_on=today + timedelta(days=_DAYS_GOOD),
    )


def _last_printed(printed: Path) -> LicenceClaims | None:
    files = sorted(printed.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)
    found = (attached_claims(path.read_bytes()) for path in reversed(files))
    return next((claims for claims in found if claims is not None), None)

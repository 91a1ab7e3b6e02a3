# SPDX-License-Identifier: Apache-2.0
"""Visits in which somebody has a licence checked, on the pure session; codes of test keys."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec

from certificates.qr import FileQrSigner, LicenceClaims
from certificates.trust import QrKey, TrustList, kid_of
from kiosk.session.events import DayKnown, Event, Touched
from kiosk.session.licence_visit import (
    LICENCE_CHECK,
    UNREAD,
    CheckedLicence,
    CodeFace,
    Found,
    LicenceChecked,
    LicenceUnread,
)
from tests.support.applying import TODAY
from tests.support.visits import Visit, equipped

CLAIMS: Final = LicenceClaims(
    number="湘卫公证字〔2026〕第439900000123号",
    unit="虚构市示例区秋美美容店",
    representative="陈秋美",
    item_codes=("00012310600101",),
    issued_on=date(2026, 11, 22),
    expires_on=date(2030, 11, 21),
)
FACE: Final = CodeFace(
    CLAIMS.number, CLAIMS.unit, CLAIMS.representative, CLAIMS.issued_on, CLAIMS.expires_on
)
GOOD_ONE: Final = CheckedLicence(Found.VALID, FACE, known_until=date(2026, 11, 20))


def new_signer() -> FileQrSigner:
    """A key that signs codes; nobody believes it until it is listed."""
    key = ec.generate_private_key(ec.SECP256R1())
    return FileQrSigner(key, kid_of(key.public_key()))


def listing(signer: FileQrSigner, *, is_demo: bool = False) -> TrustList:
    """A key list that names this key."""
    period = date(2024, 1, 1), date(2035, 12, 31)
    return TrustList((QrKey(signer.kid, signer.key.public_key(), *period, is_demo=is_demo),))


def checking() -> Visit:
    """A visit that waits for a licence's code."""
    return equipped().touch("start").take(DayKnown(TODAY)).touch("service:licence-check")


def answered(told: CheckedLicence = GOOD_ONE) -> Visit:
    """… and has shown one."""
    visit = checking()
    return visit.take(LicenceChecked(visit.session.visit, told))


def licence_events(visit: int) -> Iterator[Event]:
    """Every way in, and every answer to a code."""
    yield Touched("service", LICENCE_CHECK)
    yield LicenceChecked(visit, GOOD_ONE)
    yield LicenceUnread(visit, UNREAD)
    yield LicenceUnread(visit, "SCANNER-1101")


def licence_visits() -> tuple[Visit, ...]:
    """Every page of it."""
    return (
        equipped().touch("start").take(DayKnown(TODAY)),
        checking(),
        checking().take(LicenceUnread(1, UNREAD)),
        checking().take(LicenceUnread(1, "SCANNER-1101")),
        *(answered(CheckedLicence(found)) for found in Found),
        answered(),
        answered().touch("leave"),
    )

# SPDX-License-Identifier: Apache-2.0
"""The check of a licence at the kiosk is that of ``kiosk verify``: same keys, same list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import Final

import pytest

from certificates.errors import KeyRefusedError
from certificates.qr import qr_text
from certificates.revocation import (
    REVOCATION_LIST_NAME,
    Revocation,
    RevocationReason,
    encode_revocation_list,
)
from certificates.trust import KEY_LIST_NAME, encode_trust_list
from config.loader import load_settings
from devices.identity.record import SourceKind
from devices.scanner.serial_scanner import SerialQrScanner
from devices.settings import ScannerSettings
from kiosk.clock import SHANGHAI
from kiosk.licence_desk import LicenceDesk, licence_desk_of
from kiosk.own_trust import own_key_list
from kiosk.session.licence_visit import (
    CheckedLicence,
    CheckLicence,
    Found,
    LicenceUnread,
)
from kiosk.sources import Sources
from tests.kiosk.test_sources import HeldSource
from tests.support.licence_visits import CLAIMS, FACE, listing, new_signer

NOW: Final = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
SIGNER: Final = new_signer()


class Noon:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOW

    def today(self) -> date:
        return NOW.date()

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def desk(tmp_path: Path) -> LicenceDesk:
    """A desk that believes one key; its scanner is not there."""
    (tmp_path / KEY_LIST_NAME).write_bytes(encode_trust_list(listing(SIGNER)))
    scanner = SerialQrScanner(ScannerSettings(port=str(tmp_path / "none")))
    return LicenceDesk(scanner, tmp_path / KEY_LIST_NAME, Noon())


def code(**changes: object) -> str:
    return qr_text(replace(CLAIMS, **changes), signer=SIGNER)  # type: ignore[arg-type]


def altered() -> str:
    text = code()
    place = len(text) - 12
    return f"{text[:place]}{'A' if text[place] != 'A' else 'B'}{text[place + 1 :]}"


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (code, Found.VALID),
        (lambda: code(expires_on=date(2026, 11, 22)), Found.EXPIRED),
        (altered, Found.ALTERED),
        (lambda: qr_text(CLAIMS, signer=new_signer()), Found.UNKNOWN_KEY),
        (lambda: "PAY-0000-0000", Found.NOT_OURS),
        (lambda: "JC1:K-0001-20261123-0001:ABCDEFGHIJKLMNOP", Found.SLIP),
    ],
    ids=["valid", "expired", "altered", "unknown", "other", "slip"],
)
def test_each_code_has_its_answer(
    desk: LicenceDesk, make: Callable[[], str], found: Found
) -> None:
    told = desk.judged(make())
    assert told.found is found
    is_proved = found in {Found.VALID, Found.EXPIRED}
    assert (told.face is not None) is is_proved, "what is not proved is not shown"


def test_a_good_licence_is_told_with_its_face(desk: LicenceDesk) -> None:
    assert desk.judged(code()) == CheckedLicence(Found.VALID, FACE)


def test_a_list_that_is_brought_counts_at_once(desk: LicenceDesk) -> None:
    path = desk.key_list.with_name(REVOCATION_LIST_NAME)
    gone = Revocation(CLAIMS.number, date(2026, 11, 23), RevocationReason.CANCELLED)
    as_of = date(2026, 11, 23)
    path.write_bytes(encode_revocation_list([gone], as_of=as_of))
    told = desk.judged(code())
    assert (told.found, told.ended_on, told.ended_by) == (Found.REVOKED, gone.on, "cancelled")
    assert desk.judged(code(number="另一号")).known_until == as_of
    path.write_text("{}", "utf-8")
    with pytest.raises(KeyRefusedError):
        desk.judged(code())


def test_a_demo_key_makes_a_sample_and_no_list_believes_nobody(desk: LicenceDesk) -> None:
    desk.key_list.write_bytes(encode_trust_list(listing(SIGNER, is_demo=True)))
    assert desk.judged(code()).found is Found.SAMPLE
    desk.key_list.unlink()
    assert desk.judged(code()).found is Found.UNKNOWN_KEY


def test_the_keys_are_those_of_the_configuration(tmp_path: Path) -> None:
    settings = load_settings(None, {}).settings
    made = replace(settings.kiosk, data_dir=tmp_path)
    own = own_key_list(replace(settings, kiosk=made))
    assert own == tmp_path / "signing" / KEY_LIST_NAME
    signing = replace(settings.signing, key_folder=str(tmp_path / "keys"))
    assert own_key_list(replace(settings, signing=signing)).parent == tmp_path / "keys"
    assert licence_desk_of(settings, None, Noon()) is None


def test_a_wait_that_is_called_off_tells_nothing(desk: LicenceDesk) -> None:
    over = Event()
    over.set()
    assert desk.check(over) is None


def test_a_scanner_that_is_away_is_told_once_and_tested(desk: LicenceDesk) -> None:
    told: SimpleQueue[object] = SimpleQueue()
    doubted = Event()
    scanner = HeldSource(SourceKind.QR_TOKEN)
    sources = Sources(
        {SourceKind.QR_TOKEN: scanner},
        wait_s=5.0,
        tell=told.put,
        doubt=doubted.set,
        licences=desk,
    )
    try:
        sources.check_licence(CheckLicence(7))
        assert told.get(timeout=20.0) == LicenceUnread(7, "SCANNER-1101")
        assert doubted.wait(20.0)
    finally:
        for worker in sources.leave():
            worker.join(timeout_s=20.0)
    assert told.empty()

# SPDX-License-Identifier: Apache-2.0
"""Samples of the check of a licence, made by the real page, and of its way in.

Shops, persons and numbers are fictitious.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from devices.identity.record import SourceKind
from devices.states import DeviceState, ProbeReport
from forms.identity_need import IdentityMeans
from kiosk.screens.present import licence_checking
from kiosk.screens.samples_staff import empty_session, page_words
from kiosk.screens.samples_start import START
from kiosk.screens.views import HomeView, Screen, View
from kiosk.session.licence_visit import CheckedLicence, CodeFace, Found, LicenceVisit
from kiosk.session.session import Session
from kiosk.session.staff_desk import StaffDesk
from kiosk.session.states import State

Words = Callable[[str, str], str]

_FACE: Final = CodeFace(
    "湘卫公证字〔2026〕第439900000123号",
    "虚构市示例区秋美美容店",
    "陈秋美",
    date(2026, 11, 23),
    date(2030, 11, 22),
)
_LONG: Final = CodeFace(
    "湘卫公证字〔2024〕第439900000007号",
    "虚构市示例区青石街道竹影路第三百二十八号临街一至三层云溪温泉洗浴养生休闲有限责任…",
    "阿卜杜热合曼·买买提明·艾山江",
    date(2022, 3, 1),
    date(2026, 2, 28),
)
_DAY: Final = date(2026, 11, 20)
_VISITS: Final = {
    "scan": LicenceVisit(),
    "unread": LicenceVisit(is_unread=True),
    "valid": LicenceVisit(CheckedLicence(Found.VALID, _FACE, known_until=_DAY)),
    "nolist": LicenceVisit(CheckedLicence(Found.VALID, replace(_FACE, expires_on=None))),
    "sample": LicenceVisit(CheckedLicence(Found.SAMPLE, _FACE)),
    "expired": LicenceVisit(CheckedLicence(Found.EXPIRED, _LONG)),
    "revoked": LicenceVisit(
        CheckedLicence(
            Found.REVOKED,
            _LONG,
            ended_on=date(2025, 6, 30),
            ended_by="replaced",
            known_until=_DAY,
        )
    ),
    "unknown": LicenceVisit(CheckedLicence(Found.UNKNOWN_KEY)),
    "altered": LicenceVisit(CheckedLicence(Found.ALTERED)),
    "other": LicenceVisit(CheckedLicence(Found.NOT_OURS)),
    "slip": LicenceVisit(CheckedLicence(Found.SLIP)),
    "broken": LicenceVisit(code="SCANNER-1101"),
}


def checking(kind: str, screen: Screen, t: Words) -> Screen:
    """Give a sample of this page the footer that the page has."""
    if screen.name != State.LICENCE_CHECK.value:
        return screen
    made = _screen(kind, t)
    return replace(screen, back=made.back, forward=made.forward, extra=made.extra)


def _screen(kind: str, t: Words) -> Screen:
    session = replace(_hall(), licence=_VISITS[kind])
    return licence_checking.page(session, page_words(t("zh_CN", "en")))


def _hall() -> Session:
    session = empty_session(StaffDesk())
    means = IdentityMeans((SourceKind.SAM_SERIAL, SourceKind.QR_TOKEN))
    well = session.machine.with_report(ProbeReport("scanner", DeviceState.ONLINE))
    return replace(session, machine=replace(well, means=means))


def _sample(kind: str) -> Callable[[Words], View]:
    return lambda t: _screen(kind, t).view


def _with_way_in(t: Words) -> View:
    home = START[State.HOME]["usual"](t)
    if not isinstance(home, HomeView):
        raise TypeError("home is no home")
    way = licence_checking.way_in(_hall(), page_words(t("zh_CN", "en")))
    return replace(home, services=(*home.services, *way))


LICENCES: dict[State, dict[str, Callable[[Words], View]]] = {
    State.LICENCE_CHECK: {kind: _sample(kind) for kind in _VISITS}
}
WAY_IN: dict[str, Callable[[Words], View]] = {"scanner": _with_way_in}
"""The first page of a kiosk with a scanner."""

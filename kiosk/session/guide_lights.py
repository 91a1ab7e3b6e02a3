# SPDX-License-Identifier: Apache-2.0
"""Which guide lights flash at which page (指示灯); pure, a light that is not named is off.

Medium asks for something to be put there or says that something is coming, quick asks to take
it away. Nothing flashes at rest, at staff's pages, and once the visit is over.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from devices.identity.record import SourceKind
from devices.states import FlashRate, LightPosition
from kiosk.session.session import Session
from kiosk.session.states import State

Lights = Mapping[LightPosition, FlashRate]

BESIDE: Final[Mapping[SourceKind, LightPosition]] = MappingProxyType(
    {
        SourceKind.SAM_SERIAL: LightPosition.CARD_READER,
        SourceKind.SSCARD_PCSC: LightPosition.CARD_UNIT_2,
        SourceKind.QR_TOKEN: LightPosition.SCANNER,
    }
)
"""The light beside each way to identify oneself."""

DARK: Final[Lights] = MappingProxyType({})


def lights_of(session: Session) -> Lights:
    """What the guide lights show at the page of this session."""
    match session.state:
        case State.CARD:
            return _lay(session)
        case State.PAUSE:
            return _come_back(session)
        case State.LICENCE_CHECK:
            return {LightPosition.SCANNER: FlashRate.MEDIUM}
        case State.ISSUING | State.PRINTING:
            return {**_coming(session), **_slips(session)}
        case State.TAKE:
            return {**_sheets(session), **_slips(session), **_card(session)}
        case State.TROUBLE:
            return {**_sheets(session), **_slips(session)}
        case _:
            return DARK


def _lay(session: Session) -> Lights:
    """Every way by which this visit may go on; one that broke is not pointed at."""
    broken = {way for way, _ in session.broken_ways}
    ways = set(session.accepted_ways)
    if session.cases is not None and session.machine.has_scanner:
        ways.add(SourceKind.QR_TOKEN)  # where the slip of a case is shown
    return {BESIDE[way]: FlashRate.MEDIUM for way in ways - broken if way in BESIDE}


def _come_back(session: Session) -> Lights:
    """Behind the shade: where the document is laid that leads back."""
    pause = session.pause
    if pause is None or not pause.code or pause.is_reader_broken:
        return DARK
    way = session.read_card().source
    return {BESIDE[way]: FlashRate.MEDIUM} if way in BESIDE else DARK


def _coming(session: Session) -> Lights:
    """A sheet is on its way."""
    return {LightPosition.DOCUMENT_PRINTER: FlashRate.MEDIUM} if session.papers else DARK


def _sheets(session: Session) -> Lights:
    """Sheets lie in the slot; also those of a paper that did not come out whole."""
    is_there = any(paper.sheets_done for paper in session.papers)
    done = any(paper.phase == "done" and paper.sheets for paper in session.papers)
    return {LightPosition.DOCUMENT_PRINTER: FlashRate.QUICK} if is_there or done else DARK


def _slips(session: Session) -> Lights:
    """A slip hangs at the receipt printer: one that came out counts no sheets."""
    done = any(paper.phase == "done" and not paper.sheets for paper in session.papers)
    is_there = done or session.is_pickup_on_slip
    return {LightPosition.RECEIPT_PRINTER: FlashRate.QUICK} if is_there else DARK


def _card(session: Session) -> Lights:
    """The document still lies where it was read; a code on a telephone lies nowhere."""
    way = session.record.source if session.record is not None else SourceKind.QR_TOKEN
    if session.is_card_gone or way is SourceKind.QR_TOKEN or way not in BESIDE:
        return DARK
    return {BESIDE[way]: FlashRate.QUICK}

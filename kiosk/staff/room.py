# SPDX-License-Identifier: Apache-2.0
"""What staff does at the glass, done in the store; used by one worker."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from config.settings import KioskSettings, MaintenanceSettings
from devices.printing.blanks import (
    BlankEntry,
    BlankMove,
    BlankRange,
    BlankState,
    ranges,
)
from kiosk.clock import Clock
from kiosk.session.staff_acts import (
    KeepGrid,
    LoadBlanks,
    NoticeTold,
    PutNotice,
    ReadStaffDesk,
    SettlePrint,
    StaffActed,
    StaffDeskRead,
    StaffEvent,
    StoreAct,
)
from kiosk.session.staff_desk import BlankShelf, OpenPrint
from kiosk.staff.access import StaffAccess
from kiosk.staff.settings_room import SettingsRoom
from kiosk.staff.touch_result import keep_grid
from kiosk.stock_sheet import MOVES, day_sheet
from kiosk.store.blank_stock import BookedEntry, told_ranges
from kiosk.store.records import Disposition, Found, UnsettledPrint
from kiosk.store.store import Store

NOT_OFFERED: Final = MaintenanceSettings()
NOT_BOOKED: Final = "STOCK-1602"


class StaffRoom:
    """The staff's door, and what is behind it."""

    def __init__(
        self,
        access: StaffAccess,
        store: Store,
        clock: Clock,
        maintenance: MaintenanceSettings = NOT_OFFERED,
        *,
        training_objection: Callable[[], str] = str,
    ) -> None:
        self.access = access
        self.maintenance = maintenance
        self.training_objection = training_objection
        """Asks what keeps a training from beginning, a fault code; may wait for the disk."""
        self.settings: SettingsRoom | None = None
        self.site: KioskSettings | None = None
        """What the machine is; without it no sheet is made for staff."""
        self._store = store
        self._clock = clock

    def perform(self, act: StoreAct) -> Iterator[StaffEvent]:
        """Do it, or read; what came of it follows as events.

        Raises:
            StoreError: nothing was written.

        """
        match act:
            case ReadStaffDesk(visit):
                yield self._read(visit)
            case SettlePrint():
                yield self._settled(act)
            case LoadBlanks():
                yield self._loaded(act)
            case PutNotice():
                yield self._noticed(act)
                yield StaffActed(act.visit, "done")
            case KeepGrid():
                keep_grid(self._store.self_tests, act)

    def _read(self, visit: int) -> StaffDeskRead:
        prints = tuple(_open_print(one) for one in self._store.prints.unsettled_prints())
        booked, today = self._store.stock.entries(), self._clock.today()
        shelves = tuple(
            self._shelf(series, booked, today) for series in self._store.stock.series()
        )
        return StaffDeskRead(visit, prints, shelves)

    def _shelf(self, series: str, booked: tuple[BookedEntry, ...], today: date) -> BlankShelf:
        sheet = day_sheet(series, booked, today)
        sheets = self._store.stock.sheets_of(series)
        cabinet = [serial for serial, one in sheets.items() if one.state is BlankState.RECEIVED]
        loads = (
            one.entry.tray
            for one in reversed(booked)
            if one.entry.sheets.series == series and one.entry.move is BlankMove.LOAD
        )
        return BlankShelf(
            series,
            cabinet=tuple(ranges(cabinet)),
            trays=tuple(dict.fromkeys(loads)),
            counts=tuple(
                (state.value, count)
                for state in BlankState
                if (count := sheet.closing.of(state))
            ),
            moved=tuple(
                (move.value, len(serials), told_ranges(serials))
                for move, serials in sheet.moved.items()
                if move in MOVES
            ),
            on_hand=sheet.closing.on_hand,
        )

    def _settled(self, act: SettlePrint) -> StaffActed:
        said = Disposition(Found(act.found), act.who, act.witness)
        try:
            self._store.prints.settle(act.attempt_id, said)
        except ValueError:  # somebody has said meanwhile, at the command line
            return StaffActed(act.visit, "already")
        return StaffActed(act.visit, "done")

    def _loaded(self, act: LoadBlanks) -> StaffActed:
        try:
            entry = BlankEntry(
                BlankMove.LOAD,
                BlankRange(act.series, act.first, act.last),
                who=act.who,
                witness=act.witness,
                tray=act.tray,
            )
            self._store.stock.book(entry)
        except ValueError:  # the ledger's rules: nothing was moved
            return StaffActed(act.visit, "refused", NOT_BOOKED)
        return StaffActed(act.visit, "done")

    def _noticed(self, act: PutNotice) -> NoticeTold:
        if act.kind:
            self._store.staff.put_notice(act.kind, act.text, who=act.who)
        else:
            self._store.staff.take_notice_down(who=act.who)
        return NoticeTold(act.kind, act.text, self._clock.now())


def _open_print(one: UnsettledPrint) -> OpenPrint:
    series, serial = one.blank or ("", 0)
    return OpenPrint(
        one.attempt_id,
        one.document.removesuffix(".pdf"),
        one.case_id,
        one.at,
        one.sheets,
        one.code,
        blank=f"{series} {serial}" if series else "",
        is_closing=one.is_closing,
    )

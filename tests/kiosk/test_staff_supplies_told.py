# SPDX-License-Identifier: Apache-2.0
"""What runs low stands on the staff's first page behind the faults, and is not called good."""

import pytest

from devices.states import DeviceState, ProbeReport
from kiosk.screens.texts import LANGUAGES
from kiosk.screens.views import DeviceRow, StaffView
from tests.kiosk.test_present_identity import view_of
from tests.kiosk.test_staff_guides import short_of, told, with_roll
from tests.support.staff_visits import at_desk

Reports = tuple[ProbeReport, ...]


def first_page(reports: Reports, language: str = "zh_CN") -> tuple[DeviceRow, ...]:
    view = view_of(told(at_desk("clerk"), reports).session, language)
    assert isinstance(view, StaffView)
    return view.devices


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("reports", "said"),
    [
        (short_of("paper"), {"zh_CN": "纸快用完了", "en": "Paper is running low"}),
        (short_of("toner"), {"zh_CN": "墨粉快用完了", "en": "Toner is running low"}),
        (with_roll("RECEIPT-1707", DeviceState.ONLINE), {"zh_CN": "80 毫米", "en": "80 mm"}),
    ],
    ids=["paper", "toner", "roll"],
)
def test_it_is_told_first_where_nothing_is_broken(
    reports: Reports, said: dict[str, str], language: str
) -> None:
    row = first_page(reports, language)[0]
    assert (row.state, row.word) == ("low", {"zh_CN": "快用完", "en": "Low"}[language])
    assert said[language] in row.action
    assert row.picture


def test_both_are_told_and_how_much_is_left() -> None:
    facts = (("address", "ipp://one"), ("low", "paper toner"), ("sheets", "12"))
    rows = first_page((ProbeReport("printer", DeviceState.BUSY, facts=facts),))
    (row,) = (row for row in rows if row.id == "printer")
    assert row.state == "low"
    assert row.action.count("\n") == 1
    assert row.detail == "sheets 12"


def test_what_is_broken_comes_before_it_and_hides_nothing() -> None:
    rows = first_page(short_of("toner", "PRINTER-0403"))
    states = [row.state for row in rows]
    assert states == sorted(states, key=["bad", "low", "unknown", "good"].index)
    printer, low = (row for row in rows if row.title == "打印机")
    assert (printer.state, printer.code) == ("bad", "PRINTER-0403")
    assert (low.state, low.code) == ("low", "")
    assert "墨粉" in low.action
    assert "墨粉" not in printer.action


@pytest.mark.parametrize(
    ("supply", "code"), [("paper", "PRINTER-0402"), ("toner", "PRINTER-0412")]
)
def test_what_the_fault_itself_asks_for_is_not_told_twice(supply: str, code: str) -> None:
    rows = [row for row in first_page(short_of(supply, code)) if row.title == "打印机"]
    assert [row.state for row in rows] == ["bad"]


def test_with_enough_of_all_it_is_good() -> None:
    rows = first_page(short_of(""))
    assert {row.state for row in rows if row.title == "打印机"} == {"good"}

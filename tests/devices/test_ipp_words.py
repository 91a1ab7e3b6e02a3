# SPDX-License-Identifier: Apache-2.0
"""What printers say in words, and which jobs make sense, without a device."""

from uuid import uuid4

import pytest

from devices.printing.ipp_attributes import ValueTag
from devices.printing.ipp_message import Group, attribute
from devices.printing.ipp_status import printer_status_from
from devices.printing.port import PrintJob
from devices.states import DeviceState, PaperSupply, TonerLevel
from tests.support.printing import pdf

AN_ID = "0c9b2f5e-7d7e-4e61-9a55-2f4d8a6b1c33"


@pytest.mark.parametrize(
    ("attempt_id", "document", "size_mm", "sheets"),
    [
        ("0001", b"%PDF", (210.0, 297.0), 1),
        (AN_ID, b"", (210.0, 297.0), 1),
        (AN_ID, b"%PDF", (210.0, 297.0), 0),
        (AN_ID, b"%PDF", (148.0, 210.0), 1),
    ],
)
def test_a_job_that_makes_no_sense_is_not_made(
    attempt_id: str, document: bytes, size_mm: tuple[float, float], sheets: int
) -> None:
    with pytest.raises(ValueError, match=r"UUID|document|sheets|paper"):
        PrintJob(attempt_id, document, *size_mm, sheets)


def test_a_landscape_page_lies_on_the_same_sheet() -> None:
    landscape = PrintJob(str(uuid4()), pdf(), 297.0, 210.0)
    portrait = PrintJob(str(uuid4()), pdf(), 210.0, 297.0)
    assert landscape.media == portrait.media == "iso_a4_210x297mm"
    assert "%PDF" not in repr(landscape)


def status_of(
    state: int | None, *reasons: str, accepting: bool = True
) -> tuple[str, str, DeviceState]:
    members = (
        [attribute("printer-state-reasons", ValueTag.KEYWORD, *reasons)] if reasons else []
    )
    if state is not None:
        members.append(attribute("printer-state", ValueTag.ENUM, state))
    members.append(attribute("printer-is-accepting-jobs", ValueTag.BOOLEAN, accepting))
    status = printer_status_from(Group(4, tuple(members)))
    return status.code, status.hint, status.device_state


def test_what_the_words_of_a_device_mean() -> None:
    assert status_of(3, "none") == ("", "", DeviceState.ONLINE)
    assert status_of(4, "none") == ("", "", DeviceState.BUSY)
    assert status_of(5) == ("PRINTER-0408", "", DeviceState.HARDWARE_ERROR)
    assert status_of(None, "none") == ("PRINTER-0408", "", DeviceState.UNKNOWN)
    assert status_of(9, "none") == ("PRINTER-0408", "", DeviceState.UNKNOWN)
    # Stopped: whatever the severity. Running: a warning is about another tray.
    assert status_of(5, "media-empty-report") == ("PRINTER-0402", "", DeviceState.USER_ERROR)
    assert status_of(3, "media-empty-warning") == ("", "PRINTER-0402", DeviceState.ONLINE)
    assert status_of(3, "media-empty") == ("PRINTER-0402", "", DeviceState.USER_ERROR)
    assert status_of(5, "toner-empty") == ("PRINTER-0412", "", DeviceState.USER_ERROR)
    assert status_of(3, "toner-empty-warning") == ("", "PRINTER-0412", DeviceState.ONLINE)
    assert status_of(3, accepting=False) == ("PRINTER-0408", "", DeviceState.HARDWARE_ERROR)


@pytest.mark.parametrize(
    ("reasons", "levels", "toner", "paper"),
    [
        (("none",), (), TonerLevel.UNKNOWN, PaperSupply.FULL),
        ((), (), TonerLevel.UNKNOWN, PaperSupply.UNKNOWN),
        (("media-low-warning",), (50,), TonerLevel.FULL, PaperSupply.LOW),
        (("none",), (50, 5), TonerLevel.LOW, PaperSupply.FULL),
        (("none",), (-2, -3), TonerLevel.UNKNOWN, PaperSupply.FULL),
        (("marker-supply-low-report",), (), TonerLevel.LOW, PaperSupply.FULL),
        (("toner-empty-error",), (0,), TonerLevel.OUT, PaperSupply.FULL),
    ],
)
def test_supplies(
    reasons: tuple[str, ...], levels: tuple[int, ...], toner: TonerLevel, paper: PaperSupply
) -> None:
    members = [attribute("printer-state", ValueTag.ENUM, 3)]
    if reasons:
        members.append(attribute("printer-state-reasons", ValueTag.KEYWORD, *reasons))
    if levels:
        members.append(attribute("marker-levels", ValueTag.INTEGER, *levels))
    status = printer_status_from(Group(4, tuple(members)))
    assert (status.toner, status.paper) == (toner, paper)

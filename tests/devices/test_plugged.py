# SPDX-License-Identifier: Apache-2.0
"""What is plugged in: names that outlive another socket, and nothing that is no device."""

import os
from pathlib import Path
from threading import Event

import pytest

from devices.card_reader.plugged import pcsc_readers, serial_ports
from tests.support.pcscd import READER, CardSlot


def names(near: str, by_id: Path) -> list[str]:
    return [
        one.port for one in serial_ports(near, by_id) if not one.port.startswith("/dev/tty")
    ]


def test_devices_by_maker_and_those_beside_the_configured_one_are_listed(
    tmp_path: Path,
) -> None:
    master, slave = os.openpty()
    try:
        device = os.ttyname(slave)
        by_id, beside = tmp_path / "by-id", tmp_path / "run"
        for folder in (by_id, beside):
            folder.mkdir()
            (folder / "reader").symlink_to(device)
            (folder / "log.txt").write_text("no device")
            (folder / "gone").symlink_to(tmp_path / "nothing")
        assert names("", by_id) == [str(by_id / "reader")]
        assert names(str(beside / "reader"), by_id) == [
            str(by_id / "reader"),
            str(beside / "reader"),
        ]
        assert names("socket://127.0.0.1:9", tmp_path / "no-folder") == []
        assert names("/dev/ttyS9", tmp_path / "no-folder") == []
    finally:
        os.close(master)
        os.close(slave)


@pytest.mark.daemon
def test_readers_are_named_and_a_dead_service_has_none(card_slot: CardSlot) -> None:
    for _ in range(200):  # the service looks for its readers after it has begun to answer
        if f"{READER} 00 00" in pcsc_readers():
            break
        Event().wait(0.05)
    assert f"{READER} 00 00" in pcsc_readers()
    card_slot.daemon.send("set", running=False)
    try:
        assert pcsc_readers() == ()
    finally:
        card_slot.daemon.send("set", running=True)

# SPDX-License-Identifier: Apache-2.0
"""The kiosk's user may not open the port: told is whose it is, and which group is missing."""

import grp
import os
import pwd
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.card_reader.sam_reader import SamIdentityReader
from devices.serial_holders import told_permission
from devices.settings import ReaderSettings
from devices.states import DeviceState
from tests.support.simulators import RunningSimulator

NOBODY = 65_534
UNKNOWN = 54_321


@pytest.fixture
def ordinary_user() -> Iterator[str]:
    """Run as nobody where the tests run as root, who may open everything."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(NOBODY)
    yield pwd.getpwuid(os.geteuid()).pw_name
    os.seteuid(own)


def test_the_group_that_owns_the_port_is_named(
    simulated_reader: RunningSimulator, request: pytest.FixtureRequest
) -> None:
    port = Path(simulated_reader.address).resolve()
    port.parent.stat()
    Path(simulated_reader.address).parent.chmod(0o755)
    port.chmod(0o060)
    if os.geteuid() == 0:
        os.chown(port, 0, grp.getgrnam("dialout").gr_gid)
    group = grp.getgrgid(port.stat().st_gid).gr_name
    user = request.getfixturevalue("ordinary_user")
    report = SamIdentityReader(ReaderSettings(port=simulated_reader.address)).probe()
    assert (report.state, report.code) == (DeviceState.USER_ERROR, "READER-0106")
    assert f":{group}, mode 0060" in report.detail
    assert f"user {user} is " in report.detail


def test_a_group_one_is_in_that_may_do_nothing_is_told_apart(tmp_path: Path) -> None:
    port = tmp_path / "port"
    port.touch(mode=0o600)
    os.chown(port, -1, os.getegid())
    assert "which may not read and write it" in told_permission(str(port))


def test_owners_without_a_name_are_told_by_number(tmp_path: Path) -> None:
    port = tmp_path / "port"
    port.touch()
    if os.geteuid() == 0:
        os.chown(port, UNKNOWN, UNKNOWN)
        assert f"{UNKNOWN}:{UNKNOWN}" in told_permission(str(port))
    assert told_permission(str(tmp_path / "no" / "port")) == "its folder may not be looked into"

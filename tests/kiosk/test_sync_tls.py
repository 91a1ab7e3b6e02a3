# SPDX-License-Identifier: Apache-2.0
"""Case desk and base data over TLS: both sides show a certificate of a private authority."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.loader import load_settings
from config.settings import KioskSettings
from forms.case_progress import Stage
from kiosk.base_room import base_side_of
from kiosk.case_file import progress_in
from kiosk.outgoing_room import case_desk_of
from kiosk.store.store import Store
from tests.support.authority import Authority
from tests.support.case_desks import desk_on, kept_case, outgoing_to, run
from tests.support.fixed_clock import FixedClock
from tests.support.simulators import RunningSimulator, running_simulator
from tests.support.store_samples import opened

pytestmark = pytest.mark.daemon

TABLES = {"desk": "desk", "base_data": "platform"}
"""Table of ``kiosk.toml``, and the kind of simulator that answers to it."""
AWAY = {"desk": "DESK-1501", "base_data": "FACTS-1501"}
ODD = {"desk": "DESK-1502", "base_data": "FACTS-1502"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "data") as store:
        yield store


@contextmanager
def behind_tls(kind: str, authority: Authority) -> Iterator[RunningSimulator]:
    """The real simulator, which believes certificates of this authority alone."""
    server = authority.issue("server")
    options = ("--tls-certificate", server.both, "--tls-authority", authority.path)
    with running_simulator(kind, *map(str, options)) as simulator:
        assert simulator.address.startswith("https://")
        yield simulator


def settings_of(table: str, address: str, **files: object) -> KioskSettings:
    """Settings as the environment gives them, with these files named."""
    said = {"base_url": address, **{name: str(path) for name, path in files.items()}}
    names = {f"KIOSK_{table.upper()}__{name.upper()}": value for name, value in said.items()}
    return load_settings(None, names).settings


def probed(table: str, settings: KioskSettings, store: Store) -> str:
    """What the self-test of the other side says; empty when it is well."""
    if table == "desk":
        desk = case_desk_of(settings)
        assert desk is not None
        code = desk.probe().code
        desk.close()
        return code
    side = base_side_of(settings, store, FixedClock())
    assert side is not None
    code = side.data.probe().code
    side.data.close()
    return code


@pytest.mark.parametrize("table", TABLES)
def test_only_who_shows_the_right_certificate_is_talked_to(
    table: str, tmp_path: Path, store: Store
) -> None:
    authority, other = Authority(tmp_path), Authority(tmp_path, "Another")
    kiosk, stranger = authority.issue("kiosk"), other.issue("kiosk")
    away, turned_away = AWAY[table], {AWAY[table], ODD[table]}
    with behind_tls(TABLES[table], authority) as simulator:

        def asked(ca: object = "", own: object = "", key: object = "") -> str:
            files = {
                "ca_file": ca,
                "client_certificate_file": own,
                "client_key_file": key,
            }
            return probed(table, settings_of(table, simulator.address, **files), store)

        assert asked(authority.path, kiosk.certificate, kiosk.key) == ""
        assert asked(authority.path, kiosk.both) == ""
        assert asked("", kiosk.both) == away, "the authorities of the system know nobody here"
        assert asked(other.path, kiosk.both) == away, "pinned: another authority is none"
        assert asked(authority.path) in turned_away  # a reset may overtake the alert
        assert asked(authority.path, stranger.both) in turned_away
        assert asked(tmp_path / "none.pem", kiosk.both) == ODD[table]
        assert asked(authority.path, tmp_path / "none.pem") == ODD[table]
        plain = simulator.address.replace("https://", "http://")
        assert probed(table, settings_of(table, plain), store) in turned_away


def test_a_case_goes_over_tls_and_over_nothing_else(tmp_path: Path, store: Store) -> None:
    authority, other = Authority(tmp_path), Authority(tmp_path, "Another")
    kiosk = authority.issue("kiosk")
    case = kept_case(store, decision="issued").case_id
    with behind_tls("desk", authority) as simulator:
        for ca, stage in ((other, Stage.WAITING), (authority, Stage.RECEIVED)):
            desk = desk_on(
                simulator.address,
                ca_file=str(ca.path),
                client_certificate_file=str(kiosk.both),
            )
            outgoing = outgoing_to(store, simulator.address)
            outgoing._desk.close()
            outgoing._desk = desk
            run(outgoing)
            outgoing.close()
            assert progress_in(store, case).stage is stage
        there = simulator.send("state")["desk"]
        assert isinstance(there, dict)
        assert there["effects"] == {"submitCase": 1, "registerLicence": 1}
    assert store.outbox.depth() == 0

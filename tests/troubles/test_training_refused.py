# SPDX-License-Identifier: Apache-2.0
"""Trouble: a training is asked for where there may be none. Nothing real is touched."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from certificates.signing.key_folder import open_keys
from config.settings import KioskSettings
from kiosk.app import Kiosk
from kiosk.store.instance_lock import InstanceLock
from kiosk.training.errors import TrainingRefusedError
from kiosk.training.folder import MARK, TrainingFolder
from kiosk.training.objection import training_objection
from kiosk.training.running import training
from kiosk.training.site import check, refusal, training_settings
from tests.support.seal_keys import NOW, production_folder
from tests.support.trainings import fingerprint, real_site, settings_of

PKCS11 = """[signing]
backend = "pkcs11"
pkcs11_module = "/nowhere/libtoken.so"
token_label = "hall"
key_folder = "keys"
seal_key = "seal"
qr_key = "qr"
pin_file = "pin"
"""
SERVICE = """[signing]
backend = "remote"
service_url = "https://sign.invalid/csc/v1"
key_folder = "keys"
seal_key = "seal"
qr_key = "qr"
"""


def never(_settings: KioskSettings) -> Kiosk:
    """Stands where a kiosk would be built."""
    raise AssertionError("a kiosk was built")


def refused(real: KioskSettings) -> TrainingRefusedError:
    """Why a training does not begin, said the same on the glass and at the console."""
    with pytest.raises(TrainingRefusedError) as caught, training(real, never):
        pass
    assert training_objection(real) == caught.value.code
    return caught.value


def with_listed_keys(folder: Path) -> str:
    """A key folder whose list names production keys, under the backend for demo keys."""
    production_folder(folder / "keys")
    return '[signing]\nkey_folder = "keys"\n'


@pytest.mark.parametrize(
    "signing", [PKCS11, SERVICE, with_listed_keys], ids=["token", "service", "listed-keys"]
)
def test_a_kiosk_with_production_keys_is_not_trained_on(
    tmp_path: Path, signing: str | Callable[[Path], str]
) -> None:
    more = signing if isinstance(signing, str) else signing(tmp_path)
    real = settings_of(real_site(tmp_path, more=more))
    before = fingerprint(tmp_path)
    error = refused(real)
    assert error.code == "TRAINING-1801"
    assert fingerprint(tmp_path) == before  # not even a folder was made


def test_where_the_site_allows_it_training_takes_nothing_of_the_production_keys(
    tmp_path: Path,
) -> None:
    more = PKCS11 + '[training]\nproduction_kiosk = "demo_key"\n'
    real = settings_of(real_site(tmp_path, more=more))
    assert (refusal(real), training_objection(real)) == ("", "")
    simulated = settings_of(real_site(tmp_path))
    made = training_settings(real, simulated)
    assert made.signing == simulated.signing
    assert made.signing.backend == "file"
    assert made.training.is_on


@pytest.mark.parametrize(
    "change",
    [
        {"backend": "pkcs11"},
        {"backend": "remote"},
        {"key_folder": "/elsewhere"},
        {"timestamp_url": "http://tsa.invalid"},
        {"service_url": "https://sign.invalid"},
    ],
    ids=str,
)
def test_settings_with_a_real_key_or_office_are_never_trained_with(
    tmp_path: Path, change: dict[str, str]
) -> None:
    good = settings_of(real_site(tmp_path))
    check(good)
    bad = replace(good, signing=replace(good.signing, **change))  # type: ignore[arg-type]
    with pytest.raises(TrainingRefusedError) as caught:
        check(bad)
    assert caught.value.code == "TRAINING-1801"


@pytest.mark.parametrize("table", ["desk", "platform"])
def test_no_case_of_a_training_goes_to_a_real_office(tmp_path: Path, table: str) -> None:
    good = settings_of(real_site(tmp_path))
    part = replace(getattr(good, table), base_url="https://desk.invalid")
    with pytest.raises(TrainingRefusedError, match="is no simulator"):
        check(replace(good, **{table: part}))


def a_file_in_its_way(folder: Path) -> str:
    (folder / "data-training").write_text("somebody's")
    return ""


def no_place_for_it(folder: Path) -> str:
    (folder / "taken").write_text("somebody's")
    return '[training]\ndata_dir = "taken/training"\n'


def somebody_elses(folder: Path) -> str:
    (folder / "data-training").mkdir()
    (folder / "data-training" / "thesis.txt").write_text("somebody's")
    return ""


def the_real_one(_folder: Path) -> str:
    return '[training]\ndata_dir = "data"\n'


def within_the_real_one(_folder: Path) -> str:
    return '[training]\ndata_dir = "data/training"\n'


def around_the_real_one(_folder: Path) -> str:
    return '[training]\ndata_dir = "."\n'


@pytest.mark.parametrize(
    "spoil",
    [
        a_file_in_its_way,
        no_place_for_it,
        somebody_elses,
        the_real_one,
        within_the_real_one,
        around_the_real_one,
    ],
)
def test_a_folder_that_cannot_be_one_is_told_and_left_alone(
    tmp_path: Path, spoil: Callable[[Path], str]
) -> None:
    real = settings_of(real_site(tmp_path, more=spoil(tmp_path)))
    before = fingerprint(tmp_path)
    assert refused(real).code == "TRAINING-1802"
    assert fingerprint(tmp_path) == before


def test_a_second_training_waits_for_the_first(tmp_path: Path) -> None:
    real = settings_of(real_site(tmp_path))
    with TrainingFolder(real) as folder:
        (folder.world / "printed.pdf").write_text("a sample")
        assert refused(real).code == "TRAINING-1802"
        assert (folder.world / "printed.pdf").exists()
    InstanceLock(folder.path).release()
    assert {path.name for path in folder.path.iterdir()} == {MARK, "store.lock"}


def test_production_keys_in_the_folder_of_trainings_are_not_deleted(tmp_path: Path) -> None:
    real = settings_of(real_site(tmp_path))
    with TrainingFolder(real) as folder:
        pass
    production_folder(folder.data_dir / "signing")
    before = fingerprint(folder.path)
    assert refused(real).code == "TRAINING-1801"
    assert fingerprint(folder.path) == before


def test_what_a_power_cut_left_of_a_training_is_gone_at_the_next(tmp_path: Path) -> None:
    real = settings_of(real_site(tmp_path))
    with TrainingFolder(real) as folder:
        pass
    open_keys(folder.data_dir / "signing", now=NOW)
    (folder.data_dir / "kiosk.db").write_bytes(b"half a page")
    (folder.world / "printed").mkdir(parents=True)
    with TrainingFolder(real) as again:
        assert not again.data_dir.exists()
        assert list(again.world.iterdir()) == []


def test_simulators_that_do_not_start_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = settings_of(real_site(tmp_path))
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(TrainingRefusedError) as caught, training(real, never):
        pass
    assert caught.value.code == "TRAINING-1803"
    assert {path.name for path in (tmp_path / "data-training").iterdir()} == {
        MARK,
        "store.lock",
    }

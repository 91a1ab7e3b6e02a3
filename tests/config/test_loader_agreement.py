# SPDX-License-Identifier: Apache-2.0
"""Settings that go together are taken, and a variable counts like the line it replaces."""

from pathlib import Path

import pytest

from config.errors import ConfigError
from config.loader import load_settings
from devices.settings import CardSlotSettings


def written(folder: Path, text: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "[numbering]\nsource='hub'\n[fleet]\nupstream='http://127.0.0.1:8800'\n",
        "[person_check]\nmethod='face_service'\nurl='http://127.0.0.1:8900'\n",
        "[person_check]\nmethod='phone_code'\nurl='http://127.0.0.1:8900'\n",
        "[person_check]\nmethod='none'\n",
    ],
)
def test_a_service_that_is_asked_for_and_named_is_taken(tmp_path: Path, text: str) -> None:
    load_settings(written(tmp_path, text), {})


def test_a_platform_does_not_stand_in_for_the_face_service(tmp_path: Path) -> None:
    text = "[platform]\nbase_url='http://127.0.0.1:8700'\n[person_check]\nmethod='face_service'"
    with pytest.raises(ConfigError) as caught:
        load_settings(written(tmp_path, text + "\n"), {})
    (problem,) = caught.value.problems
    assert "[person_check] url is empty" in problem


def test_a_key_without_its_certificate_shows_nothing_to_the_platform(tmp_path: Path) -> None:
    text = "[platform]\nbase_url='https://127.0.0.1:8700'\nclient_key_file='/etc/kiosk/key.pem'"
    with pytest.raises(ConfigError) as caught:
        load_settings(written(tmp_path, text + "\n"), {})
    (problem,) = caught.value.problems
    assert "[platform] client_certificate_file is empty" in problem
    whole = text + "\nclient_certificate_file='/etc/kiosk/kiosk.pem'\ndialect='regional'\n"
    platform = load_settings(written(tmp_path, whole), {}).settings.platform
    assert platform is not None
    assert platform.dialect == "regional"


def test_an_unknown_key_of_a_variable_is_told_once_and_makes_no_device() -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(None, {"KIOSK_PRINTER__COLOUR": "blue"})
    (problem,) = caught.value.problems
    assert problem.startswith("KIOSK_PRINTER__COLOUR: unknown key colour in [printer]")


def test_numbers_of_variables_are_of_the_kind_that_the_file_would_give() -> None:
    settings = load_settings(
        None,
        {
            "KIOSK_READER__PORT": "/dev/ttyUSB0",
            "KIOSK_READER__BAUD": "9600",
            "KIOSK_SOUND__VOLUME": "0.25",
        },
    ).settings
    assert settings.reader is not None
    assert repr((settings.reader.baud, settings.sound.volume)) == "(9600, 0.25)"


def test_a_path_of_a_variable_is_taken_as_it_is_and_an_empty_one_stays_empty(
    tmp_path: Path,
) -> None:
    """An empty key folder must not become the folder of the settings."""
    named = load_settings(None, {"KIOSK_KIOSK__DATA_DIR": "data"}).settings
    assert named.kiosk.data_dir == Path("data")
    empty = load_settings(written(tmp_path, "[signing]\nkey_folder=''\n"), {}).settings
    assert empty.signing.key_folder == ""


def test_a_pcsc_reader_is_the_card_slot_whichever_table_names_it(tmp_path: Path) -> None:
    pcsc = "[reader]\ndriver='pcsc'\nport='Virtual'\n"
    settings = load_settings(written(tmp_path, pcsc), {}).settings
    assert settings.reader is None
    assert settings.card_slot == CardSlotSettings("Virtual")
    with pytest.raises(ConfigError) as caught:
        load_settings(written(tmp_path, pcsc + "[card_slot]\nreader='Other'\n"), {})
    (problem,) = caught.value.problems
    assert "[reader] driver = 'pcsc' names the [card_slot] a second time" in problem


def test_a_secret_that_is_empty_is_shown_as_empty(tmp_path: Path) -> None:
    """The technician sees that no account is set, and never which one is."""
    text = "[platform]\nbase_url='http://127.0.0.1:8700'\naccess_id='{}'\n"
    for account, is_hidden in (("", False), ("kiosk-7", True)):
        loaded = load_settings(written(tmp_path, text.format(account)), {})
        (found,) = (
            value
            for value in loaded.values
            if (value.table, value.key) == ("platform", "access_id")
        )
        assert found.is_secret is is_hidden

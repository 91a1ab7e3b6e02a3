# SPDX-License-Identifier: Apache-2.0
"""Settings: defaults, site file, environment; every problem at once, with its remedy."""

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.loader import Source, default_tables, load_settings
from config.rules import DEVICE_TABLES, OPEN_TABLES, RULES
from config.settings import KioskSettings
from devices.states import LightPosition

GOOD = """
[kiosk]
id = "K-0007"
division = "431102"
data_dir = "data"
[reader]
port = "/dev/ttyUSB0"
[printer]
uri = "ipp://127.0.0.1:8631/ipp/print"
[platform]
base_url = "http://127.0.0.1:8700"
access_id = "kiosk-7"
access_token_file = "token"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(text, "utf-8")
    return path


def problems_of(folder: Path, text: str, **environment: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load_settings(written(folder, text), environment)
    assert caught.value.code == "CONFIG-0701"
    return caught.value.problems


def test_without_a_file_there_are_no_devices_and_all_defaults() -> None:
    settings = load_settings(None, {}).settings
    assert settings.reader is None
    assert settings.printer is None
    assert settings.platform is None
    assert settings.kiosk.data_dir == Path("/var/lib/kiosk")
    assert settings.timing.idle_s == 60.0
    assert not settings.others


def test_a_table_that_is_there_is_a_device_and_takes_the_rest_from_the_defaults(
    tmp_path: Path,
) -> None:
    settings = load_settings(written(tmp_path, GOOD), {}).settings
    assert settings.reader is not None
    assert settings.reader.driver == "sam-serial"
    assert settings.reader.baud == 115_200
    assert settings.platform is not None
    assert settings.platform.read_s == 5.0


def test_relative_paths_start_at_the_file_they_stand_in(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, GOOD), {}).settings
    assert settings.kiosk.data_dir == tmp_path / "data"
    assert settings.platform is not None
    assert settings.platform.access_token_file == str(tmp_path / "token")


def test_the_environment_wins_and_every_value_knows_its_origin(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    loaded = load_settings(
        path, {"KIOSK_READER__PORT": "socket://127.0.0.1:9", "KIOSK_TIMING__IDLE_S": "30"}
    )
    origin = {f"{value.table}.{value.key}": value for value in loaded.values}
    assert loaded.settings.reader is not None
    assert loaded.settings.reader.port == "socket://127.0.0.1:9"
    assert loaded.settings.timing.idle_s == 30.0
    assert origin["reader.port"].source is Source.ENVIRONMENT
    assert origin["reader.port"].where == "KIOSK_READER__PORT"
    assert origin["printer.uri"].source is Source.FILE
    assert origin["printer.uri"].where == str(path)
    assert origin["reader.baud"].source is Source.DEFAULT


def test_the_environment_alone_can_name_a_device() -> None:
    settings = load_settings(None, {"KIOSK_PRINTER__URI": "cups://hall"}).settings
    assert settings.printer is not None
    assert settings.printer.uri == "cups://hall"


def test_other_variables_are_nobodys_business() -> None:
    environment = {"KIOSK_CONFIG": "x", "PATH": "/bin", "OTHER_A__B": "1"}
    assert load_settings(None, environment).settings == load_settings(None, {}).settings


def test_the_checksum_changes_with_a_value() -> None:
    changed = load_settings(None, {"KIOSK_KIOSK__ID": "K-0002"})
    assert changed.checksum != load_settings(None, {}).checksum


def test_every_problem_is_told_and_not_only_the_first(tmp_path: Path) -> None:
    text = """
    stray = 1
    [kiosk]
    division = 431102
    dat_dir = "x"
    [raeder]
    [reader]
    baud = "fast"
    [timing]
    idle_s = true
    """
    found = "\n".join(
        problems_of(tmp_path, text, KIOSK_PRINTER__URI="lpt1", KIOSK_SUOND__X="1")
    )
    for part in (
        "stray stands outside",
        "[kiosk] division = 431102: must be six digits in quotes",
        "unknown key dat_dir in [kiosk]; did you mean data_dir?",
        "unknown table [raeder]; did you mean reader?",
        "[reader] baud = 'fast': must be bits per second from 1200 to 921600",
        "[timing] idle_s = True: must be seconds from 5 to 600",
        "KIOSK_PRINTER__URI: [printer] uri = 'lpt1': must be ipp://",
        "KIOSK_SUOND__X: unknown table [suond]; did you mean sound?",
    ):
        assert part in found
    assert str(tmp_path / "kiosk.toml") in found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[reader]\n", "[reader] port is empty"),
        ("[person_check]\nmethod='phone_code'\n", "[person_check] url is empty"),
        ("[numbering]\nsource='hub'\n", "[fleet] upstream is empty"),
        ("[printer]\nuri=''\n", "[printer] uri = '': must be"),
        ("[sound]\nvolume=1.5\n", "volume = 1.5: must be a number from 0.0 to 1.0"),
        ("[kiosk]\nid='K-123456789'\n", "must be up to 24"),
        ("[kiosk]\nlanguage='fr'\n", "must be zh_CN or en"),
        ("[scanner]\nport=1\n", "[scanner] port = 1: must be a tty"),
        ("[scanner]\nport=''\n", "[scanner] port is empty: must be a tty"),
        ("[scanner]\nport='/dev/x'\n", "[scanner] needs a [platform]"),
        ("[person_check]\nmethod='face_service'\n", "[person_check] url is empty"),
        ("[document_scanner]\nspeeds=[1]\n", "must be a text, a number or true/false"),
        ("[receipt_printer]\nuri=''\n", "[receipt_printer] uri = '': must be socket://"),
        ("[receipt_printer]\nuri='10.0.0.9:9100'\n", "must be socket://HOST:PORT, a tty"),
        ("[receipt_printer]\nuri='/dev/x'\nproof='hope'\n", "must be process_id or status"),
        ("[guide_lights]\nscanner='card'\n", "must be the folder of a LED"),
        ("[guide_lights]\n", "is empty: name one LED at least, or leave out [guide_lights]"),
        ("[platform]\nbase_url='x'\naccess_id=7\n", "access_id = (hidden)"),
        ("[kiosk\n", "is not TOML"),
    ],
)
def test_a_bad_value_is_named_with_its_remedy(tmp_path: Path, text: str, part: str) -> None:
    assert part in "\n".join(problems_of(tmp_path, text))


def test_a_file_that_cannot_be_read_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path / "missing.toml", {})
    (tmp_path / "kiosk.toml").write_bytes(b'[kiosk]\nauthority="\xff"\n')
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load_settings(tmp_path / "kiosk.toml", {})


def test_a_code_by_telephone_goes_through_the_platform_where_no_other_is_named(
    tmp_path: Path,
) -> None:
    settings = load_settings(
        written(tmp_path, GOOD + "[person_check]\nmethod = 'phone_code'\n"), {}
    ).settings
    assert settings.person_check.method == "phone_code"
    assert settings.person_check.url == ""
    assert settings.scanner is None


def test_numbers_in_the_environment_that_are_none_are_told() -> None:
    with pytest.raises(ConfigError, match=r"KIOSK_READER__BAUD.*must be bits per second"):
        load_settings(None, {"KIOSK_READER__BAUD": "fast"})


def test_tables_of_later_versions_are_kept_with_keys_that_are_not_known_yet(
    tmp_path: Path,
) -> None:
    text = "[document_scanner]\ndevice='test:0'\ndpi=300\n"
    settings = load_settings(written(tmp_path, text), {}).settings
    assert settings.others == {"document_scanner": {"device": "test:0", "dpi": 300}}


def test_guide_lights_stand_only_where_they_are_named(tmp_path: Path) -> None:
    text = GOOD + "[guide_lights]\nscanner='/sys/class/leds/kiosk:code'\n"
    lights = load_settings(written(tmp_path, text), {}).settings.guide_lights
    assert lights is not None
    assert lights.folders == {LightPosition.SCANNER: "/sys/class/leds/kiosk:code"}
    assert load_settings(written(tmp_path, GOOD), {}).settings.guide_lights is None


def test_a_receipt_printer_needs_nothing_but_its_address(tmp_path: Path) -> None:
    text = "[receipt_printer]\nuri='socket://10.0.0.9:9100'\n"
    printer = load_settings(written(tmp_path, text), {}).settings.receipt_printer
    assert printer is not None
    assert (printer.uri, printer.cut, printer.proof) == (
        "socket://10.0.0.9:9100",
        "partial",
        "process_id",
    )


def test_the_account_is_a_secret(tmp_path: Path) -> None:
    loaded = load_settings(written(tmp_path, GOOD), {})
    secret = [f"{value.table}.{value.key}" for value in loaded.values if value.is_secret]
    assert secret == ["platform.access_id"]


@pytest.mark.parametrize("code", ["431102", "439900", "000000", "999999"])
def test_any_division_of_six_digits_is_taken(tmp_path: Path, code: str) -> None:
    path = written(tmp_path, f"[kiosk]\ndivision='{code}'\n")
    assert load_settings(path, {}).settings.kiosk.division == code


def test_defaults_rules_and_settings_have_the_same_keys() -> None:
    defaults = default_tables()
    assert {table: set(keys) for table, keys in defaults.items()} == {
        table: set(rules) for table, rules in RULES.items()
    }
    types = {field.name: field.type for field in fields(KioskSettings)}
    assert set(types) - {"others"} == set(RULES) - OPEN_TABLES
    filled = load_settings(
        None,
        {
            "KIOSK_READER__PORT": "/dev/tty",
            "KIOSK_PRINTER__URI": "ipp://x",
            "KIOSK_PLATFORM__BASE_URL": "http://x",
            "KIOSK_BASE_DATA__BASE_URL": "http://x",
            "KIOSK_MATERIALS__POLL_S": "2.0",
            "KIOSK_DESK__BASE_URL": "http://x",
            "KIOSK_SCANNER__PORT": "/dev/tty",
            "KIOSK_CARD_SLOT__READER": "PICC",
            "KIOSK_RECEIPT_PRINTER__URI": "socket://127.0.0.1:9100",
            "KIOSK_GUIDE_LIGHTS__SCANNER": "/sys/class/leds/kiosk:scanner",
        },
    ).settings
    for table in set(RULES) - OPEN_TABLES:
        part = getattr(filled, table)
        assert is_dataclass(part)
        assert set(defaults[table]) <= {field.name for field in fields(part)}, table


def test_every_default_of_a_table_that_is_always_there_is_good() -> None:
    for table, keys in default_tables().items():
        for key, value in keys.items():
            if table not in DEVICE_TABLES:
                assert RULES[table][key].refusal(value) == "", f"{table}.{key}"


def test_every_default_has_a_comment() -> None:
    text = Path(__file__).parents[2].joinpath("config/defaults.toml").read_text("utf-8")
    for block in text.split("\n\n"):
        if "=" in block.replace("KIOSK_READER__PORT=...", "") and "[" in block:
            assert "#" in block, block

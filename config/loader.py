# SPDX-License-Identifier: Apache-2.0
"""Reads the settings: ``defaults.toml``, then the site's file, then the environment.

Every value remembers where it came from, and every problem is collected before one error is
raised: a technician mends a file once, not once for each line of it.
"""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from certificates.settings import (
    DocumentSettings,
    FontSettings,
    PlatformSettings,
    SigningSettings,
)
from config.errors import ConfigError
from config.places import Problem, line_in, lines_of
from config.rules import DEVICE_TABLES, OPEN_TABLES, RULES, Rule, Scalar
from config.settings import (
    AuthoritySettings,
    BaseDataSettings,
    CaseDeskSettings,
    ConfigurationSettings,
    ContactSettings,
    FleetSettings,
    KioskSettings,
    MaintenanceSettings,
    MaterialsSettings,
    NumberingSettings,
    PersonCheckSettings,
    QuietHourSettings,
    ScreenSettings,
    SiteSettings,
    SoundSettings,
    TimingSettings,
    TrainingSettings,
)
from devices.settings import (
    CardSlotSettings,
    GuideLightSettings,
    PrinterSettings,
    ReaderSettings,
    ReceiptPrinterSettings,
    ScannerSettings,
)

ENVIRONMENT_PREFIX: Final = "KIOSK_"
_LATER: Final = Rule(str, "a text, a number or true/false")
_Device = TypeVar("_Device")


class Source(Enum):
    """Where a value was written; a later member wins over an earlier one."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"


@dataclass(frozen=True)
class EffectiveValue:
    """One value as it counts, and where it was written.

    Attributes:
        where: the file or the variable that holds it.

    """

    table: str
    key: str
    value: Scalar
    source: Source
    where: str

    @property
    def is_secret(self) -> bool:
        """Whether it must not be shown."""
        rule = RULES[self.table].get(self.key, _LATER)
        return rule.is_secret and self.value != ""


@dataclass(frozen=True)
class LoadedSettings:
    """The settings, and each value with where it came from, in the order of the defaults."""

    settings: KioskSettings
    values: tuple[EffectiveValue, ...]

    @property
    def checksum(self) -> str:
        """SHA-256 of the effective values, 64 hex digits: which settings a run had."""
        lines = (f"{found.table}.{found.key}={found.value!r}\n" for found in self.values)
        return sha256("".join(lines).encode()).hexdigest()


def load_settings(site_file: Path | None, environment: Mapping[str, str]) -> LoadedSettings:
    """Read, check and compose the settings.

    Args:
        site_file: the site's ``kiosk.toml``; None for none.
        environment: variables; only ``KIOSK_<TABLE>__<KEY>`` count.

    Raises:
        ConfigError: with every problem that was found (CONFIG-0701).

    """
    gathering = _Gathering()
    if site_file is not None:
        gathering.add_file(site_file)
    return _loaded(gathering, environment)


def load_text(
    text: str, site_file: Path, environment: Mapping[str, str], *, called: str = ""
) -> LoadedSettings:
    """Read, check and compose settings whose text is known, as if it stood in ``site_file``.

    Args:
        text: TOML.
        site_file: where relative paths start.
        environment: variables; only ``KIOSK_<TABLE>__<KEY>`` count.
        called: how problems and origins name the text; the file's path unless told.

    Raises:
        ConfigError: with every problem that was found (CONFIG-0701).

    """
    gathering = _Gathering()
    gathering.add_text(text, site_file, called or str(site_file))
    return _loaded(gathering, environment)


def _loaded(gathering: "_Gathering", environment: Mapping[str, str]) -> LoadedSettings:
    gathering.add_environment(environment)
    gathering.check_agreement()
    if gathering.problems:
        raise ConfigError.of(gathering.problems)
    return LoadedSettings(gathering.composed(), tuple(gathering.values.values()))


def default_tables() -> dict[str, dict[str, Scalar]]:
    """The tables of ``defaults.toml``, which are the caller's own."""
    return {table: dict(keys) for table, keys in _shipped().items()}


@cache
def _shipped() -> Mapping[str, Mapping[str, Scalar]]:
    text = resources.files("config").joinpath("defaults.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


class _Gathering:
    """Values found so far and what was wrong with others."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._lines: Mapping[tuple[str, str], int] = {}
        self._file = ""
        self.values: dict[tuple[str, str], EffectiveValue] = {}
        self._present: set[str] = set(RULES) - DEVICE_TABLES
        for table, keys in default_tables().items():
            for key, value in keys.items():
                found = EffectiveValue(table, key, value, Source.DEFAULT, "defaults.toml")
                self.values[table, key] = found

    def add_file(self, path: Path) -> None:
        """Take in the site's file."""
        try:
            text = path.read_text("utf-8")
        except OSError as error:
            self._say(str(path), f"cannot be read ({error.strerror})")
        except UnicodeDecodeError:
            self._say(str(path), "is not UTF-8; save it as UTF-8")
        else:
            self.add_text(text, path, str(path))

    def add_text(self, text: str, path: Path, called: str) -> None:
        """Take in what stands in the site's file, or would stand there."""
        self._file, self._lines = called, lines_of(text)
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            what = f"is not TOML: {error}"
            self.problems.append(Problem(called, what, line_in(str(error))))
            return
        for table, keys in tables.items():
            if not isinstance(keys, dict):
                self._say(called, f"{table} stands outside of any [table]", "", table)
            elif self._knows_table(table, called):
                self._present.add(table)
                for key, value in keys.items():
                    self._check((table, key), value, called, path.parent.absolute())

    def add_environment(self, environment: Mapping[str, str]) -> None:
        """Take in ``KIOSK_<TABLE>__<KEY>``; numbers are read as such."""
        for name in sorted(environment):
            table, divider, key = name.removeprefix(ENVIRONMENT_PREFIX).lower().partition("__")
            if not name.startswith(ENVIRONMENT_PREFIX) or not divider:
                continue
            if self._knows_table(table, name) and self._knows_key(table, key, name):
                self._present.add(table)
                value = _read_as(RULES[table].get(key, _LATER), environment[name])
                self._check((table, key), value, name, None)

    def check_agreement(self) -> None:
        """Find values that are each allowed and do not go together."""
        if self.problems:
            return
        said = {f"{table}.{key}": found for (table, key), found in self.values.items()}
        self._check_reader(said)
        self._check_scanner(said)
        self._check_materials(said)
        self._check_national(said)
        self._check_lights(said)
        for table in ("platform", "desk"):
            own = said[f"{table}.client_certificate_file"]
            if said[f"{table}.client_key_file"].value and not own.value:
                self._disagree(own, f"is needed for this {table}.client_key_file")
        if not said["person_check.url"].value and self._needs_check_url(said):
            self._disagree(said["person_check.url"], "is needed for this person_check.method")
        if said["numbering.source"].value == "hub" and not said["fleet.upstream"].value:
            self._disagree(said["fleet.upstream"], "is needed for numbering.source = hub")

    def _check_reader(self, said: Mapping[str, EffectiveValue]) -> None:
        if "reader" not in self._present:
            return
        driver, port = said["reader.driver"], said["reader.port"]
        if driver.value == "pcsc" and "card_slot" in self._present:
            what = "names the [card_slot] a second time; leave out one of the two"
            self._say(driver.where, f"[reader] driver = 'pcsc' {what}", "reader", "driver")
        elif driver.value != "pcsc" and not port.value:
            self._disagree(port, "must be a tty or socket://HOST:PORT")

    def _check_scanner(self, said: Mapping[str, EffectiveValue]) -> None:
        if "scanner" not in self._present:
            return
        if not said["scanner.port"].value:
            self._disagree(said["scanner.port"], "must be a tty or socket://HOST:PORT")
        if "platform" not in self._present:
            where = said["scanner.port"].where
            what = "[scanner] needs a [platform] that knows its codes"
            self._say(where, what, "scanner")

    def _check_materials(self, said: Mapping[str, EffectiveValue]) -> None:
        if "materials" in self._present and "platform" not in self._present:
            where = self._file or said["materials.poll_s"].where
            self._say(where, "[materials] needs a [platform] that has them", "materials")

    def _check_lights(self, said: Mapping[str, EffectiveValue]) -> None:
        lamps = [found for found in said.values() if found.table == "guide_lights"]
        if "guide_lights" in self._present and not any(found.value for found in lamps):
            self._disagree(lamps[0], "name one LED at least, or leave out [guide_lights]")

    def _check_national(self, said: Mapping[str, EffectiveValue]) -> None:
        """Keys of the national algorithms, where these are asked for."""
        if said["platform.payload"].value == "sm2":
            for key in ("payload_platform_key_file", "payload_own_key_file"):
                if not said[f"platform.{key}"].value:
                    self._disagree(
                        said[f"platform.{key}"], "is needed for platform.payload = sm2"
                    )
        national = said["signing.national"]
        if national.value == "sm2" and said["signing.backend"].value != "file":
            self._disagree(national, "must be none: no token or service for SM2 is known yet")

    def _needs_check_url(self, said: Mapping[str, EffectiveValue]) -> bool:
        method = said["person_check.method"].value
        is_on_platform = method == "phone_code" and "platform" in self._present
        return method != "none" and not is_on_platform

    def composed(self) -> KioskSettings:
        """The settings of what was gathered."""
        site = self._table("kiosk")
        reader, card_slot = self._readers()
        return KioskSettings(
            kiosk=SiteSettings(**{**site, "data_dir": Path(site["data_dir"])}),
            authorities=AuthoritySettings(**self._table("authorities")),
            signing=SigningSettings(**self._table("signing")),
            numbering=NumberingSettings(**self._table("numbering")),
            quiet_hour=QuietHourSettings(**self._table("quiet_hour")),
            fleet=FleetSettings(**self._table("fleet")),
            screen=ScreenSettings(**self._table("screen")),
            person_check=PersonCheckSettings(**self._table("person_check")),
            sound=SoundSettings(**self._table("sound")),
            configuration=ConfigurationSettings(**self._table("configuration")),
            maintenance=MaintenanceSettings(**self._table("maintenance")),
            training=TrainingSettings(**self._table("training")),
            contact=ContactSettings(**self._table("contact")),
            documents=DocumentSettings(**self._table("documents")),
            fonts=FontSettings(
                **{key: Path(path) for key, path in self._table("fonts").items()}
            ),
            timing=TimingSettings(**self._table("timing")),
            reader=reader,
            printer=self._device("printer", PrinterSettings),
            platform=self._device("platform", PlatformSettings),
            base_data=self._device("base_data", BaseDataSettings),
            materials=self._device("materials", MaterialsSettings),
            card_slot=card_slot,
            scanner=self._device("scanner", ScannerSettings),
            receipt_printer=self._device("receipt_printer", ReceiptPrinterSettings),
            guide_lights=self._device("guide_lights", GuideLightSettings),
            desk=self._device("desk", CaseDeskSettings),
            others=MappingProxyType(
                {name: self._table(name) for name in sorted(OPEN_TABLES & self._present)}
            ),
        )

    def _readers(self) -> tuple[ReaderSettings | None, CardSlotSettings | None]:
        """What reads cards: a PC/SC reader is the card slot, whichever table names it."""
        reader = self._device("reader", ReaderSettings)
        if reader is not None and reader.driver == "pcsc":
            return None, CardSlotSettings(reader.port)
        return reader, self._device("card_slot", CardSlotSettings)

    def _device(self, table: str, settings: type[_Device]) -> _Device | None:
        """The settings of a device; None where there is no such device."""
        return settings(**self._table(table)) if table in self._present else None

    def _table(self, table: str) -> dict[str, Any]:
        return {key: found.value for (of, key), found in self.values.items() if of == table}

    def _knows_table(self, table: str, where: str) -> bool:
        if table in RULES:
            return True
        self._say(where, f"unknown table [{table}]{_nearest(table, RULES)}", table)
        return False

    def _knows_key(self, table: str, key: str, where: str) -> bool:
        if key in RULES[table] or table in OPEN_TABLES:
            return True
        hint = _nearest(key, RULES[table])
        self._say(where, f"unknown key {key} in [{table}]{hint}", table, key)
        return False

    def _check(
        self, name: tuple[str, str], value: object, where: str, folder: Path | None
    ) -> None:
        """Take a value in if it holds; ``folder`` is where a file lies, None for a variable."""
        table, key = name
        if not self._knows_key(table, key, where):
            return
        rule = RULES[table].get(key)
        if rule is None:
            refusal = "" if isinstance(value, str | int | float) else f"must be {_LATER.remedy}"
        else:
            refusal = rule.refusal(value)
        if refusal or not isinstance(value, str | int | float):
            shown = "(hidden)" if rule and rule.is_secret else f"{value!r}"
            self._say(where, f"[{table}] {key} = {shown}: {refusal}", table, key)
            return
        source = Source.ENVIRONMENT if folder is None else Source.FILE
        if rule and rule.is_path and value and folder is not None:
            value = str(folder / str(value))
        if rule and rule.kind is float:
            value = float(value)
        self.values[table, key] = EffectiveValue(table, key, value, source, where)

    def _disagree(self, found: EffectiveValue, what: str) -> None:
        where = found.where
        if found.source is Source.DEFAULT and (found.table, "") in self._lines:
            where = self._file  # nobody mends the defaults: it is missing in the site's table
        said = f"[{found.table}] {found.key} is empty: {what}"
        self._say(where, said, found.table, found.key)

    def _say(self, where: str, what: str, table: str = "", key: str = "") -> None:
        """Note a problem; one of the site's file gets the line of its key, or of its table."""
        line = 0
        if where == self._file:
            line = self._lines.get((table, key), 0) or self._lines.get((table, ""), 0)
        name = f"{table}.{key}" if table and key else table or key
        self.problems.append(Problem(where, what, line, name))


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else f"; known are {', '.join(known)}"


def _read_as(rule: Rule, text: str) -> Scalar:
    """A variable's text as the type that its rule wants; text that is no number stays text."""
    if rule.kind is str:
        return text
    try:
        return int(text) if rule.kind is int else float(text)
    except ValueError:
        return text

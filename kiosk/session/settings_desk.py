# SPDX-License-Identifier: Apache-2.0
"""The settings on the staff's pages, as frozen values; a secret is never one of them."""

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from config.places import Problem
from config.rules import NEVER_HERE, RULES, TAKES_TWO, Rule, Scalar
from kiosk.session.staff_rights import Act, may

AREAS: Final = MappingProxyType(
    {
        "devices": (
            *("reader", "card_slot", "scanner", "printer", "receipt_printer"),
            *("guide_lights", "document_scanner"),
        ),
        "network": ("platform", "base_data", "desk", "materials", "fleet", "person_check"),
        "hall": (
            *("kiosk", "contact", "authorities", "signing", "numbering", "documents", "fonts"),
        ),
        "use": ("screen", "sound", "timing", "quiet_hour", "maintenance", "configuration"),
    }
)
"""Tables of ``kiosk.toml`` as people look for them; one that is nowhere here is in ``use``."""

TECHNICIANS: Final = frozenset({*AREAS["devices"], "screen", "sound"})
"""Tables that whoever mends machines may change; everything else is a supervisor's."""


def tables_of(area: str) -> tuple[str, ...]:
    """Tables of an area, with those that no area names at the end of the last."""
    named = {table for tables in AREAS.values() for table in tables}
    strays = tuple(table for table in RULES if table not in named) if area == "use" else ()
    return (*AREAS[area], *strays)


@dataclass(frozen=True)
class SettingLine:
    """One key as the next start would have it.

    Attributes:
        key: ``table.key``.
        value: empty for a secret.
        default: where nothing is written.
        source: who wrote it: ``default``, ``file`` (or a version), ``environment``.
        where: the file, version or variable.
        is_secret: whether something is written that is not shown.
        is_fitted: whether its table counts: a device that is there, or no device's table.

    """

    key: str
    value: Scalar
    default: Scalar
    source: str
    where: str
    is_secret: bool = False
    is_fitted: bool = True

    @property
    def is_changed(self) -> bool:
        """Whether it is not what it is by default; a device that is away has no value."""
        return self.is_fitted and (self.is_secret or self.value != self.default)


@dataclass(frozen=True)
class Edit:
    """What is to become of one key, or of a device's whole table.

    Attributes:
        key: ``table.key``, or ``table`` alone, which takes the device out.
        value: None for what counts where nothing is written.

    """

    key: str
    value: Scalar | None = field(default=None, repr=False)


@dataclass(frozen=True)
class ChangeLine:
    """One key that is not what it was; None where there was, or is, no value."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class VersionLine:
    """One version.

    Attributes:
        at: ISO 8601 with its zone.
        who: staff number, or ``console``; ``of``, ``package``: 0 for none.
        way: applied, package, rolled_back or by_hand.
        is_good: whether the kiosk came into service with this text.
        is_newest: whether it is what the next start tries first.
        changes: against the version before; empty for the first.
        back: what going back to it would change.

    """

    number: int
    at: str
    who: str
    why: str
    way: str
    of: int = 0
    package: int = 0
    is_good: bool = False
    is_newest: bool = False
    changes: tuple[ChangeLine, ...] = ()
    back: tuple[ChangeLine, ...] = ()


@dataclass(frozen=True)
class PackageLine:
    """A package on a USB stick.

    Attributes:
        path: where it lies; ``stick`` and ``name`` are what people read of it.
        refused: word of why it is not taken; empty where it is.
        detail: the same for a technician, in English.
        signer: name of the key that signed it; empty where no listed one did.
        problems: what in its configuration does not hold.

    """

    path: str
    name: str
    refused: str = ""
    detail: str = ""
    number: int = 0
    signer: str = ""
    changes: tuple[ChangeLine, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Plug:
    """Something that is plugged in: ``driver`` is sam-serial or pcsc, ``detail`` its maker."""

    port: str
    driver: str
    detail: str = ""


@dataclass(frozen=True)
class Refused:
    """Why the next start does not begin with the newest version; 0 is the site's file."""

    reason: str
    version: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What the whole says of the draft: what it changes, or what does not hold."""

    changes: tuple[ChangeLine, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Kept:
    """What came of keeping: ``kept``, ``refused``, ``moved_on``, ``nothing`` or ``failed``."""

    outcome: str
    number: int = 0
    of: int = 0
    changes: tuple[ChangeLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class SettingsDesk:
    """What is open of the settings, and what is to be changed.

    Attributes:
        is_offered: whether this kiosk was started from a configuration that can be kept.
        base: checksum of the text that is changed; a draft over another is not kept.
        is_waiting: whether what is kept is not what runs.
        version: version that the next start would have; 0 for the site's file.
        area, table, key, number, path: what is open; ``origin`` whence the key's page came.
        sought: what is searched for.
        edits: the draft, in the order of the first change.
        turn: of the last check that was asked for; an answer to an earlier one is old.

    """

    is_read: bool = False
    is_offered: bool = True
    base: str = ""
    is_waiting: bool = False
    version: int = 0
    lines: tuple[SettingLine, ...] = ()
    versions: tuple[VersionLine, ...] = ()
    back_to: int = 0
    refused: tuple[Refused, ...] = ()
    area: str = ""
    table: str = ""
    key: str = ""
    origin: str = ""
    sought: str = ""
    number: int = 0
    path: str = ""
    error: bool = False
    edits: tuple[Edit, ...] = ()
    turn: int = 0
    checked: Checked | None = None
    plugs: tuple[Plug, ...] | None = None
    packages: tuple[PackageLine, ...] | None = None
    kept: Kept | None = None

    def line(self, key: str) -> SettingLine | None:
        """The key as it is kept."""
        return next((one for one in self.lines if one.key == key), None)

    def edit(self, key: str) -> Edit | None:
        """What the draft makes of the key, or of the table."""
        return next((one for one in self.edits if one.key == key), None)

    def has(self, table: str) -> bool:
        """Whether the table counts, with the draft."""
        if self.edit(table) is not None:
            return False
        is_written = any(one.key.startswith(f"{table}.") for one in self.edits)
        own = (one.is_fitted for one in self.lines if one.key.startswith(f"{table}."))
        return is_written or any(own)

    def value(self, key: str) -> Scalar:
        """The value with the draft; a secret that was typed is known here alone."""
        edit, line = self.edit(key), self.line(key)
        if edit is not None and edit.value is not None:
            return edit.value
        if line is None:
            return ""
        return line.default if edit is not None else line.value

    @property
    def package(self) -> PackageLine | None:
        """The package that is open."""
        return next((one for one in self.packages or () if one.path == self.path), None)

    @property
    def one_version(self) -> VersionLine | None:
        """The version that is open."""
        return next((one for one in self.versions if one.number == self.number), None)


NO_SETTINGS: Final = SettingsDesk()
"""Nothing was read yet."""


def rule_of(key: str) -> Rule | None:
    """What the key may hold; None for a whole table and for what this version does not know."""
    table, _, name = key.partition(".")
    return RULES.get(table, {}).get(name)


def act_for(keys: frozenset[str]) -> Act:
    """The right that it takes to change all of these.

    >>> act_for(frozenset({"reader.port"})), act_for(frozenset({"timing.idle_s"}))
    (<Act.CONFIGURE: 'configure'>, <Act.CONFIGURE_ALL: 'configure_all'>)
    >>> act_for(frozenset({"reader.port", "kiosk.id"}))
    <Act.CONFIGURE_TWO: 'configure_two'>
    """
    if keys & TAKES_TWO:
        return Act.CONFIGURE_TWO
    tables = {key.partition(".")[0] for key in keys}
    return Act.CONFIGURE if tables <= TECHNICIANS else Act.CONFIGURE_ALL


def may_change(role: str, line: SettingLine) -> bool:
    """Whether somebody of that role changes this key here; the environment is not ours."""
    is_ours = line.source != "environment" and line.key not in NEVER_HERE
    return is_ours and may(role, act_for(frozenset({line.key})))


def changed_keys(changes: tuple[ChangeLine, ...]) -> frozenset[str]:
    """Keys of a difference."""
    return frozenset(one.key for one in changes)

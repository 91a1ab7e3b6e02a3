# SPDX-License-Identifier: Apache-2.0
"""Reads the service catalogue (事项目录): YAML files, a JSON Schema, typed values."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

from forms.appeal import AppealRules
from forms.benefit import Benefits
from forms.dispute import DisputeChoice, RecordOffice, load_dispute_rules
from forms.divisions import Divisions
from forms.errors import CatalogueError
from forms.handling import KioskLevel, offered_at
from forms.service_item import ServiceItem
from forms.structure import value_from
from forms.text import Text
from forms.working_days import WorkCalendar, load_calendar
from forms.yaml_file import check_schema, read_yaml

CALENDAR_FILE: Final = "calendar.yaml"
NO_BENEFITS: Final = Benefits(())
NO_DIVISIONS: Final = Divisions()


@dataclass(frozen=True)
class Catalogue:
    """All services of one folder, in the order of the home screen, with one work calendar.

    ``checksum`` is the SHA-256 of all services' checksums and of the calendar, in hex.
    ``benefits`` are put in where they are offered; no decision rests on them. ``phone_urls``
    are the addresses at which services go on on the citizen's own phone (掌上办), by service.
    """

    services: tuple[ServiceItem, ...]
    calendar: WorkCalendar
    checksum: str
    benefits: Benefits = NO_BENEFITS
    phone_urls: Mapping[str, str] = field(default_factory=dict)
    dispute_reasons: tuple[DisputeChoice, ...] = ()
    """What a citizen may say of a called value; nothing is decided by the words of it."""
    bundle_titles: Mapping[str, Text] = field(default_factory=dict)
    """Names of bundles (一件事) by id: a case may be of one, and none is a service."""
    appeals: AppealRules | None = None
    """Put in where appeals are taken; None offers none."""
    record_offices: tuple[RecordOffice, ...] = ()
    """Who keeps the bases and the library of earlier papers, for correction slips."""
    divisions: Divisions = NO_DIVISIONS
    """The list by which addresses are picked; without it they are typed whole."""

    def service(self, id_: str) -> ServiceItem:
        """Return the service of that id; KeyError when the catalogue has none."""
        for item in self.services:
            if item.id == id_:
                return item
        raise KeyError(id_)

    def at_level(self, level: KioskLevel) -> "Catalogue":
        """The catalogue of a kiosk of this level: the services that are offered there."""
        return replace(self, services=offered_at(self.services, level))


def load_catalogue(folder: Path) -> Catalogue:
    """Read every ``<service-id>/*.yaml`` of the folder, ``calendar.yaml`` and ``schema.json``.

    Folders whose name begins with ``_`` are no services.

    Raises:
        CatalogueError: a file is missing, is not YAML, breaks the schema (unknown keys too) or
            contradicts another; the text names file and key.

    """
    calendar = load_calendar(folder / CALENDAR_FILE)
    homes = service_homes(folder)
    if not homes:
        raise CatalogueError(f"no service in {folder}")
    services = sorted((load_service(home) for home in homes), key=lambda item: item.order)
    parts = {item.id: item.checksum for item in services}
    parts[CALENDAR_FILE] = checksum_of(asdict(calendar))
    disputes = load_dispute_rules(folder)
    return Catalogue(
        tuple(services),
        calendar,
        checksum_of(parts),
        dispute_reasons=disputes.reasons,
        record_offices=disputes.offices,
    )


def service_homes(folder: Path) -> tuple[Path, ...]:
    """The folders of the services, by name; those that begin with ``_`` are none."""
    return tuple(sorted({file.parent for file in folder.glob("[!_]*/*.yaml")}))


def service_files(home: Path) -> tuple[Path, ...]:
    """The files of one service, by name."""
    return tuple(sorted(home.glob("*.yaml")))


def load_service(home: Path) -> ServiceItem:
    """Read one service folder; its files are one mapping, split as their author likes.

    Raises:
        CatalogueError: as ``load_catalogue``; also when two files state the same key, or the
            id is not the folder's name.

    """
    content: dict[str, object] = {}
    for file in service_files(home):
        part = read_yaml(file)
        if twice := sorted(part.keys() & content.keys()):
            raise CatalogueError(
                f"{home.name}/{file.name}: {twice[0]} is in another file too; remove one"
            )
        content |= part
    check_schema(content, home.parent, kind="ServiceItem", name=home.name)
    if content["id"] != home.name:
        raise CatalogueError(
            f"{home.name}: $.id: the folder is not named as the id {content['id']}; rename one"
        )
    item = value_from(
        ServiceItem, {**content, "checksum": checksum_of(content)}, where=home.name
    )
    if item.promise is None and item.has_promise_route:
        raise CatalogueError(
            f"{home.name}: key promise is missing, and a situation needs it; write promise.yaml"
        )
    return item


def checksum_of(content: Mapping[str, object]) -> str:
    """SHA-256 in hex over the canonical form: JSON, keys sorted, no spaces, dates as ISO text.

    Comments, order of keys and line ends do not count; every value does.
    """
    text = json.dumps(
        content, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()

# SPDX-License-Identifier: Apache-2.0
"""Reads the service catalogue (事项目录): YAML files, a JSON Schema, typed values."""

from dataclasses import dataclass
from pathlib import Path

from forms.service_item import ServiceItem
from forms.working_days import WorkCalendar


@dataclass(frozen=True)
class Catalogue:
    """All services of one folder, in the order of the home screen, with one work calendar."""

    services: tuple[ServiceItem, ...]
    calendar: WorkCalendar
    checksum: str

    def service(self, id_: str) -> ServiceItem:
        """Return the service of that id; KeyError when the catalogue has none."""
        for item in self.services:
            if item.id == id_:
                return item
        raise KeyError(id_)


def load_catalogue(folder: Path) -> Catalogue:
    """Read every ``<service-id>/*.yaml`` of the folder, ``calendar.yaml`` and ``schema.json``.

    Raises:
        CatalogueError: a file is missing, is not YAML, breaks the schema (unknown keys too) or
            names things that do not exist; the text names file and key.

    """
    raise NotImplementedError

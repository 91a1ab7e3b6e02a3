# SPDX-License-Identifier: Apache-2.0
"""The certificates that the simulated platform holds, read from ``certificates.yaml``.

An entry's keys are the wire's own names and go out as they stand; ``found_by`` is the index.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

_NEVER_SENT = frozenset({"found_by", "expires_in_days"})
"""What is said to the simulator alone; ``expires_in_days`` sets the last day from today."""

Entry = Mapping[str, object]
"""One certificate as it goes over the wire."""


@dataclass(frozen=True)
class Record:
    """One certificate, and the holder codes that a search finds it with."""

    found_by: frozenset[str]
    entry: Entry

    @property
    def identifier(self) -> str:
        """电子证照标识, by which data and file are fetched."""
        return str(self.entry["certificateIdentifier"])

    @property
    def type_code(self) -> str:
        """证照类型代码."""
        return str(self.entry["certificateTypeCode"])


def load_records(data_folder: Path) -> tuple[Record, ...]:
    """Read all certificates of a data folder.

    Raises:
        OSError: the folder has no ``certificates.yaml`` that can be read.
        ValueError: the file is not of that form.

    """
    path = data_folder / "certificates.yaml"
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return tuple(_record(entry) for entry in content["certificates"])
    except (yaml.YAMLError, KeyError, TypeError) as error:
        message = f"{path} is no list of certificates"
        raise ValueError(message) from error


def _record(entry: dict[str, object]) -> Record:
    found_by = entry["found_by"]
    if not isinstance(found_by, list) or "certificateIdentifier" not in entry:
        raise TypeError("a certificate needs found_by and certificateIdentifier")
    wire = {name: value for name, value in entry.items() if name not in _NEVER_SENT}
    if (days := entry.get("expires_in_days")) is not None:
        last = _today() + timedelta(days=int(str(days)))
        wire["certificateExpiringDate"] = last.isoformat()
    return Record(frozenset(str(code) for code in found_by), wire)


def _today() -> date:
    """The day by this process's own clock: the platform is another machine than the kiosk."""
    return date(*time.localtime()[:3])

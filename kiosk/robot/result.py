# SPDX-License-Identifier: Apache-2.0
"""What came of a visit, as ``result.json``."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from forms.service_item import Supply


@dataclass
class DocumentResult:
    """One document of the case."""

    name: str
    path: str
    sha256: str


@dataclass
class StateResult:
    """How long one state lasted.

    Attributes:
        seconds: whole time in the state.
        machine_seconds: of it, time in which the kiosk made the citizen wait.

    """

    state: str
    seconds: float
    machine_seconds: float = 0.0


@dataclass
class Result:
    """Outcome and effort of one visit; nothing here is about the person.

    ``taps`` and ``typed_characters`` are counted from the real input events.
    """

    outcome: str = "abandoned"
    stop_reason: str = ""
    case_number: str = ""
    licence_number: str = ""
    documents: list[DocumentResult] = field(default_factory=list)
    states: list[StateResult] = field(default_factory=list)
    taps: int = 0
    typed_characters: int = 0
    strokes: int = 0
    fields_total: int = 0
    fields_asked: int = 0
    materials_total: int = 0
    materials_by_supply: dict[str, int] = field(
        default_factory=lambda: {supply.value: 0 for supply in Supply}
    )
    printer_sheets: int = 0
    faults: list[str] = field(default_factory=list)
    found: str = ""
    """What a licence that was checked came to (``Found``); not which one it was."""
    cases: dict[str, str] = field(default_factory=dict)
    """How the cases of a second visit stand (``Standing``), by case number."""

    def write(self, path: Path) -> None:
        """Write it as JSON, readable by people too."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n", "utf-8")

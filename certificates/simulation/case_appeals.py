# SPDX-License-Identifier: Apache-2.0
"""Appeals at the simulated case desk: taken under the kiosk's number, looked into, ended.

Written from ``kiosk/sync/case_desk.openapi.yaml``; no clock of its own.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from certificates.simulation.case_offices import CaseThere

KINDS: Final = ("hold", "uphold", "dismiss", "refuse")
_IN_HAND: Final = "已登记，转办中。"
_LOOKED: Final = "已经转给审批部门核实。"
_ENDS: Final = {
    True: "经核实，审批部门应当重新办理。",
    False: "经核实，办理符合规定，理由已经向您说明。",
}


@dataclass
class _Lodged:
    """An appeal and what became of it; ``case`` is None where it is about none."""

    case: CaseThere | None
    steps: list[dict[str, str]] = field(default_factory=list)
    is_upheld: bool | None = None


class Appeals:
    """All appeals of a desk.

    Attributes:
        kind: what becomes of them: ``hold`` looks into them for ever, ``uphold`` and
            ``dismiss`` end them at the next call, ``refuse`` takes none.

    """

    def __init__(self) -> None:
        self.kind = "hold"
        self._lodged: dict[str, _Lodged] = {}

    def turn(self, kind: str) -> None:
        """Say what becomes of appeals from now on.

        Raises:
            ValueError: none of ``KINDS``.

        """
        if kind not in KINDS:
            message = f"appeals is one of {', '.join(KINDS)}"
            raise ValueError(message)
        self.kind = kind

    def lodge(self, named: str, case: CaseThere | None, now: datetime) -> str | None:
        """Take an appeal; returns its number, or None where it is not taken."""
        number = named or f"SQ-{len(self._lodged) + 1:06d}"
        if self.kind == "refuse" or number in self._lodged:
            return None
        said = {"at": now.isoformat(timespec="seconds"), "text": _IN_HAND}
        self._lodged[number] = _Lodged(case, [said])
        if case is not None:
            case.tell("appeal_lodged", now, reference=number)
        return number

    def advance(self, now: datetime) -> None:
        """End those that are to end; who was right is handled anew by the office."""
        if self.kind not in {"uphold", "dismiss"}:
            return
        for number, one in self._lodged.items():
            if one.is_upheld is None:
                self._end(number, one, now)

    def _end(self, number: str, one: _Lodged, now: datetime) -> None:
        one.is_upheld = self.kind == "uphold"
        text = _ENDS[one.is_upheld]
        at = now.isoformat(timespec="seconds")
        one.steps += [{"at": at, "text": _LOOKED}, {"at": at, "text": text}]
        if one.case is None:
            return
        one.case.tell("appeal_advanced", now, reference=number, texts=[_LOOKED])
        one.case.tell("appeal_ended", now, reference=number, texts=[text], upheld=one.is_upheld)
        if one.is_upheld:
            one.case.begin_anew(now)

    def progress(self, number: str) -> dict[str, object]:
        """How far an appeal is, as ``queryAppeal`` answers."""
        one = self._lodged.get(number)
        if one is None:
            return {"outcome": "unknown"}
        if one.is_upheld is None:
            return {"outcome": "known", "state": "in_hand", "steps": one.steps}
        ended = {"state": "ended", "upheld": one.is_upheld, "steps": one.steps}
        return {"outcome": "known", **ended}

# SPDX-License-Identifier: Apache-2.0
"""What visits asked of generated citizens, and the table of it: worst and median."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from rich.table import Table

from kiosk.robot.result import Result
from kiosk.session.states import State
from tests.support.effort_ready import made_ready
from tests.support.generated_citizens import Citizen
from tests.support.whole import WholeKiosk

SECOND_LOOKS = ("-done", "-signed", "-sealed", "-materials", "-code")
"""Ends of the names under which the robot looks at a page once more."""
QUICK_S = 0.02
ENDS = frozenset({"issued", "accepted", "filed", "answered", "refused", "stopped", "checked"})


@dataclass(frozen=True)
class Visit:
    """One citizen's visit, and what it took.

    Attributes:
        screens: pages seen after the resting one; a letter has as many as it has leaves.

    """

    citizen: Citizen
    result: Result
    screens: int

    @property
    def kind(self) -> str:
        """The row of the table that it counts in."""
        return self.citizen.row

    @property
    def fields_spared(self) -> float:
        """Share of the form's fields that nobody asked for; 1 where there was no form."""
        result = self.result
        return 1 - result.fields_asked / result.fields_total if result.fields_total else 1.0

    @property
    def materials_spared(self) -> float:
        """Share of the materials that need not be brought today, promised ones included."""
        result = self.result
        brought = result.materials_by_supply["handed_in"]
        return 1 - brought / result.materials_total if result.materials_total else 1.0


def visit_of(whole: WholeKiosk, citizen: Citizen) -> Visit:
    """Let the robot make the visit on the resting kiosk."""
    whole.rest_now()
    whole.world.printer.tell("lay")  # two hundred visits take more than one ream
    script = made_ready(whole, citizen)
    unknown = "" if citizen.phone_known else "all"
    whole.world.platform.tell("set", base_unknown=unknown)
    pages: list[str] = []
    result = whole.play(script, settle_s=QUICK_S, looked=pages.append)
    firsts = [page for page in pages if not page.endswith(SECOND_LOOKS)]
    return Visit(citizen, result, len(firsts) - firsts.count(State.ATTRACT.value))


def effort_table(title: str, visits: Sequence[Visit]) -> Table:
    """Median and worst of every kind of visit."""
    table = Table(title=title)
    table.add_column("service")
    for name in ("visits", "screens", "taps", "typed", "fields not asked", "not brought"):
        table.add_column(name, justify="right")
    for kind in sorted({one.kind for one in visits}):
        of_kind = [one for one in visits if one.kind == kind]
        table.add_row(
            kind,
            str(len(of_kind)),
            _counts(of_kind, lambda one: one.screens),
            _counts(of_kind, lambda one: one.result.taps),
            _counts(of_kind, lambda one: one.result.typed_characters),
            _shares(of_kind, lambda one: one.fields_spared),
            _shares(of_kind, lambda one: one.materials_spared),
        )
    table.caption = "median / worst"
    return table


def _counts(visits: Iterable[Visit], of: Callable[[Visit], int]) -> str:
    found = [of(one) for one in visits]
    return f"{median(found):g} / {max(found)}"


def _shares(visits: Iterable[Visit], of: Callable[[Visit], float]) -> str:
    found = [of(one) for one in visits]
    return f"{median(found):.0%} / {min(found):.0%}"

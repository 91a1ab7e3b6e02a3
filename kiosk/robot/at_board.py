# SPDX-License-Identifier: Apache-2.0
"""What the robot does with the ledger of materials: consent, patience, and on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from kiosk.robot.disputing import say_wrong
from kiosk.screens.views import BoardRow, BoardView, Screen

ARRANGE_S: Final = 0.2
"""From a row that changed until the ledger has put its rows in their places."""


@dataclass(frozen=True)
class BoardDeeds:
    """The robot's eyes and hand, as far as this page needs them.

    Attributes:
        answers: of the script.
        disputes: of the script, role to reason.
        screen: what is on the glass now.
        tap: touch what has this name.
        until: wait until something is true, on the page named.
        looked: the page is worth a picture.

    """

    answers: Mapping[str, str]
    disputes: Mapping[str, str]
    screen: Callable[[], Screen]
    tap: Callable[[str], Iterator[float]]
    until: Callable[[Callable[[], bool], str], Iterator[float]]
    looked: Callable[[str], None]

    def see(self) -> Iterator[float]:
        """Consent to earlier papers and wait for proofs, where the script says so; go on.

        ``reuse_<material> = "yes"`` ticks the earlier paper, ``wait_<material> = "yes"`` stays
        until the other office has answered; what the page does not offer is passed over.
        """
        yield from self.until(self._looks_for_nothing, "Board")
        ticked = [row.id for row in self._rows() if row.use and self._says("reuse", row)]
        for id_ in ticked:
            yield from self.tap(f"reuse-{id_}")
            yield from self.until(partial(self._is, id_, "reused"), f"Board-{id_}")
        for row in self._rows():
            if self._says("wait", row):
                yield from self.until(partial(self._waits_no_more, row.id), f"Board-{row.id}")
        yield from say_wrong(self.screen, self.tap, self.disputes)
        if ticked:
            yield ARRANGE_S
            self.looked("Board-materials")
        yield from self.tap("forward")

    def _says(self, what: str, row: BoardRow) -> bool:
        return self.answers.get(f"{what}_{row.id}") == "yes"

    def _rows(self) -> tuple[BoardRow, ...]:
        view = self.screen().view
        return view.rows if isinstance(view, BoardView) else ()

    def _is(self, id_: str, kind: str) -> bool:
        return any((row.id, row.chip.kind) == (id_, kind) for row in self._rows())

    def _looks_for_nothing(self) -> bool:
        """Whether no row that the script means to tick is still being looked for."""
        return not any(row.is_looked_for and self._says("reuse", row) for row in self._rows())

    def _waits_no_more(self, id_: str) -> bool:
        return not self._is(id_, "waiting")

# SPDX-License-Identifier: Apache-2.0
"""How long the driver of a SAM-V module waits for what, as one value.

Source: budgets of vendors' drivers, and the wire: 1295 bytes take 0.11 s at 115200 baud and
1.35 s at 9600.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Final

from devices.card_reader.sam_frame import Command

USUAL_S: Final = 0.5
"""From a request to the end of its answer, for commands that move little."""

ANSWER_S: Final[Mapping[Command, float]] = {
    Command.RESET: 2.0,
    Command.SAM_ID: 0.3,
    Command.READ_BASE: 3.0,
    Command.READ_ADDED_ADDRESS: 1.5,
}
"""The same where it differs."""


@dataclass(frozen=True)
class SamTiming:
    """Waits in seconds; the defaults are for real modules.

    Attributes:
        answer_s: from a request to the end of its answer, where it differs from ``usual_s``.
        usual_s: the same for every other command.
        other_speed_s: the same while the module is looked for at another speed.
        gap_s: silence inside a frame after which its rest is not coming any more.
        grain_s: longest wait of one look at the line, so what a cancel waits for at worst.
        poll_s: from one find to the next; at least a fifth of it is a pause.
        reopen_s: between two tries to open a line that is not there.
        patience_s: how long a line may be away before that is a fault.
        recheck_s: between two readings of a card that lies on and was handed out already.
        debounce_s: a card that comes back sooner must stay as long to count as laid anew.
        power_on_s: how long a module that was plugged in again may stay silent.
        back_off_s: after the first, second, … wrong answer in a row the module is left alone
            for so long; the last figure goes on.
        settle_s: after a change of speed.

    """

    answer_s: Mapping[Command, float] = field(default_factory=lambda: ANSWER_S)
    usual_s: float = USUAL_S
    other_speed_s: float = 0.2
    gap_s: float = 0.3
    grain_s: float = 0.1
    poll_s: float = 0.1
    reopen_s: float = 0.25
    patience_s: float = 2.0
    recheck_s: float = 1.0
    debounce_s: float = 1.0
    power_on_s: float = 2.0
    back_off_s: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0)
    settle_s: float = 0.01

    def deadline_s(self, command: Command) -> float:
        """From the request ``command`` to the end of its answer."""
        return self.answer_s.get(command, self.usual_s)

    def quickened(self, factor: float) -> "SamTiming":
        """All waits divided by ``factor``, for a module that is simulated without a wire."""
        shorter = {
            entry.name: getattr(self, entry.name) / factor
            for entry in fields(self)
            if isinstance(getattr(self, entry.name), float)
        }
        return replace(
            self,
            **shorter,
            answer_s={command: wait / factor for command, wait in self.answer_s.items()},
            back_off_s=tuple(wait / factor for wait in self.back_off_s),
        )

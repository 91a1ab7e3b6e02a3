# SPDX-License-Identifier: Apache-2.0
"""A circuit breaker with jittered reconnect: an absent platform costs one citizen a wait.

Own code instead of pybreaker 1.4 (BSD): that one measures its pause on the wall clock, which an
NTP step moves, and its pause is fixed, so that all kiosks of a county would come back at once.
"""

import random
from collections.abc import Callable
from threading import Condition
from time import monotonic
from typing import Final, TypeVar

from certificates.errors import (
    CertificateError,
    PlatformTimeoutError,
    PlatformUnreachableError,
)

FAILURES: Final = 6
"""Failures in a row that open the circuit: the look-ups of one case side by side."""

FIRST_PAUSE_S: Final = 0.25
LONGEST_PAUSE_S: Final = 60.0

_Answer = TypeVar("_Answer")


class Circuit:
    """Lets calls through until the platform is away; safe to use from several threads at once.

    Only silence and absence count: a refusal or rubbish was answered by somebody. While open,
    calls fail at once; after a pause one call tries, and its outcome closes the circuit or
    doubles the pause. Each pause is drawn between half and all of its length.

    Args:
        now: seconds that never go back.
        draw: a number from 0 to 1 for the jitter.

    """

    def __init__(
        self,
        now: Callable[[], float] = monotonic,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._now = now
        self._draw = draw
        self._lock = Condition()
        self._failures = 0
        self._pause_s = FIRST_PAUSE_S
        self._opens_at: float | None = None
        self._is_trying = False
        self._is_wanted = False
        self._is_by_hand = False

    def try_now(self) -> None:
        """Let the next call try although the pause is not over: somebody asks by hand.

        While no circuit is open this changes nothing. A trial that fails does not lengthen the
        pause of the others: how often somebody asks says nothing of the platform.
        """
        with self._lock:
            self._is_wanted = self._opens_at is not None

    @property
    def is_open(self) -> bool:
        """True while calls fail at once or one of them tries."""
        with self._lock:
            return self._opens_at is not None

    def run(
        self, call: Callable[[float], _Answer], *, deadline_s: float, always: bool = False
    ) -> _Answer:
        """Make a call, or fail at once while the platform is known to be away.

        While another call tries, its outcome is waited for: after an outage all look-ups of a
        case are answered, and not the first alone.

        Args:
            call: what to do, given the seconds that are left of ``deadline_s``.
            deadline_s: longest wait for another call's trial and this one's answer.
            always: try even while the circuit is open, as a self-test does.

        Raises:
            PlatformUnreachableError: the circuit is open (PLATFORM-0301).
            CertificateError: whatever the call raises.

        """
        began = self._now()
        is_trial = self._let_through(deadline_s, always=always)
        try:
            answer = call(deadline_s - (self._now() - began))
        except (PlatformUnreachableError, PlatformTimeoutError):
            self._failed(is_trial=is_trial)
            raise
        except CertificateError:
            self._close()  # it was answered, however wrongly
            raise
        except BaseException:
            self._gave_up(is_trial=is_trial)
            raise
        self._close()
        return answer

    def _let_through(self, wait_s: float, *, always: bool) -> bool:
        with self._lock:
            if not always and self._is_trying:
                self._lock.wait_for(lambda: not self._is_trying, max(wait_s, 0))
            if self._opens_at is None:
                return False
            left_s = self._opens_at - self._now()
            is_early = left_s > 0 and not self._is_wanted
            if not always and (is_early or self._is_trying):
                detail = f"not asked: away, tried again in {max(left_s, 0):.1f} s"
                raise PlatformUnreachableError("PLATFORM-0301", detail)
            self._is_by_hand = not always and left_s > 0
            self._is_wanted = self._is_wanted and always
            self._is_trying = True
            return True

    def _failed(self, *, is_trial: bool) -> None:
        with self._lock:
            self._failures += 1
            if is_trial:
                longer = 1 if self._is_by_hand else 2
                self._pause_s = min(self._pause_s * longer, LONGEST_PAUSE_S)
                self._is_trying = False
            elif self._failures < FAILURES or self._opens_at is not None:
                return
            self._opens_at = self._now() + self._pause_s * (0.5 + self._draw() / 2)
            self._lock.notify_all()

    def _gave_up(self, *, is_trial: bool) -> None:
        """A bug says nothing of the line: the next call may try."""
        with self._lock:
            self._is_trying = self._is_trying and not is_trial
            self._lock.notify_all()

    def _close(self) -> None:
        with self._lock:
            self._failures = 0
            self._pause_s = FIRST_PAUSE_S
            self._opens_at = None
            self._is_trying = self._is_wanted = False
            self._lock.notify_all()

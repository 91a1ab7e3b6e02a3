# SPDX-License-Identifier: Apache-2.0
"""The kiosk's side of the document process: asks, waits until a deadline, starts it again.

It is another program (``python -m kiosk.documents.worker``), started anew rather than forked,
with one end of a socket pair as its only input. It ends when that end closes, so it cannot
outlive the kiosk. Calls block and come from one worker; a lock holds a second caller off.
"""

import contextlib
import select
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Final

from certificates.earlier_material import SealedAnswer
from certificates.elements import Values
from certificates.errors import DocumentError
from certificates.gate import CalledExpectation, CalledFile
from certificates.sealed_answer import AnswerFault
from certificates.slip_picture import SlipPicture
from kiosk.clock import Clock
from kiosk.documents.checking import (
    AnswerCheck,
    ResultCheck,
    checked_by,
    result_checked_by,
)
from kiosk.documents.launch import Launched, Launcher
from kiosk.documents.pictures import pictures_by
from kiosk.documents.request import (
    NOT_MADE,
    DocumentRequest,
    Item,
    MadeDocument,
    WorkshopFacts,
    WorkshopSetup,
    fault_from_item,
    item_from_request,
    item_from_setup,
)
from kiosk.documents.slip import slip_by
from kiosk.documents.wire import BrokenFrameError, receive_frame, send_frame

CHECK_S: Final = 10.0
"""Deadline of a look at a foreign file; twenty pages take a second."""
PREFLIGHT_S: Final = 15.0
"""Deadline of a preflight: milliseconds, and seconds after a fresh start of the process."""
SEAL_S: Final = 25.0
"""Deadline of a test of the seal: key, code and time stamp may each take their own."""
START_S: Final = 60.0
"""A process that is not ready by then is started again."""
_FAREWELL_S: Final = 2.0
_LAST_WORDS_S: Final = 0.5  # a process that broke says where before it is gone
_GRACE_S: Final = 1.0


@dataclass
class _Child(Launched):
    """A running document process; ``facts`` is None until it has said that it is ready."""

    started_s: float
    facts: WorkshopFacts | None = None

    def is_alive(self) -> bool:
        """Whether it still runs and has not closed its end between two questions."""
        if self.process.poll() is not None:
            return False
        readable, _, _ = select.select([self.line], [], [], 0)
        return self.facts is None or not readable


class DocumentProcess:
    """Makes documents in another process, which is warm before the first citizen comes.

    Args:
        setup: what the process is told at its start; ``now`` is taken anew at each start.
        clock: measures the deadlines.
        launcher: gives the program; it may have been started ahead.

    """

    def __init__(
        self, setup: WorkshopSetup, *, clock: Clock, launcher: Launcher | None = None
    ) -> None:
        self._setup = setup
        self._clock = clock
        self._launcher = launcher or Launcher()
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def start(self) -> None:
        """Start the process and return at once; it gets ready by itself."""
        with self._lock:
            if self._child is None:
                self._child = self._spawn()

    def wait_ready(self, *, deadline_s: float) -> WorkshopFacts:
        """Wait until it is ready, starting it if need be.

        Raises:
            DocumentError: it died, or is not ready yet and goes on starting (DOCUMENT-0602),
                or a font is missing (DOCUMENT-0603).
            KeyRefusedError: the configured key may not be used (CONFIG-0701).

        """
        ends_at = self._clock.monotonic() + deadline_s
        with self._lock:
            return self._ready_child(ends_at)[1]

    def make(self, request: DocumentRequest, *, deadline_s: float) -> MadeDocument:
        """Render, seal and check one document.

        Making has no effect outside the process: a call that failed may be repeated, and the
        same request gives the same file apart from the signature value.

        Raises:
            DocumentError: a character without a glyph (DOCUMENT-0601), the document could not
                be made or not in time (DOCUMENT-0602), a font is missing (DOCUMENT-0603), the
                finished file failed its check (DOCUMENT-0604).
            KeyRefusedError: the configured key may not be used (CONFIG-0701).

        """
        answer = self._ask({"make": item_from_request(request)}, deadline_s)
        return MadeDocument(**answer)

    def slip(self, request: DocumentRequest, *, deadline_s: float) -> SlipPicture:
        """Draw a slip for the receipt printer, as dots.

        Raises:
            DocumentError: as for ``make``.

        """
        return slip_by(self._ask, request, deadline_s=deadline_s)

    def pictures(self, pdf: bytes, *, width_px: int, deadline_s: float) -> tuple[bytes, ...]:
        """Draw the pages of a paper, a PNG file each.

        Raises:
            DocumentError: as for ``make``.

        """
        return pictures_by(self._ask, pdf, width_px=width_px, deadline_s=deadline_s)

    def preflight(self, values: Values, *, deadline_s: float = PREFLIGHT_S) -> None:
        """Make sure that every character of ``values`` can be printed.

        Raises:
            DocumentError: a character has no glyph (DOCUMENT-0601), or as for ``make``.
            KeyRefusedError: the configured key may not be used (CONFIG-0701).

        """
        self._ask({"preflight": dict(values)}, deadline_s)

    def check_called(
        self, content: bytes, expectation: CalledExpectation, *, deadline_s: float = CHECK_S
    ) -> CalledFile:
        """Look at a file that another office made, apart from everything else of the kiosk.

        Raises:
            DocumentError: it may not be printed (DOCUMENT-0604), or as for ``make``.

        """
        question = {"check": content, "expect": asdict(expectation)}
        return CalledFile(**self._ask(question, deadline_s))

    def check_answer(
        self, check: AnswerCheck, *, deadline_s: float = CHECK_S
    ) -> SealedAnswer | AnswerFault:
        """Check the seal of another office, and that it answers what was asked.

        Raises:
            DocumentError: as for ``make``; nothing is known of the answer then.

        """
        return checked_by(self._ask, check, deadline_s=deadline_s)

    def check_result(
        self, check: ResultCheck, *, deadline_s: float = CHECK_S
    ) -> CalledFile | AnswerFault:
        """Check the seal of a case's result, and that it may be printed.

        Raises:
            DocumentError: it may not be printed (DOCUMENT-0604), or as for ``make``.

        """
        return result_checked_by(self._ask, check, deadline_s=deadline_s)

    def check_seal(self, *, deadline_s: float = SEAL_S) -> tuple[tuple[str, str], ...]:
        """Use keys and time stamps once; facts for the technician, by name.

        Raises:
            DocumentError: a key is away (DOCUMENT-0606), no time stamp (DOCUMENT-0607), or as
                for ``make``.

        """
        told = self._ask({"seal": self._clock.now()}, deadline_s)
        return tuple((name, str(value)) for name, value in told.items())

    def close(self) -> None:
        """End the process; a later call starts it again.

        A paper that is in the making has ``_FAREWELL_S`` to be finished. Then its maker is
        killed, and whoever asked for it is told so: closing waits for nobody's deadline.
        """
        if not self._lock.acquire(timeout=_FAREWELL_S):
            if (child := self._child) is not None:
                child.process.kill()
            self._lock.acquire()
        try:
            self._end_child()
        finally:
            self._lock.release()

    def _ask(self, question: Mapping[str, object], deadline_s: float) -> Item:
        ends_at = self._clock.monotonic() + deadline_s
        with self._lock:
            child, _ = self._ready_child(ends_at)
            return self._exchange(child, question, ends_at)

    def _ready_child(self, ends_at: float) -> tuple[_Child, WorkshopFacts]:
        child = self._child
        if child is None or not child.is_alive():
            child = self._replace(patience_s=_LAST_WORDS_S)
        if child.facts is None:
            child.facts = self._facts_of(child, ends_at)
        return child, child.facts

    def _facts_of(self, child: _Child, ends_at: float) -> WorkshopFacts:
        """Wait until it says that it is ready; a slow start goes on after the deadline."""
        left_s = self._left_s(ends_at)
        if not select.select([child.line], [], [], left_s)[0]:
            if self._clock.monotonic() > child.started_s + START_S:
                self._replace(patience_s=0.0)
            raise DocumentError(NOT_MADE, "the document process is not ready yet")
        return WorkshopFacts(**self._exchange(child, None, ends_at + _GRACE_S))

    def _exchange(
        self, child: _Child, question: Mapping[str, object] | None, ends_at: float
    ) -> Item:
        """Ask (or just listen) and take the answer; whatever breaks replaces the child."""
        try:
            if question is not None:
                child.line.settimeout(self._left_s(ends_at))
                send_frame(child.line, question)
            answer = receive_frame(child.line, remaining_s=lambda: self._left_s(ends_at))
        except TimeoutError as error:
            self._replace(patience_s=0.0)
            raise DocumentError(NOT_MADE, "the document process took too long") from error
        except (EOFError, OSError, BrokenFrameError) as error:
            self._replace(patience_s=_LAST_WORDS_S)
            raise DocumentError(NOT_MADE, "the document process ended") from error
        match answer:
            case {"done": dict(result)}:
                return result
            case {"fault": dict(fault)}:
                if child.facts is None:  # it refused to start, and has ended
                    self._end_child()
                raise fault_from_item(fault)
            case _:
                self._replace(patience_s=0.0)
                raise DocumentError(NOT_MADE, "the document process answered rubbish")

    def _left_s(self, ends_at: float) -> float:
        return max(ends_at - self._clock.monotonic(), 1e-3)

    def _replace(self, *, patience_s: float) -> _Child:
        """End the child, if any, and start another, so that it is warm for the next call."""
        self._end_child(patience_s=patience_s)
        self._child = self._spawn()
        return self._child

    def _end_child(self, *, patience_s: float = _FAREWELL_S) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end(patience_s=patience_s)

    def _spawn(self) -> _Child:
        """Start a program and tell it what it works with."""
        program = self._launcher.take()
        with contextlib.suppress(OSError):  # it died already; the first call will say so
            setup = replace(self._setup, now=self._clock.now())
            send_frame(program.line, item_from_setup(setup))
        return _Child(program.process, program.line, self._clock.monotonic())

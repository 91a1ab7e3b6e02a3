# SPDX-License-Identifier: Apache-2.0
"""The document process itself: ``python -m kiosk.documents.worker FD``.

It answers questions from one socket until that closes. A fault goes back as an answer; a bug
ends the process, and what it prints then names places in the code but no value, because a value
may be a citizen's. No core file is written, and between two documents garbage is collected.
"""

import contextlib
import ctypes
import faulthandler
import gc
import logging
import os
import resource
import signal
import socket
import sys
import time
import traceback
from collections.abc import Mapping
from datetime import datetime
from types import TracebackType
from typing import Final

from certificates.errors import CertificateError
from certificates.gate_check import check_called
from kiosk.documents.foreign import answer_item, result_item
from kiosk.documents.pictures import pictures_item
from kiosk.documents.request import (
    Item,
    expectation_from_item,
    item_from_fault,
    request_from_item,
    setup_from_item,
    values_from_item,
)
from kiosk.documents.slip import slip_item
from kiosk.documents.wire import receive_frame, send_frame
from kiosk.documents.workshop import Workshop

_NICENESS: Final = 5


def main(arguments: list[str]) -> int:
    """Serve the socket whose descriptor is the only argument; 0 when it was closed."""
    started_s = time.monotonic()
    faulthandler.enable()
    sys.excepthook = report_bug
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the kiosk
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)  # a library's log line may name what it works on
    os.nice(_NICENESS)  # the screen comes first
    with socket.socket(fileno=int(arguments[0])) as line:
        try:
            serve(line, started_s=started_s)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return 0
    return 1


def serve(line: socket.socket, *, started_s: float) -> None:
    """Get ready, say so, and answer until the line closes.

    Args:
        line: the socket to the kiosk.
        started_s: monotonic time of the start.

    Raises:
        EOFError: the kiosk closed the line; the orderly end.

    """
    setup = setup_from_item(_mapping(receive_frame(line)))
    try:
        workshop = Workshop(setup)
        if setup.is_warm:
            workshop.open_fonts()
    except CertificateError as error:
        send_frame(line, {"fault": item_from_fault(error)})
        return
    ready_s = time.monotonic() - started_s
    facts = {"pid": os.getpid(), "start_s": ready_s, "is_demo": workshop.is_demo}
    send_frame(line, {"done": facts})  # keys and fonts are there: a start need not wait longer
    if setup.is_warm:
        with contextlib.suppress(CertificateError):  # whoever asks for a sheet is told of it
            workshop.warm_up()
    _tidy()
    gc.freeze()
    gc.disable()
    while True:
        send_frame(line, answer(workshop, _mapping(receive_frame(line))))
        _tidy()


def _tidy() -> None:
    """Collect garbage, and give back to the system what the allocator keeps of it."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)


def answer(workshop: Workshop, question: Item) -> Item:
    """Answer one question; a fault is an answer too."""
    try:
        match question:
            case {"make": dict(item)}:
                made = workshop.make(request_from_item(item))
                return {"done": vars(made)}
            case {"check": _} | {"check_answer": _} | {"check_result": _}:
                return {"done": _checked(question)}
            case {"slip": dict(item)}:
                return {"done": slip_item(workshop, item)}
            case {"pictures": bytes(pdf), "width_px": int(width_px)}:
                return {"done": pictures_item(pdf, width_px)}
            case {"seal": datetime() as now}:
                facts = workshop.check_seal(now)
                until = facts.expires_on.isoformat()
                return {"done": {"level": facts.level, "expires_on": until}}
            case {"preflight": dict(item)}:
                workshop.preflight(values_from_item(item))
                return {"done": {}}
            case _:
                raise TypeError("a question that nobody asks")
    except CertificateError as error:
        return {"fault": item_from_fault(error)}


def _checked(question: Item) -> Item:
    """Look at a file that another office made."""
    match question:
        case {"check": bytes(content), "expect": dict(item)}:
            return vars(check_called(content, expectation_from_item(item)))
        case {"check_answer": dict(item)}:
            return answer_item(item)
        case {"check_result": dict(item)}:
            return result_item(item)
        case _:
            raise TypeError("a question that nobody asks")


def report_bug(
    kind: type[BaseException], _: BaseException, trace: TracebackType | None
) -> None:
    """Print what broke and where, but nothing that was being worked on."""
    sys.stderr.write(f"document process: {kind.__name__}\n")
    for frame in traceback.extract_tb(trace):
        sys.stderr.write(f"  {frame.filename}:{frame.lineno} in {frame.name}\n")


def _mapping(item: object) -> Item:
    if not isinstance(item, Mapping):
        raise TypeError("a question is a map")
    return dict(item)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

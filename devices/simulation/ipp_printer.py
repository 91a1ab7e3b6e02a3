# SPDX-License-Identifier: Apache-2.0
"""A printer on loopback that speaks IPP, keeps what it printed, and fails when told to.

It stands in for the metal only: the kiosk, a real CUPS and ``ipptool`` talk to it alike.
Source: RFC 8010, section 4 (IPP over HTTP); PWG 5100.14.
"""

import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final, cast

from devices.simulation.ipp_printer_engine import (
    FULL_TRAY,
    Fault,
    Job,
    PrintEngine,
    sha256_of,
)
from devices.simulation.ipp_printer_operations import PRINT_JOB, Operations

PATH: Final = "/ipp/print"
MAX_BODY_BYTES: Final = 64 << 20
EVERYTHING: Final = "everything"
SETTABLE: Final = frozenset({"paper", "speed", "toner", "up_time"})


class IppPrinterSimulator:
    """The simulated printer, with the verbs that all simulators share.

    Verbs: ``set paper=10 speed=0.1 toner=5 up_time=86400`` (sheets, seconds a sheet, per cent,
    seconds), ``fault kind=jam [after_sheets=1] [reason=...]``, ``clear [kind=jam]`` (with
    ``kind=everything`` it is as at its start, and no file in its folder), ``state``,
    ``lift`` (take the sheets out of the output tray). ``lay`` adds a ream of paper.

    Attributes:
        address: where it listens, ``ipp://127.0.0.1:PORT/ipp/print``.

    Raises:
        OSError: the port is taken.

    """

    def __init__(self, folder: Path, port: int = 0) -> None:
        self._engine = PrintEngine(folder)
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._port = int(self._server.server_address[1])
        self.address = f"ipp://127.0.0.1:{self._port}{PATH}"
        self._operations = Operations(self._engine, self.address)
        self._serving: Thread | None = None

    def start(self) -> None:
        """Start to print and to listen."""
        self._engine.start()
        self._listen()

    def stop(self) -> None:
        """Switch it off; unfinished jobs stay unfinished."""
        self._engine.stop()
        self._hang_up()

    def control(self, verb: str, arguments: dict[str, object]) -> dict[str, object]:
        """Obey a verb and give the printer's state.

        Raises:
            ValueError: no such verb, fault or setting.

        """
        words = {name: str(value) for name, value in arguments.items()}
        match verb:
            case "state":
                pass
            case "set":
                self._set(words)
            case "fault":
                self._fault(words)
            case "clear":
                self._clear(words.get("kind", ""))
            case "lay":
                self._set({"paper": words.get("paper", str(FULL_TRAY))})
            case "lift":
                with self._engine.changed:
                    self._engine.tray.clear()
            case _:
                msg = f"no verb {verb!r}; there are set, fault, clear, state, lay, lift"
                raise ValueError(msg)
        return self._state()

    def _set(self, words: dict[str, str]) -> None:
        unknown = words.keys() - SETTABLE
        if unknown:
            msg = f"cannot set {', '.join(sorted(unknown))}; only {', '.join(sorted(SETTABLE))}"
            raise ValueError(msg)
        engine = self._engine
        with engine.changed:
            engine.paper = int(words.get("paper", engine.paper))
            engine.sheet_s = float(words.get("speed", engine.sheet_s))
            engine.toner = int(words.get("toner", engine.toner))
            if "up_time" in words:
                engine.set_up_time(float(words["up_time"]))
            engine.changed.notify_all()

    def _fault(self, words: dict[str, str]) -> None:
        kind = words.pop("kind", "")
        after = words.pop("after_sheets", None)
        with self._engine.changed:
            self._engine.set_fault(Fault(kind, None if after is None else int(after), words))
        if kind == "offline" and after is None:
            self._hang_up()

    def _clear(self, kind: str) -> None:
        with self._engine.changed:
            if kind == EVERYTHING:
                self._engine.begin_anew()
            else:
                self._engine.clear(kind)
            is_offline = "offline" in self._engine.faults
        if not is_offline and self._serving is None:
            self._server = _Server(("127.0.0.1", self._port), _Handler)
            self._listen()

    def _listen(self) -> None:
        self._server.engine, self._server.operations = self._engine, self._operations
        self._serving = Thread(
            target=self._server.serve_forever, args=(0.02,), name="ipp", daemon=True
        )
        self._serving.start()

    def _hang_up(self) -> None:
        if self._serving is not None:
            self._server.shutdown()
            self._serving.join()
            self._serving = None
        self._server.server_close()

    def _state(self) -> dict[str, object]:
        engine = self._engine
        with engine.changed:
            return {
                "address": self.address,
                "state": engine.state,
                "reasons": list(engine.reasons()),
                "faults": sorted(engine.faults),
                "paper": engine.paper,
                "toner": engine.toner,
                "sheets": engine.sheets,
                "spoiled": engine.spoiled,
                "tray": list(engine.tray),
                "up_time": engine.up_time_s,
                "jobs": [_job_state(job) for job in engine.jobs],
            }


def _job_state(job: Job) -> dict[str, object]:
    return {
        "id": job.job_id,
        "name": job.name,
        "state": job.state,
        "reasons": list(job.reasons),
        "sheets": job.sheets,
        "sheets_done": job.sheets_done,
        "path": "" if job.path is None else str(job.path),
        "sha256": sha256_of(job.document),
        "asked": job.asked,
    }


class _Server(ThreadingHTTPServer):
    """The listening socket, gone while the printer is offline."""

    daemon_threads = True
    allow_reuse_address = True
    engine: PrintEngine
    operations: Operations

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that hangs up is part of the play."""


class _Handler(BaseHTTPRequestHandler):
    """One connection of one client."""

    protocol_version = "HTTP/1.1"
    server_version = "JibanSimulator"
    timeout = 60

    def do_GET(self) -> None:
        """Answer a person with a browser."""
        self._reply(200, "text/plain; charset=utf-8", "仿真打印机\n".encode())

    def do_POST(self) -> None:
        """Answer an IPP request, unless a fault says otherwise."""
        server = cast("_Server", self.server)
        engine, faults = server.engine, server.engine.faults
        body = self._body()
        operation = int.from_bytes(body[2:4], "big")
        if "offline" in faults:
            self._cut()
        elif _strikes(faults.get("hang"), operation):
            with engine.changed:
                engine.changed.wait_for(lambda: "hang" not in faults or not engine.is_running)
            self._cut()
        elif _strikes(faults.get("http_500"), operation):
            self._reply(500, "text/html", b"<h1>Internal Server Error</h1>")
        else:
            answer = server.operations.answer(body)
            if operation == PRINT_JOB and faults.pop("lost_reply", None) is not None:
                self._cut()
            else:
                self._reply(200, "application/ipp", answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited name
        """Write no access log."""

    def _body(self) -> bytes:
        """Read the request's body, chunked or counted."""
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(
                min(int(self.headers.get("Content-Length", 0)), MAX_BODY_BYTES)
            )
        body = bytearray()
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return bytes(body)

    def _reply(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _cut(self) -> None:
        """Break the connection without a word."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


def _strikes(fault: Fault | None, operation: int) -> bool:
    """Whether a wire fault is on here; ``operation=2`` narrows it to Print-Job."""
    if fault is None:
        return False
    return int(fault.options.get("operation", operation)) == operation

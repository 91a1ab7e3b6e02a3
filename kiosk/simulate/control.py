# SPDX-License-Identifier: Apache-2.0
"""The hand on a simulator: JSON lines over a unix socket, the same for every simulator.

    → {"verb": "lay", "card": "chen-qiumei"}
    ← {"ok": true, "place": "new", …}      or      {"ok": false, "error": "…"}

Everything in a request beside ``verb`` is an argument of it. The control line never touches
the wire that is simulated.
"""

import json
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingMixIn, UnixStreamServer
from threading import Thread
from typing import Final, Protocol

VERBS: Final = ("lay", "lift", "fault", "clear", "set", "state")
_REPLY_S: Final = 30.0
_LONGEST_LINE: Final = 65_536


class Simulator(Protocol):
    """A device or a far end of a wire, to be served by a process of its own."""

    @property
    def address(self) -> str:
        """Where it is reached: the path of a port, or a URL; known after ``start``."""
        ...

    def start(self) -> None:
        """Begin to answer; returns at once."""
        ...

    def control(self, verb: str, arguments: dict[str, object]) -> dict[str, object]:
        """Do what ``verb`` says and return what may be known of the state.

        Raises:
            ValueError: it cannot be done; the message goes to whoever asked.

        """
        ...

    def stop(self) -> None:
        """Stop answering and leave nothing behind."""
        ...


class ControlServer:
    """Serves one simulator's verbs on a unix socket until it is closed."""

    def __init__(self, path: Path, simulator: Simulator) -> None:
        path.unlink(missing_ok=True)
        self._path = path
        self._server = _Server(str(path), simulator.control)
        path.chmod(0o600)
        self._thread = Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop serving and remove the socket."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._path.unlink(missing_ok=True)


def send(socket_path: Path | str, verb: str, **arguments: object) -> dict[str, object]:
    """Send one verb and return the whole reply, ``ok`` included.

    Raises:
        OSError: no simulator listens there, or it hung up.

    """
    line = json.dumps({"verb": verb, **arguments}).encode() + b"\n"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(_REPLY_S)
        client.connect(str(socket_path))
        client.sendall(line)
        reply = client.makefile("rb").readline()
    if not reply:
        message = f"the simulator at {socket_path} hung up"
        raise ConnectionError(message)
    return dict(json.loads(reply))


class _Server(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True

    def __init__(
        self, path: str, control: Callable[[str, dict[str, object]], dict[str, object]]
    ) -> None:
        super().__init__(path, _Handler)
        self.control = control


class _Handler(StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        """Answer line after line until the other side hangs up."""
        with suppress(ConnectionError):
            while line := self.rfile.readline(_LONGEST_LINE):
                reply = json.dumps(_reply(line, self.server.control), ensure_ascii=False)
                self.wfile.write(reply.encode() + b"\n")


def _reply(
    line: bytes, control: Callable[[str, dict[str, object]], dict[str, object]]
) -> Mapping[str, object]:
    try:
        request = json.loads(line)
        if not isinstance(request, dict):
            return _failed("a request is a JSON object")
        verb = request.pop("verb", None)
        if verb not in VERBS:
            return _failed(f"no verb is called {verb!r}; there are: {', '.join(VERBS)}")
        return {"ok": True, **control(verb, request)}
    except ValueError as error:
        return _failed(str(error))


def _failed(reason: str) -> Mapping[str, object]:
    return {"ok": False, "error": reason}

# SPDX-License-Identifier: Apache-2.0
"""A server whose next answer is set from the test, for thousands of odd answers in a row."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Answering:
    """What it says next, and what it was asked."""

    address: str = ""
    body: bytes = b"{}"
    status: int = 200
    asked: list[tuple[str, object]] = field(default_factory=list, repr=False)

    def says(self, data: object, *, head: object = None) -> None:
        """Set the next answers to an envelope around ``data``."""
        envelope = {"head": head or {"status": 0, "message": ""}, "data": data}
        self.body = json.dumps(envelope).encode()


@contextmanager
def answering_server() -> Iterator[Answering]:
    """Serve on loopback; connections are kept."""
    said = Answering()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            said.asked.append((self.path.strip("/"), json.loads(body)))
            reply = said.body  # the test may set the next one as soon as this one's head is out
            self.send_response(said.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        said.address = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield said
        finally:
            server.shutdown()
            thread.join()

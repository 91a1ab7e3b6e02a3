# SPDX-License-Identifier: Apache-2.0
"""A real ``pcscd`` with the virtual reader ``libifdvpcd``, out of everybody's way.

The reader's driver listens on all addresses of the machine, and there is room for one daemon
only. Both hold for a network and a mount namespace: ``enter_namespaces`` makes the process
that calls it have its own, and whoever is told the path of the socket
(``PCSCLITE_CSOCK_NAME``) reaches the daemon from outside all the same.
"""

import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Final

FIRST_PORT: Final = 0x8C7B
"""Of the first slot; the second is on the port behind it."""

DRIVER: Final = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
DEFAULT_READER: Final = "Virtual PCD"

_DAEMON_FOLDER: Final = Path("/run/pcscd")
_START_S: Final = 10.0
_GRAIN_S: Final = 0.02
_SIOCSIFFLAGS: Final = 0x8914
_UP_AND_RUNNING: Final = 0x41


def enter_namespaces(arguments: Sequence[str]) -> None:
    """Become ``python -m kiosk.simulate ARGUMENTS…`` in namespaces of its own; never returns.

    Raises:
        OSError: the machine has no ``unshare``.

    """
    alone = ["unshare", "--net", "--mount", "--propagation", "private"]
    if os.geteuid() != 0:
        alone += ["--user", "--map-root-user"]
    command = [*alone, sys.executable, "-m", "kiosk.simulate", *arguments]
    os.execvp(command[0], command)  # noqa: S606 - no shell wanted


def join_namespaces(pid: int, arguments: Sequence[str]) -> None:
    """Become ``python -m kiosk.simulate ARGUMENTS…`` in the network of process ``pid``."""
    beside = ["nsenter", "--target", str(pid), "--net"]
    if os.geteuid() != 0:
        beside += ["--user", "--preserve-credentials"]
    command = [*beside, sys.executable, "-m", "kiosk.simulate", *arguments]
    os.execvp(command[0], command)  # noqa: S606 - no shell wanted


class PrivatePcscd:
    """The daemon in the namespaces of this process; a ``Simulator``, though it simulates not.

    Args:
        folder: where its socket and its configuration are put.
        reader: name of the virtual reader; its two slots are readers of their own, called
            "… 00 00" and "… 00 01". The driver has no room for more.

    """

    def __init__(self, folder: Path, reader: str = DEFAULT_READER) -> None:
        self._folder = folder
        self._reader = reader
        self._daemon: subprocess.Popen[bytes] | None = None
        # The kernel ends the daemon with the thread that started it, so one thread starts all.
        self._starter = ThreadPoolExecutor(1, "pcscd-starter")

    @property
    def address(self) -> str:
        """Path of the socket, for ``PCSCLITE_CSOCK_NAME``."""
        return str(self._folder / "run" / "pcscd.comm")

    def start(self) -> None:
        """Prepare the namespaces and start the daemon; returns when it can be reached."""
        if not DRIVER.exists() or shutil.which("pcscd", path=_path()) is None:
            message = "pcscd or its virtual reader is missing (packages pcscd, vsmartcard-vpcd)"
            raise OSError(message)
        (self._folder / "run").mkdir(parents=True, exist_ok=True)
        (self._folder / "readers").mkdir(exist_ok=True)
        _bring_loopback_up()
        _bind(self._folder / "run", _DAEMON_FOLDER)
        self._write_configuration()
        self._start_daemon()

    def stop(self) -> None:
        """Let the daemon end in good order."""
        self._end_daemon(signal.SIGTERM)
        self._starter.shutdown()

    def control(self, verb: str, arguments: Mapping[str, object]) -> dict[str, object]:
        """``set running=false`` kills the daemon, ``true`` starts it · ``set reader=NAME``.

        Also ``state`` and ``clear`` (running again). The answer names this process's ``pid``,
        whose network a card joins, and the daemon's.

        Raises:
            ValueError: an unknown verb or argument, or the daemon does not start.

        """
        texts = {name: str(value) for name, value in arguments.items()}
        match verb:
            case "set":
                self._set(texts.pop("reader", ""), texts.pop("running", "").lower())
            case "clear":
                self._set("", "true")
            case "state":
                pass
            case _:
                message = f"a daemon does not {verb}: set, state, clear"
                raise ValueError(message)
        if texts:
            message = f"unknown arguments: {', '.join(texts)}"
            raise ValueError(message)
        daemon = self._daemon
        return {
            "pid": os.getpid(),
            "daemon": None if daemon is None else daemon.pid,
            "reader": self._reader,
        }

    def _set(self, reader: str, running: str) -> None:
        if reader:
            self._reader = reader
            self._write_configuration()
        if running == "false":
            self._end_daemon(signal.SIGKILL)
        elif running == "true" and self._daemon is None:
            try:
                self._start_daemon()
            except OSError as error:
                raise ValueError(str(error)) from error

    def _write_configuration(self) -> None:
        entry = (
            f'FRIENDLYNAME "{self._reader}"\nDEVICENAME /dev/null:0x{FIRST_PORT:X}\n'
            f"LIBPATH {DRIVER}\nCHANNELID 0x{FIRST_PORT:X}\n"
        )
        (self._folder / "readers" / "virtual").write_text(entry, "utf-8")

    def _start_daemon(self) -> None:
        self._daemon = self._starter.submit(self._spawn).result()
        deadline = monotonic() + _START_S
        while not _is_reached(self.address):
            if self._daemon.poll() is not None or monotonic() > deadline:
                self._end_daemon(signal.SIGKILL)
                message = f"pcscd did not start, see {self._folder / 'pcscd.log'}"
                raise OSError(message)
            Event().wait(_GRAIN_S)

    def _spawn(self) -> subprocess.Popen[bytes]:
        command = ["setpriv", "--pdeathsig", "KILL", "pcscd", "--foreground", "--debug"]
        configuration = ["--config", str(self._folder / "readers")]
        with (self._folder / "pcscd.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - the words are ours
                command + configuration,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "PATH": _path()},
            )

    def _end_daemon(self, number: int) -> None:
        daemon, self._daemon = self._daemon, None
        if daemon is None:
            return
        daemon.send_signal(number)
        try:
            daemon.wait(_START_S)
        except subprocess.TimeoutExpired:
            daemon.kill()
            daemon.wait()


def _path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def _bring_loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh", b"lo", _UP_AND_RUNNING)
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, request)


def _bind(folder: Path, place: Path) -> None:
    """Let ``place`` be ``folder`` for this process and its children."""
    if not place.is_dir():  # only the namespace's own /run gets it
        _run("mount", "-t", "tmpfs", "tmpfs", str(place.parent))
        place.mkdir()
    _run("mount", "--bind", str(folder), str(place))


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise OSError(done.stderr.strip())


def _is_reached(path: str) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(path)
    except OSError:
        return False
    return True

# SPDX-License-Identifier: Apache-2.0
"""A receipt printer that speaks ESC/POS over TCP or a pseudo-terminal, and fails when told to.

Runs in a process of its own and shares nothing with the driver. Like a real one it looks for
real-time commands in everything that arrives, keeps what it cannot print yet, and prints it
when somebody has put in paper, whoever stands there then.
"""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock, Thread
from typing import Final

from devices.simulation.reader_line import ReaderLine
from devices.simulation.receipt_head import Head, Roll

FAULTS: Final = (
    "paper_end",
    "near_end",
    "cover_open",
    "cutter_jam",
    "hang",
    "power_cut",
    "garbage",
)
GARBAGE: Final = bytes.fromhex("ff 8a c3 28 ff")
_BAUD: Final = 115_200
_TICK_S: Final = 0.02
_CLEAR: Final = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
_STOPPING: Final = frozenset({"paper_end", "cover_open"})
_LATER: Final = frozenset({"paper_end", "cover_open", "power_cut"})


class ReceiptPrinterSimulator:
    """The simulated printer, with the verbs that all simulators share.

    ``fault kind=paper_end|near_end|cover_open|cutter_jam|hang|power_cut|garbage
    [after_rows=N]`` (the cutter sticks at its next cut) · ``clear [kind=…]`` ·
    ``set process_id=true|false`` · ``lay`` (a new roll) · ``lift`` (take the slips) ·
    ``state`` (with the slips' files).

    Args:
        folder: where slips are kept as PNG.
        line: TCP or pseudo-terminal.

    """

    def __init__(self, folder: Path, line: ReaderLine) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._line = line
        self._roll = Roll(folder)
        self._head = Head(self._roll, self._say, sensors=self._sensors)
        self._buffer = bytearray()
        self._recent = b""
        self._faults: dict[str, int | None] = {}
        self._printed_rows = 0
        self._told = b""
        self._lock = Lock()
        self._is_running = False
        self._thread = Thread(target=self._run, name="receipt-printer", daemon=True)

    @property
    def address(self) -> str:
        """``socket://127.0.0.1:PORT`` or the path of the port."""
        return self._line.address

    def start(self) -> None:
        """Switch it on."""
        self._line.plug(baud=_BAUD)
        self._is_running = True
        self._thread.start()

    def stop(self) -> None:
        """Switch it off for good."""
        self._is_running = False
        self._line.wake()
        self._thread.join()
        self._line.close()

    def control(self, verb: str, arguments: Mapping[str, object]) -> dict[str, object]:
        """Obey a verb and give the printer's state.

        Raises:
            ValueError: no such verb, fault or setting.

        """
        words = {name: str(value) for name, value in arguments.items()}
        with self._lock:
            match verb:
                case "state":
                    pass
                case "fault":
                    self._fault(words)
                case "clear":
                    self._clear(words.get("kind", ""))
                case "set":
                    self._set(words)
                case "lay":
                    self._clear("paper_end")
                    self._clear("near_end")
                case "lift":
                    self._roll.slips.clear()
                case _:
                    msg = f"no verb {verb!r}; there are fault, clear, set, lay, lift, state"
                    raise ValueError(msg)
            return self._state()

    def _fault(self, words: dict[str, str]) -> None:
        kind = words.get("kind", "")
        if kind not in FAULTS:
            msg = f"no fault {kind!r}; there are {', '.join(FAULTS)}"
            raise ValueError(msg)
        after = words.get("after_rows")
        if after is not None and kind not in _LATER:
            msg = f"{kind} comes at once; after_rows is for {', '.join(sorted(_LATER))}"
            raise ValueError(msg)
        self._faults[kind] = None if after is None else self._printed_rows + int(after)
        self._head.jams = "cutter_jam" in self._faults
        if kind == "power_cut" and after is None:
            self._cut_power()

    def _clear(self, kind: str) -> None:
        gone = [kind] if kind else list(self._faults)
        for one in gone:
            self._faults.pop(one, None)
        if "cutter_jam" in gone:
            self._head.jams = self._head.is_stuck = False
        if "power_cut" in gone and not self._line.is_plugged:
            self._line.plug(baud=_BAUD)
        if not kind:
            self._head.knows_process_id = True

    def _set(self, words: dict[str, str]) -> None:
        if words.keys() != {"process_id"} or words["process_id"].lower() not in {
            "true",
            "false",
        }:
            msg = "only process_id=true|false can be set"
            raise ValueError(msg)
        self._head.knows_process_id = words["process_id"].lower() == "true"

    def _state(self) -> dict[str, object]:
        return {
            "address": self.address,
            "faults": sorted(self._faults),
            "slips": list(self._roll.slips),
            "uncut_rows": len(self._roll.rows),
            "waiting": len(self._buffer),
            "strays": self._head.strays,
        }

    # -- the machine ---------------------------------------------------------

    def _run(self) -> None:
        while self._is_running:
            octets = self._line.read(_TICK_S)
            with self._lock:
                if octets and "hang" not in self._faults:
                    self._receive(octets)
                self._work()

    def _receive(self, octets: bytes) -> None:
        """Answer real-time commands, wherever they stand, and keep everything."""
        for octet in octets:
            self._buffer.append(octet)
            self._recent = (self._recent + bytes((octet,)))[-len(_CLEAR) :]
            if self._recent[-3:-1] == b"\x10\x04":
                self._real_time(octet)
            if self._recent == _CLEAR:
                self._buffer.clear()
                self._say(b"\x37\x25\x00")

    def _real_time(self, kind: int) -> None:
        if "garbage" in self._faults:
            self._say(GARBAGE)
            return
        stuck = self._head.is_stuck
        offline = 0x04 if self._is_on("cover_open") else 0
        offline |= 0x20 if self._is_on("paper_end") else 0
        offline |= 0x40 if stuck else 0
        paper = 0x0C if self._is_on("near_end") or self._is_on("paper_end") else 0
        paper |= 0x60 if self._is_on("paper_end") else 0
        printer, errors = 0x08 if self._is_offline else 0, 0x08 if stuck else 0
        if kind in range(1, 5):
            self._say(bytes((0x12 | (printer, offline, errors, paper)[kind - 1],)))

    def _is_on(self, kind: str) -> bool:
        """Whether a fault is there, or its rows have been printed."""
        if kind not in self._faults:
            return False
        at = self._faults[kind]
        return at is None or self._printed_rows >= at

    @property
    def _is_offline(self) -> bool:
        return self._head.is_stuck or any(self._is_on(kind) for kind in _STOPPING)

    def _sensors(self) -> int:
        """The answer to GS r 1."""
        return 0x03 if self._is_on("near_end") else 0

    def _work(self) -> None:
        """Print what can be printed, and tell what has changed."""
        while self._line.is_plugged and not self._is_offline and "hang" not in self._faults:
            before = len(self._roll.rows)
            if not self._head.take(self._buffer, rows_left=self._rows_left()):
                break
            self._printed_rows += max(0, len(self._roll.rows) - before)
            if self._is_on("power_cut"):
                self._cut_power()
        self._report()

    def _rows_left(self) -> int | None:
        """Rows until the next fault that waits for rows."""
        later = [at for kind, at in self._faults.items() if at is not None and kind in _LATER]
        return max(0, min(later) - self._printed_rows) if later else None

    def _cut_power(self) -> None:
        """Everything that is not on paper is gone."""
        self._line.unplug()
        self._buffer.clear()
        self._recent, self._told, self._head.reports = b"", b"", 0
        self._faults["power_cut"] = None

    def _report(self) -> None:
        """Automatic status back: once when it was switched on, then with every change."""
        if not self._head.reports or "hang" in self._faults:
            return
        paper = 0x0C if self._is_on("paper_end") else 0
        paper |= 0x03 if self._is_on("near_end") else 0
        state = 0x10 | (0x08 if self._is_offline else 0)
        state |= 0x20 if self._is_on("cover_open") else 0
        report = bytes((state, 0x08 if self._head.is_stuck else 0, paper, 0x0F))
        if report != self._told:
            self._told = report
            self._say(report)

    def _say(self, octets: bytes) -> None:
        if self._line.is_plugged:
            self._line.write(octets)

# SPDX-License-Identifier: Apache-2.0
"""What can be turned on the simulated reader, by the names that ``set`` takes."""

from dataclasses import dataclass
from typing import Final

from devices.simulation.sam_module import SAM_ID

OUT_OF_ORDER: Final = {"ok": 0, "self-test-failed": 0x60, "not-authorised": 0x66}


@dataclass(frozen=True)
class Knobs:
    """What ``set`` turns, by name.

    Attributes:
        baud: speed that answers are paced at.
        latency_ms: from the end of a request to the beginning of its answer.
        find_ms: the same for find alone; -1 for as ``latency_ms`` says.
        select_ms: the same for select.
        read_ms: the same for reading text and photo.
        late_ms: the same for an answer under the trouble ``late``.
        chunk_bytes: how many bytes become readable at once.
        power_on_ms: how long the module is deaf after it was plugged in.
        fingerprint_bytes: 0, 512 or 1024.
        find_misses: how many of the next finds overlook the card.
        must_remove: whether a card that was read stays unfound until lifted.
        plugged: whether the reader is on the line.
        health: a key of ``OUT_OF_ORDER``.
        sam_id: 32 hexadecimal digits, the module's own number as ``12 FF`` gives it.

    """

    baud: int = 115_200
    latency_ms: int = 2
    find_ms: int = -1
    select_ms: int = -1
    read_ms: int = -1
    late_ms: int = 700
    chunk_bytes: int = 32
    power_on_ms: int = 0
    fingerprint_bytes: int = 1024
    find_misses: int = 0
    must_remove: bool = True
    plugged: bool = True
    health: str = "ok"
    sam_id: str = SAM_ID.hex()

    def __post_init__(self) -> None:
        if self.health not in OUT_OF_ORDER:
            message = f"health is one of {', '.join(OUT_OF_ORDER)}, not {self.health!r}"
            raise ValueError(message)
        if self.baud < 1 or self.chunk_bytes < 1:
            message = "baud and chunk_bytes are above zero"
            raise ValueError(message)
        if len(self.sam_id_bytes) != len(SAM_ID):
            message = f"sam_id has {2 * len(SAM_ID)} hexadecimal digits, not {self.sam_id!r}"
            raise ValueError(message)

    @property
    def sam_id_bytes(self) -> bytes:
        """The module's number as bytes; leading zeros may be left out."""
        return bytes.fromhex(self.sam_id.zfill(2 * len(SAM_ID)))

    def latency_of(self, words: int) -> int:
        """Milliseconds before the answer to the request with these CMD and PARA."""
        own_ms = {0x2001: self.find_ms, 0x2002: self.select_ms, 0x3001: self.read_ms}
        found_ms = own_ms.get(words, -1)
        return self.latency_ms if found_ms < 0 else found_ms

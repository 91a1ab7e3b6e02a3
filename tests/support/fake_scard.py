# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: N802  # names are winscard's
"""pyscard's bare functions with scripted answers: what no virtual reader can be made to do."""

from types import ModuleType
from typing import Any

SUCCESS = 0
PNP = "\\\\?PnP?\\Notification"


class FakeScard(ModuleType):
    """A daemon with readers that come and go; ``failing`` names functions and their code."""

    SCARD_SCOPE_SYSTEM = 2
    SCARD_SHARE_EXCLUSIVE = 1
    SCARD_UNPOWER_CARD = 2
    SCARD_PCI_T0 = 100
    SCARD_PCI_T1 = 101

    def __init__(self, *readers: str) -> None:
        super().__init__("fake_scard")
        self.names = list(readers)
        self.cards: dict[str, bytes] = {}
        self.counts: dict[str, int] = {}
        self.failing: dict[str, int] = {}
        self.protocol = 1
        self.reply = [0x90, 0x00]
        self.used: list[str] = []
        self.sent: list[tuple[int, list[int]]] = []

    def _code(self, function: str) -> int:
        self.used.append(function)
        return self.failing.get(function, SUCCESS)

    def SCardEstablishContext(self, _scope: int) -> tuple[int, int]:
        return self._code("establish"), 7

    def SCardReleaseContext(self, _context: int) -> int:
        return self._code("release")

    def SCardListReaders(self, _context: int, _groups: list[str]) -> tuple[int, list[str]]:
        return self._code("list"), list(reversed(self.names))

    def SCardGetStatusChange(
        self, _context: int, _wait_ms: int, known: list[tuple[str, int]]
    ) -> tuple[int, list[Any]]:
        return self._code("status"), [
            (name, self._state(name) | 0x2, list(self.cards.get(name, b"")))
            for name, _ in known
        ]

    def SCardConnect(
        self, _context: int, _reader: str, _share: int, _protocols: int
    ) -> tuple[int, int, int]:
        return self._code("connect"), 9, self.protocol

    def SCardDisconnect(self, _handle: int, _what: int) -> int:
        return self._code("disconnect")

    def SCardTransmit(
        self, _handle: int, protocol: int, command: list[int]
    ) -> tuple[int, list[int]]:
        self.sent.append((protocol, command))
        return self._code("transmit"), self.reply

    def _state(self, name: str) -> int:
        if name == PNP:
            return 0
        return self.counts.get(name, 0) << 16 | (0x20 if name in self.cards else 0x10)

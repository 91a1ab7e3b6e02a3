# SPDX-License-Identifier: Apache-2.0
"""Everything that the simulated platform holds: shipped certificates and generated holders."""

from collections.abc import Sequence

from certificates.simulation.copies import Copies
from certificates.simulation.holders import GeneratedHolders
from certificates.simulation.records import Entry, Record

QR_PREFIX = "https://certificates.invalid/q/"
"""What the QR code of a simulated certificate says before its identifier."""


class Shelf:
    """Finds certificates by holder, identifier and QR code; of it only ``copies`` changes.

    Args:
        records: shipped certificates.
        generated: how many holders are made up beside them.

    """

    def __init__(self, records: Sequence[Record], generated: int) -> None:
        self._by_identifier = {record.identifier: record for record in records}
        self._by_holder: dict[tuple[str, str], list[Record]] = {}
        for record in records:
            for code in record.found_by:
                self._by_holder.setdefault((code, record.type_code), []).append(record)
        self._generated = GeneratedHolders(generated)
        self.copies = Copies()

    def by_holder(self, code: str, type_code: str) -> list[Entry]:
        """All certificates of one kind that a search by this number finds."""
        shipped = [record.entry for record in self._by_holder.get((code, type_code), ())]
        return shipped + [
            entry
            for entry in self._generated.by_holder(code)
            if entry["certificateTypeCode"] == type_code
        ]

    def by_identifier(self, identifier: str) -> Entry | None:
        """One certificate, or None."""
        record = self._by_identifier.get(identifier)
        found = self._generated.by_identifier(identifier) if record is None else record.entry
        return None if found is None else self.copies.as_held(found)

    def by_qr(self, text: str) -> Entry | None:
        """The certificate that a QR code names, or None."""
        if not text.startswith(QR_PREFIX):
            return None
        return self.by_identifier(text.removeprefix(QR_PREFIX))

# SPDX-License-Identifier: Apache-2.0
"""Results of a simulated case desk: one A4 page, certified by the simulated offices' key.

What is wrong with a result is its kind: ``sealed`` is as it should be, ``unsealed`` bears no
seal, ``unlisted`` one of an office that no list has, ``altered`` was changed after it was
sealed, ``foreign`` is of another case, ``acts`` wants to do something by itself.
"""

from typing import Final

from certificates.simulation.copy_pdf import Line, copy_pdf
from certificates.simulation.issuing_office import office_keys, sealed

KINDS: Final = ("sealed", "unsealed", "unlisted", "altered", "foreign", "acts")
_ACTS: Final = b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"


def result_pdf(case_number: str, reference: str, kind: str = "sealed") -> bytes:
    """Make the file of a result of one of ``KINDS``."""
    number = "K-9999-20260101-0001" if kind == "foreign" else case_number
    lines = (
        Line("准予行政许可决定书（样本）", 30.0),
        Line("SPECIMEN - simulated case desk"),
        Line(f"办件编号 {number}"),
        Line(f"文书编号 {reference.replace(case_number, number)}"),
    )
    page = copy_pdf(lines, (), _ACTS if kind == "acts" else b"")
    if kind == "unsealed":
        return page
    whole = sealed(page, office_keys("unlisted" if kind == "unlisted" else "listed"))
    if kind == "altered":
        at = whole.index(b"/MediaBox [0 0 842 595]")
        return whole[:at] + b"/MediaBox [0 0 842 594]" + whole[at + 23 :]
    return whole


class ResultFiles:
    """The files of results: the same bytes each time that one is fetched."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self.kind = KINDS[0]

    def turn(self, kind: str) -> None:
        """Make files of another kind from now on; ValueError where there is none such."""
        if kind not in KINDS:
            message = f"results is one of {', '.join(KINDS)}"
            raise ValueError(message)
        if kind != self.kind:
            self.kind, self._files = kind, {}

    def file(self, case_number: str, reference: str) -> bytes:
        """The file of one result."""
        if reference not in self._files:
            self._files[reference] = result_pdf(case_number, reference, self.kind)
        return self._files[reference]

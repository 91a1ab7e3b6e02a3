# SPDX-License-Identifier: Apache-2.0
"""Which papers go onto numbered blanks: only a licence whose face in the catalogue says so."""

from forms.catalogue import Catalogue
from kiosk.papers import LICENCE
from kiosk.store.store import Store


def stationery_of(store: Store, catalogue: Catalogue, case_number: str, name: str) -> str:
    """Series of numbered blanks that a paper of a case takes; empty on plain paper.

    A service that this version does not know any more is printed on nothing: its licence waits
    for a version that does.

    Raises:
        LookupError: there is no such case, or no such service.

    """
    if name != LICENCE:
        return ""
    summary = store.cases.summary(case_number)
    if summary is None:
        raise LookupError(f"there is no case {case_number}")
    face = catalogue.service(summary.service).licence
    return face.blank_stock if face is not None else ""

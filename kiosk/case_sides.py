# SPDX-License-Identifier: Apache-2.0
"""Builds what looks after one's own cases, as the settings say."""

from pathlib import Path

from certificates.trust import TrustList, read_trust_list
from config.settings import KioskSettings
from forms.catalogue import Catalogue
from kiosk.appeal_desk import AppealDesk
from kiosk.case_finder import CaseFinder
from kiosk.case_results import Believing, CaseResults
from kiosk.case_room import CaseSide
from kiosk.clock import Clock
from kiosk.desk import Desk
from kiosk.outgoing_room import case_desk_of


def case_side_of(
    settings: KioskSettings, desk: Desk, clock: Clock, catalogue: Catalogue
) -> CaseSide:
    """What looks after cases; without ``[desk]`` what is on disk is all there is to tell.

    Raises:
        KeyRefusedError: the list of the offices' keys cannot be read (CONFIG-0701).

    """
    listed = settings.desk.results_keys_file if settings.desk is not None else ""
    trust = read_trust_list(Path(listed)) if listed else TrustList()
    results = CaseResults(desk, Believing(trust, desk.is_sample), clock)
    machine = settings.kiosk.id
    return CaseSide(
        finder=CaseFinder(desk.store),
        results=results,
        desk=case_desk_of(settings),
        appeals=AppealDesk(catalogue, desk, results, clock, machine=machine),
    )

# SPDX-License-Identifier: Apache-2.0
"""The desk for a command that runs beside the kiosk: it makes papers, and issues nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from config.settings import KioskSettings
from kiosk.app import (
    CATALOGUE,
    DOCUMENTS_READY_S,
    catalogue_of,
    desk_settings_of,
    templates_of,
)
from kiosk.clock import SystemClock
from kiosk.desk import Desk
from kiosk.documents.at_site import workshop_of
from kiosk.documents.process import DocumentProcess
from kiosk.journal import Journal
from kiosk.store.store import Store


@contextmanager
def desk_beside(settings: KioskSettings, store: Store) -> Iterator[Desk]:
    """Build a desk on a store that is open; its document process ends with the block.

    Raises:
        CatalogueError: the catalogue is not what it should be.
        CertificateError: documents cannot be made (fonts, keys).

    """
    clock = SystemClock()
    documents = DocumentProcess(workshop_of(settings, clock), clock=clock)
    try:
        facts = documents.wait_ready(deadline_s=DOCUMENTS_READY_S)
        catalogue = catalogue_of(settings, CATALOGUE)
        templates = templates_of(CATALOGUE, catalogue)
        yield Desk(
            desk_settings_of(settings, templates, is_sample=facts.is_demo),
            catalogue=catalogue,
            store=store,
            journal=Journal.open(store, clock=clock),
            documents=documents,
            clock=clock,
        )
    finally:
        documents.close()

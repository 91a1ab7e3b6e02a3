# SPDX-License-Identifier: Apache-2.0
"""Composition root: the only place that builds devices and chooses among them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import yaml

from certificates.library.certshare import CertShareLibrary
from certificates.library.interface import CertificateLibrary
from certificates.template import Template, template_from
from config.faults import load_faults
from config.settings import KioskSettings
from devices.card_reader.sam_reader import SamIdentityReader
from devices.interfaces import IdentityReader
from devices.printing.ipp_direct import IppDirect
from devices.printing.port import PrinterPort
from devices.printing.press import reconcile
from forms.catalogue import Catalogue, load_catalogue
from kiosk.clock import Clock
from kiosk.controller import Controller
from kiosk.desk import Desk, DeskSettings
from kiosk.documents.process import DocumentProcess
from kiosk.documents.request import WorkshopSetup
from kiosk.journal import Journal
from kiosk.probes import probes_of
from kiosk.runtime import Equipment, Runtime
from kiosk.screens.present import Words
from kiosk.screens.present.words import Site
from kiosk.screens.texts import LANGUAGES, Texts
from kiosk.session.deadlines import Patience
from kiosk.session.session import Session
from kiosk.staff.access import StaffAccess
from kiosk.store.store import Store

CATALOGUE: Final = Path(__file__).resolve().parents[1] / "config" / "catalogue"
SHARED_PAPERS: Final = "_documents"
DOCUMENTS_READY_S: Final = 30.0
"""Longest wait for the document process at the start; warm it takes about a second."""


class DriverUnknownError(ValueError):
    """The configuration names a driver that this version does not have."""


@dataclass(frozen=True)
class Devices:
    """The devices that the configuration names; None where it names none."""

    reader: IdentityReader | None
    printer: PrinterPort | None
    library: CertificateLibrary | None


def devices_of(settings: KioskSettings) -> Devices:
    """Build the devices; nothing is opened yet.

    Raises:
        DriverUnknownError: CONFIG-0701, a driver of the configuration does not exist here.

    """
    reader: IdentityReader | None = None
    if settings.reader is not None and settings.reader.port:
        if settings.reader.driver != "sam-serial":
            message = f"CONFIG-0701 reader.driver {settings.reader.driver!r}: use sam-serial"
            raise DriverUnknownError(message)
        reader = SamIdentityReader(settings.reader)
    printer = settings.printer
    platform = settings.platform
    return Devices(
        reader=reader,
        printer=IppDirect(printer) if printer is not None and printer.uri else None,
        library=(
            CertShareLibrary(platform) if platform is not None and platform.base_url else None
        ),
    )


def templates_of(folder: Path, catalogue: Catalogue) -> Mapping[str, Mapping[str, Any]]:
    """Read the templates: ``<service id>/licence`` and the shared papers by name."""
    found = {
        path.stem: yaml.safe_load(path.read_text("utf-8"))
        for path in sorted((folder / SHARED_PAPERS).glob("*.yaml"))
    }
    for item in catalogue.services:
        face = folder / item.id / "faces" / "licence.yaml"
        if face.is_file():
            found[f"{item.id}/licence"] = yaml.safe_load(face.read_text("utf-8"))
    return found


@dataclass
class Kiosk:
    """One kiosk, built and ready to start."""

    settings: KioskSettings
    controller: Controller
    runtime: Runtime
    store: Store
    journal: Journal
    documents: DocumentProcess
    staff: StaffAccess

    def close(self) -> None:
        """End workers and document process, sign the journal, let go of the store."""
        self.runtime.close()
        self.documents.close()
        self.journal.record("app-ended", disposition="closed")
        self.journal.checkpoint()
        self.store.close()


def build_kiosk(
    settings: KioskSettings, *, clock: Clock, catalogue_folder: Path = CATALOGUE
) -> Kiosk:
    """Build a kiosk: store first, then what the last run left is settled, then the devices.

    Raises:
        StoreError: the store cannot be opened.
        CatalogueError: the catalogue is not what it should be.
        CertificateError: documents cannot be made (fonts, keys).
        DriverUnknownError: a driver of the configuration does not exist here.

    """
    catalogue = load_catalogue(catalogue_folder)
    is_demo = settings.signing.backend == "file"
    documents = DocumentProcess(_workshop(settings, clock), clock=clock)
    documents.start()
    store = Store.open(settings.kiosk.data_dir, clock=clock, demo=is_demo)
    try:
        return _built(settings, catalogue, catalogue_folder, store, documents, clock)
    except BaseException:
        documents.close()
        store.close()
        raise


def _workshop(settings: KioskSettings, clock: Clock) -> WorkshopSetup:
    folder = settings.signing.key_folder or str(settings.kiosk.data_dir / "signing")
    signing = replace(settings.signing, key_folder=folder)
    return WorkshopSetup(signing=signing, fonts=settings.fonts, now=clock.now())


def _built(  # noqa: PLR0913, PLR0917  # the parts of one kiosk, in the order they were made
    settings: KioskSettings,
    catalogue: Catalogue,
    folder: Path,
    store: Store,
    documents: DocumentProcess,
    clock: Clock,
) -> Kiosk:
    journal = Journal.open(store, clock=clock)
    journal.record("app-started")
    facts = documents.wait_ready(deadline_s=DOCUMENTS_READY_S)
    templates = templates_of(folder, catalogue)
    desk = Desk(
        DeskSettings(
            machine=settings.kiosk.id,
            division=settings.kiosk.division,
            authority=settings.kiosk.authority,
            org_name=settings.platform.org_name if settings.platform else "",
            templates=templates,
            is_sample=facts.is_demo,
        ),
        catalogue=catalogue,
        store=store,
        journal=journal,
        documents=documents,
        clock=clock,
    )
    devices = devices_of(settings)
    desk.resume()
    if devices.printer is not None:
        reconcile(devices.printer, store.prints)
    staff = StaffAccess(store.staff_pins, clock)
    probes = probes_of(devices.reader, devices.printer, devices.library, store=lambda: store)
    runtime = Runtime(
        Equipment(devices.reader, devices.printer, devices.library, desk, staff, probes),
        clock,
        card_wait_s=settings.timing.card_wait_s,
        look_up_s=settings.timing.look_up_s,
    )
    faces = {
        item.id: template_from(templates[f"{item.id}/licence"])
        for item in catalogue.services
        if f"{item.id}/licence" in templates
    }
    controller = Controller(
        Session(catalogue=catalogue, language=settings.kiosk.language),
        runtime,
        clock=clock,
        words=words_of(settings, faces, is_sample=facts.is_demo),
        patience=Patience(
            idle_s=settings.timing.idle_s,
            warning_s=settings.timing.warning_s,
            elder_factor=settings.timing.elder_factor,
            card_s=settings.timing.card_wait_s,
            message_s=settings.timing.message_s,
            take_s=settings.timing.take_papers_s,
            rating_s=settings.timing.rating_s,
        ),
        probe_s=settings.timing.probe_s,
        checkpoint_s=settings.timing.checkpoint_s,
    )
    return Kiosk(settings, controller, runtime, store, journal, documents, staff)


def words_of(
    settings: KioskSettings, faces: Mapping[str, Template], *, is_sample: bool
) -> Mapping[str, Words]:
    """The words of every language, with what the hall says of itself."""
    site = Site(
        machine=settings.kiosk.id,
        authority=settings.kiosk.authority,
        phone=settings.contact.phone,
        window=settings.contact.window,
        is_sample=is_sample,
    )
    faults = load_faults()
    return {language: Words(Texts(language), faults, site, faces) for language in LANGUAGES}

# SPDX-License-Identifier: Apache-2.0
"""Composition root: the only place that builds devices and chooses among them."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from certificates.template import Template, template_from
from config.faults import load_faults
from config.settings import KioskSettings
from devices.identity.record import SourceKind
from forms.appeal import load_appeals
from forms.benefit import load_benefits
from forms.bundle_file import load_bundles
from forms.catalogue import Catalogue, load_catalogue
from forms.divisions import site_divisions
from forms.errors import CatalogueError
from forms.handling import KioskLevel
from forms.identity_need import IdentityMeans, PersonCheck
from forms.service_list import load_lists
from forms.yaml_file import read_yaml
from kiosk.base_room import base_side_of
from kiosk.case_sides import case_side_of
from kiosk.clock import Clock
from kiosk.controller import Controller
from kiosk.desk import Desk, DeskSettings
from kiosk.device_set import Devices, devices_of
from kiosk.documents.at_site import workshop_of
from kiosk.documents.process import DocumentProcess
from kiosk.journal import Journal
from kiosk.licence_desk import licence_desk_of
from kiosk.light_room import LightRoom
from kiosk.materials_desk import materials_of
from kiosk.outgoing_room import outgoing_of
from kiosk.paper_drafts import DRAWN
from kiosk.patience import patience_of
from kiosk.probes import probes_of, supplies_of
from kiosk.recount import recount_deadlines, with_site_years
from kiosk.runtime import Equipment, Runtime
from kiosk.screens.present import Words
from kiosk.screens.present.words import Site
from kiosk.screens.texts import LANGUAGES, Texts, tables
from kiosk.seal_probe import fitted_devices, needed_devices, seal_tests
from kiosk.session.guide_lights import lights_of
from kiosk.session.machine import Machine
from kiosk.session.session import Session, resting
from kiosk.slips import slips_of
from kiosk.speech.voice import Voice
from kiosk.staff.access import StaffAccess
from kiosk.staff.cards import StaffCards
from kiosk.staff.room import StaffRoom
from kiosk.store.store import Store
from kiosk.technician.quiet_hour import watched
from kiosk.training.objection import training_objection
from kiosk.workers import Worker

ROOT: Final = Path(__file__).resolve().parents[1]
CATALOGUE: Final = ROOT / "config" / "catalogue"
SHARED_PAPERS: Final = "_documents"
SLIPS: Final = "_slips"
"""Papers that come out on the receipt printer where there is one, as they look there."""
DOCUMENTS_READY_S: Final = 30.0
"""Longest wait for the document process at the start; warm it takes about a second."""
LIGHTS_OUT_S: Final = 1.0
"""Longest wait for the guide lights to go out at the end."""
STORE_SHUT_S: Final = 6.0
"""Longest wait for the document process and the disk at the end; the workers had theirs."""


def means_of(devices: Devices) -> IdentityMeans:
    """What a kiosk with these devices knows somebody by."""
    method = devices.check.method.value if devices.check is not None else "none"
    return IdentityMeans(tuple(devices.sources), PersonCheck(method))


def ways_of(catalogue: Catalogue, means: IdentityMeans) -> tuple[SourceKind, ...]:
    """The sources that any service accepts; of these one has to be usable."""
    accepted = {kind for item in catalogue.services for kind in item.identity.sources_of(means)}
    return tuple(kind for kind in means.sources if kind in accepted)


def templates_of(folder: Path, catalogue: Catalogue) -> Mapping[str, Mapping[str, Any]]:
    """Read the templates: ``<service id>/licence``, shared papers by name, ``slip/<name>``.

    Raises:
        CatalogueError: a file cannot be read; names it within the catalogue, and the line.

    """
    found = {
        path.stem: _read_in(folder, path)
        for path in sorted((folder / SHARED_PAPERS).glob("*.yaml"))
    }
    for slip in sorted((folder / SLIPS).glob("*.yaml")):
        found[f"slip/{slip.stem}"] = _read_in(folder, slip)
    for item in catalogue.services:
        for face in sorted((folder / item.id / "faces").glob("*.yaml")):
            found[f"{item.id}/{face.stem}"] = _read_in(folder, face)
    return found


def _read_in(folder: Path, file: Path) -> Mapping[str, Any]:
    try:
        return read_yaml(file)
    except CatalogueError as error:
        raise CatalogueError(f"{file.parent.relative_to(folder)}/{error}") from error


@dataclass
class Kiosk:
    """One kiosk, built and ready to start."""

    settings: KioskSettings
    controller: Controller
    runtime: Runtime
    desk: Desk
    staff: StaffRoom
    lights: LightRoom

    @property
    def store(self) -> Store:
        """The store behind the desk."""
        return self.desk.store

    @property
    def journal(self) -> Journal:
        """The journal behind the desk."""
        return self.desk.journal

    def close(self, *, disposition: str = "closed") -> bool:
        """End timers, workers and document process, sign the journal, let go of the store.

        Returns:
            Whether all of it is closed; False where the disk does not answer. Then the end is
            not in the journal, and this process can end only as a killed one does.

        """
        self.controller.stop()
        self.lights.close(timeout_s=LIGHTS_OUT_S)
        self.runtime.close()
        ending = Worker("ending")
        ending.do(partial(self.desk.close, disposition), lambda _code: None)
        ending.finish()
        return ending.join(timeout_s=STORE_SHUT_S)


def build_kiosk(
    settings: KioskSettings,
    *,
    clock: Clock,
    catalogue_folder: Path = CATALOGUE,
    checksum: str = "",
    documents: DocumentProcess | None = None,
) -> Kiosk:
    """Build a kiosk: store first, then what the last run left, then devices and screen.

    What the last run left on paper is asked of the printer by its own worker, before the first
    self-test; until that has passed the kiosk is out of service.

    ``checksum`` is that of the effective settings, for the journal; ``documents`` a document
    process that loads or is warm already, else one is started.

    Raises:
        StoreError: the store cannot be opened.
        CatalogueError: the catalogue is not what it should be.
        CertificateError: documents cannot be made (fonts, keys).

    """
    with ExitStack() as on_failure:
        documents = documents or DocumentProcess(workshop_of(settings, clock), clock=clock)
        on_failure.callback(documents.close)
        documents.start()  # gets warm while the catalogue is read and the store is opened
        catalogue = catalogue_of(settings, catalogue_folder)
        templates = templates_of(catalogue_folder, catalogue)
        is_demo = settings.signing.backend == "file"
        store = Store.open(settings.kiosk.data_dir, clock=clock, demo=is_demo)
        on_failure.callback(store.close)
        journal = Journal.open(store, clock=clock)
        _record_start(journal, checksum)
        recount_deadlines(store, catalogue.calendar, clock.today())
        facts = documents.wait_ready(deadline_s=DOCUMENTS_READY_S)
        desk = Desk(
            desk_settings_of(settings, templates, is_sample=facts.is_demo),
            catalogue=catalogue,
            store=store,
            journal=journal,
            documents=documents,
            clock=clock,
        )
        desk.resume()
        side = materials_of(settings, documents.check_answer, is_sample=facts.is_demo)
        devices = replace(devices_of(settings), materials=side)
        kiosk = _assembled(settings, catalogue, devices, desk, clock=clock)
        kiosk.runtime.settle()
        on_failure.pop_all()
    return kiosk


def _record_start(journal: Journal, checksum: str) -> None:
    journal.record("app-started")
    if checksum:
        journal.record_configuration(checksum)


def catalogue_of(settings: KioskSettings, folder: Path) -> Catalogue:
    """The shipped catalogue with the years of holidays that the site has added."""
    data_dir = settings.kiosk.data_dir
    known = replace(
        load_catalogue(folder),
        benefits=load_benefits(folder),
        phone_urls=load_lists(folder).phone_urls,
        bundle_titles={one.id: one.title for one in load_bundles(folder)},
        appeals=load_appeals(folder) if settings.desk is not None else None,
        divisions=site_divisions(folder, data_dir),
    )
    return with_site_years(known, data_dir, schema_in=folder)


def desk_settings_of(
    settings: KioskSettings, templates: Mapping[str, Mapping[str, Any]], *, is_sample: bool
) -> DeskSettings:
    """What the desk must know of its hall."""
    return DeskSettings(
        machine=settings.kiosk.id,
        division=settings.kiosk.division,
        authority=settings.kiosk.authority,
        org_name=settings.platform.org_name if settings.platform else "",
        templates=templates,
        is_sample=is_sample,
        authorities=settings.authorities.names,
        issuer=settings.kiosk.issuer,
    )


def _assembled(
    settings: KioskSettings, catalogue: Catalogue, devices: Devices, desk: Desk, *, clock: Clock
) -> Kiosk:
    """Put workers and controller around the desk; only what this level serves is offered."""
    catalogue = catalogue.at_level(KioskLevel(settings.kiosk.level))
    lights = LightRoom(devices.lights)
    equipment = _equipment(settings, catalogue, devices, desk, lights=lights, clock=clock)
    equipment.staff.site = settings
    runtime = Runtime(
        equipment,
        clock,
        card_wait_s=settings.timing.card_wait_s,
        look_up_s=settings.timing.look_up_s,
    )
    means = means_of(devices)
    faces = _faces(catalogue, desk)
    papers = {name: template_from(desk.template(name)) for name in DRAWN}
    notice = desk.store.staff.notice()
    controller = Controller(
        resting(
            Session(
                catalogue=catalogue,
                machine=Machine(
                    means=means,
                    ways=ways_of(catalogue, means),
                    needed=needed_devices(settings.signing, catalogue.services),
                    fitted=fitted_devices(settings),
                    has_base_data=equipment.base_data is not None,
                    division=settings.kiosk.division,
                    has_materials=devices.materials is not None,
                    supplies=supplies_of(settings),
                    can_reboot=bool(settings.maintenance.reboot_command),
                    notice=notice.kind if notice else "",
                    notice_text=notice.text if notice else "",
                    out_since=notice.at if notice else None,
                ),
                home_language=settings.kiosk.language,
            )
        ),
        runtime,
        clock=clock,
        words=words_of(settings, faces, papers, is_sample=desk.is_sample),
        patience=patience_of(settings.timing),
        probe_s=settings.timing.probe_s,
        checkpoint_s=settings.timing.checkpoint_s,
        voice=Voice(settings.sound.speech, volume=settings.sound.volume, texts=tables()),
    )
    lights.begin(runtime.doubted.emit)
    controller.stepped.connect(lambda session, _event: lights.show(lights_of(session)))
    return Kiosk(settings, controller, runtime, desk, equipment.staff, lights)


def _faces(catalogue: Catalogue, desk: Desk) -> dict[str, Template]:
    """Service → face of its licence, of those that have one."""
    return {
        item.id: template_from(desk.template(f"{item.id}/licence"))
        for item in catalogue.services
        if desk.has_template(f"{item.id}/licence")
    }


def _equipment(  # noqa: PLR0913  # everything that the settings have built
    settings: KioskSettings,
    catalogue: Catalogue,
    devices: Devices,
    desk: Desk,
    *,
    lights: LightRoom,
    clock: Clock,
) -> Equipment:
    """Devices, doors and other sides with their self-tests."""
    store = desk.store
    sources, printer, library = devices.sources, devices.printer, devices.library
    probes = probes_of(
        sources,
        printer,
        library,
        store=lambda: store,
        check=devices.check,
        supplies=supplies_of(settings),
        receipts=devices.receipts,
    )
    bases = base_side_of(settings, store, clock)
    outgoing = outgoing_of(settings, desk, clock)
    more = {
        **({"base_data": bases.data.probe} if bases is not None else {}),
        **({"desk": outgoing.probe} if outgoing is not None else {}),
        **lights.probes,
        **seal_tests(settings.signing, desk.check_seal),
    }
    probes = watched(settings.quiet_hour, desk, clock, {**probes, **more})
    return Equipment(
        sources,
        printer,
        library,
        desk,
        _staff_room(settings, store, clock),
        probes,
        devices.check,
        devices.materials,
        bases,
        outgoing,
        case_side_of(settings, desk, clock, catalogue),
        slips_of(devices.receipts, desk, machine=settings.kiosk.id, clock=clock),
        StaffCards(settings.kiosk.data_dir, sources, settings.card_slot),
        licence_desk_of(settings, devices.scanner, clock),
    )


def _staff_room(settings: KioskSettings, store: Store, clock: Clock) -> StaffRoom:
    return StaffRoom(
        StaffAccess(store.staff, clock),
        store,
        clock,
        settings.maintenance,
        training_objection=partial(training_objection, settings),
    )


def words_of(
    settings: KioskSettings,
    faces: Mapping[str, Template],
    papers: Mapping[str, Template],
    *,
    is_sample: bool,
) -> Mapping[str, Words]:
    """The words of every language, with what the hall says of itself."""
    site = Site(
        machine=settings.kiosk.id,
        authority=settings.kiosk.authority,
        phone=settings.contact.phone,
        window=settings.contact.window,
        is_sample=is_sample,
        authorities=settings.authorities.names,
        nearest=settings.contact.nearest,
    )
    faults = load_faults()
    return {
        language: Words(Texts(language), faults, site, faces, papers) for language in LANGUAGES
    }

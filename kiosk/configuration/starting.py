# SPDX-License-Identifier: Apache-2.0
"""The start: with the newest configuration, else with the last good one, and says so."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from certificates.errors import KeyRefusedError
from config.errors import ConfigError
from config.loader import LoadedSettings
from config.places import Problem
from devices.states import DeviceState, ProbeReport
from kiosk.app import CATALOGUE, Kiosk
from kiosk.clock import Clock
from kiosk.configuration.applying import place_files, tell_journal
from kiosk.configuration.site import Candidate, Refusal, Site
from kiosk.session.session import Session
from kiosk.staff.settings_room import SettingsRoom
from kiosk.store.errors import StoreError, StoreNotWritableError

log = logging.getLogger(__name__)

FELL_BACK: Final = "CONFIG-0703"
Build = Callable[[LoadedSettings], Kiosk]


@dataclass(frozen=True)
class Started:
    """A kiosk, and the settings it was built with."""

    kiosk: Kiosk
    candidate: Candidate


def started(site: Site, build: Build, *, clock: Clock) -> Started:
    """Build a kiosk with the best configuration there is.

    Raises:
        ConfigError: with none of them; says what is wrong with the newest.
        StoreError, CatalogueError, CertificateError: what no configuration would mend.

    """
    _adopt(site, clock)
    first: ConfigError | None = None
    try:
        for candidate in site.candidates():
            try:
                _try(site, candidate)
                kiosk = build(candidate.loaded)
            except KeyRefusedError as error:
                first = first or _told(candidate, error)
                continue
            _tell(site, kiosk, candidate)
            kiosk.staff.settings = SettingsRoom(
                site.again,
                candidate.loaded,
                kiosk.store,
                kiosk.journal,
                clock,
                CATALOGUE,
            )
            return Started(kiosk, candidate)
    except ConfigError as error:
        raise first or error from error
    raise first or ConfigError(())


def _adopt(site: Site, clock: Clock) -> None:
    """Keep a file that was changed by hand; a disk without room is told by the store's test."""
    try:
        site.adopt(at=clock.now().isoformat("T", "seconds"))
    except StoreNotWritableError as error:
        log.warning("%s: the site's file is used and not kept as a version", error)


def _try(site: Site, candidate: Candidate) -> None:
    if candidate.version is None:
        return
    try:
        site.versions.note_try(candidate.version.number)
        place_files(site.data_dir, candidate.version.draft.files)
    except StoreNotWritableError as error:
        log.warning("%s: how this start goes is not kept", error)


def _told(candidate: Candidate, error: KeyRefusedError) -> ConfigError:
    version = candidate.version
    where = f"version {version.number}" if version else "kiosk.toml"
    return ConfigError.of([Problem(where, f"[signing] {error.detail}", key="signing.backend")])


def _tell(site: Site, kiosk: Kiosk, candidate: Candidate) -> None:
    """Tell journal and staff what the kiosk was started with; note when it has opened."""
    number = candidate.version.number if candidate.version is not None else 0
    newest = candidate.refused[0] if candidate.refused else None
    try:
        _record(site, kiosk, number, newest)
    except StoreError as error:  # the store's own test tells staff, and closes the kiosk
        log.warning("%s: the journal has not heard of this start's configuration", error)
    if newest is not None:
        report = fallback_report(number, newest)
        log.info("%s: %s", report.code, report.detail)
        kiosk.runtime.tell_of(report)
    if number and number not in site.versions.read().standing.good:
        opening = _Opening(site, kiosk, number)
        kiosk.controller.stepped.connect(lambda session, _event: opening.look(session))


def _record(site: Site, kiosk: Kiosk, number: int, refused: Refusal | None) -> None:
    tell_journal(site.versions, kiosk.store, kiosk.journal)
    if refused is not None:
        kiosk.journal.record(
            "config-fell-back",
            disposition=refused.reason,
            code=FELL_BACK,
            version=number,
            refused=refused.version,
        )


def fallback_report(used: int, refusal: Refusal) -> ProbeReport:
    """What staff reads among the devices: which configuration works here, and which not."""
    refused = f"version {refusal.version}" if refusal.version else "the site's file"
    why = {
        "invalid": "does not hold",
        "not_opened": "never came into service",
        "failed": "could not be started",
    }[refusal.reason]
    told = "; ".join(str(one) for one in refusal.problems[:1])
    detail = f"version {used} is in use: {refused} {why}" + (f" ({told})" if told else "")
    return ProbeReport("configuration", DeviceState.USER_ERROR, FELL_BACK, detail)


class _Opening:
    """Waits until the kiosk can serve for the first time, and keeps that."""

    def __init__(self, site: Site, kiosk: Kiosk, number: int) -> None:
        self._site = site
        self._kiosk = kiosk
        self._number = number
        self._is_open = False

    def look(self, session: Session) -> None:
        """Hear of a step; a staff's notice keeps the kiosk shut and proves nothing wrong."""
        machine = session.machine
        if self._is_open or machine.device_fault or machine.checked_at is None:
            return
        self._is_open = True
        self._kiosk.runtime.keep(self._keep)  # Qt waits for no disk

    def _keep(self) -> None:
        try:
            self._site.versions.note_good(self._number)
            self._kiosk.journal.record("config-proved", version=self._number)
        except StoreError as error:
            log.warning("%s: that version %d opened is not kept", error, self._number)

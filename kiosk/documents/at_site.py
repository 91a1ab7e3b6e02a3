# SPDX-License-Identifier: Apache-2.0
"""What the document process is told at its start, from the site's configuration."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from config.settings import KioskSettings
from devices.states import ProbeReport
from kiosk.clock import Clock, SystemClock
from kiosk.documents.process import DocumentProcess
from kiosk.documents.request import WorkshopSetup
from kiosk.seal_probe import seal_probe

ROOT: Final = Path(__file__).resolve().parents[2]


def workshop_of(settings: KioskSettings, clock: Clock) -> WorkshopSetup:
    """What the document process is told at its start."""
    folder = settings.signing.key_folder or str(settings.kiosk.data_dir / "signing")
    signing = replace(settings.signing, key_folder=folder)
    fonts = replace(settings.fonts, built=ROOT / settings.fonts.built)
    has_ofd = settings.documents.has_ofd
    return WorkshopSetup(signing=signing, fonts=fonts, now=clock.now(), has_ofd=has_ofd)


def seal_of(settings: KioskSettings) -> ProbeReport:
    """Test the seal with a document process of its own, for the self-test by command."""
    setup = replace(workshop_of(settings, SystemClock()), is_warm=False)
    documents = DocumentProcess(setup, clock=SystemClock())
    try:
        return seal_probe(documents.check_seal)
    finally:
        documents.close()

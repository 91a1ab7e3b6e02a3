# SPDX-License-Identifier: Apache-2.0
"""What training takes of the real kiosk's settings, and what it may never be built with.

Of the real ones come looks, sizes, times and whom to call; every device, office and key is of
the simulated world. Nothing of the real ``[signing]``, ``[desk]`` or environment is taken.
"""

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from certificates.errors import KeyRefusedError
from certificates.settings import SigningSettings
from certificates.signing.mixing import check_key_folder
from config.settings import KioskSettings
from kiosk.training.errors import PRODUCTION_KEY, TrainingRefusedError

NUMBERS_BEGIN: Final = "TRAIN-"
"""Before the machine's name, and so before every case number of a training."""
_LONGEST_NAME: Final = 24


def training_settings(real: KioskSettings, simulated: KioskSettings) -> KioskSettings:
    """The settings of a training: ``simulated`` with the looks and times of ``real``.

    Args:
        real: of the kiosk that is trained on; they stay as they are.
        simulated: of the simulated world, whose data folder is the training's.

    """
    name = f"{NUMBERS_BEGIN}{real.kiosk.id}"[:_LONGEST_NAME].rstrip("-")
    site = replace(
        simulated.kiosk, id=name, language=real.kiosk.language, level=real.kiosk.level
    )
    return replace(
        simulated,
        kiosk=site,
        screen=real.screen,
        sound=real.sound,
        contact=real.contact,
        fonts=real.fonts,
        timing=real.timing,
        training=replace(real.training, is_on=True),
    )


def refusal(real: KioskSettings) -> str:
    """Fault code of what keeps a kiosk from being trained on; empty where nothing does.

    A kiosk with production keys is trained on only where ``production_kiosk`` says that
    training makes a demo key of its own there, too.
    """
    if real.training.production_kiosk == "demo_key":
        return ""
    return PRODUCTION_KEY if _is_production(real) else ""


def _is_production(real: KioskSettings) -> bool:
    if real.signing.backend != "file":
        return True
    return not _is_demo_folder(real.signing, real.kiosk.data_dir)


def _is_demo_folder(signing: SigningSettings, data_dir: Path) -> bool:
    folder = signing.key_folder or str(data_dir / "signing")
    try:
        check_key_folder(replace(signing, key_folder=folder))
    except KeyRefusedError:
        return False
    return True


def check(settings: KioskSettings) -> None:
    """Refuse settings with which a training could make or register anything real.

    Raises:
        TrainingRefusedError: a production key would seal (TRAINING-1801), or something is not
            on this machine.

    """
    signing, folder = settings.signing, settings.kiosk.data_dir
    if signing.backend != "file" or not _is_demo_folder(signing, folder):
        raise TrainingRefusedError(PRODUCTION_KEY, "training would seal with a production key")
    if signing.key_folder and not Path(signing.key_folder).is_relative_to(folder):
        raise TrainingRefusedError(PRODUCTION_KEY, "training has keys in its own folder alone")
    for address in _addresses(settings):
        if not _is_here(address):
            raise TrainingRefusedError(PRODUCTION_KEY, f"{address} is no simulator")


def _addresses(settings: KioskSettings) -> Iterator[str]:
    """Every address that a kiosk with these settings would call."""
    parts = (settings.platform, settings.base_data, settings.desk)
    yield from (part.base_url for part in parts if part is not None)
    yield settings.printer.uri if settings.printer is not None else ""
    receipts = settings.receipt_printer
    yield receipts.uri if receipts is not None else ""
    signing = settings.signing
    yield from (signing.service_url, signing.timestamp_url, settings.person_check.url)
    yield settings.fleet.upstream


def _is_here(address: str) -> bool:
    host = urlsplit(address).hostname
    if host is None:  # a tty, a queue or nothing: none of them is an office
        return not address or address.startswith("/")
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

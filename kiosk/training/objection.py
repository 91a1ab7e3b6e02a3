# SPDX-License-Identifier: Apache-2.0
"""Whether a training can begin, asked while the real kiosk still runs."""

from config.settings import KioskSettings
from kiosk.training.errors import TrainingRefusedError
from kiosk.training.folder import TrainingFolder
from kiosk.training.site import refusal


def training_objection(real: KioskSettings) -> str:
    """Fault code of what keeps a training from beginning; empty where nothing does.

    Makes the training's folder and lets go of it again; waits for the disk.
    """
    if code := refusal(real):
        return code
    try:
        with TrainingFolder(real):
            return ""
    except TrainingRefusedError as error:
        return error.code

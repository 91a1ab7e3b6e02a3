# SPDX-License-Identifier: Apache-2.0
"""What can go wrong at a device, one class per thing a person can do about it.

DeviceError
├── DeviceAbsentError    not plugged in, or nobody listens     -> call staff
├── DeviceTimeoutError   it fell silent before the deadline    -> retry once, then staff
├── DeviceFailedError    it answers that it is broken          -> out of service
├── DeviceMisfitError    it works, the settings do not fit it  -> technician
├── FrameError           bytes arrived that form no answer     -> retry once, then staff
├── CardUnreadableError  the card answers, its content not     -> ask for the card again
├── CardRefusedError     a card that may not be used here      -> another card, or the window
├── PaperNeededError     tray empty, jam or open door          -> call staff, keep the job
└── JobRefusedError      the printer will not take this job    -> call staff, nothing printed
"""

from dataclasses import dataclass


@dataclass(eq=False)  # not frozen: contextlib assigns __traceback__
class DeviceError(Exception):
    """A failure of a device, named by its fault code.

    Attributes:
        code: fault code of ``config/faults.yaml``, such as ``READER-0101``.
        device: the device's table in ``kiosk.toml``, such as ``reader``.
        detail: for the technician, in English; never personal data.

    """

    code: str
    device: str
    detail: str

    def __str__(self) -> str:
        return f"{self.code} {self.device}: {self.detail}"


class DeviceAbsentError(DeviceError):
    """Not plugged in, switched off, or nobody listens at its address."""


class DeviceTimeoutError(DeviceError):
    """It fell silent before the deadline."""


class DeviceFailedError(DeviceError):
    """It answers that it is broken or not authorised."""


class DeviceMisfitError(DeviceError):
    """It is there and works, but not as the settings say, such as at another speed."""


class FrameError(DeviceError):
    """Bytes arrived that form no answer."""


class CardUnreadableError(DeviceError):
    """The card answers but could not be read to its end."""


class CardRefusedError(DeviceError):
    """The card is not genuine, or of a kind that is not served here."""


class PaperNeededError(DeviceError):
    """Tray empty, jam or open door: hall staff can mend it by hand."""


class JobRefusedError(DeviceError):
    """The printer will not take this job; nothing was printed."""

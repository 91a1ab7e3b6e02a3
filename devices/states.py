# SPDX-License-Identifier: Apache-2.0
"""Device states in the words of XFS4IoT; unknown is where everything starts and is never good.

Source: XFS4IoT Common.Status, CardReader.Status, Printer.Status, Lights.SetLight.
"""

from dataclasses import dataclass
from enum import Enum


class DeviceState(Enum):
    """State of a device (Common.Status ``device``)."""

    UNKNOWN = "unknown"
    STARTING = "starting"
    ONLINE = "online"
    OFFLINE = "offline"
    NO_DEVICE = "noDevice"
    HARDWARE_ERROR = "hardwareError"
    USER_ERROR = "userError"
    BUSY = "deviceBusy"

    @property
    def is_good(self) -> bool:
        """Whether work may depend on the device now; unknown may not."""
        return self in {DeviceState.ONLINE, DeviceState.BUSY}


class PaperSupply(Enum):
    """Paper of the main tray (Printer.Status ``paper``)."""

    UNKNOWN = "unknown"
    FULL = "full"
    LOW = "low"
    OUT = "out"
    JAMMED = "jammed"


class TonerLevel(Enum):
    """Toner or ink (Printer.Status ``toner``)."""

    UNKNOWN = "unknown"
    FULL = "full"
    LOW = "low"
    OUT = "out"


class LightPosition(Enum):
    """Where a guide light stands (Lights.SetLight); the value is its key in ``kiosk.toml``."""

    CARD_READER = "card_reader"
    CARD_UNIT_2 = "card_unit_2"
    SCANNER = "scanner"
    DOCUMENT_PRINTER = "document_printer"
    RECEIPT_PRINTER = "receipt_printer"


class FlashRate(Enum):
    """What a guide light does (Lights.SetLight ``flashRate``)."""

    OFF = "off"
    SLOW = "slow"
    MEDIUM = "medium"
    QUICK = "quick"
    CONTINUOUS = "continuous"


class ErrorCause(Enum):
    """Who caused a fault (Common.ErrorEvent ``eventId``)."""

    HARDWARE = "hardware"
    SOFTWARE = "software"
    USER = "user"


class ErrorAction(Enum):
    """What to do about a fault (Common.ErrorEvent ``action``)."""

    RESET = "reset"
    SOFTWARE_ERROR = "softwareError"
    CONFIGURATION = "configuration"
    CLEAR = "clear"
    MAINTENANCE = "maintenance"
    SUSPEND = "suspend"


@dataclass(frozen=True)
class ProbeReport:
    """What a self-test of one device found.

    Attributes:
        device: its table in ``kiosk.toml`` (``reader``, ``printer``, ``platform``, ``store``).
        state: what it is now; ``UNKNOWN`` when the test could not tell.
        code: fault code when it is not good, else empty.
        detail: for the technician, in English; no personal data.
        facts: (name, value) pairs worth reading, such as the SAM id or the printer's model.

    """

    device: str
    state: DeviceState
    code: str = ""
    detail: str = ""
    facts: tuple[tuple[str, str], ...] = ()

# SPDX-License-Identifier: Apache-2.0
"""The machine around the visits, as a frozen value: what its self-tests found."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from devices.identity.record import SourceKind
from devices.states import ProbeReport
from devices.supplies import DEFAULT_SUPPLY_LIMITS, SupplyLimits
from forms.identity_need import IdentityMeans
from kiosk.session.staff_desk import NOTICE

NEEDED_DEVICES = ("store", "printer")
"""Without one of these no service can be given to its end; the platform may be down."""

SOURCE_DEVICES: Mapping[SourceKind, str] = {
    SourceKind.SAM_SERIAL: "reader",
    SourceKind.SSCARD_PCSC: "card_slot",
    SourceKind.QR_TOKEN: "scanner",
}
"""The device behind each way to identify oneself; of these one at least must be usable."""

NOT_TESTED = "APP-1002"
"""Code of a device that was not tested yet, or whose test could not tell."""


READER_ALONE = IdentityMeans((SourceKind.SAM_SERIAL,))
"""The usual kiosk: one reader, and staff in the hall."""


@dataclass(frozen=True)
class Machine:
    """State of the devices; it outlives the visits.

    Attributes:
        means: what this kiosk is configured to know somebody by.
        ways: of its sources those that any service accepts.
        needed: devices without one of which this kiosk is closed.
        fitted: devices that it has and that close some service, or none, when they are away.
        has_base_data: whether base data can be asked.
        division: of the hall; what is "here" for benefits.
        has_materials: whether earlier materials and other offices can be asked at all.
        supplies: from where on paper and toner do not last for a service.
        can_speak: whether what is shown can also be said.
        is_restart_due: whether the program starts anew when the visit is over.
        is_reboot_due: whether the computer starts anew then.
        can_reboot: whether a command is configured that restarts the computer.
        can_train: whether it can be turned into one for practice; False in a training.
        notice: kind of staff's fault notice, which closes the kiosk (``own``: ``notice_text``).

    """

    reports: tuple[ProbeReport, ...] = ()
    checked_at: datetime | None = None
    out_since: datetime | None = None
    means: IdentityMeans = READER_ALONE
    ways: tuple[SourceKind, ...] = READER_ALONE.sources
    needed: tuple[str, ...] = NEEDED_DEVICES
    fitted: tuple[str, ...] = ()
    has_base_data: bool = False
    division: str = ""
    has_materials: bool = False
    supplies: SupplyLimits = DEFAULT_SUPPLY_LIMITS
    can_speak: bool = False
    notice: str = ""
    notice_text: str = ""
    is_restart_due: bool = False
    is_reboot_due: bool = False
    can_reboot: bool = False
    can_train: bool = True

    @property
    def fault_code(self) -> str:
        """Code of what keeps the kiosk out of service; empty when it may serve."""
        return NOTICE if self.notice else self.device_fault

    @property
    def device_fault(self) -> str:
        """Code of the device that keeps the kiosk out of service.

        A device that was never tested counts as not good: unknown is never good.
        """
        before, *after = (self.code_of(name) for name in self.needed)
        return next((code for code in (before, self._sources_code, *after) if code), "")

    @property
    def worst_fault(self) -> str:
        """Code that goes into the journal: what closes the kiosk, else what closes services."""
        lost = (self.code_of("seal"),) if "seal" in self.fitted else ()
        return next((code for code in (self.device_fault, *lost) if code), "")

    def fault_of_house(self, declared: tuple[str, ...]) -> str:
        """Code of what no service has to declare: a notice, the store."""
        names = (name for name in self.needed if name not in declared)
        codes = (NOTICE if self.notice else "", *(self.code_of(name) for name in names))
        return next((code for code in codes if code), "")

    @property
    def has_scanner(self) -> bool:
        """Whether codes can be held before it: a person's, or a licence's."""
        return SourceKind.QR_TOKEN in self.means.sources

    def has(self, device: str) -> bool:
        """Whether this kiosk is made with such a device at all."""
        return device in self.needed or device in self.fitted

    def code_of(self, device: str) -> str:
        """Code of what is wrong with one device; empty when it is known to be good."""
        report = next((one for one in self.reports if one.device == device), None)
        if report is None:
            return NOT_TESTED
        return "" if report.state.is_good else report.code or NOT_TESTED

    def told_by(self, device: str) -> str:
        """Code that one device gives: what is wrong with it, else what it warns of."""
        warned = (one.code for one in self.reports if one.device == device)
        return self.code_of(device) or next(warned, "")

    def code_of_source(self, source: SourceKind) -> str:
        """Code of what is wrong with one way to identify oneself."""
        return self.code_of(SOURCE_DEVICES.get(source, source.value))

    def with_report(self, report: ProbeReport) -> "Machine":
        """The same, with one device known anew."""
        others = [one for one in self.reports if one.device != report.device]
        return replace(self, reports=(*others, report))

    @property
    def _sources_code(self) -> str:
        """Code of the first way when none of them is usable; one that works is enough."""
        codes = [self.code_of_source(way) for way in self.ways or (SourceKind.SAM_SERIAL,)]
        return codes[0] if all(codes) else ""

# SPDX-License-Identifier: Apache-2.0
"""All settings of one kiosk as one frozen value, composed of the packages' own settings."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from certificates.settings import (
    DocumentSettings,
    FontSettings,
    PlatformSettings,
    SigningSettings,
)
from config.rules import Scalar
from devices.settings import (
    CardSlotSettings,
    GuideLightSettings,
    PrinterSettings,
    ReaderSettings,
    ReceiptPrinterSettings,
    ScannerSettings,
)


@dataclass(frozen=True)
class SiteSettings:
    """The machine and where it stands (``[kiosk]``).

    Attributes:
        id: begins every case number.
        division: division code of six digits (GB/T 2260), known or not.
        authority: 发证机关 as printed.
        language: ``zh_CN`` or ``en``, of the first screen.
        data_dir: folder of store, keys and journal.
        authority_code: credit code of the issuing body; empty is the division code.
        level: ``county``, ``town`` or ``village``; selects what the kiosk offers.

    """

    id: str
    division: str
    authority: str
    language: str
    data_dir: Path
    level: str = "county"
    authority_code: str = ""

    @property
    def issuer(self) -> str:
        """By what code the issuing body is known in identifiers (GB/T 36904)."""
        return self.authority_code or self.division


@dataclass(frozen=True)
class AuthoritySettings:
    """Local names by kind of authority (``[authorities]``); empty is ``kiosk.authority``.

    The attributes are the values of ``forms.authority.AuthorityKind``.
    """

    health: str
    transport: str
    market: str
    police: str
    civil_affairs: str
    labour: str
    medical_insurance: str
    city_management: str

    @property
    def names(self) -> Mapping[str, str]:
        """Every name by the kind's value."""
        return asdict(self)


@dataclass(frozen=True)
class NumberingSettings:
    """Where licence numbers come from (``[numbering]``): ``local`` or ``hub``."""

    source: str


@dataclass(frozen=True)
class QuietHourSettings:
    """When nobody comes (``[quiet_hour]``), as ``HH:MM``; empty: no self-test is kept then."""

    begins: str
    ends: str


@dataclass(frozen=True)
class FleetSettings:
    """The hub above (``[fleet]``); an empty ``upstream`` means none."""

    upstream: str


@dataclass(frozen=True)
class ScreenSettings:
    """The visible picture (``[screen]``), so that sizes can be given in millimetres."""

    width_mm: int
    height_mm: int
    orientation: str


@dataclass(frozen=True)
class PersonCheckSettings:
    """How the holder is checked (``[person_check]``).

    Attributes:
        method: ``none``, ``phone_code`` or ``face_service``.
        url: the face service, or the platform that sends codes; empty for a code means the
            ``[platform]``.
        secret_file: what the face service signs with; empty: not signed.
        timeout_s: longest wait for a face.

    """

    method: str
    url: str
    secret_file: str
    timeout_s: float


@dataclass(frozen=True)
class SoundSettings:
    """Prompts (``[sound]``); ``volume`` from 0.0 to 1.0, ``speech`` reads the screen aloud."""

    volume: float
    speech: str = ""


@dataclass(frozen=True)
class ConfigurationSettings:
    """Packages with a configuration (``[configuration]``).

    Attributes:
        package_keys_file: list of the keys whose packages are taken; empty: none is.
        packages_folder: folder below which USB sticks are mounted; empty: none is looked for.

    """

    package_keys_file: str = ""
    packages_folder: str = "/media"


@dataclass(frozen=True)
class MaintenanceSettings:
    """What staff may have done to the computer (``[maintenance]``).

    Attributes:
        reboot_command: restarts it, words apart by blanks; empty: not offered on the glass.

    """

    reboot_command: str = ""


@dataclass(frozen=True)
class TrainingSettings:
    """Training mode (``[training]``).

    Attributes:
        data_dir: its folder; empty: beside that of the kiosk.
        production_kiosk: ``refuse`` or ``demo_key``, on a kiosk with production keys.
        idle_s: without a touch for so long training ends.
        is_on: whether this is the training mode, where nothing is real; no key of a file.

    """

    data_dir: str = ""
    production_kiosk: str = "refuse"
    idle_s: float = 1800.0
    is_on: bool = False


@dataclass(frozen=True)
class ContactSettings:
    """Whom to call and where to go (``[contact]``); empty texts are not shown."""

    phone: str
    window: str
    nearest: str = ""


@dataclass(frozen=True)
class TimingSettings:
    """How long the kiosk waits, in seconds (``[timing]``); see ``defaults.toml`` for each."""

    idle_s: float
    warning_s: float
    elder_factor: float
    card_wait_s: float
    look_up_s: float
    message_s: float
    take_papers_s: float
    rating_s: float
    probe_s: float
    checkpoint_s: float
    staff_idle_s: float
    staff_limit_s: float


@dataclass(frozen=True)
class BaseDataSettings:
    """Where facts and pushed notices are asked (``[base_data]``).

    Attributes:
        base_url: address without a trailing operation; account, limits and files of HTTPS as in
            ``PlatformSettings``.
        declined_days: how long an answered offer is not made again.

    """

    base_url: str = ""
    access_id: str = ""
    access_token_file: str = ""
    org_name: str = ""
    connect_s: float = 3.0
    read_s: float = 5.0
    ca_file: str = ""
    client_certificate_file: str = ""
    client_key_file: str = ""
    declined_days: int = 365

    @property
    def line(self) -> PlatformSettings:
        """The line to it, of the same make as the platform's."""
        return PlatformSettings(
            base_url=self.base_url,
            access_id=self.access_id,
            access_token_file=self.access_token_file,
            org_name=self.org_name,
            connect_s=self.connect_s,
            read_s=self.read_s,
            ca_file=self.ca_file,
            client_certificate_file=self.client_certificate_file,
            client_key_file=self.client_key_file,
        )


@dataclass(frozen=True)
class CaseDeskSettings:
    """The authority's case desk (``[desk]``); see ``defaults.toml`` for each.

    Attributes:
        base_url: address without ``/desk``.
        access_id: name of this kiosk's account there.
        access_token_file: path of a file whose only line is the account's secret.
        org_name: organisation that submits, the first audit element of each call.
        connect_s: longest wait for a connection.
        call_s: longest time for one call.
        retry_first_s: pause after the first try in vain; doubled after each further one.
        retry_longest_s: longest such pause.
        ask_s: how often an open case is asked about.
        ca_file: PEM file of the only authorities that are believed; empty: the public ones.
        client_certificate_file: PEM file of this kiosk's own certificate; may be empty.
        client_key_file: PEM file of its key; empty: the key is in the same file.
        results_keys_file: list of the keys whose seals count on results; empty: no seal counts.

    """

    base_url: str
    access_id: str = ""
    access_token_file: str = ""
    org_name: str = ""
    connect_s: float = 3.0
    call_s: float = 60.0
    retry_first_s: float = 5.0
    retry_longest_s: float = 900.0
    ask_s: float = 3600.0
    ca_file: str = ""
    client_certificate_file: str = ""
    client_key_file: str = ""
    results_keys_file: str = ""


@dataclass(frozen=True)
class MaterialsSettings:
    """Earlier materials and proofs issued online (``[materials]``), at the platform's address.

    Attributes:
        offices_keys_file: key list of the offices whose seals are believed; empty: nobody's.
        poll_s: pause between two questions for an answer.

    """

    offices_keys_file: str = ""
    poll_s: float = 2.0


@dataclass(frozen=True)
class KioskSettings:
    """Everything that ``kiosk.toml`` says, checked; None means that there is no such device.

    Attributes:
        others: tables that are known and not used by this version, as they stand.

    """

    kiosk: SiteSettings
    authorities: AuthoritySettings
    signing: SigningSettings
    numbering: NumberingSettings
    quiet_hour: QuietHourSettings
    fleet: FleetSettings
    screen: ScreenSettings
    person_check: PersonCheckSettings
    sound: SoundSettings
    configuration: ConfigurationSettings
    maintenance: MaintenanceSettings
    training: TrainingSettings
    contact: ContactSettings
    documents: DocumentSettings
    fonts: FontSettings
    timing: TimingSettings
    reader: ReaderSettings | None = None
    printer: PrinterSettings | None = None
    platform: PlatformSettings | None = None
    base_data: BaseDataSettings | None = None
    materials: MaterialsSettings | None = None
    card_slot: CardSlotSettings | None = None
    scanner: ScannerSettings | None = None
    receipt_printer: ReceiptPrinterSettings | None = None
    guide_lights: GuideLightSettings | None = None
    desk: CaseDeskSettings | None = None
    others: Mapping[str, Mapping[str, Scalar]] = field(default_factory=dict)

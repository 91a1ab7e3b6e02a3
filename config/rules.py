# SPDX-License-Identifier: Apache-2.0
"""What each key of ``kiosk.toml`` may hold, as data; ``defaults.toml`` says what it means."""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from forms.authority import AuthorityKind

Scalar = str | int | float | bool


@dataclass(frozen=True)
class Rule:
    """What one key may hold.

    Attributes:
        kind: ``str``, ``int`` or ``float``; a whole number is taken for ``float`` too.
        choices: the only words allowed; empty when any is.
        pattern: what a text must match as a whole; an empty text is checked by ``required``.
        low: least number.
        high: greatest number.
        required: whether an empty text is an error once the table is there.
        is_path: whether a relative value starts at the folder of the file it stands in.
        is_secret: whether ``config show`` hides it.
        remedy: what to write instead, a clause that follows "must be".

    """

    kind: type
    remedy: str
    choices: tuple[str, ...] = ()
    pattern: str = ""
    low: float = 0.0
    high: float = float("inf")
    required: bool = False
    is_path: bool = False
    is_secret: bool = False

    def refusal(self, value: object) -> str:
        """Why ``value`` is no good, as "must be …"; empty when it is good."""
        if self._fits_kind(value) and self._is_allowed(value):
            return ""
        return f"must be {self.remedy}"

    def _fits_kind(self, value: object) -> bool:
        if isinstance(value, bool):
            return False
        return (
            isinstance(value, int | float) if self.kind is float else type(value) is self.kind
        )

    def _is_allowed(self, value: object) -> bool:
        if isinstance(value, int | float):
            return self.low <= value <= self.high
        if value == "":
            return not self.required
        text = str(value)
        if self.choices:
            return text in self.choices
        return not self.pattern or re.fullmatch(self.pattern, text) is not None


def _words(*choices: str) -> Rule:
    return Rule(str, " or ".join(choices), choices=choices, required=True)


def _seconds(low: float, high: float) -> Rule:
    return Rule(float, f"seconds from {low:g} to {high:g}", low=low, high=high)


def _clock_time() -> Rule:
    return Rule(str, "a time such as 02:30", pattern=r"([01]\d|2[0-3]):[0-5]\d")


def _text(what: str) -> Rule:
    return Rule(str, what)


def _web(*, required: bool = False) -> Rule:
    remedy = "an address that begins with http:// or https://"
    return Rule(str, remedy, pattern=r"https?://\S+", required=required)


def _file(what: str, *, required: bool = False) -> Rule:
    return Rule(str, what, is_path=True, required=required)


_MILLIMETRES: Final = Rule(int, "whole millimetres from 50 to 3000", low=50, high=3000)

RULES: Final = MappingProxyType(
    {
        "kiosk": {
            "id": Rule(
                str,
                "up to 24 letters, digits and hyphens, such as K-0001",
                pattern=r"(?!.*\d{9})[A-Za-z0-9][A-Za-z0-9-]{0,23}",
                required=True,
            ),
            "division": Rule(str, "six digits in quotes", pattern=r"\d{6}", required=True),
            "authority": Rule(str, "the authority's name", required=True),
            "authority_code": Rule(
                str, "a credit code of 18 digits and capitals", pattern=r"([0-9A-Z]{18})?"
            ),
            "language": _words("zh_CN", "en"),
            "level": _words("county", "town", "village"),
            "data_dir": Rule(str, "the path of a folder", required=True, is_path=True),
        },
        "authorities": {kind.value: _text("the authority's name") for kind in AuthorityKind},
        "reader": {
            "driver": _words("sam-serial", "pcsc"),
            "port": _text("a tty, socket://HOST:PORT, or part of a PC/SC reader's name"),
            "baud": Rule(int, "bits per second from 1200 to 921600", low=1200, high=921_600),
            "photo_decoder": _text("a command that turns 1024 bytes into a BMP, or nothing"),
        },
        "printer": {
            "uri": Rule(
                str,
                "ipp://…, ipps://… or cups://QUEUE",
                pattern=r"(ipps?|cups)://\S+",
                required=True,
            ),
            "witness_uri": Rule(str, "ipp://… or ipps://…", pattern=r"ipps?://\S+"),
            "low_sheets": Rule(int, "sheets from 0 to 5000", high=5000),
            "low_toner_percent": Rule(int, "per cent from 0 to 100", high=100),
            "stop_toner_percent": Rule(int, "per cent from 0 to 100", high=100),
        },
        "platform": {
            "dialect": _words("certshare", "regional"),
            "base_url": _web(required=True),
            "access_id": Rule(str, "the account's name", is_secret=True),
            "access_token_file": _file("the path of a file"),
            "org_name": _text("the organisation's name"),
            "connect_s": _seconds(0.1, 60),
            "read_s": _seconds(0.1, 60),
            "ca_file": _file("the path of a PEM file"),
            "client_certificate_file": _file("the path of a PEM file"),
            "client_key_file": _file("the path of a PEM file"),
            "payload": _words("plain", "sm2"),
            "payload_platform_key_file": _file("the path of a PEM file"),
            "payload_own_key_file": _file("the path of a PEM file"),
            "payload_form": _words("c1c3c2", "c1c2c3", "asn1"),
        },
        "base_data": {
            "base_url": _web(required=True),
            "access_id": Rule(str, "the account's name", is_secret=True),
            "access_token_file": _file("the path of a file"),
            "org_name": _text("the organisation's name"),
            "connect_s": _seconds(0.1, 60),
            "read_s": _seconds(0.1, 60),
            "ca_file": _file("the path of a PEM file"),
            "client_certificate_file": _file("the path of a PEM file"),
            "client_key_file": _file("the path of a PEM file"),
            "declined_days": Rule(int, "days from 1 to 3650", low=1, high=3650),
        },
        "desk": {
            "base_url": _web(required=True),
            "access_id": Rule(str, "the account's name", is_secret=True),
            "access_token_file": _file("the path of a file"),
            "org_name": _text("the organisation's name"),
            "connect_s": _seconds(0.1, 60),
            "call_s": _seconds(1, 600),
            "retry_first_s": _seconds(0.05, 3600),
            "retry_longest_s": _seconds(0.05, 43_200),
            "ask_s": _seconds(1, 86_400),
            "ca_file": _file("the path of a PEM file"),
            "client_certificate_file": _file("the path of a PEM file"),
            "client_key_file": _file("the path of a PEM file"),
            "results_keys_file": _file("the path of a key list"),
        },
        "materials": {
            "offices_keys_file": _file("the path of a key list"),
            "poll_s": _seconds(0.1, 60),
        },
        "card_slot": {"reader": _text("part of a PC/SC reader's name")},
        "scanner": {
            "port": _text("a tty or socket://HOST:PORT"),
            "baud": Rule(int, "bits per second from 1200 to 921600", low=1200, high=921_600),
        },
        "receipt_printer": {
            "uri": Rule(
                str,
                "socket://HOST:PORT, a tty or /dev/usb/lp0",
                pattern=r"socket://[^\s/]+:\d{1,5}|/\S+",
                required=True,
            ),
            "baud": Rule(int, "bits per second from 1200 to 921600", low=1200, high=921_600),
            "cut": _words("partial", "none"),
            "proof": _words("process_id", "status"),
        },
        "guide_lights": dict.fromkeys(
            ("card_reader", "card_unit_2", "scanner", "document_printer", "receipt_printer"),
            Rule(str, "the folder of a LED, such as /sys/class/leds/NAME", pattern=r"/\S+"),
        ),
        "document_scanner": {"device": _text("a SANE device name")},
        "signing": {
            "backend": _words("file", "pkcs11", "remote"),
            "key_folder": _file("the path of a folder"),
            "verify_url": _web(),
            "pkcs11_module": _file("the path of a PKCS#11 library"),
            "token_label": _text("a token's label"),
            "service_url": _web(),
            "service_token_file": _file("the path of a file"),
            "seal_key": _text("a label or the name of a credential"),
            "qr_key": _text("a label or the name of a credential"),
            "pin_file": _file("the path of a file"),
            "level": _words("B-B", "B-T", "B-LTA"),
            "timestamp_url": _web(),
            "timeout_s": _seconds(1, 60),
            "national": _words("none", "sm2"),
        },
        "numbering": {"source": _words("local", "hub")},
        "quiet_hour": {"begins": _clock_time(), "ends": _clock_time()},
        "fleet": {"upstream": _web()},
        "screen": {
            "width_mm": _MILLIMETRES,
            "height_mm": _MILLIMETRES,
            "orientation": _words("landscape", "portrait"),
        },
        "person_check": {
            "method": _words("none", "phone_code", "face_service"),
            "url": _web(),
            "secret_file": _file("the path of a file"),
            "timeout_s": _seconds(5, 300),
        },
        "sound": {
            "volume": Rule(float, "a number from 0.0 to 1.0", high=1.0),
            "speech": _text("the name or path of a program"),
        },
        "configuration": {
            "package_keys_file": _file("the path of a list of package keys"),
            "packages_folder": Rule(str, "the path of a folder"),
        },
        "maintenance": {"reboot_command": _text("a command that restarts the computer")},
        "training": {
            "data_dir": _file("the path of a folder of its own"),
            "production_kiosk": _words("refuse", "demo_key"),
            "idle_s": _seconds(60.0, 28_800.0),
        },
        "contact": {
            "phone": _text("a telephone number"),
            "window": _text("a window's name"),
            "nearest": _text("where another kiosk stands"),
        },
        "documents": {"formats": _words("pdf", "pdf+ofd")},
        "fonts": {
            "built": _file("the path of a folder", required=True),
            "wenkai": _file("the path of a font file", required=True),
            "babelstone": _file("the path of a font file", required=True),
            "hanazono_a": _file("the path of a font file", required=True),
            "hanazono_b": _file("the path of a font file", required=True),
        },
        "timing": {
            "idle_s": _seconds(5, 600),
            "warning_s": _seconds(5, 300),
            "elder_factor": Rule(float, "a number from 1 to 5", low=1, high=5),
            "card_wait_s": _seconds(5, 300),
            "look_up_s": _seconds(1, 60),
            "message_s": _seconds(3, 300),
            "take_papers_s": _seconds(5, 600),
            "rating_s": _seconds(3, 300),
            "probe_s": _seconds(1, 600),
            "checkpoint_s": _seconds(1, 3600),
            "staff_idle_s": _seconds(5, 3600),
            "staff_limit_s": _seconds(60, 28_800),
        },
    }
)

DEVICE_TABLES: Final = frozenset(
    {
        "reader",
        "printer",
        "platform",
        "desk",
        "base_data",
        "materials",
        "card_slot",
        "scanner",
        "receipt_printer",
        "guide_lights",
        "document_scanner",
    }
)
"""Tables whose absence means that there is no such device."""

OPEN_TABLES: Final = frozenset({"document_scanner"})
"""Known, and not used by this version: further keys of simple types are let through."""

TAKES_TWO: Final = frozenset(
    {
        *(f"kiosk.{key}" for key in ("id", "division", "authority", "authority_code")),
        *("reader.photo_decoder", "sound.speech", "maintenance.reboot_command"),
        *("platform.base_url", "platform.ca_file", "desk.base_url", "desk.ca_file"),
        *("desk.results_keys_file", "materials.offices_keys_file", "base_data.ca_file"),
        *(f"person_check.{key}" for key in ("method", "url", "secret_file")),
        *("configuration.package_keys_file", "training.data_dir"),
        *("training.production_kiosk", "numbering.source", "fleet.upstream"),
        *(f"signing.{key}" for key in RULES["signing"]),
    }
)
"""Keys that two persons change at the glass: what licences say and are sealed with, who is
believed, and programs that the kiosk runs."""

NEVER_HERE: Final = frozenset({"kiosk.data_dir"})
"""Keys that no version of the configuration changes."""

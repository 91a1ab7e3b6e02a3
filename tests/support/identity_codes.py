# SPDX-License-Identifier: Apache-2.0
"""Scanner and identity platform of a test: the simulators, and our side of each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from certificates.library.interface import AuditElements
from certificates.settings import PlatformSettings
from devices.errors import DeviceError
from devices.identity.record import IdentityRecord
from devices.scanner.serial_scanner import SerialQrScanner
from devices.settings import ScannerSettings
from kiosk.person_check import CheckSubject
from kiosk.qr_source import QrTokenSource, identification_audit
from kiosk.sync.identity_platform import IdentityPlatform
from tests.support.simulators import ROOT, RunningSimulator

AUDIT: AuditElements = identification_audit("示例大厅", "K-0001", "S-1")
CHEN = CheckSubject("陈秋美", "439900199203170068")
SOON_S = 0.2
"""How long a test's hand waits, so that the scanner is listened to when the code comes."""


@dataclass
class CodeStand:
    """A scanner on its line and a platform, in other processes, and the source between them."""

    scanner: RunningSimulator
    platform: RunningSimulator
    source: QrTokenSource

    def token(self, person: str = "chen-qiumei") -> str:
        """A new token, as the person's telephone shows it."""
        return str(self.platform.send("lay", token=person)["token"])

    def read(self, text: str, *, deadline_s: float = 5.0) -> IdentityRecord | None:
        """Hold a code before the scanner while the source waits for one."""
        hand = Timer(SOON_S, self.scanner.send, ("lay",), {"text": text})
        hand.start()
        try:
            return self.source.read(deadline_s=deadline_s, cancelled=Event())
        finally:
            hand.join()

    def refusal(self, text: str) -> str:
        """The fault code that this code is answered with; it must be refused."""
        with pytest.raises(DeviceError) as caught:
            self.read(text)
        assert text not in str(caught.value)
        return caught.value.code


def scanner_on(simulator: RunningSimulator) -> SerialQrScanner:
    """Our side of the scanner's line."""
    return SerialQrScanner(ScannerSettings(port=simulator.address))


def platform_on(address: str, **limits: float) -> IdentityPlatform:
    """Our side of the platform."""
    return IdentityPlatform(
        PlatformSettings(base_url=address, read_s=limits.get("read_s", 5.0))
    )


@contextmanager
def code_stand(scanner: RunningSimulator, platform: RunningSimulator) -> Iterator[CodeStand]:
    """Put a source between two simulators that are as at their start."""
    scanner.send("clear")
    platform.send("clear")
    with kiosk_between(scanner, platform) as stand:
        yield stand


@contextmanager
def kiosk_between(scanner: RunningSimulator, platform: RunningSimulator) -> Iterator[CodeStand]:
    """Put a source between two simulators as they stand: a kiosk that knows of no other."""
    source = QrTokenSource(scanner_on(scanner), platform_on(platform.address), lambda: AUDIT)
    try:
        yield CodeStand(scanner, platform, source)
    finally:
        source.close()


def description(name: str) -> dict[str, Any]:
    """One of the OpenAPI files beside the clients."""
    path = Path(ROOT) / "kiosk" / "sync" / f"{name}.openapi.yaml"
    content: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return content


def check_request(api: dict[str, Any], operation: str, request: object) -> None:
    """Hold a request to its description."""
    asked = api["paths"][f"/{operation}"]["post"]["requestBody"]
    if "$ref" in asked:
        asked = api["components"]["requestBodies"][asked["$ref"].rpartition("/")[2]]
    _check(api, asked["content"]["application/json"]["schema"], request)


def check_answer(api: dict[str, Any], operation: str, answer: object) -> None:
    """Hold an answer with HTTP 200 to its description."""
    response = api["paths"][f"/{operation}"]["post"]["responses"]["200"]
    _check(api, response["content"]["application/json"]["schema"], answer)


def _check(api: dict[str, Any], schema: dict[str, Any], value: object) -> None:
    Draft202012Validator(schema | {"components": api["components"]}).validate(value)

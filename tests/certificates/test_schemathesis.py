# SPDX-License-Identifier: Apache-2.0
"""The loopback platform held to its OpenAPI descriptions by schemathesis."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import yaml

from tests.support.described import Asked, troubles_found, with_known_values
from tests.support.dialects import AUDIT, DIALECTS, PURPOSE
from tests.support.proof import announce, proof_count, proof_seed
from tests.support.simulators import RunningSimulator, running_simulator

LIBRARY = Path(__file__).parents[2] / "certificates" / "library"
LICENCE = (
    "1.2.156.3005.2.11100000MB0143028R001.11439900MB0TEXT16E.SIM202405200001.001.S",
    "11100000MB0143028R001",
)
KNOWN = {
    **dict(zip(("certIdentifier", "certTypeCode"), LICENCE, strict=True)),
    **dict(zip(("CertificateID", "CertificateType"), LICENCE, strict=True)),
    "holderCode": "439900199203170068",
    "materialTypeCodes": "SITE-PLAN",
    "materialIdentifier": "MAT-2025-000017",
}


@pytest.fixture(scope="module")
def platform() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


@pytest.mark.slow
@pytest.mark.parametrize("dialect", [*DIALECTS, "materials"])
def test_answers_fit_the_description(
    dialect: str,
    platform: RunningSimulator,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = Asked(proof_count(15), proof_seed())
    announce(capsys, f"{asked.count} requests to each operation of {dialect}", asked.chance)
    base_url = platform.address + ("/regional" if dialect == "regional" else "")
    known = dict(KNOWN)
    if dialect == "regional":
        known["SessionID"] = session_at(base_url)
    text = (LIBRARY / f"{dialect}.openapi.yaml").read_text("utf-8")
    description = with_known_values(yaml.safe_load(text), known)
    assert troubles_found(description, base_url, tmp_path, asked) == ""
    calls = platform.send("state")["calls"]
    assert isinstance(calls, list)
    assert len(calls) > len(description["paths"])


def session_at(base_url: str) -> str:
    said = {**audit(), "UseFor": PURPOSE, "account": "", "password": ""}
    answer = requests.post(f"{base_url}/login", json=said, timeout=5).json()
    return str(answer["data"]["sessionId"])


def audit() -> dict[str, str]:
    names = ("orgName", "username", "itemName", "itemCode", "businessCode")
    return dict(zip(names, vars(AUDIT).values(), strict=True))

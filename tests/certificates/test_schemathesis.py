# SPDX-License-Identifier: Apache-2.0
"""The loopback platform held to its OpenAPI descriptions by schemathesis."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from tests.support.dialects import AUDIT, DIALECTS, PURPOSE
from tests.support.proof import announce, proof_count, proof_seed
from tests.support.simulators import RunningSimulator, running_simulator

LIBRARY = Path(__file__).parents[2] / "certificates" / "library"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
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
    count, chance = proof_count(15), proof_seed()
    announce(capsys, f"{count} requests to each operation of {dialect}", chance)
    base_url = platform.address + ("/regional" if dialect == "regional" else "")
    known = dict(KNOWN)
    if dialect == "regional":
        known["SessionID"] = session_at(base_url)
    text = (LIBRARY / f"{dialect}.openapi.yaml").read_text("utf-8")
    description = with_known_values(yaml.safe_load(text), known)
    described = tmp_path / "description.json"
    described.write_text(json.dumps(description), "utf-8")
    command = [
        *(sys.executable, "-W", "ignore", "-m", "schemathesis.cli", "run", str(described)),
        *("--url", base_url, "--phases", "fuzzing", "--checks", ",".join(CHECKS)),
        *("--max-examples", str(count), "--seed", str(chance), "--request-timeout", "10"),
        *("--generation-database", "none", "--no-color"),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
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


def with_known_values(described: Any, known: dict[str, str]) -> Any:  # noqa: ANN401
    """Let every second value of these names be one that the platform knows."""
    if isinstance(described, list):
        return [with_known_values(one, known) for one in described]
    if not isinstance(described, dict):
        return described
    changed = {name: with_known_values(value, known) for name, value in described.items()}
    if isinstance(properties := changed.get("properties"), dict):
        for name in properties.keys() & known.keys():
            properties[name] = {"anyOf": [{"const": known[name]}, properties[name]]}
    return changed

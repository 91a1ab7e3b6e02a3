# SPDX-License-Identifier: Apache-2.0
"""The simulated case desk held to its OpenAPI description by schemathesis."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kiosk.sync.case_desk_values import Appeal, Received, Taken
from tests.support.case_desks import AUDIT, NOBODY, desk_on, submission
from tests.support.proof import announce, proof_count, proof_seed
from tests.support.simulators import RunningSimulator, running_simulator

CONTRACT = Path(__file__).parents[2] / "kiosk" / "sync" / "case_desk.openapi.yaml"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
PDF = {"sha256": hashlib.sha256(b"%PDF").hexdigest(), "content": "JVBERg=="}


@pytest.fixture(scope="module")
def simulator() -> Iterator[RunningSimulator]:
    with running_simulator("desk") as process:
        yield process


def known_to(simulator: RunningSimulator) -> dict[str, str]:
    """A case, a notice, a result and an appeal that the desk has."""
    desk = desk_on(simulator.address)
    for case in ("KNOWN-1", "KNOWN-2"):
        simulator.send("set", office="*", answer="grant" if case == "KNOWN-1" else "correct")
        answer = desk.submit(submission(case), AUDIT, deadline_s=5)
        assert isinstance(answer, Received)
        desk.news(case, AUDIT, deadline_s=5)
    lodged = Appeal("appeal/1", "slow", "慢", NOBODY)
    taken = desk.lodge_appeal(lodged, AUDIT, deadline_s=5)
    assert isinstance(taken, Taken)
    desk.close()
    return {
        "caseNumber": "KNOWN-1",
        "result": "JG-KNOWN-1-1",
        "notice": "BZ-KNOWN-2-1",
        "appeal": taken.reference,
        "holderCode": NOBODY.number,
        **PDF,
    }


def with_known_values(described: Any, known: dict[str, str]) -> Any:  # noqa: ANN401
    """Let every second value of these names in a request be one that the desk knows."""
    if isinstance(described, list):
        return [with_known_values(one, known) for one in described]
    if not isinstance(described, dict):
        return described
    changed = {name: with_known_values(value, known) for name, value in described.items()}
    if isinstance(properties := changed.get("properties"), dict):
        for name in properties.keys() & known.keys():
            properties[name] = {"anyOf": [{"const": known[name]}, properties[name]]}
    return changed


@pytest.mark.slow
def test_answers_fit_the_description(
    simulator: RunningSimulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count, chance = proof_count(8), proof_seed()
    announce(capsys, f"{count} requests to each operation of the case desk", chance)
    known = known_to(simulator)
    described = tmp_path / "description.json"
    description = with_known_values(yaml.safe_load(CONTRACT.read_text("utf-8")), known)
    described.write_text(json.dumps(description), "utf-8")
    command = [
        *(sys.executable, "-W", "ignore", "-m", "schemathesis.cli", "run", str(described)),
        *("--url", f"{simulator.address}/desk", "--phases", "fuzzing"),
        *("--checks", ",".join(CHECKS), "--max-examples", str(count), "--seed", str(chance)),
        *("--request-timeout", "10", "--generation-database", "none", "--no-color"),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    there = simulator.send("state")["desk"]
    assert isinstance(there, dict)
    assert there["calls"].keys() == {path.strip("/") for path in description["paths"]}

# SPDX-License-Identifier: Apache-2.0
"""The simulated case desk held to its OpenAPI description by schemathesis."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from kiosk.sync.case_desk_values import Appeal, Received, Taken
from tests.support.case_desks import AUDIT, NOBODY, desk_on, submission
from tests.support.described import Asked, troubles_found, with_known_values
from tests.support.proof import announce, proof_count, proof_seed
from tests.support.simulators import RunningSimulator, running_simulator

CONTRACT = Path(__file__).parents[2] / "kiosk" / "sync" / "case_desk.openapi.yaml"
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


@pytest.mark.slow
def test_answers_fit_the_description(
    simulator: RunningSimulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = Asked(proof_count(8), proof_seed())
    announce(capsys, f"{asked.count} requests to each operation of the case desk", asked.chance)
    known = known_to(simulator)
    description = with_known_values(yaml.safe_load(CONTRACT.read_text("utf-8")), known)
    assert troubles_found(description, f"{simulator.address}/desk", tmp_path, asked) == ""
    there = simulator.send("state")["desk"]
    assert isinstance(there, dict)
    assert there["calls"].keys() == {path.strip("/") for path in description["paths"]}

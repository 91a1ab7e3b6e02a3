# SPDX-License-Identifier: Apache-2.0
"""A simulator held to its OpenAPI description by schemathesis, run as the program it is."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)


@dataclass(frozen=True)
class Asked:
    """How much is asked: requests to each operation, by which chance, in which phases."""

    count: int
    chance: int
    phases: str = "fuzzing"


def troubles_found(description: Any, url: str, folder: Path, asked: Asked) -> str:  # noqa: ANN401
    """What schemathesis has against the answers at ``url``; empty when they fit."""
    described = folder / "description.json"
    described.write_text(json.dumps(description), "utf-8")
    command = [
        *(sys.executable, "-W", "ignore", "-m", "schemathesis.cli", "run", str(described)),
        *("--url", url, "--phases", asked.phases, "--checks", ",".join(CHECKS)),
        *("--max-examples", str(asked.count), "--seed", str(asked.chance)),
        *("--request-timeout", "10", "--generation-database", "none", "--no-color"),
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout[-4000:] + done.stderr[-2000:] if done.returncode else ""


def with_known_values(described: Any, known: dict[str, str]) -> Any:  # noqa: ANN401
    """Let every second value of these names be one that the simulator knows."""
    if isinstance(described, list):
        return [with_known_values(one, known) for one in described]
    if not isinstance(described, dict):
        return described
    changed = {name: with_known_values(value, known) for name, value in described.items()}
    if isinstance(properties := changed.get("properties"), dict):
        for name in properties.keys() & known.keys():
            properties[name] = {"anyOf": [{"const": known[name]}, properties[name]]}
    return changed

# SPDX-License-Identifier: Apache-2.0
"""Runs the proofs by chance at their full counts, in parts, going on where it stopped.

``make prove`` calls it. A part that has passed on this very source is not run again; after
``--minutes`` no further part is begun, and the next call goes on. What each part said is kept
in ``build/prove/``.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "prove"
UNIT = ROOT / "packaging" / "jiban.service"
PART_LIMIT_S = 5400
"""A thousand visits of three seconds and their warming up, beside other work, and more."""


@dataclass(frozen=True)
class Proof:
    """One test that repeats itself by chance: ``total`` times, ``each`` in one part.

    Attributes:
        is_appliance: runs in the environment that the service's unit gives the kiosk.

    """

    name: str
    test: str
    total: int
    each: int
    is_appliance: bool = False

    @property
    def parts(self) -> int:
        """How many runs it takes."""
        return -(-self.total // self.each)


PROOFS = (
    Proof("persons", "tests/kiosk/test_cases_match.py", 1_000_000, 1_000_000),
    Proof("kills", "tests/troubles/test_killed_in_mid_case.py", 500, 25),
    Proof("result-kills", "tests/troubles/test_killed_while_a_result_is_printed.py", 400, 40),
    Proof("kills-in-print", "tests/troubles/test_killed_in_mid_print.py", 500, 500),
    Proof("desk-away", "tests/troubles/test_desk_away_for_a_fortnight.py", 200, 200),
    Proof("desk-calls", "tests/kiosk/test_case_desk_schemathesis.py", 300, 100),
    Proof("base-calls", "tests/kiosk/test_base_data_client.py", 300, 100),
    Proof("people", "tests/devices/test_people.py", 200_000, 20_000),
    Proof("reader-exchanges", "tests/devices/test_sam_conversations.py", 10_000, 2_000),
    Proof("reader-bytes", "tests/devices/test_sam_fuzz.py", 90, 45),  # seconds of one fuzzer
    Proof("library-bytes", "tests/certificates/test_library_fuzz.py", 600, 300),
    Proof("library-calls", "tests/certificates/test_schemathesis.py", 300, 100),
    Proof("characters", "tests/certificates/test_every_character.py", 87_914, 87_914),
    Proof("social-cards", "tests/devices/test_social_card.py", 20_000, 10_000),
    Proof("monkey", "tests/troubles/test_monkey_at_the_glass.py", 100_000, 10_000),
    Proof("endurance", "tests/journeys/test_endurance.py", 1_000, 1_000, is_appliance=True),
    Proof("effort", "tests/journeys/test_effort.py", 200, 200),
    Proof("power-cuts", "tests/troubles/test_power_cut.py", 20_000, 2_000),
)


@dataclass(frozen=True)
class Passed:
    """A line of the record: one part that passed on this source."""

    proof: str
    part: int
    seed: int
    seconds: float


def source_id() -> str:
    """The commit, and what differs from it: another source is proved anew."""
    commit = _git("rev-parse", "HEAD").decode().strip()[:12]
    changed = _git("diff", "HEAD") + _git("ls-files", "--others", "--exclude-standard")
    return f"{commit}-{hashlib.sha256(changed).hexdigest()[:8]}" if changed else commit


def main() -> int:
    """Return 0 when every part has passed; 1 at the first that has not; 75 to go on later."""
    options = _options()
    record = FOLDER / f"{source_id()}.jsonl"
    record.parent.mkdir(parents=True, exist_ok=True)
    done = {(line.proof, line.part): line for line in _recorded(record)}
    begun, longest = time.monotonic(), 0.0
    for proof in PROOFS:
        if options.proof and proof.name not in options.proof:
            continue
        for part in range(proof.parts):
            if (proof.name, part) in done:
                continue
            if time.monotonic() - begun + longest > options.minutes * 60:
                sys.stdout.write("time is up; the next call goes on from here\n")
                return os.EX_TEMPFAIL
            passed = _run(proof, part, options.seed + part)
            if passed is None:
                return 1
            longest = max(longest, passed.seconds)
            done[proof.name, part] = passed
            with record.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(asdict(passed)) + "\n")
    _tell(list(done.values()))
    return 0


def _run(proof: Proof, part: int, seed: int) -> Passed | None:
    count = min(proof.each, proof.total - part * proof.each)
    sys.stdout.write(f"{proof.name}: part {part + 1} of {proof.parts}, seed {seed}\n")
    sys.stdout.flush()
    begun = time.monotonic()
    status = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", proof.test, "--timeout", str(PART_LIMIT_S)),
            *("-o", f"faulthandler_timeout={PART_LIMIT_S}"),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            **(_unit_environment() if proof.is_appliance else {}),
            "JIBAN_COUNT": str(count),
            "JIBAN_SEED": str(seed),
        },
        check=False,
    ).returncode
    seconds = round(time.monotonic() - begun, 1)
    return Passed(proof.name, part, seed, seconds) if status == 0 else None


def _unit_environment() -> dict[str, str]:
    lines = UNIT.read_text("utf-8").splitlines()
    given = [line.removeprefix("Environment=") for line in lines if "Environment=" in line]
    return {name: value for name, _, value in (line.partition("=") for line in given)}


def _tell(done: list[Passed]) -> None:
    for proof in PROOFS:
        lines = [line for line in done if line.proof == proof.name]
        seconds = sum(line.seconds for line in lines)
        sys.stdout.write(
            f"{proof.name}: {len(lines)} of {proof.parts} parts, {seconds:.0f} s\n"
        )


def _recorded(record: Path) -> Iterator[Passed]:
    if record.exists():
        for line in record.read_text("utf-8").splitlines():
            yield Passed(**json.loads(line))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make prove", description=__doc__)
    parser.add_argument("--minutes", type=float, default=55.0, help="begin no part after this")
    parser.add_argument("--seed", type=int, default=839_991, help="seed of the first part")
    parser.add_argument("proof", nargs="*", help="only these")
    return parser.parse_args()


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True).stdout


if __name__ == "__main__":
    sys.exit(main())

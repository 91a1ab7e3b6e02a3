# SPDX-License-Identifier: Apache-2.0
"""Frames and text blocks against a fuzzer that follows the branches it reaches (atheris)."""

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

from devices.simulation.people import generated_person
from devices.simulation.sam_card import KINDS, card_from
from tests.devices.published_frames import FIND_OK, GAVE_UP, NO_CARD, READ_BASE_OK, SAM_ID
from tests.support.proof import announce, proof_count, proof_seed

FOLDER = Path(__file__).resolve().parents[2] / "build" / "fuzz-sam"
"""What was found stays there: the next run goes on from it, and a crash can be repeated."""

TARGET = Path(__file__).with_name("fuzz_sam.py")
STREAM, FILES, TEXT, ADDRESSES = (bytes([kind]) for kind in range(4))
HANG_S = 5


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(platform.machine() != "x86_64", reason="atheris has wheels for x86_64 only")
def test_no_bytes_of_a_module_break_the_decoder_or_make_a_wrong_record(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seconds, chance = proof_count(10), proof_seed()
    announce(capsys, f"{seconds} s of coverage-guided fuzzing", chance)
    corpus = FOLDER / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    write_corpus(corpus)
    options = (f"-max_total_time={seconds}", f"-seed={chance + 1}", "-max_len=2700")
    report = (f"-artifact_prefix={FOLDER}/", "-print_final_stats=1", f"-timeout={HANG_S}")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")
    }
    done = subprocess.run(
        [sys.executable, str(TARGET), *options, *report, str(corpus)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    units = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    branches = re.findall(r"cov: (\d+)", done.stderr)
    assert units is not None, done.stderr[-3000:]
    with capsys.disabled():
        sys.stdout.write(f"{units[1]} inputs, {branches[0]} to {branches[-1]} places reached\n")
    assert int(units[1]) > 1_000


def write_corpus(folder: Path) -> None:
    """What the fuzzer begins with: published frames, and a card of every kind."""
    seeds = [STREAM + NO_CARD + FIND_OK, STREAM + GAVE_UP + SAM_ID, STREAM + READ_BASE_OK]
    for kind in KINDS:
        person = generated_person("corpus", kind)
        card = card_from("corpus", person.texts, added=person.added)
        seeds += [TEXT + card.text, FILES + bytes(4) + card.text + card.photo]
        seeds += [ADDRESSES + card.addresses]
    for number, octets in enumerate(seeds):
        (folder / f"{number:02}").write_bytes(octets)

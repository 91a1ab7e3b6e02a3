# SPDX-License-Identifier: Apache-2.0
"""Answers by chance: JSON that hypothesis bends, and a fuzzer that follows branches."""

import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from certificates.certificate_types import BUSINESS_LICENCE
from certificates.electronic_certificate import Holder, Usable
from certificates.library.interface import CertificateLibrary
from certificates.library.lookup import Broken, Found, NotFound, Refused, look_up
from certificates.simulation.holders import GeneratedHolders, name_of, number_of
from certificates.simulation.operations import Envelope
from certificates.simulation.regional import as_regional
from tests.support.answering_server import Answering, answering_server
from tests.support.dialects import AUDIT, TODAY, library_for, query_for
from tests.support.proof import announce, proof_count, proof_seed

FOLDER = Path(__file__).resolve().parents[2] / "build" / "fuzz-library"
TARGET = Path(__file__).with_name("fuzz_library.py")
HANG_S = 5
HOLDER = Holder(name_of(7), number_of(7))
QUERY = query_for(HOLDER.number, BUSINESS_LICENCE.code)
LICENCE = GeneratedHolders(10).by_holder(HOLDER.number)[0]
GOOD = Envelope(data={"certData": [LICENCE]})
DIGEST = {"digestAlgorithm": "SM3", "fileDigest": "ab" * 32}
PAPER = {
    **DIGEST,
    **dict.fromkeys(("materialIdentifier", "materialTypeCode", "materialName"), "PLAN"),
    "materialVersion": "1",
    "submittedDate": "2026-03-02",
    "holderCode": HOLDER.number,
    "mediaType": "application/pdf",
    "sourceCase": "439900-1",
}
ISSUED = Envelope(data={**DIGEST, "ticket": "T", "state": "issued", "reason": ""})

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inside: (
        st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4)
    ),
    max_leaves=8,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """Every place of a JSON value at which something else could stand."""
    yield path
    steps = value.items() if isinstance(value, dict) else ()
    for step, inside in enumerate(value) if isinstance(value, list) else steps:
        yield from places(inside, (*path, step))


def put(value: Any, path: tuple[Any, ...], other: Any) -> Any:  # noqa: ANN401
    """The value with something else at one place."""
    if not path:
        return other
    changed = json.loads(json.dumps(value))
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = other
    return changed


BENT = st.sampled_from(list(places(GOOD.as_json()))).flatmap(
    lambda path: ANYTHING.map(lambda other: put(GOOD.as_json(), path, other))
)


def test_no_bent_answer_crashes_or_gives_a_wrong_value(
    capsys: pytest.CaptureFixture[str],
) -> None:
    count, chance = proof_count(300), proof_seed()
    announce(capsys, f"{count} bent answers", chance)
    with answering_server() as server, library_for("certshare", server.address) as library:

        @seed(chance)
        @settings(
            max_examples=count,
            deadline=None,
            database=None,
            suppress_health_check=[*HealthCheck],
        )
        @given(BENT)
        def run(answer: object) -> None:
            said_and_judged(server, library, answer)

        run()
        said_and_judged(server, library, GOOD.as_json(), is_good=True)


def said_and_judged(
    server: Answering, library: CertificateLibrary, answer: object, *, is_good: bool = False
) -> None:
    """A digest is on the licence: of what is bent, nothing but its envelope can count."""
    server.body = json.dumps(answer).encode()
    outcome = look_up(library, QUERY, AUDIT, deadline_s=5)
    assert isinstance(outcome, Found | NotFound | Refused | Broken)
    if not isinstance(outcome, Found):
        assert not is_good
        return
    names = ("certificateNumber", "certificateHolderCode", "certificateIdentifier")
    for one in outcome.certificates:
        if isinstance(one.usable_for(HOLDER, today=TODAY), Usable):
            values = (one.number, one.holder_code, one.identifier)
            assert values == tuple(LICENCE[name] for name in names)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(platform.machine() != "x86_64", reason="atheris has wheels for x86_64 only")
def test_no_bytes_of_a_library_break_the_readers(capsys: pytest.CaptureFixture[str]) -> None:
    seconds, chance = proof_count(8), proof_seed()
    announce(capsys, f"{seconds} s of coverage-guided fuzzing", chance)
    corpus = FOLDER / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    write_corpus(corpus)
    options = (f"-max_total_time={seconds}", f"-seed={chance + 1}", "-max_len=4096")
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
    assert units is not None, done.stderr[-3000:]
    with capsys.disabled():
        sys.stdout.write(f"{units[1]} inputs\n")
    assert int(units[1]) > 1_000


def write_corpus(folder: Path) -> None:
    """What the fuzzer begins with: a whole answer for every reader."""
    verified = Envelope(data={"exists": True, "matches": True, "certificateStatus": "10"})
    session = Envelope(data={"sessionId": "0f" * 16})
    seeds = [GOOD.as_json(), as_regional(GOOD), verified.as_json(), as_regional(session)]
    seeds += [Envelope(data={"materials": [PAPER]}).as_json(), ISSUED.as_json()]
    for kind, answer in enumerate(seeds):
        content = bytes([kind]) + json.dumps(answer, ensure_ascii=False).encode()
        (folder / f"{kind:02}").write_bytes(content)

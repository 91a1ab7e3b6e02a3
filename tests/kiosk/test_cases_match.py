# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases match``: a file of persons who do not exist, in one pass and in little memory.

``make test`` matches 20,000 persons, ``make prove`` a million.
"""

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from forms.benefit import load_benefits
from kiosk.benefit_run import COLUMNS, LONGEST_LINE, list_file
from tests.support.applying import CATALOGUE_FOLDER
from tests.support.persons import write_persons
from tests.support.proof import announce, proof_count, proof_seed

ROOT = Path(__file__).parents[2]
MOST_KB = 200 * 1024
FEWEST_A_SECOND = 20_000
Match = Callable[..., subprocess.CompletedProcess[str]]
HEADING = "person,alive,birth,hukou_division,draws_age\n"


@pytest.fixture
def match(tmp_path: Path) -> Match:
    """Run ``kiosk cases match FILE …`` for a kiosk in 439900, on a day in November 2026."""
    site = tmp_path / "kiosk.toml"
    site.write_text(
        f'[kiosk]\nid = "K-0042"\ndata_dir = "{tmp_path / "data"}"\ndivision = "439900"\n',
        "utf-8",
    )

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        fixed = ["--config", str(site), "--day", "2026-11-23"]
        return subprocess.run(
            [sys.executable, "-m", "kiosk", "cases", "match", *words, *fixed],
            cwd=ROOT, capture_output=True, text=True, timeout=3000, check=False,
        )  # fmt: skip

    return run


def report_of(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    """The last JSON line: the report."""
    report = json.loads(done.stdout.splitlines()[-1])["report"]
    assert isinstance(report, dict)
    return report


def test_the_lists_say_who_is_eligible_and_who_should_add_what(
    match: Match, tmp_path: Path
) -> None:
    source, out = tmp_path / "persons.csv", tmp_path / "lists.csv"
    source.write_text(
        f"{HEADING}A-1,1,1940-01-01,439900,0\nA-2,1,19400101,,0\nA-3,1,20000101,439900,\n"
        "\nA-4,1,1940-01-01,439900,1\nA-5,0,1940-01-01,439900,1\n",
        "utf-8",
    )
    done = match(str(source), "--out", str(out))
    assert (done.returncode, done.stderr) == (0, "")
    assert "5 persons, 0 bad lines." in done.stdout
    assert "高龄津贴 (old-age): 1 eligible, 1 not, 1 need_info, 2 already; 1 of" in done.stdout
    assert "the file has no such column: disability_card" in done.stdout
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert tuple(rows[0]) == COLUMNS
    old = [row for row in rows if row["benefit"] == "old-age"]
    assert [(row["person"], row["outcome"], row["to_add"]) for row in old] == [
        ("A-1", "eligible", ""), ("A-2", "need_info", "hukou_here"),
    ]  # fmt: skip
    assert (old[0]["fen"], old[0]["pay_from"], old[0]["higher_one"]) == (
        "5000", "2026-11-01", "0",
    )  # fmt: skip
    assert out.stat().st_mode & 0o777 == 0o600


def test_bad_lines_are_told_by_their_number_and_end_nothing(
    match: Match, tmp_path: Path
) -> None:
    source = tmp_path / "persons.csv"
    source.write_bytes(
        HEADING.encode()
        + b"A-1,1,19400101,439900,0\n"
        + b"A-2,1,soon,439900,0\n"
        + b'A-3,1,"19400101,439900,0\n'
        + b"A-4,1\n"
        + b"=A-5,1,19400101,439900,0\n"
        + b"A-6,\xff,19400101,439900,0\n"
        + b"A-7,1,19400101,439900,0" + b"x" * (2 * LONGEST_LINE) + b"\n"
        + b"A-8,1,19400101,439900,0"
    )  # fmt: skip
    done = match(str(source), "--json")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "line 3: column birth holds no value of its kind",
        "line 4: a quotation mark is not closed",
        "line 5: 2 columns instead of 5",
        "line 6: column person names nobody",
        "line 7: column alive holds no value of its kind",
        "line 8: the line is too long",
    ]
    report = report_of(done)
    assert (report["persons"], report["bad_lines"]) == (2, 6)
    benefits = report["benefits"]
    assert isinstance(benefits, dict)
    assert benefits["old-age"]["eligible"] == 2


def test_no_more_than_a_hundred_bad_lines_are_told_one_by_one(
    match: Match, tmp_path: Path
) -> None:
    source = tmp_path / "persons.csv"
    source.write_text(HEADING + "A\n" * 130, "utf-8")
    told = match(str(source)).stderr.splitlines()
    assert (len(told), told[-1]) == (101, "30 more bad lines.")


@pytest.mark.parametrize(
    ("content", "words", "status", "message"),
    [
        (b"", (), 1, "persons.csv: the file is empty"),
        (b"name\nA\n", (), 1, "persons.csv: no column is called person"),
        (b"person\nA\n", ("--encoding", "klingon"), 2, "there is no encoding klingon"),
        (b"person\nA\n", ("--out", "/proc/none/lists.csv"), 1, "No such file"),
        (None, (), 1, "No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_in_one_sentence(  # noqa: PLR0917  # the table
    match: Match,
    tmp_path: Path,
    content: bytes | None,
    words: tuple[str, ...],
    status: int,
    message: str,
) -> None:
    source = tmp_path / "persons.csv"
    if content is not None:
        source.write_bytes(content)
    done = match(str(source), *words)
    assert (done.returncode, len(done.stderr.splitlines())) == (status, 1)
    assert message in done.stderr


def test_the_file_that_is_read_is_never_written_over(match: Match, tmp_path: Path) -> None:
    source = tmp_path / "persons.csv"
    source.write_text("person\nA\n", "utf-8")
    done = match(str(source), "--out", str(source))
    assert (done.returncode, source.read_text("utf-8")) == (2, "person\nA\n")
    assert "take the place of the file" in done.stderr


def test_ctrl_c_leaves_no_half_list(tmp_path: Path) -> None:
    source, out = tmp_path / "persons.csv", tmp_path / "lists.csv"
    os.mkfifo(source)
    words = ["cases", "match", str(source), "--out", str(out)]
    heard = ["env", "--default-signal=INT"]  # a shell's background job is deaf to Ctrl-C
    with (
        subprocess.Popen(
            [*heard, sys.executable, "-m", "kiosk", *words],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        ) as running,
        source.open("w", encoding="utf-8") as pipe,  # opens when the kiosk reads
    ):
        pipe.write("person\nA\n")
        pipe.flush()
        running.send_signal(signal.SIGINT)
        try:
            _, told = running.communicate(timeout=60)
        finally:
            running.kill()
    assert (running.returncode, told) == (1, "Stopped; no list was written.\n")
    assert [*tmp_path.iterdir()] == [source]


def test_a_file_of_an_older_office_is_read_in_its_own_encoding(
    match: Match, tmp_path: Path
) -> None:
    source = tmp_path / "persons.csv"
    source.write_bytes("person,disability_kind\nA,肢体\n".encode("gb18030"))
    assert match(str(source), "--encoding", "gb18030").returncode == 0
    assert match(str(source)).returncode == 1


def test_a_list_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "lists.csv"

    def broken_off() -> None:
        with list_file(path) as stream:
            stream.write("half a li")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert not [*tmp_path.iterdir()]


PROOF = """
import argparse, csv, json, re, sys, time
from pathlib import Path
from kiosk.commands.cases import add_parser

source = Path(sys.argv[1])
began = time.process_time()
with source.open(encoding="utf-8", newline="") as stream:
    rows = sum(1 for _ in csv.reader(stream))
plain = time.process_time() - began
parser = argparse.ArgumentParser()
add_parser(parser.add_subparsers())
args = parser.parse_args(["cases", "match", *sys.argv[1:]])
warm = source.with_name("one.csv")
warm.write_text(source.open(encoding="utf-8").readline(), "utf-8")
args.file = warm
args.run(args)
args.file = source
began = time.process_time()
status = args.run(args)
spent = time.process_time() - began
peak = int(re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1])
print(json.dumps({"status": status, "rows": rows, "plain": plain, "spent": spent, "kb": peak}))
"""
"""A plain pass over the file and a match of it, by processor time, in a process of its own.

A first match of one person loads rules and schema, as it does in any command. The memory is
VmHWM: ``ru_maxrss`` would count the tests' own process, from which this one was forked.
"""


@pytest.mark.slow
def test_a_file_of_persons_is_matched_in_one_pass_and_in_little_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count, seed = proof_count(20_000), proof_seed()
    announce(capsys, f"match {count:,} persons", seed)
    source, out, site = tmp_path / "persons.csv", tmp_path / "lists.csv", tmp_path / "site.toml"
    write_persons(source, count, seed)
    site.write_text('[kiosk]\nid = "K-0042"\ndivision = "439900"\n', "utf-8")
    words = [str(source), "--out", str(out), "--json", "--config", str(site)]
    plain_environment = {
        name: value for name, value in os.environ.items() if not name.startswith("COV")
    }  # what is measured is the product, not the coverage of it
    done = subprocess.run(
        [sys.executable, "-c", PROOF, *words, "--day", "2026-11-23"],
        cwd=ROOT, capture_output=True, text=True, timeout=3000, check=True,
        env=plain_environment,
    )  # fmt: skip
    *_, reported, measured = (json.loads(line) for line in done.stdout.splitlines())
    report = reported["report"]
    assert (measured["status"], report["persons"], report["bad_lines"]) == (0, count, 0)
    for benefit in load_benefits(CATALOGUE_FOLDER).benefits:
        counts = report["benefits"][benefit.id]
        assert all(
            counts[outcome] > 0 for outcome in ("eligible", "not", "need_info", "already")
        )
        assert sum(counts.values()) - counts["to_requalify"] == count
    rate = count / measured["spent"]
    announce(
        capsys,
        f"{rate:,.0f} persons/s, {measured['spent'] / measured['plain']:.1f} x a plain"
        f" csv.reader, {measured['kb'] / 1024:.0f} MB",
        seed,
    )
    assert measured["kb"] < MOST_KB
    assert rate > FEWEST_A_SECOND

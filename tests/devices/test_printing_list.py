# SPDX-License-Identifier: Apache-2.0
"""What printing must outlive is tried by tests that exist, as the list of troubles says."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
NAMED = re.compile(r"([a-z]+/test_\w+)::(test_\w+)")


def test_every_trouble_of_printing_is_tried_by_a_test_that_exists() -> None:
    lines = (TESTS / "troubles" / "README.md").read_text("utf-8").splitlines()
    rows = [line for line in lines if re.match(r"\| \d+ \|", line)]
    assert [int(row.split("|")[1]) for row in rows] == list(range(1, 45))
    for row in rows:
        named = NAMED.findall(row)
        assert named, row
        for file, name in named:
            source = (TESTS / f"{file}.py").read_text("utf-8")
            assert f"def {name}(" in source, f"{file}::{name}"

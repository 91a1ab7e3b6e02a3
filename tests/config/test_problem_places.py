# SPDX-License-Identifier: Apache-2.0
"""A problem names the line on which it is mended."""

from pathlib import Path

import pytest

from config.errors import ConfigError
from config.loader import load_text
from config.places import Problem

SITE = Path("/etc/kiosk/kiosk.toml")


def found_in(text: str, **environment: str) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as caught:
        load_text(text, SITE, environment, called="version 3")
    assert caught.value.problems == tuple(map(str, caught.value.found))
    return caught.value.found


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ('[kiosk]\nid = "K 1"\n', 2, "kiosk.id"),
        ('\n# note\n[reader]\n\nprot = "x"\n', 5, "reader.prot"),
        ("[kiosk]\n[redaer]\n", 2, "redaer"),
        ("idle_s = 3\n", 1, "idle_s"),
        ("[kiosk\n", 1, ""),
        ('[signing]\n[reader]\ndriver = "sam-serial"\n', 2, "reader.port"),
        ('[card_slot]\n[reader]\ndriver = "pcsc"\nport = "ACR"\n', 3, "reader.driver"),
        ("[materials]\npoll_s = 1.0\n", 1, "materials"),
    ],
)
def test_the_line_and_the_key_are_named(text: str, line: int, key: str) -> None:
    (problem,) = found_in(text)
    assert (problem.where, problem.line, problem.key) == ("version 3", line, key)
    assert str(problem).startswith(f"version 3:{line}: ")


def test_a_variable_has_no_line() -> None:
    (problem,) = found_in("[kiosk]\n", KIOSK_TIMING__IDLE_S="soon")
    assert str(problem).startswith("KIOSK_TIMING__IDLE_S: [timing] idle_s")
    assert problem.line == 0

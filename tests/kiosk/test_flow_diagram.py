# SPDX-License-Identifier: Apache-2.0
"""The drawing in kiosk/README.md is the flow that the code has."""

import os
from pathlib import Path

from tests.support.flow import END, START, flow_chart

README = Path(__file__).parents[2] / "kiosk" / "README.md"


def test_the_readme_draws_the_flow_as_it_is() -> None:
    text = README.read_text("utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    drawn = f"{before}{START}\n{flow_chart()}\n{END}{after}"
    if os.environ.get("JIBAN_GOLDEN"):
        README.write_text(drawn, "utf-8")
    assert text == drawn, "draw it anew with JIBAN_GOLDEN=1"

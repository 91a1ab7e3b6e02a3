# SPDX-License-Identifier: Apache-2.0
"""Once the kiosk asks whether somebody is there, nothing of the page can be read beside it."""

from dataclasses import replace

from kiosk.screens.gallery import GLASSES, Stage
from kiosk.screens.samples import samples


def test_the_question_whether_somebody_is_there_covers_the_page() -> None:
    by_name = {sample.name: sample for sample in samples()}
    stage = Stage()
    stage.take(GLASSES[2])
    seen = []
    for name in ("form-check", "board-usual"):
        sample = by_name[name]
        asked = replace(sample.screen, seconds_left=18)
        seen.append(stage.show(replace(sample, screen=asked)).grabWindow())
    stage.close()
    assert seen[0] == seen[1]

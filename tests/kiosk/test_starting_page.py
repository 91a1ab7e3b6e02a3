# SPDX-License-Identifier: Apache-2.0
"""The page that stands while the kiosk is loaded, in a process of its own as at the start."""

import subprocess
import sys

START = """
from kiosk.screens.window import make_application
application = make_application()
from kiosk.screens.starting import end_with, open_starting
starting = open_starting()
print(starting.isVisible(), *starting.rootObject().property("titles"))
from kiosk.screens.gallery import Stage
from kiosk.screens.samples import samples
stage = Stage()
end_with(starting, stage.window)
stage.show(next(iter(samples())))
import shiboken6
print(shiboken6.isValid(starting))
"""


def test_it_says_so_in_both_languages_and_goes_with_the_first_frame_after_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", START], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.splitlines() == ["True 正在自检 Checking itself", "False"], done.stderr

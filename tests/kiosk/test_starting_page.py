# SPDX-License-Identifier: Apache-2.0
"""The page that stands while the kiosk is loaded, in a process of its own as at the start."""

import subprocess
import sys

START = """
import sys
from kiosk.commands import run
from kiosk.screens.application import bare_application
application = bare_application()
from kiosk.screens.starting import end_with, open_starting
starting = open_starting()
print(starting.isVisible(), *(line.text for line in starting.lines[::2]))
late = "PySide6.QtQml config.loader kiosk.app forms cryptography yaml".split()
print([name for name in late if name in sys.modules])
from kiosk.screens.gallery import Stage
from kiosk.screens.samples import samples
stage = Stage()
end_with(starting, stage.window)
stage.show(next(iter(samples())))
import shiboken6
print(shiboken6.isValid(starting))
"""


def test_it_says_so_in_both_languages_before_all_else_and_goes_with_the_next_frame() -> None:
    done = subprocess.run(
        [sys.executable, "-c", START], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.splitlines() == [
        "True 正在自检 Checking itself",
        "[]",
        "False",
    ], done.stderr


def test_a_start_loads_nothing_that_only_papers_or_wrong_files_need() -> None:
    late = (
        "pypdf pypdfium2 pyhanko reportlab fontTools pypinyin jsonschema rich typer"
        " prompt_toolkit"
    )
    look = f"""
import sys
import kiosk.commands.appliance
from kiosk.app import CATALOGUE
from forms.catalogue import load_catalogue
load_catalogue(CATALOGUE)
print([name for name in {late.split()} if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", look], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "[]\n", done.stdout + done.stderr

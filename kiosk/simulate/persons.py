# SPDX-License-Identifier: Apache-2.0
"""The fictitious persons that all simulators share, from YAML to plain texts."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

import yaml

SHIPPED_FOLDER: Final = Path(str(files("config") / "simulation"))
"""Data of persons and certificates that come with the kiosk."""


def load_persons(file: Path) -> Mapping[str, Mapping[str, str]]:
    """Read persons from ``file``: a list ``persons`` whose items have an ``id``.

    Returns:
        Slug -> the person's texts; every value as text, also where YAML saw a number.

    Raises:
        ValueError: the file is not such a list.
        OSError: it cannot be read.

    """
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return {
            str(person["id"]): {str(key): str(value) for key, value in person.items()}
            for person in content["persons"]
        }
    except (yaml.YAMLError, TypeError, KeyError, AttributeError) as error:
        message = f"{file} is no list of persons: {error}"
        raise ValueError(message) from error

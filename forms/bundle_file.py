# SPDX-License-Identifier: Apache-2.0
"""Reads bundles (一件事) from ``config/catalogue/_bundles/<id>.yaml``."""

from pathlib import Path
from typing import Final

from forms.bundle_parts import Bundle
from forms.catalogue import checksum_of
from forms.errors import CatalogueError
from forms.structure import value_from
from forms.yaml_file import check_schema, read_yaml

BUNDLES_FOLDER: Final = "_bundles"


def bundle_files(catalogue: Path) -> tuple[Path, ...]:
    """The files of the catalogue's bundles, by name; none when it has no such folder."""
    return tuple(sorted((catalogue / BUNDLES_FOLDER).glob("*.yaml")))


def load_bundles(catalogue: Path) -> tuple[Bundle, ...]:
    """Read all bundles of a catalogue folder, in the order of the home screen.

    Raises:
        CatalogueError: as ``load_bundle``.

    """
    bundles = [load_bundle(file) for file in bundle_files(catalogue)]
    return tuple(sorted(bundles, key=lambda bundle: bundle.order))


def load_bundle(file: Path) -> Bundle:
    """Read one bundle; ``schema.json`` lies in the folder above its own.

    Raises:
        CatalogueError: not YAML, breaks the schema, or the id is not the file's name; the text
            names file and key.

    """
    content = read_yaml(file)
    check_schema(content, file.parents[1], kind="Bundle", name=file.name)
    if content["id"] != file.stem:
        raise CatalogueError(
            f"{file.name}: $.id: {content['id']} is not the file's name; rename one of them"
        )
    return value_from(Bundle, {**content, "checksum": checksum_of(content)}, where=file.stem)

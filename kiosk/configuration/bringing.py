# SPDX-License-Identifier: Apache-2.0
"""A package is brought in: opened, held to this machine, and turned into a draft."""

import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from config.loader import LoadedSettings
from forms.errors import CatalogueError
from forms.working_days import load_years
from kiosk.configuration.package import (
    Package,
    PackageRefusedError,
    check_order,
    for_machine,
    opened,
    read_keys,
)
from kiosk.configuration.site import Site
from kiosk.configuration.versions import CONSOLE, Draft, Way

_OWN: Final = ("id", "data_dir")


def draft_of(  # noqa: PLR0913 - who, why and with what consent are words of their own
    content: bytes,
    site: Site,
    *,
    running: LoadedSettings,
    catalogue: Path,
    who: str = CONSOLE,
    why: str = "",
    may_be_older: bool = False,
) -> Draft:
    """What becomes a version; the running configuration's keys judge the signature.

    Raises:
        PackageRefusedError: it is not for here, not newer, not whole or not believed.

    """
    keys_file = running.settings.configuration.package_keys_file
    if not keys_file:
        raise PackageRefusedError(
            "[configuration] package_keys_file names no key list", reason="no_keys"
        )
    package = opened(content, read_keys(Path(keys_file)))
    machine = running.settings.kiosk.id
    newest = site.versions.read().newest_package
    check_order(package, machine=machine, newest=newest, may_be_older=may_be_older)
    _check_calendar(package.files, catalogue)
    text = for_machine(package.site, _own(package, running))
    return Draft(
        text,
        Way.PACKAGE,
        who=who,
        why=why or f"package {package.number}, signed by {package.signer}",
        package=package.number,
        files=package.files,
    )


def _own(package: Package, running: LoadedSettings) -> list[tuple[str, str]]:
    """The machine's own keys that the package leaves out.

    Raises:
        PackageRefusedError: it names another machine than this.

    """
    site = running.settings.kiosk
    try:
        written = tomllib.loads(package.site).get("kiosk", {})
    except tomllib.TOMLDecodeError:
        return []  # the check of the whole tells it, with its line
    if not isinstance(written, dict):
        return []
    if written.get("id", site.id) != site.id:
        raise PackageRefusedError(
            f"its kiosk.toml is that of machine {written['id']}", reason="other_machine"
        )
    own = {"id": site.id, "data_dir": str(site.data_dir)}
    return [(key, own[key]) for key in _OWN if key not in written]


def _check_calendar(files: Mapping[str, str], catalogue: Path) -> None:
    """Refuse a year's table that would stop the next start.

    Raises:
        PackageRefusedError: saying what is wrong with it.

    """
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / Path(name).name).write_text(text, "utf-8")
        try:
            load_years(Path(folder), schema_in=catalogue)
        except CatalogueError as error:
            raise PackageRefusedError(str(error), reason="calendar") from error

# SPDX-License-Identifier: Apache-2.0
"""Configurations for tests: a site's file, and packages with a key of their own."""

import json
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.configuration.package import Package, packed
from kiosk.configuration.site import Site

AT: Final = "2026-11-22T09:00:00+08:00"
KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


def text_with(idle_s: int = 60, more: str = "") -> str:
    """A small ``kiosk.toml`` that holds."""
    kiosk = '[kiosk]\nid = "K-0007"\ndata_dir = "data"\n'
    keys = '[configuration]\npackage_keys_file = "packages.json"\n'
    return f"{kiosk}{keys}[timing]\nidle_s = {idle_s}\n{more}"


def site_in(folder: Path, text: str | None = None) -> Site:
    """The site of a file in ``folder``, which is written where a text is given."""
    file = folder / "kiosk.toml"
    if text is not None:
        file.write_text(text, "utf-8")
    return Site(file, {})


def write_key_list(folder: Path, key: Ed25519PrivateKey = KEY) -> None:
    """The key list that ``text_with`` names."""
    public = key.public_key().public_bytes_raw().hex()
    listed = {"keys": [{"name": "province", "public_key": public}]}
    (folder / "packages.json").write_text(json.dumps(listed), "utf-8")


def package_of(
    text: str,
    *,
    number: int = 1,
    machines: tuple[str, ...] = ("K-0007",),
    key: Ed25519PrivateKey = KEY,
    files: dict[str, str] | None = None,
) -> bytes:
    """A signed package."""
    package = Package(number, machines, text, files=files or {})
    return packed(package, key, made_at=AT)

# SPDX-License-Identifier: Apache-2.0
"""No service, bundle, benefit or form field is named in the product's code: it is all data."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.benefit import load_benefits
from forms.bundle_file import load_bundles
from forms.bundle_parts import Bundle
from forms.catalogue import load_catalogue
from forms.service_item import ServiceItem

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "config" / "catalogue"
SHOWN = re.compile(
    r"/(samples_?\w*\.py|sample_sheet\.py|PartsSheet\.qml|certificate_types\.py)$"
    r"|/demo/|/commands/demo\.py$|/simulation/"
)
"""Pictures of the gallery and the demo, which decide nothing; the names of certificates."""
GENERAL = frozenset({"copy", "new", "cancel"})
_QUOTED = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")


def names() -> tuple[frozenset[str], frozenset[str]]:
    """Ids that no string of the code may be, and titles that none may hold."""
    services, bundles = load_catalogue(CATALOGUE).services, load_bundles(CATALOGUE)
    benefits = load_benefits(CATALOGUE).benefits
    guided: tuple[ServiceItem | Bundle, ...] = (*services, *bundles)
    ids = {one.id for one in (*guided, *benefits)}
    ids |= {field.id for one in guided for field in one.fields}
    ids |= {material.id for one in guided for material in one.materials}
    titles = {one.title.zh_CN for one in (*guided, *benefits)}
    return frozenset(ids - GENERAL), frozenset(titles)


def product(suffix: str) -> list[Path]:
    """The product's own files of a kind."""
    folders = ("kiosk", "forms", "certificates", "devices", "config")
    files = [path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}")]
    return [path for path in sorted(files) if not SHOWN.search(path.as_posix())]


def strings_of(path: Path) -> Iterator[tuple[int, str]]:
    """Texts in the code with their lines; words about the code are none."""
    text = path.read_text("utf-8")
    if path.suffix == ".qml":
        for count, line in enumerate(text.splitlines(), 1):
            yield from ((count, "".join(found)) for found in _QUOTED.findall(line))
        return
    tree = ast.parse(text)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(words)) if id(node) not in told:
                yield node.lineno, words


@pytest.mark.parametrize("suffix", [".py", ".qml"])
def test_the_engine_knows_no_service_by_name(suffix: str) -> None:
    ids, titles = names()
    assert "hygiene-permit" in ids
    assert "f_unit" in ids
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for path in product(suffix)
        for line, text in strings_of(path)
        if text in ids or any(title in text for title in titles)
    ]
    assert not found, "a service stands in code; make it a word of the catalogue"

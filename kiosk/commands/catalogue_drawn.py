# SPDX-License-Identifier: Apache-2.0
"""Checks of the catalogue against what this kiosk draws: pictures of answers, licence faces.

``forms`` knows neither; so these are beside its linter, and told in the same words.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from certificates.errors import CertificateError
from certificates.template import Template, template_from, value_names
from forms.bundle_file import bundle_files, load_bundles
from forms.catalogue import load_catalogue, service_files
from forms.errors import CatalogueError
from forms.guide import Guided
from forms.lint_finding import Finding
from forms.lint_place import load_findings, placed
from forms.service_item import ServiceItem
from forms.structure import nearest
from forms.yaml_file import read_yaml

FACE: Final = "licence.yaml"
DUPLICATE: Final = "duplicate.yaml"
DOUBLED: Final = "licence_duplicate"
"""The paper whose copies say how many duplicates are printed."""
SHARED: Final = "_documents"
_PARTS: Final = Path(__file__).resolve().parents[1] / "screens" / "qml" / "parts"
_DRAWN: Final = re.compile(r'^ *"([a-z0-9_-]+)": "M', re.MULTILINE)
_ON_A_FACE: Final = frozenset(
    {"unit_name", "holder_name", "address", "licensed_item", "issuing_authority"}
    | {"number", "valid_from_to", "issued_on"}
)
_ON_A_DUPLICATE: Final = frozenset({"copies", "copy"})
_ON_A_COPY: Final = frozenset(
    {"name", "holder", "number", "issuer", "valid_to", "mark", "last_day"}
)
_ELEMENT: Final = re.compile(r"template\.(elements\[[0-9]+\])")


def check_drawn(folder: Path) -> tuple[Finding, ...]:
    """Every picture is drawn, every face and paper can be; for a catalogue that loads."""
    found: list[Finding] = [*_papers(folder)]
    for item in load_catalogue(folder).services:
        files = service_files(folder / item.id)
        found += _pictures(item, item.picture, files)
        found += _faces(item, folder / item.id)
    homes = {file.stem: file for file in bundle_files(folder)}
    for bundle in load_bundles(folder):
        found += _pictures(bundle, bundle.picture, (homes[bundle.id],))
    return tuple(found)


@cache
def drawings() -> frozenset[str]:
    """The names of all pictures that a service may use."""
    text = "".join(
        (_PARTS / f"{name}.qml").read_text("utf-8") for name in ("Drawings", "Shops", "Papers")
    )
    return frozenset(_DRAWN.findall(text))


def _pictures(item: Guided, own: str, files: tuple[Path, ...]) -> Iterator[Finding]:
    used = [("picture", own)]
    for question in item.questions:
        where = f"questions.{question.id}.options"
        used += [(f"{where}.{one.id}.picture", one.picture) for one in question.options]
    if isinstance(item, ServiceItem):
        used += [(f"materials.{one.id}.picture", one.picture) for one in item.materials]
    for place, picture in used:
        if picture and picture not in drawings():
            message = f"nobody has drawn {picture}{nearest(picture, drawings())}; take another"
            yield placed("pictures", item.id, (place, message), files)


def _faces(item: ServiceItem, home: Path) -> Iterator[Finding]:
    duplicates = next((one.copies for one in item.papers if one.id == DOUBLED), 0)
    for name, is_wanted, where in (
        (FACE, item.licence is not None, "licence"),
        (DUPLICATE, duplicates > 0, f"papers.{DOUBLED}"),
    ):
        if (home / "faces" / name).is_file():
            yield from _face(item, home / "faces" / name)
        elif is_wanted:
            message = f"its face is missing; write {item.id}/faces/{name}"
            yield placed("faces", item.id, (where, message), service_files(home))


def _face(item: ServiceItem, file: Path) -> Iterator[Finding]:
    template = _template(file, item.id)
    if isinstance(template, tuple):
        yield from (_in_face(one, item, file) for one in template)
        return
    known = {*_ON_A_FACE, *(item.licence.more if item.licence is not None else ())}
    if item.copies is not None:
        known = {*_ON_A_COPY}
    if file.name == DUPLICATE:
        known |= _ON_A_DUPLICATE
    for name in sorted(value_names(template) - known):
        message = f"nobody fills in {name}{nearest(name, known)}; mend it, or add it to more"
        where = next(_elements_with(template, name), "")
        yield _in_face(placed("faces", item.id, (where, message), [file]), item, file)


def _papers(folder: Path) -> Iterator[Finding]:
    """What is wrong with the papers that all services share."""
    for file in sorted((folder / SHARED).glob("*.yaml")):
        template = _template(file, file.stem)
        if isinstance(template, tuple):
            yield from (replace(one, rule="faces") for one in template)


def _template(file: Path, id_: str) -> Template | tuple[Finding, ...]:
    """The template of a file, or why there is none."""
    try:
        return template_from(read_yaml(file))
    except CatalogueError as error:
        return load_findings(id_, error, [file])
    except CertificateError as error:
        element = _ELEMENT.search(error.detail)
        where = element[1] if element else ""
        return (placed("faces", id_, (where, f"{error.detail}; mend it"), [file]),)


def _elements_with(template: Template, name: str) -> Iterator[str]:
    for count, element in enumerate(template.elements):
        alone = replace(template, elements=(element,), running=(), closing=None)
        if name in value_names(alone):
            yield f"elements[{count}]"


def _in_face(finding: Finding, item: ServiceItem, file: Path) -> Finding:
    """The finding with the file's place in the catalogue."""
    return replace(finding, rule="faces", file=f"{item.id}/faces/{file.name}")

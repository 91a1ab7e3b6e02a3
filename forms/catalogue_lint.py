# SPDX-License-Identifier: Apache-2.0
"""Checks of the catalogue beyond its schema (目录体检): what would mislead a citizen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from forms import lint_guide, lint_identity, lint_results, lint_rules, lint_texts
from forms.appeal_lint import check_appeals
from forms.benefit_lint import check_benefits
from forms.bundle_file import bundle_files
from forms.bundle_lint import check_bundles
from forms.calendar_check import check_calendar
from forms.catalogue import load_catalogue
from forms.errors import CatalogueError
from forms.lint_finding import Finding, Trouble
from forms.service_item import ServiceItem
from forms.service_list_lint import check_lists

__all__ = ["RULES", "Finding", "check_catalogue", "check_service"]

RULES: Final[dict[str, Callable[[ServiceItem], Iterator[Trouble]]]] = {
    "unique-ids": lint_rules.unique_ids,
    "conditions": lint_rules.conditions,
    "questions": lint_guide.questions,
    "facts": lint_rules.facts,
    "fields": lint_rules.fields,
    "materials": lint_rules.materials,
    "promise": lint_texts.promise,
    "licence": lint_results.licence,
    "handling": lint_results.handling,
    "identity": lint_identity.identity,
    "texts": lint_texts.texts,
    "sources": lint_texts.sources,
    "placeholders": lint_texts.placeholders,
    "outcomes": lint_guide.outcomes,
}
"""All rules by name; the last walks the whole guide and runs when the others are silent."""


def check_catalogue(folder: Path) -> tuple[Finding, ...]:
    """Check every service of the folder; an empty tuple means that nothing was found.

    A catalogue that cannot be loaded yields one finding of rule ``load`` with the reason.
    """
    try:
        catalogue = load_catalogue(folder)
    except CatalogueError as error:
        return (Finding("load", "", folder.name, str(error)),)
    ids = [item.id for item in catalogue.services]
    orders = [item.order for item in catalogue.services]
    findings = [
        Finding("unique-ids", id_, "order", "two services stand at the same place")
        for id_, order in zip(ids, orders, strict=True)
        if orders.count(order) > 1
    ]
    for item in catalogue.services:
        findings += check_service(item)
    findings += check_bundles(folder, ids)
    findings += [*check_benefits(folder), *check_appeals(folder), *check_calendar(folder)]
    bundles = [file.stem for file in bundle_files(folder)]
    findings += check_lists(folder, [*ids, *bundles])
    return tuple(findings)


def check_service(item: ServiceItem) -> tuple[Finding, ...]:
    """Check one service by all rules."""
    findings: list[Finding] = []
    for name, rule in RULES.items():
        if name == "outcomes" and findings:
            break
        findings += [Finding(name, item.id, where, message) for where, message in rule(item)]
    return tuple(findings)

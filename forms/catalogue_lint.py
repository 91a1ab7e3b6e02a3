# SPDX-License-Identifier: Apache-2.0
"""Checks of the catalogue beyond its schema (目录体检): what would mislead a citizen."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from forms import (
    lint_base_data,
    lint_copies,
    lint_delivery,
    lint_guide,
    lint_identity,
    lint_needs,
    lint_papers,
    lint_results,
    lint_reuse,
    lint_rules,
    lint_terms,
    lint_texts,
    lint_words_compared,
)
from forms.appeal_lint import check_appeals
from forms.benefit_lint import check_benefits
from forms.bundle_file import bundle_files
from forms.bundle_lint import check_bundles
from forms.calendar_check import check_calendar
from forms.catalogue import (
    CALENDAR_FILE,
    load_catalogue,
    load_service,
    service_files,
    service_homes,
)
from forms.dispute import DISPUTES_FILE, DISPUTES_FOLDER, load_dispute_rules
from forms.errors import CatalogueError
from forms.lint_finding import Finding, Trouble
from forms.lint_place import load_findings, placed
from forms.service_item import ServiceItem
from forms.service_list_lint import check_lists
from forms.working_days import YEARS_FOLDER, load_calendar

__all__ = ["RULES", "Finding", "check_catalogue", "check_service"]

RULES: Final[dict[str, Callable[[ServiceItem], Iterator[Trouble]]]] = {
    "unique-ids": lint_rules.unique_ids,
    "conditions": lint_rules.conditions,
    "compared": lint_words_compared.compared,
    "questions": lint_guide.questions,
    "facts": lint_rules.facts,
    "fields": lint_rules.fields,
    "materials": lint_rules.materials,
    "reuse": lint_reuse.reuse,
    "online": lint_reuse.online,
    "promise": lint_texts.promise,
    "terms": lint_terms.terms,
    "licence": lint_results.licence,
    "renewal": lint_results.renewal,
    "handling": lint_results.handling,
    "delivery": lint_delivery.delivery,
    "copies": lint_copies.copies,
    "identity": lint_identity.identity,
    "needs": lint_needs.needs,
    "base-data": lint_base_data.base_data,
    "papers": lint_papers.papers,
    "texts": lint_texts.texts,
    "sources": lint_texts.sources,
    "placeholders": lint_texts.placeholders,
    "outcomes": lint_guide.outcomes,
}
"""All rules by name; the last walks the whole guide and runs when the others are silent."""


def check_catalogue(folder: Path) -> tuple[Finding, ...]:
    """Check everything in the folder; an empty tuple means that nothing was found.

    What cannot be loaded yields findings of rule ``load`` with the reason, and no others: rules
    would only follow up on it.
    """
    if unread := tuple(_unread(folder)):
        return unread
    services = load_catalogue(folder).services
    ids, orders = [item.id for item in services], [item.order for item in services]
    findings: list[Finding] = []
    for item in services:
        files = service_files(folder / item.id)
        if orders.count(item.order) > 1:
            free = max(orders) // 10 * 10 + 10
            others = ", ".join(
                one.id for one in services if one.order == item.order and one is not item
            )
            trouble = ("order", f"{others} stands at {item.order}, too; {free} is free")
            findings.append(placed("unique-ids", item.id, trouble, files))
        findings += [
            placed(one.rule, one.service, (one.where, one.message), files)
            for one in check_service(item)
        ]
    findings += check_bundles(folder, ids)
    findings += [*check_benefits(folder), *check_appeals(folder), *check_calendar(folder)]
    bundles = [file.stem for file in bundle_files(folder)]
    findings += check_lists(folder, [*ids, *bundles])
    return tuple(findings)


def _unread(folder: Path) -> Iterator[Finding]:
    """Whatever keeps services and calendar from being loaded, each service for itself."""
    homes = service_homes(folder)
    if not homes:
        yield Finding("load", "", folder.name, "no service; add a folder with an item.yaml")
    years = sorted((folder / YEARS_FOLDER).glob("*.yaml"))
    reasons = [folder / DISPUTES_FOLDER / DISPUTES_FILE]
    for load, file, files in (
        (load_calendar, folder / CALENDAR_FILE, [folder / CALENDAR_FILE, *years]),
        (load_dispute_rules, folder, reasons),
    ):
        try:
            load(file)
        except CatalogueError as error:
            for one in load_findings("", error, files):
                yield replace(one, file=one.file.removeprefix(f"{folder.name}/"))
    for home in homes:
        try:
            load_service(home)
        except CatalogueError as error:
            yield from load_findings(home.name, error, service_files(home))


def check_service(item: ServiceItem) -> tuple[Finding, ...]:
    """Check one service by all rules; the findings name no file."""
    findings: list[Finding] = []
    for name, rule in RULES.items():
        if name == "outcomes" and findings:
            break
        findings += [Finding(name, item.id, where, message) for where, message in rule(item)]
    return tuple(findings)

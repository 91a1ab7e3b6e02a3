# SPDX-License-Identifier: Apache-2.0
"""One broken file for each rule of services, and the message with file, line and remedy."""

from pathlib import Path

import pytest

from forms.catalogue_lint import RULES, check_catalogue
from tests.support.bundles import change, copied

PERMIT = "hygiene-permit"

BROKEN: dict[str, tuple[str, str, tuple[str, str], str, str]] = {
    "a key twice over": (
        "load", "item.yaml", ("order: 10", "order: 10\norder: 11"), "", "written twice",
    ),
    "no YAML": ("load", "guide.yaml", ("questions:", "questions: ["), "", "cannot be read"),
    "an unknown word": (
        "load", "guide.yaml", ("    kind: choice", "    kind: choose"),
        "kind: choose", "did you mean choice",
    ),
    "a part that is missing": (
        "load", "item.yaml", ("legal_limit:", "legal_limits:"), "legal_limits:",
        "unknown key legal_limits (did you mean legal_limit?)",
    ),
    "a part that is nowhere": (
        "load", "item.yaml", ("summary:\n", "summaries:\n"),
        "summaries:", "did you mean summary",
    ),
    "a period without its unit": (
        "load", "item.yaml",
        ("legal_limit: {days: 20, unit: working}", "legal_limit: {days: 20}"),
        "legal_limit:", "key unit is missing; write it",
    ),
    "a period that is a number": (
        "load", "item.yaml", ("legal_limit: {days: 20, unit: working}", "legal_limit: 20"),
        "legal_limit:", "20 stands alone; write {days: ..., unit: ...}",
    ),
    "a text without its translation": (
        "load", "item.yaml", (', en: "Public-place hygiene permit"}', "}"),
        "title:", "key en is missing; write it",
    ),
    "a version that is a number": (
        "load", "item.yaml", ('version: "2.0"', "version: 2.0"),
        "version:", "is read as a number; put it in quotes",
    ),
    "a day that no calendar has": (
        "load", "item.yaml", ("effective_from: 2026-01-01", "effective_from: 2026-02-30"),
        "effective_from:", "2026-02-30 is no day of the calendar; mend it",
    ),
    "a day in another form": (
        "load", "item.yaml", ("effective_from: 2026-01-01", "effective_from: 2026年1月1日"),
        "effective_from:", "write it as 2026-01-31, without quotes",
    ),
    "a wrong indentation": (
        "load", "materials.yaml", ("  - id: M2\n    picture", "  - id: M2\n   picture"),
        "   picture:", "its indentation does not fit the lines above",
    ),
    "a tab": (
        "load", "item.yaml", ("\n    title: {zh_CN: 新办", "\n\ttitle: {zh_CN: 新办"),
        "\ttitle:", "a tab stands at the beginning; indent with spaces",
    ),
    "a full-width colon": (
        "load", "item.yaml", ("order: 10", "order\uff1a 10"),
        "order", "a full-width colon stands after order",
    ),
    "a full-width comma": (
        "load", "item.yaml", ("{zh_CN: 新办, en", "{zh_CN: 新办\uff0cen"),
        "title:", "a full-width comma stands between two keys",
    ),
    "a quotation mark left open": (
        "load", "item.yaml", ('en: "New permit"}', 'en: "New permit}'),
        "New permit}", "a quotation mark is not closed",
    ),
    "another name than the folder's": (
        "load", "item.yaml", ("id: hygiene-permit", "id: hygiene"),
        "id: hygiene", "the folder is not named as the id hygiene; rename one",
    ),
    "an answer twice": (
        "unique-ids", "guide.yaml", ("      - id: damage", "      - id: cancel"),
        "- id: situation", "cancel is there twice; rename or remove one",
    ),
    "an unknown fact": (
        "conditions", "materials.yaml", ("condition: central_ac", "condition: cool_air"),
        "- id: M11", "there is no fact or condition cool_air; add it under facts",
    ),
    "a named condition that is no CEL": (
        "conditions", "facts.yaml", ('is_new: situation == "new"', "is_new: situation =="),
        "is_new: situation", "write a CEL condition over facts",
    ),
    "one sign for equality": (
        "conditions", "facts.yaml", ('is_new: situation == "new"', 'is_new: situation = "new"'),
        "is_new: situation", "(equality is written ==)",
    ),
    "a word that no answer tells": (
        "compared", "facts.yaml", ('is_new: situation == "new"', 'is_new: situation == "now"'),
        "is_new: situation", "no answer makes situation 'now' (did you mean new?); mend",
    ),
    "an answer for no situation": (
        "compared", "guide.yaml", ("facts: {situation: cancel}", "facts: {situation: cancle}"),
        "- id: cancel", "there is no situation cancle (did you mean cancel?); mend it",
    ),
    "a limit of nothing": (
        "terms", "item.yaml", ("legal_limit: {days: 20", "legal_limit: {days: -20"),
        "legal_limit:", "a limit is of at least a day; mend days",
    ),
    "a promise beyond the law's": (
        "terms", "item.yaml", ("promised_limit: {days: 20", "promised_limit: {days: 30"),
        "promised_limit:", "it is longer than the legal limit; shorten it",
    ),
    "an end before the beginning": (
        "terms", "item.yaml",
        ("effective_from: 2026-01-01", "effective_from: 2026-01-01\neffective_to: 2025-01-01"),
        "effective_to:", "it ends before it begins",
    ),
    "a letter that says nothing of its copies": (
        "papers", "papers.yaml", ("  - id: promise_letter", "  - id: promise_note"),
        "papers:", "promise_letter lacks its text copies; write it",
    ),
    "a text that no paper prints": (
        "papers", "papers.yaml",
        ("      copies:", "      date: {zh_CN: 日期, en: Date}\n      copies:"),
        "date:", "this text is printed nowhere; remove it",
    ),
    "an answer that settles nothing": (
        "questions", "guide.yaml", ("facts: {kind: beauty}", "facts: {group: beauty}"),
        "- id: beauty", "does not settle kind; add it to the facts of this answer",
    ),
    "a certificate that is none": (
        "facts", "facts.yaml", ("reference: BL", "reference: BILL"),
        "- id: licence_found", "there is no certificate BILL; mend reference",
    ),
    "a limit by a field that is none": (
        "fields", "fields.yaml", ("maximum_field: f_staff", "maximum_field: f_stuff"),
        "- id: f_health", "there is no field f_stuff; mend maximum_field",
    ),
    "a condition without an excuse": (
        "materials", "materials.yaml",
        ('    excuse: {zh_CN: 不用集中空调，不用交。, en: "Not needed: no central '
         'air-conditioning."}\n', ""),
        "- id: M11", "a condition and its excuse belong together; add the other",
    ),
    "an earlier paper without an age": (
        "reuse", "materials.yaml", ("max_age_days: 1827", "max_age_days: 0"),
        "- id: M5", "a greatest age of at least a day; mend max_age_days",
    ),
    "an office that is none": (
        "online", "materials.yaml", ('"12439900MB0TEXT321"', '"12439900MB0TEXT32X"'),
        "- id: M9", "is no credit code of an office; mend office_code",
    ),
    "a letter without liability": (
        "promise", "promise.yaml", ("    - id: liability", "    - id: duty"),
        "told:", "part liability is missing in new; add it",
    ),
    "a receipt that runs out": (
        "licence", "item.yaml",
        ("      number: none\n      start: issue_day\n      end: none",
         "      number: none\n      start: issue_day\n      end: full"),
        "result:", "a receipt does not run out; state end: none",
    ),
    "renewed before it may be": (
        "renewal", "item.yaml", ("opens: {days: 180", "opens: {days: 18"),
        "renewal:", "it opens after it has closed; more days in opens than in closes",
    ),
    "a service at no kiosk": (
        "handling", "item.yaml", ("levels: [county, town]", "levels: []"),
        "handling:", "a service needs a level of kiosk and a way to deliver; name them",
    ),
    "a letter without a telephone": (
        "delivery", "item.yaml", ("phone: f_post_tel}", "phone: f_post_fax}"),
        "postal:", "there is no field f_post_fax; add it under fields",
    ),
    "a copy beside a licence": (
        "copies", "item.yaml",
        ("      kind: receipt\n      number: none", "      kind: copy\n      number: none"),
        "", "copies and situations of kind copy go together, and alone; add one",
    ),
    "a fact of no base": (
        "base-data", "facts.yaml", ("reference: population", "reference: police"),
        "credit_flag", "reference names the base that tells it: one of disability, housing,"
        " legal_person, low_income, population",
    ),
    "a document twice": (
        "identity", "item.yaml", ("foreign_2017, hmt]", "foreign_2017, hmt, hmt]"),
        "documents:", "hmt is there twice; remove one",
    ),
    "a seal that nobody needs": (
        "needs", "item.yaml", ("  seal: closed", "  seal: unneeded"),
        "seal:", "unneeded cannot be here; write closed",
    ),
    "needs that nobody declared": (
        "load", "item.yaml", ("\nneeds:", "\nneed:"),
        "need:", "did you mean needs",
    ),
    "a text in one language": (
        "texts", "materials.yaml",
        ('en: "a sheet on which you score your own place"', 'en: ""'),
        'en: ""', "the English text is missing; write it",
    ),
    "a statement without a source": (
        "sources", "materials.yaml",
        ("source: 湖南省公共场所卫生许可告知承诺书第六项", 'source: " "'),
        "provenance:", "no source; name the statute and article, or why it is assumed",
    ),
    "a source without a clause": (
        "sources", "materials.yaml",
        ("source: 湖南省公共场所卫生许可告知承诺书第六项", "source: 法律"),
        "provenance:", "no source; name the statute and article, or why it is assumed",
    ),
    "a placeholder that nobody fills": (
        "placeholders", "item.yaml", ("最迟{due}作出决定", "最迟{day}作出决定"),
        "accepted:", "nobody fills in day; remove it",
    ),
    "a question that is never asked": (
        "outcomes", "guide.yaml",
        ('condition: situation == "change"', 'condition: is_new && situation == "change"'),
        "- id: changed", "is asked on no path; mend its condition",
    ),
}  # fmt: skip
"""What is broken: rule, file, the change, what stands in the line told, the message."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of one service."""
    return copied(tmp_path, "calendar.yaml", "_calendar", PERMIT)


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_service_is_told_with_file_line_and_remedy(
    folder: Path, broken: tuple[str, str, tuple[str, str], str, str]
) -> None:
    rule, name, change_of, line, message = broken
    file = folder / PERMIT / name
    change(file, *change_of)
    found = check_catalogue(folder)
    told = next((one for one in found if message in one.message), None)
    assert told is not None, found
    assert (told.rule, told.service, told.file) == (rule, PERMIT, f"{PERMIT}/{name}")
    text = file.read_text("utf-8").splitlines()[told.line - 1]
    assert line in text, f"line {told.line}: {text}"
    assert str(told).startswith(f"{PERMIT}/{name}:{told.line}: ")


def test_every_rule_has_its_broken_file() -> None:
    assert {broken[0] for broken in BROKEN.values()} == {*RULES, "load"}


def test_a_whole_service_is_told_nothing(folder: Path) -> None:
    assert check_catalogue(folder) == ()


def test_what_cannot_be_read_is_told_for_every_service(folder: Path, tmp_path: Path) -> None:
    copied(tmp_path, "road-freight-licence")
    for service in (PERMIT, "road-freight-licence"):
        change(folder / service / "item.yaml", "summary:", "summery:")
    assert [one.service for one in check_catalogue(folder)] == [PERMIT, "road-freight-licence"]


def test_two_services_at_one_place_are_both_told(folder: Path, tmp_path: Path) -> None:
    copied(tmp_path, "road-freight-licence")
    change(folder / "road-freight-licence" / "item.yaml", "order: 20", "order: 10")
    told = check_catalogue(folder)
    assert [one.rule for one in told] == ["unique-ids"] * 2
    assert all(one.message.endswith("stands at 10, too; 20 is free") for one in told)


def test_a_catalogue_of_nothing_is_told_what_to_add(tmp_path: Path) -> None:
    (finding,) = check_catalogue(copied(tmp_path, "calendar.yaml", "_calendar"))
    assert "add a folder with an item.yaml" in str(finding)


@pytest.mark.parametrize(
    ("name", "change_of", "message"),
    [
        ("calendar.yaml", ("statutory_days", "statutory_dais"), "did you mean statutory_days"),
        ("_calendar/2026.yaml", ("2026-09-20", "2026-09-31"), "2026-09-31 is no day"),
        ("_disputes/reasons.yaml", ("reason: misspelt", "reason: mispelt"), "mean misspelt?"),
    ],
)  # fmt: skip
def test_what_all_services_share_is_told_with_its_place(
    tmp_path: Path, name: str, change_of: tuple[str, str], message: str
) -> None:
    folder = copied(tmp_path, "calendar.yaml", "_calendar", "_disputes", "own-certificates")
    change(folder / name, *change_of)
    (told,) = check_catalogue(folder)
    assert (told.rule, told.file) == ("load", name)
    assert message in told.message
    assert change_of[1] in (folder / name).read_text("utf-8").splitlines()[told.line - 1]

# SPDX-License-Identifier: Apache-2.0
"""One broken file for each rule of bundles, and the message with file, line and remedy."""

from pathlib import Path

import pytest

from forms.bundle_lint import DEEP_RULES, RULES, check_bundles
from forms.lint_finding import Finding
from forms.yaml_lines import line_of
from tests.support.applying import CATALOGUE_FOLDER, shipped
from tests.support.bundles import bundle, change, copied, line_with, shipped_bundles

SERVICES = tuple(item.id for item in shipped().services)
BROKEN: dict[str, tuple[str, str, tuple[str, str], str, str]] = {
    "a key twice over": (
        "load", "restaurant", ("order: 120", "order: 120\norders: 1"),
        "orders: 1", "did you mean order",
    ),
    "another id": (
        "load", "restaurant", ("id: restaurant", "id: canteen"),
        "id: canteen", "rename one of them",
    ),
    "a kind that is none": (
        "load", "restaurant", ("    origin: certificate", "    origin: paper"),
        "origin: paper", "is not one of",
    ),
    "an office twice": (
        "unique-ids", "restaurant", ("  - {id: city,", "  - {id: market,"),
        "offices:", "market is there twice; rename or remove one",
    ),
    "an unknown office": (
        "references", "restaurant", ("    office: city\n", "    office: town\n"),
        "office: town", "there is no office town; known are market, city",
    ),
    "an unknown paper": (
        "references", "restaurant", ("materials: [R2, R3, R6]", "materials: [R2, R3, R9]"),
        "materials: [R2, R3, R9]", "there is no material R9",
    ),
    "a paper that nobody wants": (
        "references", "restaurant", ("materials: [R2, R3, R6]", "materials: [R2, R3]"),
        "- id: R6", "no member uses this material; remove it",
    ),
    "an unknown service": (
        "references", "lodging", ("service: hygiene-permit", "service: hygiene"),
        "service: hygiene", "there is no service hygiene; leave it out or mend it",
    ),
    "an unknown fact": (
        "conditions", "restaurant",
        ("condition: has_sign\n    excuse", "condition: sign\n    excuse"),
        "- id: sign", "there is no fact or condition sign; add it under facts",
    ),
    "no CEL": (
        "conditions", "restaurant", ("condition: sells_tobacco", "condition: sells >"),
        "- id: tobacco", "write a CEL condition over facts",
    ),
    "a gate on a promise that is none": (
        "conditions", "newborn", ("effect: stop", "effect: close_promise"),
        "- id: province", "use effect: stop",
    ),
    "one answer": (
        "questions", "restaurant",
        ('      - {id: "no", text: {zh_CN: 没有, en: "No"}, facts: {open_fire: false}}\n', ""),
        "- id: open_fire", "answers fit a page",
    ),
    "a paper without a source": (
        "materials", "restaurant",
        ("supplies: [{supply: called, role: HEALTH}, {supply: handed_in}]", "supplies: []"),
        "- id: R7", "no way to supply it; add supplies",
    ),
    "a paper that nobody makes": (
        "materials", "lodging", ("    results: [fire_opinion]\n", ""),
        "- id: fire_opinion", "no member makes it; list it under the results of one",
    ),
    "an unknown certificate": (
        "materials", "restaurant", ("role: HEALTH", "role: HEALTHY"),
        "- id: R7", "there is no certificate HEALTHY; add it",
    ),
    "a role of a paper by hand": (
        "materials", "restaurant", ("{supply: called, role: HEALTH}", "{supply: called}"),
        "- id: R7", "a role belongs to called certificates",
    ),
    "an excuse without a condition": (
        "materials", "newborn",
        ('    condition: "!same_nation"\n', ""),
        "- id: N6", "a condition and its excuse belong together",
    ),
    "a member's condition without an excuse": (
        "materials", "restaurant",
        ('    excuse: {zh_CN: 不挂招牌，不用办。, en: "Not needed: no sign."}\n', ""),
        "- id: sign", "a condition and its excuse belong together",
    ),
    "a result that is used before it is there": (
        "order", "lodging",
        ("  - id: registration\n    title: {zh_CN: 个体工商户设立登记",
         '  - id: early\n    title: {zh_CN: 早, en: "Early"}\n    office: tax\n'
         "    materials: [fire_opinion]\n    provenance: {mark: asm, source: 试}\n"
         "  - id: registration\n    title: {zh_CN: 个体工商户设立登记"),
        "materials: [fire_opinion]", "move fire above early",
    ),
    "members that wait for each other": (
        "cycles", "lodging", ("materials: [L1, L3]", "materials: [L1, L3, fire_opinion]"),
        "members:", "take one of these results out of the materials",
    ),
    "a text in one language": (
        "texts", "restaurant", ('en: "Fire service"', 'en: ""'),
        "{id: fire,", "the English text is missing",
    ),
    "a statement without a source": (
        "sources", "restaurant",
        ("source: 广元餐饮一件事（含健康证）；不在龙井合计之内", 'source: " "'),
        'source: " "', "no source; name the statute or why it is assumed",
    ),
    "no source at all": (
        "sources", "restaurant",
        ("  - 中国日报网2021-11-27（吉林省龙井市全力打造优质政务服务环境）\n"
         "  - 国发〔2024〕3号（高效办成一件事第一批重点事项：开办餐饮店）\n"
         "  - 食品经营许可和备案管理办法\n  - 中华人民共和国消防法第十五条\n", "  []\n"),
        "sources:", "no source of the bundle; name one",
    ),
    "a figure that is not so": (
        "figures", "restaurant", ("materials_before: 12", "materials_before: 13"),
        "materials_before: 13", "13 is stated and the members give 12; mend the members or",
    ),
    "a member that no path reaches": (
        "reachable", "restaurant", ("condition: sells_tobacco", "condition: area > 9000"),
        "members:", "no path of the guide reaches it; mend its condition or the questions",
    ),
    "a member that stays open": (
        "reachable", "newborn",
        ("origin: local\n    value: true", "origin: base_data"),
        "members:", "stays undecided at the end of a path; ask for its facts",
    ),
    "a question that is never asked": (
        "reachable", "restaurant",
        ("    fact: sells_tobacco\n", "    fact: sells_tobacco\n    condition: area > 9000\n"),
        "questions:", "is asked on no path; mend its condition",
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_bundle_is_told_with_file_line_and_remedy(
    tmp_path: Path, broken: tuple[str, str, tuple[str, str], str, str]
) -> None:
    rule, name, change_of, line, message = broken
    copy = copied(tmp_path, f"_bundles/{name}.yaml")
    file = copy / "_bundles" / f"{name}.yaml"
    change(file, *change_of)
    found = [one for one in check_bundles(copy, SERVICES) if one.rule == rule]
    assert any(message in one.message for one in found), check_bundles(copy, SERVICES)
    told = next(one for one in found if message in one.message)
    assert told.file == f"_bundles/{name}.yaml"
    text = file.read_text("utf-8").splitlines()[told.line - 1]
    if rule == "reachable":
        assert told.line > line_with(file, line)
    else:
        assert line in text, f"line {told.line}: {text}"
    assert str(told).startswith(f"_bundles/{name}.yaml:{told.line}: ")


def test_every_rule_has_its_broken_file() -> None:
    assert {broken[0] for broken in BROKEN.values()} == {*RULES, *DEEP_RULES, "load"}


def test_nothing_is_found_in_the_shipped_bundles() -> None:
    assert check_bundles(CATALOGUE_FOLDER, SERVICES) == ()
    assert len(shipped_bundles()) == 4


def test_a_catalogue_without_bundles_has_none(tmp_path: Path) -> None:
    assert check_bundles(copied(tmp_path), ()) == ()


def test_two_bundles_at_one_place_or_named_as_a_service_are_told(tmp_path: Path) -> None:
    copy = copied(tmp_path, "_bundles")
    change(copy / "_bundles" / "restaurant.yaml", "order: 120", "order: 110")
    found = check_bundles(copy, (*SERVICES, "lodging"))
    assert {(one.service, one.where) for one in found} == {
        ("restaurant", "order"), ("newborn", "order"), ("lodging", "id"),
    }  # fmt: skip


def test_more_than_nine_questions_are_too_many(tmp_path: Path) -> None:
    copy = copied(tmp_path, "_bundles/hire-staff.yaml")
    file = copy / "_bundles" / "hire-staff.yaml"
    change(
        file,
        "gates: []",
        "  - id: tenth\n    fact: tenth\n    kind: choice\n"
        '    text: {zh_CN: 十？, en: "Ten?"}\n    help: {zh_CN: 十, en: "Ten"}\n'
        "    provenance: {mark: asm, source: 试}\n    options:\n"
        '      - {id: "yes", text: {zh_CN: 是, en: "Yes"}, facts: {tenth: true}}\n'
        '      - {id: "no", text: {zh_CN: 否, en: "No"}, facts: {tenth: false}}\n'
        "gates: []",
    )
    change(
        file,
        "conditions: {}",
        "  - {id: tenth, type: bool, origin: guide, meaning: ten, "
        "provenance: {mark: asm, source: 试}}\nconditions: {}",
    )
    messages = [one.message for one in check_bundles(copy, SERVICES)]
    assert messages == ["10 questions on a path; ask at most 9"]


def test_a_finding_without_a_file_names_its_service() -> None:
    assert str(Finding("load", "x", "y", "z")) == "x: y: z [load]"
    assert str(Finding("load", "", "y", "z")) == "catalogue: y: z [load]"


def test_lines_of_what_is_no_yaml_are_the_first(tmp_path: Path) -> None:
    file = tmp_path / "spoiled.yaml"
    for content in (b"\xff", b"a: [", b"just text", b""):
        file.write_bytes(content)
        assert line_of(file, "a.b") == 1
    file.write_text("a:\n  - {id: x}\n  - y\n", "utf-8")
    assert [line_of(file, where) for where in ("$.a[0]", "a.x", "a.y", "a.z")] == [2, 2, 3, 1]
    assert line_of(tmp_path / "missing.yaml", "a") == 1


def test_named_conditions_of_a_bundle_are_checked_too(tmp_path: Path) -> None:
    copy = copied(tmp_path, "_bundles/restaurant.yaml")
    file = copy / "_bundles" / "restaurant.yaml"
    change(file, "conditions: {}", "conditions: {large: area > 300, odd: area + 1}")
    [told] = check_bundles(copy, SERVICES)
    assert (told.where, told.line) == ("conditions.odd", line_with(file, "large: area"))
    assert bundle("restaurant").conditions == {}

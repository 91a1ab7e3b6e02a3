# SPDX-License-Identifier: Apache-2.0
"""The lists: enough of them, found by level, list, audience and word; broken ones are told."""

from dataclasses import replace
from pathlib import Path

import pytest

from forms.bundle_parts import Audience
from forms.handling import CrossRegionMode, Delivery, KioskLevel
from forms.service_list import ServiceLists, ServiceWay
from forms.service_list_lint import RULES, check_lists
from forms.service_list_query import (
    Entry,
    EntryKind,
    do_i_need,
    entries,
    of_audience,
    offered_here,
    partners_of,
    replaced_by_seal,
    search,
    view,
)
from forms.terms import Mark
from tests.support.applying import CATALOGUE_FOLDER, shipped
from tests.support.bundles import change, copied, line_with, shipped_bundles, shipped_lists

KNOWN = [item.id for item in shipped().services] + [one.id for one in shipped_bundles()]


def found() -> tuple[Entry, ...]:
    return entries(shipped().services, shipped_bundles(), shipped_lists())


def test_sixty_further_bundles_and_guide_lists_are_there() -> None:
    guides = shipped_lists().guides
    assert len(guides) >= 60
    assert sum(1 for guide in guides if len(guide.steps) > 1) >= 40
    assert all(guide.bring for guide in guides)
    for guide in guides:
        assert shipped_lists().window(guide.window).title.zh_CN
        assert all(shipped_lists().paper(id_).title.zh_CN for id_ in guide.bring)


def test_what_no_list_published_is_marked_assumed() -> None:
    marks = {entry.id: entry.is_assumed for entry in found()}
    assert marks["close-company"], "its title is known, its papers are not"
    assert not marks["restaurant"]
    for guide in shipped_lists().guides:
        assert marks[guide.id] == (guide.provenance.mark is Mark.ASSUMED)


def test_every_service_stands_in_a_list_and_is_found() -> None:
    """What has no offer is on no card and in no list, whatever the home screen shows."""
    offered = {offer.service for offer in shipped_lists().offers}
    assert set(KNOWN) == offered


def test_a_smaller_place_offers_less() -> None:
    county, town, village = (
        {entry.id for entry in offered_here(found(), level)} for level in KioskLevel
    )
    assert village < town < county
    assert "newborn" in village
    assert "restaurant" in town - village


@pytest.mark.parametrize("way", ServiceWay, ids=lambda way: way.value)
def test_each_of_the_four_lists_is_a_view_of_the_catalogue(way: ServiceWay) -> None:
    for level in KioskLevel:
        listed = view(found(), way, level)
        assert listed
        assert all(way in entry.ways and level in entry.levels for entry in listed)
    titles = {one.way: one.title.zh_CN for one in shipped_lists().views}
    assert set(titles) == set(ServiceWay)


def test_what_goes_on_on_the_phone_has_an_address_of_its_own() -> None:
    listed = [view(found(), ServiceWay.PHONE, level) for level in KioskLevel]
    urls = {entry.id: entry.phone_url for entry in listed[0]}
    assert len(set(urls.values())) == len(urls)
    assert all(url.startswith("https://") for url in urls.values())


def test_persons_and_enterprises_divide_the_lists() -> None:
    persons, enterprises = (of_audience(found(), one) for one in Audience)
    assert len(persons) + len(enterprises) == len(found())
    assert "newborn" in {entry.id for entry in persons}
    assert "hire-staff" in {entry.id for entry in enterprises}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("开饭店", "restaurant"),
        ("生孩子", "newborn"),
        ("结婚证", "marriage-and-birth"),
        ("丢身份证", "identity-card"),
        ("开民宿", "lodging"),
        ("ＤＲＩＶＩＮＧ", "driver"),
        ("驾驶 补证", "driver"),
        ("公积金怎么提取", "housing-fund"),
        ("理发店", "shop-hairdresser"),
    ],
)
def test_everyday_words_find_the_matter(words: str, first: str) -> None:
    assert search(found(), words)[0].id == first


def test_a_word_that_nobody_uses_finds_nothing_and_none_finds_all() -> None:
    assert search(found(), "火星") == ()
    assert search(found(), "?") == found()[: len(search(found(), "?"))]
    assert search(found(), "字") == ()
    assert search(found(), "  ") == found()


def test_a_service_without_an_offer_stands_in_no_list() -> None:
    listed = entries(shipped().services, shipped_bundles(), ServiceLists())
    assert listed == ()
    assert {entry.kind for entry in found()} == set(EntryKind)


def test_who_asks_whether_a_proof_is_needed_is_told_the_substitute() -> None:
    [proof] = do_i_need(shipped_lists(), "收入证明")
    assert "承诺" in proof.substitute.zh_CN
    assert len(do_i_need(shipped_lists(), "复印件")) >= 5
    assert do_i_need(shipped_lists(), "结婚照") == ()


def test_one_seal_stands_for_several_papers() -> None:
    bring = shipped_lists().guide("shop-hairdresser").bring
    assert replaced_by_seal(shipped_lists(), bring) == ("lease",)


def test_partner_regions_have_names_and_all_three_modes_are_used() -> None:
    across = [one.cross_region for one in shipped_lists().guides if one.cross_region]
    assert {one.mode for one in across} == set(CrossRegionMode)
    for one in across:
        assert len(partners_of(shipped_lists(), one.partners)) == len(one.partners)
    assert partners_of(shipped_lists(), ["000000"]) == ()


def test_every_way_of_delivery_is_explained_and_post_has_its_address_slip() -> None:
    ways = {one.delivery: one for one in shipped_lists().deliveries}
    assert set(ways) == set(Delivery)
    assert [line.zh_CN for line in ways[Delivery.POST].slip][:3] == ["收件人", "电话", "地址"]


def test_parts_are_found_by_id() -> None:
    lists = shipped_lists()
    assert lists.point("county-hall").level is KioskLevel.COUNTY
    for find in (lists.guide, lists.window, lists.paper, lists.point):
        with pytest.raises(KeyError, match="nothing"):
            find("nothing")


PERSON = "guides_person.yaml"
BROKEN: dict[str, tuple[str, str, tuple[str, str], str, str]] = {
    "an unknown key": (
        "load", PERSON, ("is_online: true", "is_onlin: true"),
        "is_onlin: true", "did you mean is_online",
    ),
    "no YAML": (
        "load", PERSON, ("guides:", "guides: ["), "- id: enter-school", "cannot be read",
    ),
    "an id twice": (
        "unique-ids", PERSON, ("id: card-services", "id: enter-school"),
        "- id: enter-school", "enter-school is there twice; rename or remove one",
    ),
    "an unknown window": (
        "references", PERSON, ("window: education", "window: schools"),
        "window: schools", "there is no window schools; add it to windows",
    ),
    "an unknown paper": (
        "references", PERSON, ("bring: [household, deed", "bring: [homebook, deed"),
        "bring: [homebook", "there is no paper homebook; add it to papers",
    ),
    "an unknown region": (
        "references", PERSON, ('partners: ["439901"', 'partners: ["439909"'),
        "cross_region:", "there is no region 439909; add it to regions",
    ),
    "an offer of nothing": (
        "references", "views.yaml", ("service: newborn", "service: oldborn"),
        "- service: oldborn", "there is no service or bundle oldborn; remove the offer",
    ),
    "a cancelled proof": (
        "cancelled-proof", PERSON, ("bring: [household, deed", "bring: [kinship_proof, deed"),
        "bring: [kinship_proof", "kinship_proof is cancelled; instead: 户口簿",
    ),
    "a phone without an address": (
        "phone", PERSON, ("    phone_url: https://m.example/enter-school\n", ""),
        "- id: enter-school", "belong together; add or remove one",
    ),
    "an open line": (
        "phone", PERSON, ("https://m.example/enter-school", "http://m.example/enter-school"),
        "phone_url: http:", "begins with https://",
    ),
    "a division that is none": (
        "places", "places.yaml", ('division: "439901"', 'division: "43990"'),
        '{division: "43990"', "write six digits (GB/T 2260)",
    ),
    "a list without a title": (
        "places", "views.yaml", ("  - way: assisted", "  - way: phone"),
        "views:", "the list assisted has no title; add it to views",
    ),
    "a text in one language": (
        "texts", PERSON, ('en: "Enter school"', 'en: ""'),
        "title:", "the English text is missing",
    ),
    "a statement without a source": (
        "sources", "cancelled_proofs.yaml",
        ("source: 汕头市取消125项证明、明确100项替代措施；逐项为假定", 'source: " "'),
        'source: " "', "no source; name it or say why it is assumed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_list_is_told_with_file_line_and_remedy(
    tmp_path: Path, broken: tuple[str, str, tuple[str, str], str, str]
) -> None:
    rule, name, change_of, line, message = broken
    copy = copied(tmp_path, "_lists")
    file = copy / "_lists" / name
    change(file, *change_of)
    told = [one for one in check_lists(copy, KNOWN) if message in one.message]
    assert told, check_lists(copy, KNOWN)
    assert told[0].rule == rule
    assert told[0].file == f"_lists/{name}"
    text = file.read_text("utf-8").splitlines()[told[0].line - 1]
    assert line in text, f"line {told[0].line}: {text}"


def test_every_rule_has_its_broken_list() -> None:
    assert {broken[0] for broken in BROKEN.values()} == {*RULES, "load"}


def test_nothing_is_found_in_the_shipped_lists(tmp_path: Path) -> None:
    assert check_lists(CATALOGUE_FOLDER, KNOWN) == ()
    assert check_lists(copied(tmp_path), ()) == ()


def test_a_guide_that_became_a_service_is_told(tmp_path: Path) -> None:
    copy = copied(tmp_path, "_lists")
    [told] = check_lists(copy, [*KNOWN, "passport"])
    assert (told.rule, told.where) == ("unique-ids", "guides.passport")
    assert told.line == line_with(copy / "_lists" / PERSON, "id: passport")


def test_a_guide_without_words_of_its_own_is_found_by_its_title() -> None:
    plain = [replace(entry, words=()) for entry in found() if entry.id == "passport"]
    assert search(plain, "护照")
    assert not search(plain, "出国")

# SPDX-License-Identifier: Apache-2.0
"""The engine of bundles: the founding figures come out of it, and follow every change."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import pytest

from forms.bundle import (
    Spared,
    joint_fields,
    parallel_groups,
    plan,
    select_members,
    spared,
    supply,
    waits_for,
    whole_plan,
)
from forms.bundle_parts import Bundle, Member
from forms.errors import CatalogueError
from forms.guide import GuideDone, next_step
from forms.material_rules import Supply, SupplyWay
from forms.question import FactValue
from tests.support.bundles import bundle, shipped_bundles

FOUNDING: Final = {
    "restaurant": ((12, 6), (6, 1), 6, 6),
    "lodging": ((18, 7), (7, 1), 7, 7),
    "hire-staff": ((54, 18), (16, 1), 18, 6),
}
"""Papers and forms before and after, members, offices: as the founding articles state them."""


@pytest.mark.parametrize("id_", FOUNDING)
def test_the_founding_figures_come_out_of_the_engine(id_: str) -> None:
    whole = whole_plan(bundle(id_))
    papers = (whole.materials.total, whole.materials.count)
    forms = (whole.forms.total, whole.forms.count)
    assert (papers, forms, len(whole.members), len(whole.offices)) == FOUNDING[id_]


def counted(shipped: Bundle, members: Iterable[Member]) -> tuple[int, int, int, int, int]:
    """The same figures, added up by hand from the file's rows."""
    inside = {kind.id for kind in shipped.materials if kind.is_made_inside}
    listed = list(members)
    papers = [kind for member in listed for kind in member.materials if kind not in inside]
    forms = [form for member in listed for form in member.forms]
    offices = {member.office for member in listed}
    return len(papers), len(set(papers)), len(forms), min(len(forms), 1), len(offices)


@pytest.mark.parametrize("shipped", shipped_bundles(), ids=lambda one: one.id)
def test_the_figures_follow_when_a_member_is_removed(shipped: Bundle) -> None:
    before = whole_plan(shipped)
    for gone in before.members:
        rest = tuple(member for member in shipped.members if member.id != gone.id)
        whole = whole_plan(replace(shipped, members=rest))
        papers, unique, forms, joint, offices = counted(shipped, whole.members)
        assert (whole.materials.total, whole.materials.count) == (papers, unique)
        assert (whole.forms.total, whole.forms.count) == (forms, joint)
        assert len(whole.offices) == offices
        assert len(whole.members) == len(before.members) - 1
        assert whole.forms.total == before.forms.total - len(gone.forms)


def test_without_the_file_transfer_two_kinds_of_paper_fall_away() -> None:
    hiring = bundle("hire-staff")
    rest = tuple(one for one in hiring.members if "档案" not in one.title.zh_CN)
    whole = whole_plan(replace(hiring, members=rest))
    assert (whole.materials.total, whole.materials.count) == (51, 16)
    assert (whole.forms.total, len(whole.offices)) == (16, 5)


def walked(shipped: Bundle, answers: dict[str, str]) -> dict[str, FactValue]:
    """Facts at the end of the guide when these answers are given."""
    end = next_step(shipped, answers, {})
    assert isinstance(end, GuideDone), end
    return dict(end.facts)


USUAL: Final = {
    "first_staff": "no",
    "worked": "never",
    "group": "none",
    "trains": "no",
    "moves_file": "no",
    "needs_card": "yes",
    "someone_leaves": "no",
    "data_changed": "no",
}


def test_a_usual_case_of_hiring_has_a_handful_of_matters() -> None:
    hiring = bundle("hire-staff")
    selection = select_members(hiring, walked(hiring, USUAL))
    assert selection.is_settled
    assert len(selection.chosen) == 6
    made = plan(hiring, selection.chosen)
    assert made.forms.total == 6
    assert made.forms.count == 1
    assert made.materials.count < made.materials.total
    assert made.fields.count < made.fields.total
    shown = joint_fields(hiring, made)
    assert [field.id for field in shown] == list(made.fields.ids)


def test_a_member_whose_facts_are_unknown_is_neither_chosen_nor_dropped() -> None:
    lodging = bundle("lodging")
    selection = select_members(lodging, {"has_licence": True, "area": 40})
    assert not selection.is_settled
    assert {one.id for one in selection.chosen} == {"trade", "tax"}
    assert {one.id for one in selection.open} == {"sign", "seal", "food"}
    assert {one.id for one in selection.left_out} == {"registration", "fire", "hygiene"}


def test_a_switch_of_the_place_counts_unless_the_facts_state_it() -> None:
    lodging = bundle("lodging")
    ids = {one.id for one in select_members(lodging, {"area": 200}).chosen}
    assert "fire" in ids
    assert "hygiene" not in ids
    here = {"area": 200, "hygiene_from_area": 0}
    assert "hygiene" in {one.id for one in select_members(lodging, here).chosen}


def test_results_come_before_those_who_use_them() -> None:
    for shipped in shipped_bundles():
        made = plan(shipped, shipped.members)
        place = {member.id: index for index, member in enumerate(made.members)}
        assert len(place) == len(shipped.members)
        for id_, earlier in waits_for(shipped.members).items():
            assert all(place[one] < place[id_] for one in earlier)


def test_the_lodging_licence_waits_for_registration_and_fire_check() -> None:
    lodging = bundle("lodging")
    groups = [[one.id for one in group] for group in whole_plan(lodging).groups]
    assert groups == [
        ["registration", "tax", "seal"],
        ["fire", "hygiene", "sign"],
        ["trade"],
    ]
    licensed = plan(lodging, [one for one in lodging.members if one.id != "registration"])
    assert licensed.groups[0][0].id == "fire"


def test_members_that_wait_for_each_other_are_named() -> None:
    lodging = bundle("lodging")
    circular = tuple(
        replace(one, materials=(*one.materials, "fire_opinion"))
        if one.id == "registration"
        else one
        for one in lodging.members
    )
    with pytest.raises(CatalogueError, match=r"wait for each other: .*fire") as caught:
        parallel_groups(circular)
    assert "registration" in str(caught.value)


def supplied(
    shipped: Bundle, facts: dict[str, FactValue], *, roles: frozenset[str] = frozenset()
) -> dict[str, Supply]:
    made = plan(shipped, select_members(shipped, facts).chosen)
    return {row.material.id: row.supply for row in supply(shipped, made, facts, roles=roles)}


NEW_HOUSE: Final[dict[str, FactValue]] = {
    "licence_found": False,
    "has_licence": False,
    "rooms": 5,
    "area": 400,
    "has_sign": False,
    "wants_seal": False,
    "serves_food": False,
}


def test_results_of_earlier_members_need_not_be_brought() -> None:
    lodging = bundle("lodging")
    rows = supplied(lodging, NEW_HOUSE)
    assert rows["L1"] is Supply.CARD
    assert rows["L2"] is Supply.ISSUED_ONLINE
    assert rows["fire_opinion"] is Supply.ISSUED_ONLINE
    assert rows["L3"] is Supply.TOLERATED
    assert rows["L4"] is Supply.HANDED_IN
    assert "L7" not in rows


def test_a_licence_that_is_there_is_called_and_no_opinion_is_asked_of_a_small_house() -> None:
    lodging = bundle("lodging")
    facts = {**NEW_HOUSE, "has_licence": True, "area": 30}
    rows = supplied(lodging, facts, roles=frozenset({"BL", "DEED"}))
    assert rows["L2"] is Supply.CALLED
    assert rows["L3"] is Supply.CALLED
    assert "fire_opinion" not in rows
    assert supplied(lodging, facts)["L2"] is Supply.HANDED_IN


def test_what_need_not_be_brought_is_counted() -> None:
    newborn = bundle("newborn")
    facts: dict[str, FactValue] = {"mother_insured": True, "wants_vaccines": False}
    made = plan(newborn, select_members(newborn, facts).chosen)
    called = frozenset({"BIRTH", "HH", "MAR"})
    rows = supply(newborn, made, {**facts, "same_nation": True}, roles=called)
    assert spared(rows) == Spared(4, 5)
    unknown = supply(newborn, made, facts, roles=called)
    assert spared(unknown) == Spared(5, 6), "unknown excuses nothing"
    brought = supply(newborn, made, facts, handed_in=frozenset({"N1", "N3", "N4", "N5"}))
    assert spared(brought) == Spared(2, 6)
    assert not any(row.is_missing for row in brought)
    maker = next(row for row in brought if row.material.id == "child_number")
    assert (maker.maker, maker.members) == ("registration", ("medical", "card"))


def test_a_way_whose_condition_is_unknown_does_not_count() -> None:
    newborn = bundle("newborn")
    ways = (SupplyWay(Supply.CARD, condition="same_nation"), SupplyWay(Supply.HANDED_IN))
    kinds = tuple(
        replace(kind, supplies=ways) if kind.id == "N2" else kind for kind in newborn.materials
    )
    changed = replace(newborn, materials=kinds)
    row = supplied(changed, {"mother_insured": False})
    assert row["N2"] is Supply.HANDED_IN
    assert supplied(changed, {"same_nation": True})["N2"] is Supply.CARD


@pytest.mark.parametrize("kind", ["office", "material", "form", "member"])
def test_parts_are_found_by_id(kind: str) -> None:
    shipped = bundle("restaurant")
    ids = {
        "office": shipped.offices[-1].id,
        "material": shipped.materials[-1].id,
        "form": shipped.forms[-1].id,
        "member": shipped.members[-1].id,
    }
    assert getattr(shipped, kind)(ids[kind]).id == ids[kind]
    with pytest.raises(KeyError, match="nothing"):
        getattr(shipped, kind)("nothing")

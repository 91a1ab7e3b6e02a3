# SPDX-License-Identifier: Apache-2.0
"""Whose licence it is: a service names a kind of authority, the site its local name."""

import pytest

from config.settings import AuthoritySettings
from forms.authority import AuthorityKind, authority_name
from kiosk.desk import DeskSettings
from kiosk.screens.present.words import Site
from tests.support.applying import shipped

BUREAU = "示例县行政审批局"
HEALTH = "示例县卫生健康局"


@pytest.mark.parametrize("kind", [*AuthorityKind, None])
def test_a_kind_without_a_local_name_is_the_approvals_bureau(
    kind: AuthorityKind | None,
) -> None:
    assert authority_name(kind, {}, BUREAU) == BUREAU
    assert authority_name(kind, {one.value: "" for one in AuthorityKind}, BUREAU) == BUREAU


def test_every_kind_has_a_key_in_the_sites_file_and_may_have_a_name() -> None:
    filled = AuthoritySettings(**{one.value: f"{one.value}局" for one in AuthorityKind})
    for kind in AuthorityKind:
        assert authority_name(kind, filled.names, BUREAU) == f"{kind.value}局"


def test_desk_and_screen_name_the_same_authority_for_each_service() -> None:
    names = {"health": HEALTH}
    desk = DeskSettings("K-0001", "439900", BUREAU, "", {}, authorities=names)
    site = Site("K-0001", BUREAU, "", "", is_sample=True, authorities=names)
    told = {item.id: desk.authority_of(item) for item in shipped().services}
    assert told["hygiene-permit"] == HEALTH
    assert {told["road-freight-licence"], told["individual-business"]} == {BUREAU}
    assert told == {item.id: site.authority_of(item) for item in shipped().services}


def test_every_shipped_licence_names_its_kind_of_authority() -> None:
    licences = [item for item in shipped().services if item.licence is not None]
    assert all(item.authority_kind is not None for item in licences)

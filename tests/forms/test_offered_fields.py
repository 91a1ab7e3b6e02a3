# SPDX-License-Identifier: Apache-2.0
"""What nobody is asked for, and the few who need it may fill in: which of several shops."""

from dataclasses import replace

import pytest

from forms.application import Route
from forms.field import FieldKind
from forms.field_values import Answer, Source
from forms.lint_rules import fields as lint_fields
from forms.offered_fields import fields_offered, is_offered
from forms.prefill import fields_to_ask
from tests.forms.test_platform_away import AWAY, FREIGHT, HYGIENE, SHOP, cases, decided
from tests.support.applying import permit, shipped


@pytest.mark.parametrize("service", [HYGIENE, FREIGHT, SHOP])
def test_no_situation_asks_for_what_is_on_the_licence(service: str) -> None:
    """Neither its code nor anything else of it, at night, from a paper."""
    item = shipped().service(service)
    for situation in (one.id for one in item.situations if (service, one.id) in AWAY):
        for application in cases(service, situation):
            typed = [
                item.field(id_)
                for id_, one in application.fields.items()
                if one.source is Source.TYPED
            ]
            assert FieldKind.CREDIT_CODE not in {field.kind for field in typed}
            assert not fields_to_ask(item, application)
            assert [field.id for field in fields_offered(item, application)] == ["f_which"]
            told = {row.id for row in item.fields if is_offered(item, application, row.id)}
            assert told == {"f_which"}


def test_a_field_of_another_service_is_not_offered() -> None:
    """A touch may name any field; the list and the answer about one say the same."""
    application = next(cases(HYGIENE, "new"))
    assert not is_offered(permit(), application, "f_of_another_service")


def test_who_says_which_shop_decides_nothing_by_it() -> None:
    application = next(cases(HYGIENE, "new"))
    named = application.with_field("f_which", Answer("明月理发店", Source.TYPED))
    assert decided(named, Route.PROMISE) == decided(application, Route.PROMISE)
    assert fields_offered(permit(), named) == ()
    assert named.without_field("f_which") == application


def test_a_field_that_nobody_is_asked_for_says_who_fills_it_in() -> None:
    silent = replace(permit().field("f_which"), hint=None)
    item = replace(permit(), fields=(silent,))
    assert any("nobody is asked for it" in message for _, message in lint_fields(item))

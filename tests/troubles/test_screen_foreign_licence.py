# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the licence found under this number names another owner. It is not used."""

from pathlib import Path

import pytest

from kiosk.screens.texts import Texts
from kiosk.screens.views import LookupsView
from tests.support.troubled import (
    check_lawful,
    check_noted,
    check_wiped,
    hurried_kiosk,
    leave,
    open_work,
    walk_to,
)
from tests.support.whole import quick_world, script

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def test_a_licence_of_another_person_is_told_and_fills_nothing(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world) as whole:
        walk_to(whole, "Lookups-done", script(card="wu-xiaolan"))
        view = whole.screen.view
        assert isinstance(view, LookupsView)
        licence = next(line for line in view.lines if line.id == "BL")
        assert licence.state == "none"
        assert licence.detail == Texts("zh_CN")("unusable.another_person")
        check_noted(whole, "look-up-ended", disposition="found")
        found = next(line for line in whole.session.sources if line.role == "BL")
        (certificate,) = found.certificates
        foreign = {text for _, text in certificate.surface if len(text) > 3}
        shown = {element.text for element in whole.screen.sheet.elements}
        assert not foreign & shown
        world.lift_card()
        leave(whole)
        check_wiped(whole)
        check_lawful(open_work(whole))

# SPDX-License-Identifier: Apache-2.0
"""The case is how the platform hears of reused papers and of sealed answers."""

import base64
import hashlib
import json
from dataclasses import replace

from forms.application import Route
from kiosk.filing import kept_from, papers_from
from kiosk.materials_filing import attached_in, materials_item, reused_in
from tests.support.applying import complete
from tests.support.materials import ANSWER, PLAN


def test_a_case_names_the_paper_and_carries_the_answer() -> None:
    application = replace(
        complete(), reused={"M5": PLAN}, issued={"M9": ANSWER}, route=Route.PROMISE
    )
    plan, report = json.loads(kept_from(application, (), ()))["materials"]
    assert (plan["material"], plan["supply"]) == ("M5", "reused")
    assert (plan["identifier"], plan["source_case"]) == (PLAN.identifier, PLAN.source_case)
    assert (plan["version"], plan["submitted_on"]) == ("2019-1", PLAN.submitted_on.isoformat())
    assert plan["digest"] == PLAN.digest.value
    assert "content" not in plan
    assert (report["material"], report["supply"]) == ("M9", "issued_online")
    assert (report["ticket"], report["office_code"]) == (ANSWER.ticket, ANSWER.office_code)
    assert base64.b64decode(report["content"]) == ANSWER.content


def test_the_case_desk_hears_of_the_paper_and_gets_the_answer() -> None:
    application = replace(complete(), reused={"M5": PLAN}, issued={"M9": ANSWER})
    form = json.loads(kept_from(application, (), ()))
    (reused,) = reused_in(form)
    assert vars(reused) == {"name": "reused-M5", "value": "MAT-2026-000001", "source": "reused"}
    (answer,) = attached_in(form)
    assert (answer.name, answer.content) == ("online-M9.pdf", ANSWER.content)
    assert answer.sha256 == hashlib.sha256(ANSWER.content).hexdigest()
    assert (reused_in({}), attached_in({})) == ((), ())


def test_a_case_without_either_has_an_empty_list_and_old_cases_are_still_read() -> None:
    kept = json.loads(kept_from(complete(), (), ()))
    assert kept["materials"] == materials_item(complete()) == []
    del kept["materials"]  # as of before this version
    assert papers_from(json.dumps(kept).encode()) == ((), ())


def test_the_order_is_that_of_the_ids() -> None:
    application = replace(complete(), reused={"M9": PLAN}, issued={"M5": ANSWER})
    assert [one["material"] for one in materials_item(application)] == ["M5", "M9"]

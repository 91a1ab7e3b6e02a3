# SPDX-License-Identifier: Apache-2.0
"""A bundle typed at the window: taken as a whole, or everything that is wrong at once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from forms.bundle_application import IncompleteError, JointApplication, judged
from forms.field_values import Source
from kiosk.commands.cases_bundle import empty_form, form_from
from tests.support.bundle_forms import FORMS, hire_staff, newborn, restaurant
from tests.support.bundles import bundle, shipped_bundles

TODAY = date(2026, 11, 22)


def taken(id_: str, content: dict[str, Any]) -> JointApplication:
    return judged(bundle(id_), form_from(content), today=TODAY)


def refused(id_: str, content: dict[str, Any]) -> str:
    with pytest.raises(IncompleteError) as caught:
        taken(id_, content)
    return "\n".join(caught.value.lines)


def test_a_newborns_members_stand_in_the_order_of_their_results() -> None:
    asked = taken("newborn", newborn())
    groups = [{one.id for one in group} for group in asked.plan.groups]
    assert groups == [
        {"registration", "care", "maternity", "vaccines", "parenting"},
        {"medical", "card"},
    ]
    assert asked.fields["f_parent"] == ("陈秋美", Source.CARD)
    assert asked.fields["f_child"] == ("陈小满", Source.TYPED)
    assert [one.id for one in asked.received] == ["N1", "N3", "N4", "N5"]
    assert asked.gaps == ()


def test_answers_of_the_guide_fill_the_form_of_a_restaurant() -> None:
    asked = taken("restaurant", restaurant())
    assert asked.fields["f_dishes"] == ("cold", Source.CHOSEN)
    assert asked.fields["f_area"] == ("80", Source.CHOSEN)


def test_what_nobody_says_to_a_field_is_asked_for() -> None:
    content = newborn()
    del content["fields"]["f_child"]
    assert "孩子的名字（f_child）：请填写这一项。" in refused("newborn", content)


def test_every_shipped_bundle_has_a_form_that_is_taken() -> None:
    assert FORMS.keys() == {one.id for one in shipped_bundles()}
    for id_, form in FORMS.items():
        assert taken(id_, form()).plan.members, id_


def test_a_contract_may_begin_later_and_have_no_end() -> None:
    content = hire_staff()
    assert content["fields"]["f_contract_from"] > TODAY.isoformat()
    assert taken("hire-staff", content).fields["f_contract_to"] == ("", Source.TYPED)
    content["fields"]["f_contract_to"] = "morgen"
    assert "合同结束日期（f_contract_to）" in refused("hire-staff", content)


def test_a_birth_does_not_lie_ahead() -> None:
    content = newborn()
    content["fields"]["f_birth"] = "2099-01-01"
    assert "日期不能晚于今天。" in refused("newborn", content)


@pytest.mark.parametrize("change", [{"condition": "married"}, {"table": {"陈": "王"}}])
def test_a_source_under_a_condition_or_a_table_is_left_to_the_clerk(
    change: dict[str, Any],
) -> None:
    shipped = bundle("newborn")
    fields = tuple(
        replace(one, sources=tuple(replace(rule, **change) for rule in one.sources))
        for one in shipped.fields
    )
    with pytest.raises(IncompleteError) as caught:
        judged(replace(shipped, fields=fields), form_from(newborn()), today=TODAY)
    assert "来办事的父亲或母亲（f_parent）：请填写这一项。" in caught.value.lines


def test_members_that_do_not_apply_take_their_fields_and_papers_along() -> None:
    content = newborn()
    content["answers"] |= {"insured": "no", "vaccines": "no"}
    del content["fields"]["f_bank"]
    content["handed_in"].remove("N5")
    asked = taken("newborn", content)
    assert {"care", "maternity", "vaccines"}.isdisjoint(one.id for one in asked.plan.members)


def test_what_may_follow_is_a_gap_and_no_refusal() -> None:
    content = newborn()
    content["handed_in"].remove("N3")
    assert [one.id for one in taken("newborn", content).gaps] == ["N3"]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    content = newborn()
    content["applicant"] |= {"name": " ", "number": "439900199203170000"}
    content["fields"] |= {"f_phone": "12", "f_birth": "2027-01-01", "f_dishes": "cold"}
    content["handed_in"] = ["N3", "N4", "X9"]
    told = refused("newborn", content)
    for part in (
        *("没有写申请人姓名", "证件号码不对", "手机号（f_phone）", "出生日期（f_birth）"),
        *("表上没有这一项：f_dishes", "没有这种材料：X9", "缺少材料：出生医学证明"),
        "缺少材料：收款银行卡",
    ):
        assert part in told
    assert "439900199203170000" not in told


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"child_age": "older"}, "一岁以上的孩子，要到窗口办"),
        (
            {"birth_paper": ""},
            "还要回答 birth_paper：有出生医学证明了吗？（yes＝有了、no＝还没有）",
        ),
        ({"child_age": "teen"}, "回答不在选项里"),
    ],
)
def test_the_guide_is_walked_as_at_the_kiosk(answers: dict[str, str], told: str) -> None:
    content = newborn()
    content["answers"] |= answers
    assert told in refused("newborn", content)


@pytest.mark.parametrize("one", shipped_bundles(), ids=lambda one: one.id)
def test_an_empty_form_of_every_bundle_can_be_read_and_asks_first(one: Any) -> None:  # noqa: ANN401
    form = empty_form(one)
    assert form["help"]["fields"].keys() >= form["fields"].keys()
    with pytest.raises(IncompleteError) as caught:
        judged(one, form_from(form), today=TODAY)
    assert caught.value.lines


@pytest.mark.parametrize(
    "content",
    [
        *([], {}, {"applicant": []}, {"applicant": {"name": 1}}),
        *({"applicant": {}, "more": 1}, {"applicant": {}, "answers": []}),
        *({"applicant": {}, "fields": {"a": 1}}, {"applicant": {}, "handed_in": "N1"}),
        {"applicant": {}, "handed_in": [1]},
    ],
)
def test_a_file_of_another_form_is_refused(content: object) -> None:
    with pytest.raises(ValueError, match=r"missing|no |unknown"):
        form_from(content)

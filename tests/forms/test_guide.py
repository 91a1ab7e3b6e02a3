# SPDX-License-Identifier: Apache-2.0
"""The guide: every path ends, nothing known is asked, unknown never lets anybody through."""

from collections import Counter
from dataclasses import replace

import pytest

from forms.guide import GuideDone, guide_path, next_step, number_error, promise_closings
from forms.lint_guide import paths
from forms.service_item import FactValue, Question, Stop
from tests.support.applying import PLAIN_ANSWERS, business_licence, found_facts, permit

FOUND = found_facts(business_licence())
NOT_FOUND = found_facts()
UNKNOWN = {name: value for name, value in FOUND.items() if name != "licence_found"}

# Regulation on hygiene in public places, article 2: 28 kinds in seven classes.
ARTICLE_2 = frozenset(
    (
        "宾馆", "饭馆", "旅店", "招待所", "车马店", "咖啡馆", "酒吧", "茶座",
        "公共浴室", "理发店", "美容店",
        "影剧院", "录像厅（室）", "游艺厅（室）", "舞厅", "音乐厅",
        "体育场（馆）", "游泳场（馆）", "公园",
        "展览馆", "博物馆", "美术馆", "图书馆",
        "商场（店）", "书店",
        "候诊室", "候车（机、船）室", "公共交通工具",
    )
)  # fmt: skip
WITHOUT_PERMIT = frozenset({"公园", "体育场（馆）", "公共交通工具"})  # article 8
MOVED_TO_FOOD = frozenset({"饭馆", "咖啡馆", "酒吧", "茶座"})  # 国发〔2016〕12号


def walk(facts: dict[str, FactValue], **answers: str) -> Question | Stop | GuideDone:
    return next_step(permit(), answers, facts)


@pytest.mark.parametrize("facts", [FOUND, NOT_FOUND, UNKNOWN])
def test_every_path_of_the_guide_ends_in_a_stop_or_in_a_new_permit(
    facts: dict[str, FactValue],
) -> None:
    ends = Counter[type]()
    for _answers, end in paths(permit(), facts):
        assert isinstance(end, Stop | GuideDone)
        if isinstance(end, GuideDone):
            assert end.situation == "new"
            assert end.facts.get("licence_found", end.facts.get("has_licence")) is True
        ends[type(end)] += 1
    assert ends[Stop] > 0
    assert (ends[GuideDone] > 0) == (facts is not NOT_FOUND), "no answer is not a no"


def test_the_guide_leads_to_all_21_kinds_that_need_a_permit_and_to_no_other() -> None:
    ends = [end for _, end in paths(permit(), FOUND) if isinstance(end, GuideDone)]
    field = permit().field("f_kind")
    reached = {field.shown(str(end.facts["kind"]), "zh_CN") for end in ends}
    assert len(ARTICLE_2) == 28
    assert reached == ARTICLE_2 - WITHOUT_PERMIT - MOVED_TO_FOOD
    assert reached == {choice.text.zh_CN for choice in field.choices}


def test_the_shortest_visit_has_six_questions() -> None:
    done = next_step(permit(), PLAIN_ANSWERS, FOUND)
    assert isinstance(done, GuideDone)
    asked = [question.id for question in guide_path(permit(), PLAIN_ANSWERS, FOUND)]
    assert asked == ["situation", "group", "kind_beauty", "area", "central_ac", "project"]


def test_a_licence_that_was_found_is_not_asked_for() -> None:
    before = {"situation": "new", "group": "beauty", "kind_beauty": "barber"}
    asked = {name: walk(facts, **before) for name, facts in _lookups().items()}
    assert {name: step.id for name, step in asked.items() if isinstance(step, Question)} == {
        "found": "area",
        "not found": "licence",
        "library down": "licence",
    }


def _lookups() -> dict[str, dict[str, FactValue]]:
    return {"found": FOUND, "not found": NOT_FOUND, "library down": UNKNOWN}


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_without_a_licence_that_can_be_called_nobody_gets_further(answer: str) -> None:
    step = walk(
        NOT_FOUND, situation="new", group="beauty", kind_beauty="barber", licence=answer
    )
    assert isinstance(step, Stop)
    assert "执照" in step.next_step.zh_CN


def test_a_restaurant_is_sent_to_the_food_licence() -> None:
    step = walk(FOUND, situation="new", group="food")
    assert isinstance(step, Stop)
    assert "食品经营许可" in step.next_step.zh_CN


def test_a_park_needs_nothing_and_an_unlisted_place_goes_to_the_window() -> None:
    park = walk(FOUND, situation="new", group="other", kind_other="park")
    none = walk(FOUND, situation="new", group="other", kind_other="none")
    assert isinstance(park, Stop)
    assert isinstance(none, Stop)
    assert "不需要" in park.reason.zh_CN
    assert "窗口" in none.where.zh_CN


@pytest.mark.parametrize("situation", ["renew", "change", "reissue", "damage", "cancel"])
def test_without_the_permit_in_the_library_its_holder_is_sent_on(situation: str) -> None:
    for answer, where in (("paper", "窗口"), ("none", "窗口"), ("expired", "机器")):
        step = walk(FOUND, situation=situation, permit=answer)
        assert isinstance(step, Stop)
        assert where in step.where.zh_CN


def test_a_late_renewal_is_a_new_application() -> None:
    permitted = {**FOUND, "permit_found": True}
    told = {"opens_on": "2026-09-02", "closes_on": "2027-01-30"}
    late = walk({**permitted, **told, "renewal": "late"}, situation="renew")
    assert isinstance(late, Stop)
    assert "最晚要在2027年1月30日申请" in late.reason.zh_CN
    assert "第一次办证" in late.next_step.zh_CN
    early = walk({**permitted, **told, "renewal": "early"}, situation="renew")
    assert isinstance(early, Stop)
    assert "最早2026年9月2日起可以申请" in early.reason.zh_CN
    assert "from 2 September 2026 on" in early.reason.en
    in_time = walk({**permitted, **told, "renewal": "open"}, situation="renew")
    assert isinstance(in_time, GuideDone)
    assert in_time.situation == "renew"


def test_name_and_person_changed_together_go_to_the_window() -> None:
    permitted = {**FOUND, "permit_found": True, "renewal": "early"}
    both = walk(permitted, situation="change", changed="both")
    assert isinstance(both, Stop)
    assert "窗口" in both.where.zh_CN
    assert isinstance(walk(permitted, situation="change", changed="name"), GuideDone)


def test_only_a_rebuilt_barber_shop_without_central_air_is_asked_whether_it_is_small() -> None:
    for answers, _ in paths(permit(), FOUND):
        asked = [question.id for question in guide_path(permit(), answers, FOUND)]
        if "small_barber" in asked:
            assert answers["kind_beauty"] == "barber"
            assert answers["central_ac"] == "no"
            assert answers["project"] != "none"


@pytest.mark.no_cover
def test_rooms_and_pools_are_asked_only_where_the_strict_rule_is_switched_on() -> None:
    strict = {**FOUND, "strict_report": True}
    for facts, expected in ((FOUND, set()), (strict, {"rooms", "pool"})):
        asked = {
            question.id
            for answers, _ in paths(permit(), facts)
            for question in guide_path(permit(), answers, facts)
        }
        assert asked & {"rooms", "pool"} == expected


def test_a_child_is_stopped_before_the_first_question() -> None:
    assert isinstance(walk({**FOUND, "age": 15}), Stop)
    assert isinstance(walk({**FOUND, "age": 16}), Question)


def test_a_local_area_threshold_stops_only_after_the_area_is_known() -> None:
    facts: dict[str, FactValue] = {**FOUND, "permit_area_minimum": 10}
    before = {"situation": "new", "group": "beauty", "kind_beauty": "barber"}
    assert isinstance(walk(facts, **before), Question)
    assert isinstance(walk(facts, **before, area="9"), Stop)
    assert isinstance(walk(facts, **before, area="10"), Question)


def test_a_gate_that_bites_after_the_last_question_stops_too() -> None:
    project_alone = replace(
        permit(), questions=(permit().question("project"), permit().question("area"))
    )
    facts: dict[str, FactValue] = {"permit_area_minimum": 10}
    answers = {"project": "none", "area": "3"}
    assert isinstance(next_step(project_alone, answers, facts), Stop)


def test_answers_that_left_the_path_are_ignored() -> None:
    answers = {**PLAIN_ANSWERS, "kind_stay": "hotel", "small_barber": "yes"}
    done = next_step(permit(), answers, FOUND)
    assert isinstance(done, GuideDone)
    assert done.facts["kind"] == "beauty"
    assert "small_barber" not in done.facts


def test_going_back_takes_one_question_off_the_path() -> None:
    answers = dict(PLAIN_ANSWERS)
    while answers:
        last = guide_path(permit(), answers, FOUND)[-1]
        del answers[last.id]
        assert next_step(permit(), answers, FOUND) == last
    assert guide_path(permit(), {}, FOUND) == ()


@pytest.mark.parametrize(
    ("question", "answer"), [("situation", "fly"), ("area", "0"), ("area", "1.5")]
)
def test_an_answer_that_is_none_is_refused_loudly(question: str, answer: str) -> None:
    with pytest.raises(ValueError, match=question):
        next_step(permit(), {**PLAIN_ANSWERS, question: answer}, FOUND)


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [("1", False), ("200000", False), ("0", True), ("200001", True), ("", True), ("８", True)],
)
def test_a_number_has_to_be_plain_digits_in_its_range(text: str, *, is_wrong: bool) -> None:
    assert number_error(permit().question("area"), text) is is_wrong


def test_bad_credit_closes_the_promise_and_unknown_credit_does_not() -> None:
    assert promise_closings(permit(), FOUND) == ()
    assert promise_closings(permit(), {"credit_flag": False, "open_promise": False}) == ()
    assert len(promise_closings(permit(), {"credit_flag": True})) == 1
    assert len(promise_closings(permit(), {"credit_flag": True, "open_promise": True})) == 2


def test_an_end_of_the_guide_hides_its_facts_in_logs() -> None:
    done = next_step(permit(), PLAIN_ANSWERS, FOUND)
    assert repr(done) == "GuideDone(situation='new')"

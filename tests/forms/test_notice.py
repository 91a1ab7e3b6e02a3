# SPDX-License-Identifier: Apache-2.0
"""The one-time notice tells everything at once, each paper with how it is supplied."""

from dataclasses import replace

from forms.notice import bundle_notice, card_values, guide_notice, limit_text, service_notice
from forms.service_item import DayUnit, Limit
from forms.service_list_query import entries, offered_here
from forms.text import Text
from tests.support.applying import permit, shipped
from tests.support.bundles import bundle, shipped_bundles, shipped_lists


def test_limits_are_written_as_people_read_them() -> None:
    assert limit_text(Limit(20, DayUnit.WORKING)) == "20个工作日"
    assert limit_text(Limit(60, DayUnit.CALENDAR)) == "60日"
    assert limit_text(None) == "以窗口告知为准"


def test_a_service_tells_conditions_papers_limits_fee_and_basis() -> None:
    offer = next(one for one in shipped_lists().offers if one.service == permit().id)
    values = service_notice(permit(), offer)
    assert values["fee"] == "不收费"
    assert values["limits"] == "法定20个工作日；承诺20个工作日"
    assert values["basis"] == permit().sources
    assert len(values["materials"]) == len(permit().materials)
    told = "\n".join(values["materials"])
    for words in ("不用带", "可以承诺60日内补交", "可以容缺，10个工作日内补交", "不用交"):
        assert words in told
    assert "新办12项" in values["materials_count"]
    assert any("十六周岁" in one for one in values["conditions"])
    assert service_notice(permit())["fee"] == ""


def test_a_bundle_tells_its_members_in_order_and_what_merging_saves() -> None:
    hiring = bundle_notice(bundle("hire-staff"))
    assert len(hiring["members"]) == 18
    assert len(hiring["materials"]) == 18
    assert "表格16张变1张，材料54份变18份。" in hiring["saved"]
    lodging = bundle_notice(bundle("lodging"))
    steps = [one.partition("　")[0] for one in lodging["members"]]
    assert steps == sorted(steps)
    assert "合计含可选事项" in lodging["saved"]
    told = "\n".join(lodging["materials"])
    assert "消防安全检查意见书" not in told, "nobody could bring it"
    assert "还没有的，个体工商户设立登记时办出来" in told
    newborn = "\n".join(bundle_notice(bundle("newborn"))["materials"])
    assert "父母同一个民族，不用交" in newborn


def test_what_is_not_certain_says_so() -> None:
    assert "窗口告知" in bundle_notice(bundle("lodging"))["note"]
    sure = replace(bundle("lodging"), members=())
    assert bundle_notice(sure)["note"] == ""
    lists = shipped_lists()
    assert "窗口告知" in guide_notice(lists.guide("passport"), lists)["note"]
    assert guide_notice(lists.guide("alive-check"), lists)["note"] == ""


def test_a_guide_only_matter_says_that_it_is_not_filed_here() -> None:
    lists = shipped_lists()
    values = guide_notice(lists.guide("utilities-together"), lists)
    assert "本机不受理这件事" in values["summary"]
    assert "网上" in values["summary"]
    assert "扫右上角的二维码" in values["phone"]
    assert any("社区盖章" in one for one in values["materials"])
    other = guide_notice(replace(lists.guide("passport"), fee=Text("160元", "160 yuan")), lists)
    assert other["phone"] == ""
    assert other["fee"] == "160元"
    assert "网上" not in other["summary"]


def test_the_card_lists_what_is_done_at_the_point() -> None:
    lists = shipped_lists()
    point = lists.point("village-qiushui")
    found = entries(shipped().services, shipped_bundles(), lists)
    values = card_values(point, offered_here(found, point.level))
    assert values["level"] == "村（社区）"
    assert "新生儿出生一件事" in values["matters"]
    assert "开餐饮店" not in values["matters"]

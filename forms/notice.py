# SPDX-License-Identifier: Apache-2.0
"""Values of the one-time notice (一次性告知单) and of the service card (便民卡), in Chinese.

The notice tells everything at once (行政许可法 art. 30): conditions, papers and how each is
supplied, limits, fee, basis, window. Names are those of the shipped templates.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from forms.bundle import Plan, parallel_groups, plan
from forms.bundle_parts import Bundle, BundleMaterial, Member
from forms.guide import told
from forms.material_rules import Material, Supply, SupplyWay
from forms.question import Gate, GateEffect
from forms.renewal import general_days
from forms.service_item import ServiceItem
from forms.service_list import GuideEntry, Offer, ServiceLists, ServicePoint
from forms.service_list_query import Entry
from forms.terms import DayUnit, Limit, Mark
from forms.text import Text

NoticeValues = dict[str, str | tuple[str, ...]]

_SUPPLIED: Final[Mapping[Supply, str]] = {
    Supply.CARD: "刷身份证，不用复印",
    Supply.CALLED: "从证照库调取，不用带；调不到的请带原件",
    Supply.REUSED: "以前交过还有效的，不用再带",
    Supply.ISSUED_ONLINE: "部门之间传递，不用带",
    Supply.GENERATED: "机器填好、打印，不用带",
    Supply.HANDED_IN: "请带来",
}
_UNITS: Final = {DayUnit.CALENDAR: "日", DayUnit.WORKING: "个工作日"}
_LEVELS: Final = {"county": "县（区）", "town": "乡镇（街道）", "village": "村（社区）"}
_AT_WINDOW: Final[Mapping[Supply, str]] = {
    **_SUPPLIED,
    Supply.CARD: "带原件，不用复印",
    Supply.GENERATED: "窗口打印，不用带",
}
_ASSUMED: Final = "本单按各地通行的做法编写，没有逐条核定，以窗口告知为准。"


def limit_text(limit: Limit | None) -> str:
    """Write a limit, as 20个工作日; where none is stated the window says it."""
    return "以窗口告知为准" if limit is None else f"{limit.days}{_UNITS[limit.unit]}"


def service_notice(item: ServiceItem, offer: Offer | None = None) -> NoticeValues:
    """What the notice of an item service says; the fee stands in its offer."""
    fee = offer.fee if offer is not None else None
    titles = {one.id: one.title.zh_CN for one in item.situations}
    return {
        "service": item.title.zh_CN,
        "summary": item.summary.zh_CN,
        "authority": item.authority.zh_CN,
        "window": item.where.zh_CN,
        "situations": "、".join(titles.values()),
        "conditions": _conditions(item.gates, general_days(item)),
        "materials_count": _counts(item),
        "materials": tuple(_service_material(one, titles) for one in item.materials),
        "limits": f"法定{limit_text(item.legal_limit)}；承诺{limit_text(item.promised_limit)}",
        "fee": fee.zh_CN if fee is not None else "",
        "basis": item.sources,
        "phone": _phone(offer),
        "version": f"{item.version}（{item.checksum[:12]}）",
    }


def bundle_notice(bundle: Bundle, offer: Offer | None = None) -> NoticeValues:
    """What the notice of a bundle says, its members in the order of handling."""
    made = plan(bundle, bundle.members)
    return {
        "service": bundle.title.zh_CN,
        "summary": bundle.summary.zh_CN,
        "authority": bundle.authority.zh_CN,
        "window": bundle.where.zh_CN,
        "members": tuple(_members(bundle)),
        "conditions": _conditions(bundle.gates, {}),
        "saved": _saved(bundle, made),
        "materials_count": f"{made.materials.count}项",
        "materials": tuple(
            _bundle_material(bundle, kind)
            for kind in bundle.materials
            if not kind.is_made_inside
        ),
        "limits": f"承诺{limit_text(bundle.promised_limit)}",
        "fee": bundle.fee.zh_CN,
        "basis": bundle.sources,
        "phone": _phone(offer),
        "note": _ASSUMED if any(_is_assumed(one) for one in bundle.members) else "",
        "version": f"{bundle.version}（{bundle.checksum[:12]}）",
    }


def guide_notice(guide: GuideEntry, lists: ServiceLists) -> NoticeValues:
    """What the notice of a guide-only matter says; it is handed in at the window."""
    papers = [lists.paper(id_) for id_ in guide.bring]
    sealed = {id_ for seal in lists.seals for id_ in seal.replaces}
    seal_text = "；也可以用社区盖章的证明代替"
    online = "可以网上办理，也可以到窗口" if guide.is_online else "到窗口办理"
    return {
        "service": guide.title.zh_CN,
        "summary": f"本机不受理这件事，只告诉您怎么办：{online}。",
        "authority": lists.window(guide.window).title.zh_CN.removeprefix("政务大厅"),
        "window": lists.window(guide.window).title.zh_CN,
        "members": tuple(step.zh_CN for step in guide.steps),
        "conditions": (),
        "materials_count": f"{len(papers)}项",
        "materials": tuple(
            f"{one.title.zh_CN}（{_AT_WINDOW[one.supply]}"
            f"{seal_text if one.id in sealed else ''}）"
            for one in papers
        ),
        "limits": limit_text(guide.promised_limit),
        "fee": guide.fee.zh_CN if guide.fee is not None else "",
        "basis": (guide.provenance.source,),
        "phone": _phone(guide),
        "note": _ASSUMED if _is_assumed(guide) else "",
    }


def card_values(point: ServicePoint, offered: Iterable[Entry]) -> NoticeValues:
    """What the card of a service point says: where, when, which phone, which matters."""
    return {
        "point": point.title.zh_CN,
        "level": _LEVELS[point.level.value],
        "address": point.address.zh_CN,
        "hours": point.hours.zh_CN,
        "phone": point.phone,
        "matters": "、".join(entry.title.zh_CN for entry in offered),
    }


def _phone(entry: Offer | GuideEntry | None) -> str:
    has_code = entry is not None and entry.phone_url
    return "扫右上角的二维码，在手机上接着办" if has_code else ""


def _is_assumed(stated: Member | GuideEntry) -> bool:
    return stated.provenance.mark is Mark.ASSUMED


def _conditions(gates: Iterable[Gate], days: Mapping[str, Text]) -> tuple[str, ...]:
    stops = (told(gate.stop, days) for gate in gates if gate.effect is GateEffect.STOP)
    return tuple(f"{stop.reason.zh_CN}{stop.next_step.zh_CN}" for stop in stops)


def _counts(item: ServiceItem) -> str:
    """How many papers each situation knows, as 新办12项、延续4项."""
    counts = [
        (one.title.zh_CN, sum(1 for m in item.materials if m.belongs_to(one.id)))
        for one in item.situations
        if one.is_offered
    ]
    return "、".join(f"{title}{count}项" for title, count in counts)


def _service_material(material: Material, situations: Mapping[str, str]) -> str:
    parts = [_ways(material.supplies)]
    if material.promise is not None:
        parts.append(f"可以承诺{limit_text(material.promise.limit)}内补交")
    if material.tolerance is not None:
        parts.append(f"可以容缺，{limit_text(material.tolerance.limit)}内补交")
    if material.excuse is not None:
        parts.append(_plain_end(material.excuse.zh_CN))
    wanted = [situations[id_] for id_ in material.situations if id_ in situations]
    if wanted:
        parts.append(f"只用于{'、'.join(wanted)}")
    return f"{material.title.zh_CN}（{'；'.join(parts)}）"


def _bundle_material(bundle: Bundle, kind: BundleMaterial) -> str:
    parts = [_ways(kind.supplies)]
    makers = [one.title.zh_CN for one in bundle.members if kind.id in one.results]
    if makers:
        parts.append(f"还没有的，{makers[0]}时办出来")
    if kind.tolerance is not None:
        parts.append(f"可以容缺，{limit_text(kind.tolerance.limit)}内补交")
    if kind.excuse is not None:
        parts.append(_plain_end(kind.excuse.zh_CN))
    users = [one.title.zh_CN for one in bundle.members if kind.id in one.materials]
    return f"{kind.title.zh_CN}（{'；'.join(parts)}）——用于{len(users)}个事项"


def _ways(supplies: tuple[SupplyWay, ...]) -> str:
    """The first way that anybody may count on decides what to say: the others stand in for it.

    What was handed in before, and what an office may yet issue, nobody can count on.
    """
    sure = [
        way
        for way in supplies
        if way.role or way.supply not in {Supply.REUSED, Supply.ISSUED_ONLINE}
    ]
    return _SUPPLIED[(sure or supplies)[0].supply]


def _plain_end(text: str) -> str:
    return text.rstrip("。")


def _members(bundle: Bundle) -> Iterable[str]:
    groups = parallel_groups(bundle.members)
    for count, group in enumerate(groups, 1):
        step = f"第{count}步　" if len(groups) > 1 else ""
        for member in group:
            office = bundle.office(member.office).title.zh_CN
            need = "，按情况" if member.condition else ""
            yield f"{step}{member.title.zh_CN}（{office}{need}）"


def _saved(bundle: Bundle, made: Plan) -> str:
    """The sums of merging, counted by the engine over all members."""
    return (
        f"{len(made.members)}个事项、{len(made.offices)}个部门一次办："
        f"表格{made.forms.total}张变{made.forms.count}张，"
        f"材料{made.materials.total}份变{made.materials.count}份。"
        f"{'' if len(made.members) == bundle.figures.members else '合计含可选事项。'}"
    )

# SPDX-License-Identifier: Apache-2.0
"""Samples of the address that is picked: provinces, a long list of streets, the rest typed."""

from collections.abc import Callable

from kiosk.screens.views import Choice, FormView, View

Words = Callable[[str, str], str]
TRAIL = "样例省 › 样例市 › 云溪区"
_STREETS = (
    "青石街道",
    "竹影街道",
    "临湖街道",
    "北山镇",
    "白鹭镇",
    "云溪高新技术产业开发区街道",
    "上坪乡",
    "望江镇",
    "清溪镇",
)


def _page(t: Words, why: str, *, names: tuple[str, ...] = (), trail: str = "") -> View:
    rest = (Choice("rest", t("没有列出，直接写", "Not listed, I write it")),) if trail else ()
    return FormView(
        title=t("请填写“邮寄地址”", "Please enter: Postal address"),
        asked_id="f_post_other",
        asked_kind="division" if names else "text",
        why=why,
        unit="",
        error="",
        options=(*(Choice(str(place), name) for place, name in enumerate(names)), *rest)
        if names
        else (),
        rows=(),
        progress=t("还有 1 项要填", "One more to fill in"),
        trail=trail,
        elsewhere=t("不在这里", "Somewhere else") if trail else "",
    )


def _provinces(t: Words) -> View:
    why = t(
        "先选省，再选市、县、街道，最后写路和门牌号。",
        "Choose province, city, county and street; then write road and number.",
    )
    return _page(t, why, names=("湖南省", "样例省"))


def _streets(t: Words) -> View:
    why = t("在下面点，没有列出的就直接写。", "Touch it below; what is not listed you write.")
    return _page(t, why, names=_STREETS, trail=TRAIL)


def _rest(t: Words) -> View:
    why = t("接着写路名、门牌号。", "Now the road and the number.")
    return _page(t, why, trail=f"{TRAIL} › 云溪高新技术产业开发区街道")


ADDRESS: dict[str, Callable[[Words], View]] = {
    "provinces": _provinces,
    "streets": _streets,
    "road": _rest,
}

# SPDX-License-Identifier: Apache-2.0
"""What the robot does with the form: fills in what is asked, changes what the script says."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Final

from kiosk.robot.abandoned import AbandonedError
from kiosk.robot.disputing import may_be_left_blank, say_wrong
from kiosk.robot.hands import Hands
from kiosk.robot.script import Script
from kiosk.screens.views import FormView, Screen

KEY_S: Final = 0.04
REST: Final = "rest"
"""Choice for what the list of divisions does not have."""
JOINT: Final = " › "
"""Stands on the glass between divisions."""
WAYS: Final = 4
"""A keyboard has so many ways of writing."""
CANDIDATES: Final = 8
"""At most so many candidates stand in the row of the keyboard."""


@dataclass
class FormDeeds:
    """The robot's eyes and hand, as far as this page needs them.

    Attributes:
        script: what is filled in, and what is changed on the page of the whole form.
        screen: what is on the glass now.
        tap: touch what has this name.
        hands: finds what is on the glass.
        changed: what has been changed already.

    """

    script: Script
    screen: Callable[[], Screen]
    tap: Callable[[str], Iterator[float]]
    hands: Hands
    changed: list[str] = field(default_factory=list)

    def fill(self) -> Iterator[float]:
        """Answer the page that is asked, or look the whole form over."""
        view = self.screen().view
        if not isinstance(view, FormView):
            return
        if not view.asked_id:
            yield from self._look_over()
            return
        id_ = view.asked_id
        wanted = self.script.fields.get(id_)
        if wanted is None and may_be_left_blank(self.screen()):
            yield from self.tap("extra")
            return
        if id_ in self.changed or wanted is None:
            wanted = self.script.changes.get(id_, wanted)
        if view.asked_kind == "division":
            yield from self._pick(view, id_, wanted)
        elif view.asked_kind != "choice":
            yield from self.type(id_, wanted, view.trail)
            yield from self.tap("forward")
        elif wanted is None:
            raise AbandonedError(f"the script has no value for {id_}")
        else:
            yield from self.tap(f"option-{wanted}")

    def _look_over(self) -> Iterator[float]:
        """Say what is wrong, open the next row that is to be changed; go on without any."""
        yield from say_wrong(self.screen, self.tap, self.script.disputes)
        if self._asks():
            return
        id_ = next((one for one in self.script.changes if one not in self.changed), None)
        if id_ is None:
            yield from self.tap("forward")
            return
        self.changed.append(id_)
        yield from self.tap(f"row-{id_}")
        yield KEY_S
        yield from self.tap("wrong")

    def _asks(self) -> bool:
        view = self.screen().view
        return isinstance(view, FormView) and view.asked_id != ""

    def _pick(self, view: FormView, id_: str, text: str | None) -> Iterator[float]:
        """Touch the division with which the address goes on, or the way elsewhere."""
        if text is None:
            raise AbandonedError(f"the script has no value for {id_}")
        rest = _after(view.trail, text)
        if rest is None:
            yield from self.tap("elsewhere")
            return
        found = (one for one in view.options if rest.startswith(one.title))
        best = max(found, key=lambda one: len(one.title), default=None)
        yield from self.tap(f"place-{best.id if best is not None else REST}")

    def type(self, id_: str, text: str | None, trail: str = "") -> Iterator[float]:
        """Touch the keys of a text; Chinese is spelt by the script's pinyin, word by word.

        Of an address whose divisions are picked, ``trail``, the rest alone is typed.
        """
        text = text if text is None else _after(trail, text) or text
        if text is None:
            if not self.screen().entry:
                raise AbandonedError(f"the script has no value for {id_}")
            return
        words = self.script.pinyin.get(id_, "").split()
        for word in words or [text]:
            for character in word:
                yield from self._turn_to(character)
                yield from self.tap(f"key-{character}")
                yield KEY_S
            if word.isdigit():
                text = text.removeprefix(word)
            elif words:
                text = yield from self._choose(id_, text)

    def _turn_to(self, character: str) -> Iterator[float]:
        """Touch the key for another way of writing until there is a key of this character."""
        for _ in range(WAYS):
            if self.hands.find(f"key-{character}") or not self.hands.find("key-mode"):
                return
            yield from self.tap("key-mode")
            yield KEY_S

    def _choose(self, id_: str, text: str) -> Generator[float, None, str]:
        """Touch the longest candidate with which the text begins; return what is left of it."""
        offered: dict[str, int] = {}
        for place in range(CANDIDATES):
            item = self.hands.find(f"candidate-{place}")
            if item is not None and text.startswith(word := str(item.property("value"))):
                offered[word] = place
        if not offered:
            raise AbandonedError(f"{id_}: the keyboard does not offer {text}")
        word = max(offered, key=len)
        yield from self.tap(f"candidate-{offered[word]}")
        yield KEY_S
        return text.removeprefix(word)


def _after(trail: str, text: str) -> str | None:
    """What of an address comes after the divisions picked; None where it lies elsewhere."""
    begun = trail.replace(JOINT, "")
    return text.removeprefix(begun) if text.startswith(begun) else None


def step_of(form: FormView) -> str:
    """How far an address is picked, as the end of its page's name: each list is a page."""
    if form.asked_kind != "division" and not form.trail:
        return ""
    return f"-{form.asked_kind}-{len(form.trail.split(JOINT)) if form.trail else 0}"

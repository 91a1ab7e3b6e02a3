# SPDX-License-Identifier: Apache-2.0
"""What is on the glass, as sentences to be said: a pure function of the ``Screen``.

The order is that in which the keypad goes: the page from its title down, the licence, the
footer, the header. A sheet that lies over the page is said alone, as it alone can be touched.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from typing import Any, Final

from kiosk.screens.parts import AssistStrip, Button, Chip, Choice, Ease, Line
from kiosk.screens.views import FormRow, Screen, SignView

Texts = Mapping[str, str]
"""The words of the frame, by key (``texts.table``)."""

UNSAID: Final = frozenset(
    {
        "id",
        "act",
        "kind",
        "style",
        "state",
        "tone",
        "picture",
        "subject",
        "asked_id",
        "asked_kind",
        "latest",
        "action",
        "confirm",
        "path",
        "squares",
        "reasons",
        "explanation",
        "pages",
    }
)
"""Fields of views that are for the glass alone, or that a touch brings up."""

ABOVE: Final = frozenset({"trail", "elsewhere"})
"""Fields that stand above the choices of their page."""
_LONG_NUMBER: Final = re.compile(r"\d{5,}")
_END: Final = re.compile(r"[。！？.!?：:；;，,]$")


def sentences(screen: Screen, texts: Texts) -> tuple[str, ...]:
    """Say ``screen`` in the words of its own language, one thing a sentence."""
    said = (one.strip() for one in _of_screen(screen, texts))
    return tuple(_readable(one) for one in said if one)


def news(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
    """Of a page that changed while it is shown, only what was not said of it before."""
    known = set(before)
    return tuple(one for one in after if one not in known)


def _of_screen(screen: Screen, texts: Texts) -> Iterator[str]:
    reminder: str = getattr(screen.view, "reminder", "")
    if screen.seconds_left >= 0 and reminder:
        yield reminder
        yield texts["ui.idle.spoken"]
        yield from (_key(texts[f"ui.take.{word}"], texts) for word in ("still", "taken"))
    elif screen.seconds_left >= 0:
        yield texts["ui.idle.title"]
        yield texts["ui.idle.spoken"]
        yield _key(texts["ui.idle.more_time"], texts)
    elif screen.ease.is_open:
        yield from _ease_sheet(screen, texts)
    elif screen.help is not None:
        yield from (screen.help.title, *screen.help.lines, screen.help.contact)
        if screen.help.away:
            yield _key(screen.help.away, texts)
        yield _key(texts["ui.close"], texts)
    else:
        yield from _page(screen, texts)


def _page(screen: Screen, texts: Texts) -> Iterator[str]:
    if screen.training is not None:
        yield screen.training.text
    if screen.service:
        yield screen.service
    if screen.step:
        step = texts["ui.steps.now"]
        yield step.format(step=screen.step, name=texts[f"ui.steps.{screen.step}"])
    yield from _fields(screen.view, texts)
    if isinstance(screen.view, SignView):
        yield _key(texts["ui.pen.away"], texts)
    if screen.entry:
        yield f"{texts['ui.pad.entry']}：{screen.entry}"
    if screen.sheet.elements:
        yield screen.sheet.description
    buttons = (screen.offer, screen.forward, screen.back, screen.extra)
    yield from (_button(button, texts) for button in buttons if button is not None)
    yield from _header(screen, texts)
    if screen.assist is not None:
        yield from _strip(screen.assist, texts)


def _strip(assist: AssistStrip, texts: Texts) -> Iterator[str]:
    """Who types, and the ways to pass the glass on and to end the help."""
    yield assist.text
    buttons = (assist.turn, assist.end)
    yield from (_button(button, texts) for button in buttons if button is not None)


def _header(screen: Screen, texts: Texts) -> Iterator[str]:
    elder = "ui.elder_off" if screen.elder else "ui.elder_on"
    for key in ("ui.language", elder, "ui.ease.open", "ui.help"):
        yield _key(texts[key], texts)


def _ease_sheet(screen: Screen, texts: Texts) -> Iterator[str]:
    yield texts["ui.ease.title"]
    for word in ease_words(screen.ease, contrast=screen.contrast):
        yield _key(texts[f"ui.ease.{word}"], texts)
    if screen.ease.is_spoken:
        levels = texts["ui.ease.levels"]
        yield levels.format(pace=screen.ease.pace, loudness=screen.ease.loudness)
    yield _key(texts["ui.ease.close"], texts)


def ease_words(ease: Ease, *, contrast: bool) -> Iterator[str]:
    """Words of the ease sheet's buttons in their order, below ``ui.ease``."""
    yield "contrast_off" if contrast else "contrast_on"
    yield "reach_off" if ease.is_low else "reach_on"
    if ease.can_speak:
        yield "speech_off" if ease.is_spoken else "speech_on"
    if ease.is_spoken:
        yield from ("again", "resume" if ease.is_paused else "pause")
        yield from ("pace_down", "pace_up", "loudness_down", "loudness_up")


def _value(value: object, texts: Texts) -> Iterator[str]:
    """Say one value of a view: what is known by kind first, else field by field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _value(part, texts)
    elif is_dataclass(value) and not isinstance(value, type):
        yield _one_sentence(value, texts)
    # numbers and flags are told by the words around them


def _one_sentence(value: object, texts: Texts) -> str:
    """Say what is one thing on the glass, such as a tile or a row."""
    match value:
        case Chip():
            return value.text
        case Choice():
            chosen = texts["ui.chosen"] if value.chosen else ""
            return _joined(value.title, value.detail, chosen)
        case FormRow():
            return _joined(f"{value.label}：{value.value}", value.chip.text)
        case Line():
            return _joined(value.text, value.detail, texts[f"ui.line.{value.state}"])
        case _:
            return _joined(*_fields(value, texts))


def _fields(value: object, texts: Texts) -> Iterator[str]:
    code = texts["ui.trouble.code"]
    for part in _as_shown(value):
        said = getattr(value, part.name)
        if part.name in UNSAID or said == "":
            continue
        if part.name == "code":
            yield code.format(code=said)
        else:
            yield from _value(said, texts)


def _as_shown(value: object) -> list[Field[Any]]:
    """The fields of a view in the order of the page: what stands above its choices first."""
    parts = list(fields(value))  # type: ignore[arg-type]  # the caller has looked
    above = [part for part in parts if part.name in ABOVE]
    below = [part for part in parts if part.name not in ABOVE]
    place = next((n for n, part in enumerate(below) if part.name == "options"), None)
    return parts if place is None else below[:place] + above + below[place:]


def _button(button: Button, texts: Texts) -> str:
    shut = "" if button.enabled else texts["ui.spoken.shut"]
    return _joined(_key(button.label, texts), shut)


def _key(label: str, texts: Texts) -> str:
    return texts["ui.spoken.button"].format(label=label)


def _joined(*parts: str) -> str:
    """One sentence of several parts; a pause between them where none is written."""
    said = ""
    for part in (one.strip() for one in parts):
        if part:
            said += part if not said or _END.search(said) else f"，{part}"
    return said


def _readable(sentence: str) -> str:
    """Long numbers are read digit by digit: nobody knows a telephone number by millions."""
    return _LONG_NUMBER.sub(lambda found: " ".join(found[0]), sentence)

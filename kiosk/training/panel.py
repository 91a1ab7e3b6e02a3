# SPDX-License-Identifier: Apache-2.0
"""What the teacher's desk shows: exercises, faults by device, the world's hand, the way out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from config.faults import FaultCatalogue
from kiosk.screens.parts import Button, Choice
from kiosk.screens.texts import Texts
from kiosk.screens.views_cases import CaseRow
from kiosk.screens.views_training import TrainingView
from kiosk.training.exercises import Exercise, Progress
from kiosk.training.provocations import Provocation

PLACES: Final[Mapping[str, str]] = {
    "exercises": "flag",
    "faults": "warning",
    "hand": "hand",
    "end": "undo",
}
"""Parts of the desk, each with its drawing."""

BAND: Final = "训练模式 Training – not valid"
"""In every language the same, for whoever reads one of the two."""


@dataclass(frozen=True)
class World:
    """What there is to be broken and to be laid in this training.

    Attributes:
        persons: cards that can be laid, id and name.
        staff: who may enter the staff's pages here: number, role, PIN.
        has_scanner: whether a code can be held before a scanner.

    """

    faults: tuple[Provocation, ...]
    exercises: tuple[Exercise, ...]
    persons: tuple[tuple[str, str], ...]
    staff: tuple[tuple[str, str, str], ...]
    has_scanner: bool = False

    def devices(self) -> tuple[str, ...]:
        """Devices that have a fault to be provoked."""
        return tuple(dict.fromkeys(one.device for one in self.faults))


@dataclass(frozen=True)
class Standing:
    """How the desk stands.

    Attributes:
        place: the open part; ``at`` a device, an exercise, ``cards`` or ``codes`` within it.
        broken: faults that are provoked and not cleared.
        progress: the exercise that was begun last.
        said: id of the text that says what happened last; empty once something is practised.

    """

    is_open: bool = False
    place: str = "exercises"
    at: str = ""
    broken: frozenset[str] = frozenset()
    progress: Progress | None = None
    done: frozenset[str] = frozenset()
    said: str = ""


def panel(now: Standing, world: World, texts: Texts, faults: FaultCatalogue) -> TrainingView:
    """Say what band and desk show."""
    drawn = _Drawn(now, world, texts, faults)
    if not now.is_open:
        return TrainingView(BAND, drawn.news())
    return TrainingView(
        BAND,
        drawn.news(),
        is_open=True,
        title=drawn.title(),
        lead=drawn.lead(),
        places=tuple(
            Choice(f"to:{name}", texts(f"training.{name}"), "", picture, name == now.place)
            for name, picture in PLACES.items()
        ),
        rows=tuple(drawn.rows()),
        acts=tuple(drawn.acts()),
        back=Button(texts("back"), "training", f"to:{now.place}") if now.at else None,
        close=Button(texts("training.close"), "training", "close"),
    )


@dataclass(frozen=True)
class _Drawn:
    now: Standing
    world: World
    texts: Texts
    faults: FaultCatalogue

    def news(self) -> str:
        """What the band says after its name."""
        progress = self.now.progress
        if self.now.said:
            return self.texts(f"training.said_{self.now.said}")
        if progress is None:
            return self.texts("training.idle")
        name = self.texts(f"training.exercise.{progress.exercise.id}")
        if progress.is_over:
            return self.texts("training.over", name=name)
        count = len(progress.exercise.stages)
        return self.texts("training.at_step", name=name, step=progress.done + 1, count=count)

    def title(self) -> str:
        """What the open part is called."""
        place, at = self.now.place, self.now.at
        if place == "faults" and at:
            return self.texts(f"device.{at}")
        if place == "exercises" and at:
            return self.texts(f"training.exercise.{at}")
        return self.texts(f"training.{at or place}")

    def lead(self) -> str:
        """What to do there; beside the exercises also who may enter the staff's pages."""
        place, at = self.now.place, self.now.at
        if place != "exercises":
            return self.texts(f"training.{place}_help")
        who = (
            self.texts(
                "training.staff", number=number, role=self.texts(f"role.{role}"), pin=pin
            )
            for number, role, pin in self.world.staff
        )
        told = self.texts("training.between").join(who)
        return self.texts("training.staff_help", staff=told) if not at else told

    def rows(self) -> Iterator[CaseRow]:
        """The steps of the open exercise."""
        progress = self.now.progress
        if self.now.place != "exercises" or progress is None or not self.now.at:
            return
        for number, _ in enumerate(progress.exercise.stages):
            tone = "done" if number < progress.done else "owed"
            tone = "open" if number > progress.done else tone
            words = self.texts(f"training.exercise.{progress.exercise.id}_{number + 1}")
            yield CaseRow(self.texts("training.step", step=number + 1), words, tone)

    def acts(self) -> Iterator[Choice]:
        """What can be touched in the open part."""
        match self.now.place:
            case "exercises":
                yield from self._exercises()
            case "faults":
                yield from self._faults()
            case "hand":
                yield from self._hand()
            case _:
                words = self.texts
                yield Choice(
                    "end", words("training.end_now"), words("training.end_detail"), "undo"
                )

    def _exercises(self) -> Iterator[Choice]:
        if self.now.at:
            yield Choice(f"begin:{self.now.at}", self.texts("training.again"), picture="loop")
            return
        for one in self.world.exercises:
            is_done = one.id in self.now.done
            detail = self.texts("training.was_done") if is_done else ""
            title = self.texts(f"training.exercise.{one.id}")
            yield Choice(f"begin:{one.id}", title, detail, "check" if is_done else one.picture)

    def _faults(self) -> Iterator[Choice]:
        if self.now.at:
            yield from (
                self._fault(one) for one in self.world.faults if one.device == self.now.at
            )
            return
        for device in self.world.devices():
            ours = [one for one in self.world.faults if one.device == device]
            broken = [one for one in ours if one.id in self.now.broken]
            key = "broken_count" if broken else "fault_count"
            detail = self.texts(f"training.{key}", count=len(broken or ours))
            picture = "warning" if broken else self.faults.fault(ours[0].code).picture
            yield Choice(f"at:{device}", self.texts(f"device.{device}"), detail, picture)
        if self.now.broken:
            yield Choice("mend_all", self.texts("training.mend_all"), picture="check")

    def _fault(self, one: Provocation) -> Choice:
        fault = self.faults.fault(one.code)
        language = self.texts.language
        title = one.titles.get(language) or fault.told(language).happened
        if one.id in self.now.broken:
            detail = self.texts("training.mend", code=one.code)
            return Choice(f"mend:{one.id}", title, detail, "warning", chosen=True)
        key = "break" if one.is_of_device else "break_later"
        detail = self.texts(f"training.{key}", code=one.code)
        return Choice(f"break:{one.id}", title, detail, fault.picture)

    def _hand(self) -> Iterator[Choice]:
        if self.now.at:
            verb = "lay" if self.now.at == "cards" else "show"
            yield from (
                Choice(f"{verb}:{id_}", name, picture="card")
                for id_, name in self.world.persons
            )
            return
        yield Choice("at:cards", self.texts("training.cards"), picture="card")
        if self.world.has_scanner:
            yield Choice("at:codes", self.texts("training.codes"), picture="phone")
        for verb, picture in (("lift", "up"), ("take", "sheet_out"), ("refill", "paper_in")):
            yield Choice(verb, self.texts(f"training.{verb}"), picture=picture)

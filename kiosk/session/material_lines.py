# SPDX-License-Identifier: Apache-2.0
"""What a visit knows of earlier materials and of proofs issued online, as frozen values."""

from dataclasses import dataclass, field, replace

from certificates.earlier_material import EarlierMaterial, SealedAnswer

CHECKING = "checking"
WHOLE = "whole"
"""State of a chosen paper whose file has the digest that the library told."""

WAITING = "waiting"
ISSUED = "issued"
_MAY_STILL_COME = frozenset({"", WAITING})
NOT_ASKED = frozenset({"timed_out", "refused", "broken", "unreachable"})
"""Words of a question that brought no answer, and may be put again."""


@dataclass(frozen=True)
class EarlierLine:
    """The list of the holder's earlier papers; ``outcome`` is empty while it is asked for.

    ``outcome`` is found, not_found, timed_out, refused, broken or unreachable; ``types`` are
    those that were asked for.
    """

    outcome: str = ""
    code: str = ""
    papers: tuple[EarlierMaterial, ...] = field(default=(), repr=False)
    types: tuple[str, ...] = ()

    @property
    def has_failed(self) -> bool:
        """Whether there was no answer at all."""
        return self.outcome in NOT_ASKED

    def lacks(self, types: tuple[str, ...]) -> bool:
        """Whether these have to be asked for: nobody answered, or only about others."""
        is_other = bool(self.outcome) and not set(types) <= set(self.types)
        return bool(types) and (self.has_failed or is_other)


@dataclass(frozen=True)
class ChosenPaper:
    """An earlier paper that the citizen consented to use; it counts once it is ``WHOLE``.

    ``state`` is checking, whole, wrong_digest, or the word of a failure.
    """

    material: str
    identifier: str
    state: str = CHECKING


@dataclass(frozen=True)
class OnlineLine:
    """A proof that another office was asked for; only ``ISSUED`` supplies the material.

    Attributes:
        material: id in the catalogue.
        state: empty until the office has the request; waiting, issued, office_refused, late (no
            answer in this visit's time), unknown, rejected (see ``fault``), or the word of a
            failure to ask: timed_out, refused, broken, unreachable.
        code: of such a failure.
        reason: the office's own words, where it refused.
        fault: why its answer was rejected, a word of ``AnswerFault``.
        answer: the answer, checked.

    """

    material: str
    state: str = ""
    code: str = ""
    reason: str = field(default="", repr=False)
    fault: str = ""
    answer: SealedAnswer | None = None

    @property
    def may_come(self) -> bool:
        """Whether the answer may still come in this visit."""
        return self.state in _MAY_STILL_COME

    @property
    def has_failed(self) -> bool:
        """Whether the office could not even be asked."""
        return self.state in NOT_ASKED


@dataclass(frozen=True)
class MaterialsLook:
    """Everything of both; empty where the service or the kiosk has neither."""

    earlier: EarlierLine | None = None
    online: tuple[OnlineLine, ...] = ()
    chosen: tuple[ChosenPaper, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether the citizen may go on: all were asked, and what waits can wait."""
        is_asking = self.earlier is not None and not self.earlier.outcome
        return not is_asking and all(line.state for line in self.online)

    @property
    def has_failed(self) -> bool:
        """Whether anything of it could not be asked."""
        is_listed = self.earlier is None or not self.earlier.has_failed
        return not is_listed or any(line.has_failed for line in self.online)

    def chosen_for(self, material: str) -> ChosenPaper | None:
        """The paper that is used for a material, checked or not."""
        return next((one for one in self.chosen if one.material == material), None)

    def online_for(self, material: str) -> OnlineLine | None:
        """The request that was made for a material."""
        return next((one for one in self.online if one.material == material), None)

    def without(self, material: str) -> "MaterialsLook":
        """The same with no paper chosen for a material."""
        kept = tuple(one for one in self.chosen if one.material != material)
        return replace(self, chosen=kept)

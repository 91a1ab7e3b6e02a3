# SPDX-License-Identifier: Apache-2.0
"""What each screen shows, as plain values: texts already chosen in the citizen's language.

``kiosk.screens.present`` makes them out of the session; ``SessionModel`` hands them to QML,
where a screen reads ``view.<field>`` and nothing else. Nothing in QML decides; a touch becomes
``Session.act(name, value)``.
"""

from dataclasses import dataclass, field

from kiosk.screens.parts import (
    AssistStrip,
    Button,
    Chip,
    Choice,
    Ease,
    Help,
    Line,
    Sheet,
    SheetElement,
)
from kiosk.screens.views_cases import OwnCasesView
from kiosk.screens.views_shelf import CertificateCard, ShelfView
from kiosk.screens.views_staff import (
    DeviceRow,
    Figure,
    OutOfServiceView,
    StaffPinView,
    StaffTaskView,
    StaffView,
)
from kiosk.screens.views_start import (
    AttractView,
    CardView,
    HomeView,
    LicenceCheckView,
    LookupsView,
    NoticeView,
    OffersView,
    PersonCheckView,
)
from kiosk.screens.views_training import TrainingView

__all__ = [
    "AttractView",
    "BoardRow",
    "BoardView",
    "Button",
    "CardView",
    "CertificateCard",
    "Chip",
    "Choice",
    "DeviceRow",
    "Ease",
    "FarewellView",
    "Figure",
    "FormRow",
    "FormView",
    "GuideView",
    "Help",
    "HomeView",
    "IssuingView",
    "LetterView",
    "LicenceCheckView",
    "Line",
    "LookupsView",
    "NoticeView",
    "OffersView",
    "OutOfServiceView",
    "Paragraph",
    "PersonCheckView",
    "PrintingView",
    "RatingView",
    "ReviewView",
    "RouteOption",
    "RouteView",
    "Screen",
    "Sheet",
    "SheetElement",
    "ShelfView",
    "SignView",
    "StaffPinView",
    "StaffTaskView",
    "StaffView",
    "StoppedView",
    "TakeView",
    "TrainingView",
    "TroubleView",
    "View",
]


@dataclass(frozen=True)
class GuideView:
    """One everyday question, by tiles or by a number pad."""

    id: str
    """The question's id in the catalogue."""
    title: str
    help: str
    kind: str
    """``choice`` or ``number``."""
    options: tuple[Choice, ...]
    unit: str
    error: str
    progress: str


@dataclass(frozen=True)
class StoppedView:
    """Why it does not go on here, what to do instead, and where."""

    title: str
    reason: str
    next_step: str
    where: str


@dataclass(frozen=True)
class BoardRow:
    """One material: its legal title, its everyday name, how it is supplied."""

    id: str
    title: str
    plain: str
    chip: Chip
    told: str = ""
    """What is waited for, or why something that was looked for does not do."""
    use: str = ""
    """Consent to an earlier paper, to be ticked; empty where there is none."""
    is_used: bool = False
    is_looked_for: bool = False
    """Whether an earlier paper is being looked for; the answer is a moment away."""
    subject: str = ""
    """The document behind it, by its role; empty where nothing may be said of it."""
    act: str = ""
    """``dispute``, ``undispute`` or empty."""
    picture: str = ""
    """Name of the drawing of what it looks like."""


@dataclass(frozen=True)
class BoardView:
    """The ledger of materials with its total at the foot."""

    title: str
    rows: tuple[BoardRow, ...]
    totals: str
    note: str
    reasons: tuple[Choice, ...] = ()
    """What may be said of a document that is wrong."""


@dataclass(frozen=True)
class FormRow:
    """A value that is already there, with where it comes from."""

    id: str
    label: str
    value: str
    chip: Chip
    act: str = ""
    """What a touch may do: add, edit, dispute, undispute, amend, or nothing."""


@dataclass(frozen=True)
class FormView:
    """One asked field with its pad, or the whole form.

    ``asked_kind`` is number, identity, phone, date, text, code, choice or division; ``still``
    is what is missing while it is typed, ``latest`` the last day that a calendar offers (ISO).
    When no field is asked any more, ``asked_id`` is empty and the rows are the form to be
    checked.
    """

    title: str
    asked_id: str
    asked_kind: str
    why: str
    unit: str
    error: str
    options: tuple[Choice, ...]
    rows: tuple[FormRow, ...]
    progress: str
    reasons: tuple[Choice, ...] = ()
    still: str = ""
    latest: str = ""
    trail: str = ""
    """The divisions of an address that are picked already."""
    elsewhere: str = ""
    """The button for another place than these; empty where nothing is picked."""


@dataclass(frozen=True)
class RouteOption:
    """One lawful way to go on, told in points; both are drawn alike."""

    id: str
    title: str
    points: tuple[str, ...]
    term: str
    """The legal term, small behind the plain title."""
    enabled: bool = True
    reason: str = ""


@dataclass(frozen=True)
class RouteView:
    """The free choice between the ways."""

    title: str
    options: tuple[RouteOption, ...]
    note: str


@dataclass(frozen=True)
class Paragraph:
    """``style`` is title, heading, body or item."""

    style: str
    text: str


@dataclass(frozen=True)
class LetterView:
    """The promise letter, to be read to its end."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    read_to_end: bool


@dataclass(frozen=True)
class SignView:
    """The pad, under the sentence that is signed."""

    title: str
    statement: str
    hint: str
    error: str


@dataclass(frozen=True)
class ReviewView:
    """The last look: what will be decided, what stands on the sheet, what is printed."""

    title: str
    headline: str
    rows: tuple[FormRow, ...]
    papers: tuple[str, ...]
    note: str
    reasons: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class IssuingView:
    """What the desk does, each line done only when it is true."""

    title: str
    lines: tuple[Line, ...]
    sealed: bool


@dataclass(frozen=True)
class PrintingView:
    """Each paper on its way to the tray."""

    title: str
    lines: tuple[Line, ...]
    sheets_done: int
    sheets_total: int
    message: str
    """What hinders the printer and what to do; empty while it prints."""
    code: str


@dataclass(frozen=True)
class TakeView:
    """What to take along, and what still has to be done."""

    title: str
    headline: str
    items: tuple[Choice, ...]
    card_left: bool
    due: str
    note: str
    reminder: str = ""
    """What still lies in the slot, to be told again and again; empty where nothing does."""


@dataclass(frozen=True)
class RatingView:
    """Five levels; none is a lawful answer."""

    title: str
    levels: tuple[Choice, ...]
    note: str


@dataclass(frozen=True)
class FarewellView:
    """The end: nothing of the visit stays."""

    title: str
    text: str


@dataclass(frozen=True)
class PauseView:
    """The shade: four digits to be chosen (``hidden`` false), or to come back with."""

    title: str
    lead: str
    digits: int
    hidden: bool
    message: str
    note: str


@dataclass(frozen=True)
class TroubleView:
    """What happened, what to do now, where else to go; the code small at the foot."""

    title: str
    message: str
    next_step: str
    elsewhere: str
    code: str


View = (
    AttractView
    | HomeView
    | LicenceCheckView
    | NoticeView
    | CardView
    | PersonCheckView
    | LookupsView
    | ShelfView
    | OffersView
    | GuideView
    | StoppedView
    | BoardView
    | FormView
    | RouteView
    | LetterView
    | SignView
    | ReviewView
    | IssuingView
    | PrintingView
    | TakeView
    | RatingView
    | FarewellView
    | TroubleView
    | PauseView
    | OutOfServiceView
    | StaffPinView
    | StaffView
    | StaffTaskView
    | OwnCasesView
)


@dataclass(frozen=True)
class Screen:
    """Everything on the glass at one moment."""

    name: str
    """Value of ``kiosk.session.states.State``: the QML file is ``<name>Screen.qml``."""
    view: View
    step: int = 0
    service: str = ""
    language: str = "zh_CN"
    elder: bool = False
    contrast: bool = False
    ease: Ease = field(default_factory=Ease)
    back: Button | None = None
    forward: Button | None = None
    extra: Button | None = None
    """A third, quiet way out beside back, such as "not me" or "leave"."""
    offer: Button | None = None
    """One large button above the footer that makes things easier; going on declines it."""
    assist: AssistStrip | None = None
    """Staff beside the citizen, on every page of the visit."""
    entry: str = ""
    """What has been typed on the pad so far."""
    seconds_left: int = -1
    """Seconds until the visit ends by itself, shown from the warning on; -1 hides it."""
    help: Help | None = None
    sheet: Sheet = field(default_factory=Sheet)
    sample: bool = False
    training: TrainingView | None = None
    """Whether documents of this machine are samples (demo key)."""

# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases submit-bundle``: a bundle (一件事) typed at the window, one case of many."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from forms.bundle import whole_plan
from forms.bundle_application import IncompleteError, JointForm, judged
from forms.bundle_file import load_bundles
from forms.bundle_parts import Bundle
from kiosk.bundle_filing import FiledAt, bundle_record
from kiosk.commands.arguments import FAILED, SUCCESS, WRONG_USE, complain, load_from, say
from kiosk.slip_code import SlipCodes
from kiosk.store.store import Store

if TYPE_CHECKING:
    from argparse import _SubParsersAction

SUBMIT_BUNDLE: Final = "submit-bundle"
SUBMIT_HELP: Final = (
    "Accept a bundle that a clerk has typed with the citizen: one case, one slip, one message"
    " to the case desk, which splits it to the offices of its members. FILE is JSON as --empty"
    " writes it (- reads it from stdin); it holds a person's data and is not kept here: delete"
    " it afterwards. Works beside the running kiosk, which sends the case; print the slip with"
    " kiosk cases print CASE."
)
_TEXTS: Final = ("name", "number", "address")


def add_bundle(
    actions: "_SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    """Offer the action; returns its parser."""
    submit = actions.add_parser(
        SUBMIT_BUNDLE, help="accept a bundle typed at the window", description=SUBMIT_HELP
    )
    submit.add_argument("bundle", metavar="BUNDLE", help="as kiosk catalogue list names it")
    submit.add_argument("form", metavar="FILE", nargs="?", default="-", help="JSON; default: -")
    submit.add_argument("--empty", action="store_true", help="write an empty form, and end")
    return submit


def run_bundle(args: argparse.Namespace) -> int:
    """Write an empty form, or accept a filled one."""
    from kiosk.app import CATALOGUE  # noqa: PLC0415  # Qt comes with it

    found = {one.id: one for one in load_bundles(CATALOGUE)}
    bundle = found.get(args.bundle)
    if bundle is None:
        complain(f"There is no bundle {args.bundle}: {', '.join(found)}")
        return WRONG_USE
    if args.empty:
        say(json.dumps(empty_form(bundle), ensure_ascii=False, indent=2))
        return SUCCESS
    try:
        form = form_from(_read(args.form))
    except (OSError, ValueError) as error:
        complain(f"{args.form}: {error}")
        return WRONG_USE
    return _submit(args, bundle, form)


def _submit(args: argparse.Namespace, bundle: Bundle, form: JointForm) -> int:
    from kiosk.app import CATALOGUE, catalogue_of  # noqa: PLC0415  # Qt comes with it
    from kiosk.clock import SystemClock  # noqa: PLC0415
    from kiosk.desk_beside import desk_beside  # noqa: PLC0415  # Qt comes with it

    settings, clock = load_from(args).settings, SystemClock()
    try:
        asked = judged(bundle, form, today=clock.today())
    except IncompleteError as error:
        complain("\n".join(error.lines))
        return FAILED
    calendar = catalogue_of(settings, CATALOGUE).calendar
    with (
        Store.open_beside(settings.kiosk.data_dir, clock=clock) as store,
        desk_beside(settings, store) as desk,
    ):
        number = store.new_case_id(settings.kiosk.id)
        filed = FiledAt(
            number,
            settings.kiosk.id,
            settings.kiosk.authority,
            clock.now(),
            SlipCodes(settings.kiosk.data_dir).code_of(number),
        )
        record, slip = bundle_record(asked, filed, calendar)
        typed = {id_: text for id_, (text, _) in asked.fields.items()}
        desk.preflight({**typed, "name": form.name})
        store.submit_case(record)
        say(f"Accepted: {number}, {len(asked.plan.members)} members; it goes to the desk.")
        desk.make_more(number, slip, ())
    say(f"The slip is made: kiosk cases print {number}")
    return SUCCESS


def _read(name: str) -> object:
    text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
    return json.loads(text)


def form_from(content: object) -> JointForm:
    """Read a filled form.

    Raises:
        ValueError: it is not of the form that ``--empty`` writes; no value is repeated.

    """
    if not isinstance(content, dict):
        raise ValueError("the form is no object")  # noqa: TRY004  # of the file, not of ours
    applicant = content.get("applicant")
    if not isinstance(applicant, dict):
        raise ValueError("applicant is missing")  # noqa: TRY004
    if stray := content.keys() - {"applicant", "answers", "fields", "handed_in", "help"}:
        raise ValueError(f"unknown: {', '.join(sorted(stray))}")
    who = {name: _text(applicant.get(name, ""), name) for name in _TEXTS}
    handed_in = content.get("handed_in", [])
    if not isinstance(handed_in, list):
        raise ValueError("handed_in is no list")  # noqa: TRY004
    return JointForm(
        **who,
        answers=_texts(content.get("answers", {}), "answers"),
        fields=_texts(content.get("fields", {}), "fields"),
        handed_in=frozenset(_text(one, "handed_in") for one in handed_in),
    )


def _texts(found: object, name: str) -> dict[str, str]:
    """A table of texts; what was left empty is not there."""
    if not isinstance(found, dict):
        raise ValueError(f"{name} is no object")  # noqa: TRY004
    read = {key: _text(value, f"{name}.{key}").strip() for key, value in found.items()}
    return {key: value for key, value in read.items() if value}


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} is no text")  # noqa: TRY004
    return value


def empty_form(bundle: Bundle) -> Mapping[str, Any]:
    """A form to be filled in: what is asked, every field, and what may be handed in."""
    made = whole_plan(bundle)
    wanted = {kind for one in bundle.members for kind in one.materials}
    fields = {one.id: one.label.zh_CN for one in bundle.fields}
    return {
        "applicant": dict.fromkeys(_TEXTS, ""),
        "answers": {one.id: "" for one in bundle.questions},
        "fields": dict.fromkeys(made.fields.ids, ""),
        "handed_in": [],
        "help": {
            "answers": {
                one.id: " ".join(
                    (one.text.zh_CN, *(f"{o.id}={o.text.zh_CN}" for o in one.options))
                )
                for one in bundle.questions
            },
            "fields": fields,
            "handed_in": {
                one.id: one.title.zh_CN
                for one in bundle.materials
                if one.id in wanted and not one.is_made_inside
            },
        },
    }

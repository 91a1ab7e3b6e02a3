# SPDX-License-Identifier: Apache-2.0
"""Pages of the settings: areas, tables, keys, one key and its typing, the search."""

from collections.abc import Callable, Mapping

from config.explained import Explained, explained
from config.rules import NEVER_HERE
from kiosk.screens.present import settings_words as told
from kiosk.screens.present.staff_frame import frame
from kiosk.screens.present.words import Words
from kiosk.screens.texts import LANGUAGES
from kiosk.screens.views import Button, Choice, Screen
from kiosk.screens.views_cases import CaseRow
from kiosk.screens.views_staff import SettingRow
from kiosk.session import settings_draft as draft
from kiosk.session import staff_settings
from kiosk.session.session import Session
from kiosk.session.settings_desk import (
    AREAS,
    Plug,
    SettingLine,
    SettingsDesk,
    act_for,
    rule_of,
    tables_of,
)
from kiosk.session.staff_desk import Page
from kiosk.session.staff_rights import TWO_PERSONS

_AREA_PICTURES = {
    "devices": "reader",
    "network": "server",
    "hall": "certificate",
    "use": "clock",
}
_CHINESE_KEYS = ("authority", "window", "nearest", "org_name")


def to_draft(session: Session, words: Words) -> Button | None:
    """The way to what was changed so far; none where nothing was."""
    count = len(session.staff.settings.edits)
    return Button(words("settings.to_draft", count=count), "forward") if count else None


def home(session: Session, words: Words) -> Screen:
    """Which configuration counts, and the ways into it."""
    settings = session.staff.settings
    if not settings.is_read or not settings.is_offered:
        key = "not_offered" if settings.is_read else "reading"
        return frame(session, words, rows=(CaseRow("", words(f"settings.{key}"), "open"),))
    return frame(
        session,
        words,
        rows=_standing(settings, words),
        acts=_ways(settings, words),
        forward=to_draft(session, words),
    )


def _standing(settings: SettingsDesk, words: Words) -> tuple[CaseRow, ...]:
    """What was refused, and what counts now or from the next start."""
    rows = []
    for refused in settings.refused[:1]:
        label = _version(refused.version, words)
        why = words(f"settings_refused.{refused.reason}")
        rows.append(CaseRow(label, why, "stop"))
        rows += [told.problem_row(one, words) for one in refused.problems[:2]]
    if not settings.lines:
        return tuple(rows)
    key, tone = ("waiting", "owed") if settings.is_waiting else ("running", "done")
    label = _version(settings.version, words)
    return (*rows, CaseRow(label, words(f"settings.{key}"), tone))


def _version(number: int, words: Words) -> str:
    return words("settings.version", number=number) if number else words("settings.file")


def _ways(settings: SettingsDesk, words: Words) -> tuple[Choice, ...]:
    acts = []
    if settings.is_waiting:
        acts.append(Choice("restart", words("settings.restart"), picture="loop"))
    if settings.lines:
        acts += [
            Choice(area, words(f"settings_area.{area}"), picture=_AREA_PICTURES[area])
            for area in AREAS
        ]
        acts.append(Choice("find", words("settings.find"), picture="search"))
    acts.append(Choice("versions", words("settings.versions"), picture="undo"))
    acts.append(Choice("packages", words("settings.packages"), picture="folder"))
    return tuple(acts)


def area(session: Session, words: Words) -> Screen:
    """The tables of one area."""
    settings = session.staff.settings
    known = {one.key.partition(".")[0] for one in settings.lines}
    acts = tuple(
        Choice(name, told.table(name, words), _table_detail(settings, name, words))
        for name in tables_of(settings.area)
        if name in known
    )
    title = words(f"settings_area.{settings.area}")
    return frame(session, words, title=title, acts=acts, forward=to_draft(session, words))


def _table_detail(settings: SettingsDesk, name: str, words: Words) -> str:
    own = [one for one in settings.lines if one.key.startswith(f"{name}.")]
    edits = [one for one in settings.edits if one.key.partition(".")[0] == name]
    changed = sum(one.is_changed for one in own)
    if edits:
        return words("settings.edits", count=len(edits))
    if not settings.has(name):
        return words("settings.not_fitted")
    return words("settings.changed", count=changed) if changed else words("settings.as_default")


def table(session: Session, words: Words) -> Screen:
    """The keys of one table."""
    settings = session.staff.settings
    own = [one for one in settings.lines if one.key.startswith(f"{settings.table}.")]
    acts = []
    if staff_settings.can_take_out(session):
        acts.append(Choice("out", words("settings.take_out"), picture="cross"))
    if settings.edit(settings.table) is not None:
        acts.append(Choice("undo", words("settings.put_back"), picture="undo"))
    lead = "" if settings.has(settings.table) else words("settings.not_fitted_help")
    return frame(
        session,
        words,
        kind="keys",
        title=told.table(settings.table, words),
        lead=lead,
        keys=tuple(_row(one, settings, words) for one in own),
        acts=tuple(acts),
        forward=to_draft(session, words),
    )


def _row(line: SettingLine, settings: SettingsDesk, words: Words) -> SettingRow:
    mark, tone = told.mark(line, settings, words)
    shown = told.value(line.key, settings.value(line.key), words, is_secret=_hides(line))
    meaning = told.meaning(line.key, words)
    return SettingRow(line.key, meaning, line.key, told.short(shown), mark, tone)


def _hides(line: SettingLine) -> bool:
    rule = rule_of(line.key)
    return line.is_secret or (rule is not None and rule.is_secret)


def find(session: Session, words: Words) -> Screen:
    """What is searched for, by the name or by what it is."""
    enabled = bool(session.entry.strip())
    forward = Button(words("settings.find_now"), "forward", enabled=enabled)
    return frame(
        session, words, kind="text", title=words("settings.find_help"), forward=forward
    )


def found(session: Session, words: Words) -> Screen:
    """Every key in whose name, meaning or value the sought words stand."""
    settings = session.staff.settings
    lines = [one for one in settings.lines if is_sought(one, settings.sought)]
    none = CaseRow("", words("settings.found_none", sought=settings.sought), "open")
    return frame(
        session,
        words,
        kind="keys" if lines else "list",
        title=words("settings.found", sought=settings.sought),
        rows=() if lines else (none,),
        keys=tuple(_row(one, settings, words) for one in lines),
        forward=to_draft(session, words),
    )


def is_sought(line: SettingLine, sought: str) -> bool:
    """Whether every word stands in the key, in its meaning in any language, or in its value."""
    explanations = (explained(line.key, language) for language in LANGUAGES)
    text = " ".join((line.key, str(line.value), *(one.meaning for one in explanations if one)))
    return all(word in text.lower() for word in sought.lower().split())


# -- one key ---------------------------------------------------------------------------------


def setting(session: Session, words: Words) -> Screen:
    """One key: what it is, what it may hold, what follows, and the ways to change it."""
    settings = session.staff.settings
    line, about = settings.line(settings.key), explained(settings.key, words.language)
    if line is None or about is None:
        gone = CaseRow("", words("settings.no_key"), "open")
        return frame(session, words, rows=(gone,))
    is_open = staff_settings.is_open_to(session)
    rows = [*_now(settings, line, words), *_about(line, about, words)]
    rows += [] if is_open else [CaseRow(words("settings.who"), _closed(line, words), "owed")]
    if is_open and act_for(frozenset({line.key})) in TWO_PERSONS:
        rows.append(CaseRow(words("staff_page.two"), words("staff_page.two_help"), "open"))
    return frame(
        session,
        words,
        title=about.meaning,
        lead=line.key,
        rows=tuple(rows),
        acts=_changes(settings, line, words) if is_open else (),
        forward=to_draft(session, words),
    )


def _now(settings: SettingsDesk, line: SettingLine, words: Words) -> tuple[CaseRow, ...]:
    kept = told.value(line.key, line.value, words, is_secret=line.is_secret)
    if not line.is_fitted:
        kept = words("settings.not_fitted")
    edit = settings.edit(line.key)
    if edit is None:
        tone = "open" if line.is_changed else "done"
        return (CaseRow(words("settings.now"), kept, tone),)
    new = told.value(line.key, settings.value(line.key), words, is_secret=_hides(line))
    change = words("settings.change", before=kept, after=new)
    return (CaseRow(words("settings.in_draft"), change, "owed"),)


def _about(line: SettingLine, about: Explained, words: Words) -> tuple[CaseRow, ...]:
    default = told.value(line.key, line.default, words)
    allowed = words("settings.range", allowed=about.allowed, default=default)
    rows = [CaseRow(words("settings.may_be"), allowed, "open")]
    if about.effect:
        rows.append(CaseRow(words("settings.effect"), about.effect, "open"))
    counts = words(f"settings_when.{about.starts_anew.value}")
    return (*rows, CaseRow(words("settings.counts"), counts, "open"))


def _closed(line: SettingLine, words: Words) -> str:
    """Why who is in cannot change it here."""
    if line.source == "environment":
        return words("settings.by_environment", name=line.where)
    return words("settings.never_here" if line.key in NEVER_HERE else "settings.supervisor")


def _changes(settings: SettingsDesk, line: SettingLine, words: Words) -> tuple[Choice, ...]:
    """The ways to change it, by its kind."""
    now = str(settings.value(line.key))
    acts = [
        Choice(f"word:{word}", _word(line.key, word, words), chosen=word == now)
        for word in draft.choices_of(line.key)
    ]
    if line.key in draft.PLUGGED:
        acts += _plugs(settings, now, words)
    acts += _steps(settings, words)
    if not (rule := rule_of(line.key)) or not rule.choices:
        acts.append(Choice("type", words("settings.type"), picture="pen"))
    if settings.edit(line.key) is not None:
        acts.append(Choice("undo", words("settings.undo"), picture="undo"))
    elif line.source == "file" and line.is_changed:
        default = told.value(line.key, line.default, words)
        acts.append(
            Choice("default", words("settings.to_default", value=default), picture="undo")
        )
    return tuple(acts)


def _word(key: str, word: str, words: Words) -> str:
    return told.value(key, word, words)


def _plugs(settings: SettingsDesk, now: str, words: Words) -> list[Choice]:
    """What is plugged in, each with its kind; then the way to look again."""
    if settings.plugs is None:
        return [Choice("again", words("settings.looking"), picture="loop", enabled=False)]
    found = draft.wanted_plugs(settings)
    again = words("settings.look_again" if found else "settings.nothing_plugged")
    return [
        *(_plug(one, now, words) for one in found),
        Choice("again", again, picture="loop"),
    ]


def _plug(one: Plug, now: str, words: Words) -> Choice:
    kind = words(f"settings_plug.{one.driver}")
    name = one.port.rpartition("/")[2] if one.driver == "sam-serial" else one.port
    detail = words("settings.plug", kind=kind, detail=one.detail).rstrip(" ·")
    return Choice(f"plug:{one.port}", name, detail, "plug", chosen=one.port == now)


def _steps(settings: SettingsDesk, words: Words) -> list[Choice]:
    """One touch less and one more, each saying where it leads."""
    acts = []
    for name, by, key in (("less", -1, "less"), ("more", 1, "more_of")):
        there = draft.stepped(settings, by)
        if there is not None:
            text = words(f"settings.{key}", value=told.value(settings.key, there, words))
            acts.append(Choice(name, text))
    return acts


def typing(session: Session, words: Words) -> Screen:
    """A pad for a whole number, a keyboard for everything else."""
    settings = session.staff.settings
    about, rule = explained(settings.key, words.language), rule_of(settings.key)
    allowed = about.allowed if about is not None else ""
    is_whole = rule is not None and rule.kind is int
    return frame(
        session,
        words,
        kind="number" if is_whole else "text",
        title=told.meaning(settings.key, words),
        lead=words("settings.allowed", allowed=allowed),
        mode=_mode(settings.key),
        unit=about.unit if about is not None else "",
        error=words("settings.wrong", allowed=allowed) if settings.error else "",
        forward=Button(words("settings.note"), "forward"),
    )


def _mode(key: str) -> str:
    """How the keyboard begins: names in characters, numbers in digits, the rest in letters."""
    rule, name = rule_of(key), key.rpartition(".")[2]
    if key.startswith("authorities.") or name in _CHINESE_KEYS:
        return "pinyin"
    is_number = rule is not None and rule.kind is not str
    is_digits = is_number or name in {"phone", "begins", "ends", "division"}
    return "digits" if is_digits else "letters"


def is_hidden(session: Session) -> bool:
    """Whether what is being typed is a secret: nobody beside it reads it off the glass."""
    settings = session.staff.settings
    rule = rule_of(settings.key)
    is_typing = session.staff.page is Page.SETTING_TYPE
    return is_typing and rule is not None and rule.is_secret


PAGES: Mapping[Page, Callable[[Session, Words], Screen]] = {
    Page.SETTINGS: home,
    Page.SETTINGS_AREA: area,
    Page.SETTINGS_TABLE: table,
    Page.SETTING: setting,
    Page.SETTING_TYPE: typing,
    Page.SETTINGS_FIND: find,
    Page.SETTINGS_FOUND: found,
}

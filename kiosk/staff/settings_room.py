# SPDX-License-Identifier: Apache-2.0
"""What the staff's pages ask of the configuration, done on this machine; used by workers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.errors import ConfigError
from config.loader import LoadedSettings
from devices.card_reader.plugged import pcsc_readers, serial_ports
from kiosk.clock import Clock
from kiosk.configuration.applying import (
    Applied,
    NoSuchVersionError,
    apply,
    check_whole,
    roll_back,
    tell_journal,
    wanted_version,
)
from kiosk.configuration.bringing import draft_of
from kiosk.configuration.editing import edited
from kiosk.configuration.package import PackageRefusedError
from kiosk.configuration.site import Candidate, Site
from kiosk.configuration.versions import Draft, Way, checksum
from kiosk.journal import Journal
from kiosk.session.settings_acts import (
    CheckEdits,
    EditsChecked,
    FindPackages,
    GoBack,
    KeepEdits,
    Keeping,
    KeepPackage,
    PackagesFound,
    PlugsSeen,
    ReadSettings,
    SeePlugs,
    SettingsKept,
    SettingsRead,
)
from kiosk.session.settings_desk import ChangeLine, Edit, Plug, Refused
from kiosk.staff.settings_lists import (
    change_lines,
    content_of,
    package_line,
    packages_below,
    setting_lines,
    version_lines,
)
from kiosk.store.errors import StoreError
from kiosk.store.store import Store

DRAFT = "draft"
"""How problems name what was changed on the glass."""


@dataclass(frozen=True)
class SettingsRoom:
    """The configuration of the kiosk that runs.

    Attributes:
        site: reads what lies on this machine anew.
        running: what this kiosk was built with.
        catalogue: shipped, for the calendars of packages.

    """

    site: Callable[[], Site]
    running: LoadedSettings
    store: Store
    journal: Journal
    clock: Clock
    catalogue: Path

    def read(self, asked: ReadSettings) -> SettingsRead:
        """Every key as the next start has it, and every version."""
        site = self.site()
        history = site.versions.read()
        try:
            candidate = next(site.candidates())
        except ConfigError as error:
            return SettingsRead(asked.visit, refused=(Refused("invalid", 0, error.found),))
        text = _text_of(site, candidate)
        version = candidate.version
        return SettingsRead(
            asked.visit,
            base=checksum(text.encode()),
            is_waiting=candidate.loaded.checksum != self.running.checksum,
            version=version.number if version is not None else 0,
            lines=setting_lines(candidate.loaded, text),
            versions=version_lines(history, text),
            back_to=_back_to(site),
            refused=tuple(
                Refused(one.reason, one.version, one.problems) for one in candidate.refused
            ),
        )

    def check(self, asked: CheckEdits) -> EditsChecked:
        """The draft as a whole."""
        site = self.site()
        text = _base(site)
        changed = _edited(text, asked.edits)
        try:
            check_whole(site, changed, called=DRAFT)
        except ConfigError as error:
            changes = change_lines(text, changed)
            return EditsChecked(asked.visit, asked.turn, changes, error.found)
        return EditsChecked(asked.visit, asked.turn, change_lines(text, changed))

    def plugs(self, asked: SeePlugs) -> PlugsSeen:
        """Serial ports and PC/SC readers."""
        ports = (Plug(one.port, "sam-serial", one.detail) for one in serial_ports(asked.port))
        readers = (Plug(name, "pcsc") for name in pcsc_readers())
        return PlugsSeen(asked.visit, (*ports, *readers))

    def packages(self, asked: FindPackages) -> PackagesFound:
        """Every package on a stick, judged."""
        site = self.site()
        loaded = site.settings()
        folder, now = loaded.settings.configuration.packages_folder, _base(site)
        lines = (
            package_line(path, site, running=loaded, now=now, catalogue=self.catalogue)
            for path in packages_below(folder)
        )
        return PackagesFound(asked.visit, tuple(lines))

    def keep(self, asked: Keeping) -> SettingsKept:
        """Keep a version and tell the journal; what does not hold keeps nothing."""
        try:
            done = self._kept(self.site(), asked)
        except ConfigError as error:
            return SettingsKept(asked.visit, "refused", problems=error.found, code=error.code)
        except PackageRefusedError as error:
            return SettingsKept(asked.visit, "refused", code=error.code)
        except NoSuchVersionError:
            return SettingsKept(asked.visit, "moved_on")
        except StoreError as error:
            return SettingsKept(asked.visit, "failed", code=error.code)
        if done is None:
            return SettingsKept(asked.visit, "moved_on")
        changes = tuple(ChangeLine(one.key, one.before, one.after) for one in done.changes)
        number, of = done.version.number, done.version.draft.of
        return SettingsKept(asked.visit, "kept", number, of, changes)

    def _kept(self, site: Site, asked: Keeping) -> Applied | None:
        """Keep it; None where something else was kept since it was looked at."""
        match asked:
            case KeepEdits():
                text = _base(site)
                if checksum(text.encode()) != asked.base:
                    return None
                new = _edited(text, asked.edits)
                draft = Draft(new, Way.APPLIED, who=asked.who, why=asked.why)
                done = apply(site, draft, called=DRAFT, clock=self.clock)
            case GoBack():
                done = roll_back(site, asked.number, who=asked.who, clock=self.clock)
            case _:
                draft = self._draft_of(site, asked)
                if draft.package != asked.number:
                    return None
                done = apply(site, draft, called=Path(asked.path).name, clock=self.clock)
        tell_journal(site.versions, self.store, self.journal)
        return done

    def _draft_of(self, site: Site, asked: KeepPackage) -> Draft:
        return draft_of(
            content_of(Path(asked.path)),
            site,
            running=site.settings(),
            catalogue=self.catalogue,
            who=asked.who,
        )


def _text_of(site: Site, candidate: Candidate) -> str:
    return candidate.version.text if candidate.version is not None else site.text


def _base(site: Site) -> str:
    """The text that the next start would have; a draft is made over it.

    Raises:
        ConfigError: there is none that holds (CONFIG-0701).

    """
    return _text_of(site, next(site.candidates()))


def _edited(text: str, edits: tuple[Edit, ...]) -> str:
    return edited(text, ((one.key, one.value) for one in edits))


def _back_to(site: Site) -> int:
    """The version that one touch goes back to; 0 for none."""
    try:
        return wanted_version(site).number
    except NoSuchVersionError:
        return 0

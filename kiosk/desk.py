# SPDX-License-Identifier: Apache-2.0
"""The desk: commits a case, numbers it, has its papers made, and keeps every byte of them.

Blocking and Qt-free; called from one worker. The order is the law of the house: first the
store has it on disk, then anybody is told. Each step can be done again after a stop.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from certificates.errors import CertificateError, DocumentError
from certificates.library.interface import AuditElements
from forms.authority import authority_name
from forms.catalogue import Catalogue
from forms.deadlines import deadline_of
from forms.rating import RatingLevel
from forms.service_item import ServiceItem
from kiosk.audit_elements import audit_elements
from kiosk.case_papers import FACES, corrections_of, papers_of, printed_values
from kiosk.certified import Certified, certified
from kiosk.clock import Clock
from kiosk.delivery_papers import delivery_record, new_pickup_code
from kiosk.documents.process import DocumentProcess
from kiosk.documents.request import NOT_MADE, DocumentRequest, MadeDocument
from kiosk.filing import decision_word, due_day, kept_from, papers_from, promises_of
from kiosk.handling_figures import counters_of
from kiosk.journal import Journal
from kiosk.moments import minute_in_words
from kiosk.notes import Notes
from kiosk.numbered import numbered
from kiosk.papers import Filing, Paper, subject_of
from kiosk.session.case_visit import OWN_CASES
from kiosk.session.effects import Issue, Note, Strokes
from kiosk.slip_code import SlipCodes
from kiosk.stationery import stationery_of
from kiosk.store.errors import StoreError
from kiosk.store.records import (
    CaseRecord,
    NumberUse,
    OutboxMessage,
    RatingRecord,
    SeriesNumber,
)
from kiosk.store.store import Store
from kiosk.stored_paper import StoredPaper, keep_made, measured, stem_of
from kiosk.technician.traffic import end_overdue

log = logging.getLogger(__name__)

MAKE_S = 20.0
"""Longest wait for one paper; warm it takes a tenth of a second."""

Told = Callable[[str, str], None]
"""Hears of a line that came true, and of the case number."""


@dataclass(frozen=True)
class DeskSettings:
    """What the desk must know of its hall."""

    machine: str
    division: str
    authority: str
    org_name: str
    templates: Mapping[str, Mapping[str, object]] = field(repr=False)
    """Parsed templates: ``<service id>/licence`` and the shared papers by their own name."""
    is_sample: bool = True
    authorities: Mapping[str, str] = field(default_factory=dict)
    """Local names by kind of authority; a kind without one is ``authority``."""
    issuer: str = ""
    """Code of the issuing body in identifiers; empty is the division."""

    def authority_of(self, item: ServiceItem) -> str:
        """The authority (发证机关) that decides on this service here."""
        return authority_name(item.authority_kind, self.authorities, self.authority)


@dataclass(frozen=True)
class IssuedPapers:
    """A case whose papers are on disk."""

    case_number: str
    licence_number: str
    names: tuple[str, ...]
    sheets: tuple[int, ...]


class Desk:
    """One clerk's desk inside the machine."""

    def __init__(  # noqa: PLR0913  # the composition root hands over what it has built
        self,
        settings: DeskSettings,
        *,
        catalogue: Catalogue,
        store: Store,
        journal: Journal,
        documents: DocumentProcess,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self.store = store
        self.journal = journal
        self.documents = documents
        self.check_called = documents.check_called
        self.preflight = documents.preflight
        self.check_seal = documents.check_seal
        self.draw_slip = documents.slip
        self._clock = clock
        self.prints = store.prints
        self.stationery = partial(stationery_of, store, catalogue)
        self._sheets: dict[tuple[str, str], int] = {}
        self._notes = Notes(journal)
        self._slips = SlipCodes(store.data_dir)
        self.check_result = documents.check_result
        self.at_quiet_hour: Callable[[], object] = lambda: None

    def issue(self, asked: Issue, told: Told) -> IssuedPapers:
        """Commit the case and make its papers; ``told`` hears of each line once it is true.

        Raises:
            CertificateError: before "committed": a character cannot be printed, and nothing was
                kept; after it: the papers are made at the next start.
            StoreError: before "committed" nothing was kept.

        """
        now = self._clock.now()
        case_number = self.store.new_case_id(self._settings.machine)
        filing = self._filing(asked, case_number)
        self._preflight(filing)
        filing, use = numbered(filing, self.store.numbers, division=self._settings.division)
        filing = self._certified(filing).filing
        papers = papers_of(filing, self._catalogue.calendar)
        try:
            self._commit(asked, filing, papers=papers, use=use, now=now)
        except BaseException:
            if use is not None:
                self.store.numbers.void(
                    SeriesNumber(use.series_id, use.period, use.value), reason="not-committed"
                )
            raise
        told("committed", case_number)
        self._make(case_number, papers, asked.strokes, created=now, told=told)
        names = tuple(paper.name for paper in papers if paper.is_printed)
        sheets = tuple(self._sheets[case_number, name] for name in names)
        number = filing.licence.number.value if filing.licence is not None else ""
        return IssuedPapers(case_number, number, names, sheets)

    def _filing(self, asked: Issue, case_number: str) -> Filing:
        item = self._catalogue.service(asked.application.item_id)
        return Filing(
            item=item,
            application=asked.application,
            decision=asked.decision,
            case_number=case_number,
            today=asked.day,
            authority=self._settings.authority_of(item),
            machine=self._settings.machine,
            pickup_code=new_pickup_code(item, asked.application, asked.decision),
            slip_code=self._slips.code_of(case_number),
        )

    def _certified(self, filing: Filing) -> Certified:
        """The identifier of its licence, and which certificate is over by the case."""
        issuer = self._settings.issuer or self._settings.division
        return certified(filing, self.store.certificates, issuer=issuer)

    def _preflight(self, filing: Filing) -> None:
        """Find a character without a glyph before a number is spent on it."""
        self.preflight(printed_values(filing.application))

    def _commit(
        self,
        asked: Issue,
        filing: Filing,
        *,
        papers: tuple[Paper, ...],
        use: NumberUse | None,
        now: datetime,
    ) -> None:
        """Write case, promises, number and message in one transaction."""
        application = filing.application
        delivered = delivery_record(filing.delivery, subject_of(filing))
        form = kept_from(application, papers, asked.strokes, delivered, helpers=asked.helpers)
        deadline = deadline_of(
            filing.item,
            application.situation,
            filing.decision,
            today=filing.today,
            calendar=self._catalogue.calendar,
        )
        book = self._certified(filing)
        record = CaseRecord(
            case_id=filing.case_number,
            service=filing.item.id,
            situation=application.situation,
            decision=decision_word(filing.decision),
            submitted_at=now,
            catalogue_version=application.catalogue_version,
            catalogue_sha256=application.catalogue_checksum,
            form=form,
            due_on=due_day(filing.decision),
            promises=promises_of(filing.decision, deadline),
            deadline=deadline,
            papers=tuple(f"{paper.name}.pdf" for paper in papers),
            number=use,
            kept_number=filing.licence.number.value if filing.licence and not use else "",
            corrections=corrections_of(application),
            certificate=book.record,
            ended=book.ends,
            outbox=OutboxMessage(f"case/{filing.case_number}", "case-submitted", form),
        )
        self.store.submit_case(record)

    def _make(
        self,
        case_number: str,
        papers: tuple[Paper, ...],
        strokes: Strokes,
        *,
        created: datetime,
        told: Told,
    ) -> None:
        """Make, seal and keep each paper; what is there already stays as it is."""
        for paper in papers:
            made = self._made(self._request(case_number, paper, strokes, created), case_number)
            if paper is papers[0]:
                told("made", case_number)
            keep_made(self.store, case_number, made, to_print=paper.is_printed)
            if paper.is_printed:  # who prints it takes this out again
                self._sheets[case_number, paper.name] = made.pages
        told("sealed", case_number)

    def _made(self, request: DocumentRequest, case_number: str) -> MadeDocument:
        """Make one paper; once more where the document process broke under it.

        Making has no effect outside that process, and another one is there for the next call.
        """
        try:
            return self.documents.make(request, deadline_s=MAKE_S)
        except DocumentError as error:
            if error.code != NOT_MADE:
                raise
            self.note(Note("fault-raised", code=error.code, case_number=case_number))
            return self.documents.make(request, deadline_s=MAKE_S)

    def _request(
        self, case_number: str, paper: Paper, strokes: Strokes, created: datetime
    ) -> DocumentRequest:
        template = self._template(case_number, paper.name)
        return DocumentRequest(
            name=f"{paper.name}.pdf",
            template=template,
            values=paper.values,
            created=created,
            document_id=f"{case_number}/{paper.name}",
            is_sealed=bool(template.get("is_sealed")),
            authority=str(paper.values.get("issuing_authority", self._settings.authority)),
            claims=paper.claims,
            strokes=strokes if paper.is_signed_by_hand else (),
            is_sample=self._settings.is_sample,
            must_show=paper.must_show,
        )

    def _template(self, case_number: str, name: str) -> Mapping[str, object]:
        summary = self.store.cases.summary(case_number)
        face = FACES.get(stem_of(name))
        if face is not None and summary is not None:
            return self._settings.templates[f"{summary.service}/{face}"]
        return self._settings.templates[stem_of(name)]

    def resume(self) -> tuple[str, ...]:
        """Finish lawfully what the last run left: void lost numbers, make missing papers.

        Nothing is printed here: the citizen has gone. Returns the cases that were finished. One
        that cannot be finished now either, or whose form or template this version does not
        know, is told in the journal and stays open work; it keeps nobody else from being
        served.

        Raises:
            StoreError: it could not be written.

        """
        work = self.store.open_work()
        for lost in work.reservations:
            self.store.numbers.void(lost, reason="interrupted")
        finished = []
        for case_number in work.undocumented:
            try:
                self._finish(case_number)
            except (CertificateError, LookupError, ValueError) as error:
                code = error.code if isinstance(error, CertificateError) else NOT_MADE
                self.note(Note("fault-raised", code=code, case_number=case_number))
            else:
                finished.append(case_number)
        return tuple(finished)

    def _finish(self, case_number: str) -> None:
        """Make the missing papers of one case; LookupError or ValueError if it is too odd."""
        form = self.store.cases.form_of(case_number)
        summary = self.store.cases.summary(case_number)
        if form is None or summary is None:
            raise LookupError(f"case {case_number} is not there")
        papers, strokes = papers_from(form)
        self._make(
            case_number,
            papers,
            strokes,
            created=summary.submitted_at,
            told=lambda _line, _case_number: None,
        )

    def paper(self, case_number: str, name: str) -> StoredPaper:
        """Read a paper as it was sealed.

        Raises:
            LookupError: it was never made.

        """
        stored = self.store.documents.get(case_number, f"{name}.pdf")
        if stored is None:
            raise LookupError(f"{name} of {case_number} was not made")
        sheets = self._sheets.pop((case_number, name), 0)
        return measured(stored.content, sheets=sheets, sealed_sha256=stored.sha256)

    def make_more(self, case_number: str, paper: Paper, strokes: Strokes) -> None:
        """Make one more paper of a case as of now, and keep it.

        Raises:
            CertificateError: it could not be made.
            StoreError: it could not be kept.

        """
        request = self._request(case_number, paper, strokes, self._clock.now())
        made = self._made(request, case_number)
        self.store.documents.put(case_number, f"{paper.name}.pdf", made.pdf)

    def make_loose(self, paper: Paper) -> StoredPaper:
        """Make a paper that belongs to no case, not kept; raises as ``make_more`` does."""
        now = self._clock.now()
        made_at = {"machine": self._settings.machine, "printed_at": minute_in_words(now)}
        dated = replace(paper, values={**paper.values, **made_at})
        return measured(self._made(self._request("", dated, (), now), "").pdf)

    def rate(self, case_number: str, level: RatingLevel) -> None:
        """Keep a rating."""
        self.store.ratings.put(RatingRecord(case_number, int(level)))

    def note(self, note: Note) -> None:
        """Write one journal line; one that the disk refuses is not lost (``Notes``)."""
        self._notes.write(note)

    def checkpoint(self) -> None:
        """Sign the journal's chain where it stands; a traffic log whose time is over is off."""
        self.at_quiet_hour()
        end_overdue(self.store.data_dir, self.journal, now=self._clock.now())
        self.journal.checkpoint()

    def close(self, disposition: str) -> None:
        """Say in the journal how the run ended, sign it, and let go of process and store.

        A disk that takes nothing any more does not keep the kiosk from ending.
        """
        self.documents.close()
        try:
            self.note(Note("app-ended", disposition))
            self.journal.checkpoint()
        except StoreError as error:
            log.info("the end of this run is not in the journal: %s", error.code)
        finally:
            self.store.close()

    @property
    def is_sample(self) -> bool:
        """Whether every paper is marked 样本: the key is a demo key."""
        return self._settings.is_sample

    def has_template(self, name: str) -> bool:
        """Whether the catalogue ships this template."""
        return name in self._settings.templates

    def template(self, name: str) -> Mapping[str, object]:
        """A parsed template of the catalogue, such as ``hygiene-permit/licence``."""
        return self._settings.templates[name]

    def counters(self) -> Mapping[str, int]:
        """Counts for the staff page."""
        return counters_of(self.store, self._clock)

    def audit(self, item_id: str) -> AuditElements:
        """The five audit elements of a look-up for this service, or for one's own cases."""
        item = None if item_id == OWN_CASES else self._catalogue.service(item_id)
        said = self._settings
        office = said.authority_of(item) if item is not None else said.authority
        place, now = said.org_name or office, self._clock.now()
        return audit_elements(item, place=place, machine=said.machine, now=now)

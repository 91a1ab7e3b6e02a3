# SPDX-License-Identifier: Apache-2.0
"""Earlier papers and proofs issued online: what counts, what does not, each with its reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.earlier_material import (
    DigestKind,
    EarlierMaterial,
    FileDigest,
    SealedAnswer,
)
from forms.application import Application, Route
from forms.decision import IssuedUnderPromise, decide
from forms.facts import known_facts
from forms.guide import GuideDone
from forms.lint_guide import paths
from forms.lint_reuse import online, reuse
from forms.material import (
    SuppliedMaterial,
    count_by_supply,
    materials_to_fetch,
    supply_materials,
)
from forms.prefill import prefill
from forms.reuse import ReuseCase, ReuseObjection, best_paper, objection_to
from forms.reuse_rules import OnlineTerm, ReuseTerm
from forms.service_item import (
    Mark,
    Material,
    Provenance,
    ServiceItem,
    Supply,
    SupplyWay,
)
from forms.text import Text
from tests.support.applying import (
    TODAY,
    applicant,
    business_licence,
    complete,
    permit,
    shipped,
)

ASSUMED = Provenance(Mark.ASSUMED, "假定")
TERM = ReuseTerm("SITE-PLAN", "2019-1", 365, ASSUMED)
OFFICE = OnlineTerm(Text("机构", "Office"), "12439900MB0TEXT321", "REPORT", 60, ASSUMED)
HOLDER = "439900199001010023"
CASE = ReuseCase(HOLDER, TODAY)
PAPER = EarlierMaterial(
    identifier="MAT-1",
    type_code="SITE-PLAN",
    name="平面图",
    version="2019-1",
    submitted_on=TODAY - timedelta(days=100),
    valid_until=None,
    holder_code=HOLDER,
    digest=FileDigest(DigestKind.SM3, "ab" * 32),
    media_type="application/pdf",
    source_case="439900-2026-000001",
)
ANSWER = SealedAnswer(
    ticket="T-1",
    office_code=OFFICE.office_code,
    request_type="REPORT",
    issued_on=TODAY,
    valid_until=None,
    digest=PAPER.digest,
    content=b"%PDF-",
)


# -- an earlier paper -------------------------------------------------------------------------


def test_a_paper_that_fits_counts() -> None:
    assert objection_to(PAPER, TERM, CASE) is None
    assert best_paper([PAPER], TERM, CASE) is PAPER


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        ({"holder_code": "439900199203170068"}, ReuseObjection.OTHER_HOLDER),
        ({"type_code": "OTHER"}, ReuseObjection.OTHER_TYPE),
        ({"version": "2011-1"}, ReuseObjection.OTHER_VERSION),
        ({"submitted_on": TODAY + timedelta(days=1)}, ReuseObjection.NOT_YET),
        ({"valid_until": TODAY - timedelta(days=1)}, ReuseObjection.EXPIRED),
        ({"submitted_on": TODAY - timedelta(days=366)}, ReuseObjection.TOO_OLD),
    ],
)
def test_every_kind_of_wrong_paper_has_its_own_reason(
    change: dict[str, object], objection: ReuseObjection
) -> None:
    assert objection_to(replace(PAPER, **change), TERM, CASE) is objection  # type: ignore[arg-type]


def test_of_anothers_paper_nothing_else_is_told() -> None:
    foreign = replace(PAPER, holder_code="439900199203170068", version="old", type_code="X")
    assert objection_to(foreign, TERM, CASE) is ReuseObjection.OTHER_HOLDER


@pytest.mark.parametrize(
    "change",
    [
        {"valid_until": TODAY},
        {"submitted_on": TODAY},
        {"submitted_on": TODAY - timedelta(days=365)},
    ],
)
def test_the_last_day_counts(change: dict[str, date]) -> None:
    assert objection_to(replace(PAPER, **change), TERM, CASE) is None  # type: ignore[arg-type]


def test_the_newest_paper_that_counts_is_offered() -> None:
    newer = replace(PAPER, identifier="MAT-2", submitted_on=TODAY - timedelta(days=5))
    newest = replace(PAPER, identifier="MAT-3", submitted_on=TODAY, version="2099-1")
    assert best_paper([PAPER, newest, newer], TERM, CASE) is newer


def test_where_none_counts_the_newest_says_why() -> None:
    old = replace(PAPER, submitted_on=TODAY - timedelta(days=900), version="2011-1")
    expired = replace(PAPER, valid_until=TODAY - timedelta(days=1))
    assert best_paper([old, expired], TERM, CASE) is ReuseObjection.EXPIRED
    assert best_paper([], TERM, CASE) is None
    assert best_paper([replace(PAPER, type_code="OTHER")], TERM, CASE) is None


@given(
    age=st.integers(-400, 4000),
    left=st.none() | st.integers(-400, 400),
    version=st.sampled_from(["2019-1", "2011-1"]),
)
def test_a_paper_counts_if_and_only_if_every_rule_holds(
    age: int, left: int | None, version: str
) -> None:
    paper = replace(
        PAPER,
        submitted_on=TODAY - timedelta(days=age),
        valid_until=None if left is None else TODAY + timedelta(days=left),
        version=version,
    )
    holds = 0 <= age <= 365 and (left is None or left >= 0) and version == "2019-1"
    assert (objection_to(paper, TERM, CASE) is None) is holds


# -- on the board -----------------------------------------------------------------------------


def service(*materials: Material) -> ServiceItem:
    return replace(permit(), materials=materials)


def wanting(**terms: object) -> Material:
    """The test report, which may be promised, with other ways and terms."""
    given: dict[str, object] = {"reuse": None, "online": None, **terms}
    return replace(permit().material("M9"), **given)  # type: ignore[arg-type]


REUSABLE = wanting(supplies=(SupplyWay(Supply.REUSED), SupplyWay(Supply.HANDED_IN)), reuse=TERM)
ISSUABLE = wanting(
    supplies=(SupplyWay(Supply.ISSUED_ONLINE), SupplyWay(Supply.HANDED_IN)), online=OFFICE
)


def row_of(material: Material, application: Application) -> SuppliedMaterial:
    (row,) = supply_materials(service(material), application)
    return row


def test_a_paper_counts_only_once_it_is_in_the_application() -> None:
    """Consent and check are the session's; what they let through stands in ``reused``."""
    case = complete()
    assert row_of(REUSABLE, case).supply is Supply.PROMISED
    assert row_of(REUSABLE, replace(case, reused={"M9": PAPER})).supply is Supply.REUSED
    assert row_of(REUSABLE, replace(case, reused={"M5": PAPER})).supply is Supply.PROMISED


def test_a_way_whose_condition_is_not_surely_true_does_not_count() -> None:
    conditional = replace(
        REUSABLE,
        supplies=(
            SupplyWay(Supply.REUSED, condition="is_renewal"),
            SupplyWay(Supply.HANDED_IN),
        ),
    )
    assert (
        row_of(conditional, replace(complete(), reused={"M9": PAPER})).supply
        is not Supply.REUSED
    )


def test_a_proof_counts_only_when_it_is_here_and_waiting_is_never_good() -> None:
    waiting = replace(complete(), waiting=frozenset({"M9"}))
    row = row_of(ISSUABLE, waiting)
    assert (row.supply, row.is_waiting) == (Supply.PROMISED, True)
    come = row_of(ISSUABLE, replace(complete(), issued={"M9": ANSWER}))
    assert (come.supply, come.is_waiting) == (Supply.ISSUED_ONLINE, False)


def test_while_it_is_waited_for_the_ordinary_route_asks_for_the_paper() -> None:
    ordinary = replace(complete(), waiting=frozenset({"M9"})).with_route(Route.ORDINARY)
    row = row_of(ISSUABLE, ordinary)
    assert (row.supply, row.is_missing, row.is_waiting) == (Supply.HANDED_IN, True, True)
    brought = row_of(ISSUABLE, ordinary.with_handed_in("M9"))
    assert (brought.supply, brought.is_missing, brought.is_waiting) == (
        Supply.HANDED_IN,
        False,
        True,
    )
    come = replace(ordinary, issued={"M9": ANSWER}, waiting=frozenset())
    assert row_of(ISSUABLE, come).supply is Supply.ISSUED_ONLINE


def test_both_are_counted_under_their_own_words() -> None:
    item = service(REUSABLE, replace(ISSUABLE, id="M5"))
    case = replace(complete(), reused={"M9": PAPER}, issued={"M5": ANSWER})
    counts = count_by_supply(supply_materials(item, case))
    assert (counts["reused"], counts["issued_online"], counts["promised"]) == (1, 1, 0)


def test_what_another_office_issued_is_promised_no_more() -> None:
    case = complete().with_route(Route.PROMISE)
    item = permit()
    before = decide(item, case, signed=True, today=TODAY, calendar=shipped().calendar)
    after = decide(
        item,
        replace(case, issued={"M9": ANSWER}),
        signed=True,
        today=TODAY,
        calendar=shipped().calendar,
    )
    assert isinstance(before, IssuedUnderPromise)
    assert isinstance(after, IssuedUnderPromise)
    gone = {one.id for one in before.promised} - {one.id for one in after.promised}
    assert gone == {"M9"}


# -- the catalogue's rules --------------------------------------------------------------------

BROKEN: dict[str, tuple[Callable[[ServiceItem], object], Material, str]] = {
    "a term without its way": (
        reuse, wanting(reuse=TERM),
        "a reuse term and the way reused belong together; add the other",
    ),
    "a way without its term": (
        reuse, replace(REUSABLE, reuse=None),
        "a reuse term and the way reused belong together; add the other",
    ),
    "no type": (
        reuse, replace(REUSABLE, reuse=replace(TERM, type_code=" ")),
        "a reuse term names type_code and version; fill in both",
    ),
    "no version": (
        reuse, replace(REUSABLE, reuse=replace(TERM, version="")),
        "a reuse term names type_code and version; fill in both",
    ),
    "no age": (
        reuse, replace(REUSABLE, reuse=replace(TERM, max_age_days=0)),
        "an earlier paper needs a greatest age of at least a day; mend max_age_days",
    ),
    "handed in before": (
        reuse,
        replace(REUSABLE, supplies=(SupplyWay(Supply.HANDED_IN), SupplyWay(Supply.REUSED))),
        "handed_in is the last way, for it hides those after it; move it to the end",
    ),
    "an office without its way": (
        online, wanting(online=OFFICE, supplies=(SupplyWay(Supply.HANDED_IN),)),
        "issued_online needs a role or an online term, and the term its way; add it",
    ),
    "a way without its office": (
        online, replace(ISSUABLE, online=None),
        "issued_online needs a role or an online term, and the term its way; add it",
    ),
    "no office": (
        online, replace(ISSUABLE, online=replace(OFFICE, office_code="12439900MB0TEXT322")),
        "12439900MB0TEXT322 is no credit code of an office; mend office_code",
    ),
    "no kind of proof": (
        online, replace(ISSUABLE, online=replace(OFFICE, request_type="")),
        "an office issues more than one proof; name which under request_type",
    ),
    "no wait": (
        online, replace(ISSUABLE, online=replace(OFFICE, wait_s=0)),
        "a visit waits from 1 to 1800 seconds; mend wait_s",
    ),
    "for ever": (
        online, replace(ISSUABLE, online=replace(OFFICE, wait_s=1801)),
        "a visit waits from 1 to 1800 seconds; mend wait_s",
    ),
    "nothing while it is silent": (
        online, replace(ISSUABLE, supplies=(SupplyWay(Supply.ISSUED_ONLINE),)),
        "nothing holds while the office is silent; add the way handed_in",
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_term_is_told_with_its_remedy(
    broken: tuple[Callable[[ServiceItem], object], Material, str],
) -> None:
    rule, material, message = broken
    assert ("materials.M9", message) in list(rule(service(material)))  # type: ignore[call-overload]


def test_sound_terms_and_none_at_all_are_silent() -> None:
    sealed = wanting(
        supplies=(SupplyWay(Supply.ISSUED_ONLINE, "COMMUNITY"), SupplyWay(Supply.HANDED_IN))
    )
    plain = wanting(supplies=(SupplyWay(Supply.HANDED_IN),))
    for material in (REUSABLE, ISSUABLE, sealed, plain):
        assert [*reuse(service(material)), *online(service(material))] == []


# -- who is asked -----------------------------------------------------------------------------

ONLINE = SupplyWay(Supply.ISSUED_ONLINE)
FETCHED = (Supply.REUSED, Supply.ISSUED_ONLINE)
SERVICES = [one.id for one in shipped().services if one.situations[0].result.routes]


@pytest.mark.no_cover
@pytest.mark.parametrize("service", SERVICES)
def test_on_every_path_only_what_the_case_lists_and_nothing_supplies_is_asked_for(
    service: str,
) -> None:
    item, met = shipped().service(service), set[str]()
    facts = known_facts(
        item, applicant(), certificates={}, absent_roles=frozenset(), today=TODAY
    )
    for answers, end in paths(item, facts):
        if not isinstance(end, GuideDone):
            continue
        case = prefill(item, applicant(), certificates={}, answers=answers, facts=end.facts)
        rows = {row.material.id: row for row in supply_materials(item, case)}
        for supply in FETCHED:
            for material in materials_to_fetch(item, case, supply):
                met.add(f"{end.situation} {material.id} {supply.value}")
                assert rows[material.id].supply not in {Supply.NOT_NEEDED, Supply.GENERATED}
    wanted = {"new M9 issued_online", "renew M9 issued_online", "renew M5 reused"}
    assert met == (wanted if service == "hygiene-permit" else set())


@pytest.mark.parametrize(
    ("change", "is_asked"),
    [
        ({}, True),
        ({"situations": ("cancel",)}, False),
        ({"condition": "by_agent"}, False),
        ({"supplies": (SupplyWay(Supply.GENERATED), ONLINE)}, False),
        (
            {
                "supplies": (
                    SupplyWay(Supply.CALLED, role="BL"),
                    SupplyWay(Supply.ISSUED_ONLINE),
                )
            },
            False,
        ),
        (
            {
                "supplies": (
                    SupplyWay(Supply.CALLED, role="DEED"),
                    SupplyWay(Supply.ISSUED_ONLINE),
                )
            },
            True,
        ),
        ({"supplies": (SupplyWay(Supply.ISSUED_ONLINE, condition="by_agent"),)}, False),
        ({"supplies": (SupplyWay(Supply.ISSUED_ONLINE, condition="small_barber"),)}, False),
        ({"supplies": (SupplyWay(Supply.ISSUED_ONLINE, role="COMMUNITY"),)}, False),
    ],
    ids=str,
)
def test_an_office_is_asked_for_what_is_needed_surely_open_and_not_there_yet(
    change: dict[str, object], is_asked: bool
) -> None:
    changed = replace(permit().material("M9"), **change)  # type: ignore[arg-type]
    item = replace(permit(), materials=(changed,))
    case = complete(business_licence())
    assert bool(materials_to_fetch(item, case, Supply.ISSUED_ONLINE)) is is_asked

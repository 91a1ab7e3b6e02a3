# SPDX-License-Identifier: Apache-2.0
"""Applications in which something called is said to be wrong, for tests of the rules."""

from forms.application import Application, Route
from forms.decision import Decision, decide
from forms.dispute import DisputeChoice, DisputeReason
from forms.dispute_rules import dispute_of, with_dispute
from forms.material import Supply, supply_materials
from tests.support.applying import TODAY, permit, shipped


def choice(reason: DisputeReason) -> DisputeChoice:
    """The shipped words of a reason."""
    return next(one for one in shipped().dispute_reasons if one.reason is reason)


def said(
    application: Application, subject: str, reason: DisputeReason = DisputeReason.OUTDATED
) -> Application:
    """The application after the touch; the touch must mean something."""
    made = dispute_of(permit(), application, subject, choice(reason))
    assert made is not None, subject
    return with_dispute(permit(), application, made)


def decided(application: Application, route: Route) -> Decision:
    """What the rules say by this route, signed."""
    return decide(
        permit(),
        application.with_route(route),
        signed=True,
        today=TODAY,
        calendar=shipped().calendar,
    )


def supply_of(application: Application, material: str, route: Route) -> Supply:
    """How a material would be supplied by this route."""
    rows = supply_materials(permit(), application.with_route(route))
    return next(row.supply for row in rows if row.material.id == material)

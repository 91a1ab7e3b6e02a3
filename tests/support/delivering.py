# SPDX-License-Identifier: Apache-2.0
"""Cases whose result is posted or fetched, for tests of forms and papers."""

from dataclasses import replace
from datetime import date

from forms.application import Application, CalledCertificate, Route
from forms.field_values import Answer, Source
from forms.prefill import refresh
from forms.service_item import ServiceItem
from tests.support.applying import business_licence, complete, permit

OLD = CalledCertificate(
    "HYG",
    "公共场所卫生许可证",
    "湘卫公证字〔2024〕第439900000007号",
    {"许可项目": "美容店"},
    expires_on=date(2028, 2, 29),
)
ELSEWHERE = "湖南省虚构市示例县清溪镇上坪村4组"


def typed(item: ServiceItem, application: Application, answers: dict[str, str]) -> Application:
    """The application with these fields answered one after the other, as on the screen."""
    for id_, value in answers.items():
        answered = application.with_field(id_, Answer(value, Source.CHOSEN))
        application = refresh(item, answered)
    return application


def changed(**answers: str) -> Application:
    """A change of the permit on the ordinary route, with more fields answered."""
    found = (business_licence(), OLD)
    begun = replace(
        complete(),
        situation="change",
        facts={**complete().facts, "situation": "change", "changed": "name"},
        certificates={one.role: one for one in found},
    ).with_route(Route.ORDINARY)
    return typed(permit(), refresh(permit(), begun), answers)


def posted(to: str = "premises", **answers: str) -> Application:
    """The same, to be posted."""
    return changed(f_deliver="post", f_post_to=to, **answers)

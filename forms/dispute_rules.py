# SPDX-License-Identifier: Apache-2.0
"""What follows from “this is wrong” (信息有误处理): pure rules over the application.

A document with a disputed value proves nothing any more: it leaves ``certificates`` for
``doubted``, so its material falls to whatever the two regimes allow without it. Its other
values still fill the form, unless the whole document is rejected. Who says that the own name or
number is wrong is sent to the window: no identity is printed that its holder disputes.

Of what a base told only the value is not used; what a gate rests on stays as told, for whoever
disputes a telephone number must not thereby open what the record closes. An earlier paper or
another office's proof is out of use as a whole.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from forms.application import Application, CalledCertificate
from forms.dispute import CARD_ROLE, Dispute, DisputeChoice, RecordOffice, paper_role
from forms.field_values import Answer, Source
from forms.prefill import blank_by_dispute, is_answerable, refresh
from forms.service_item import Field, Material, ServiceItem, Supply
from forms.text import Text

MATERIALS: Final = "materials"
"""The record whose office keeps earlier papers."""

IDENTITY: Final = Text(
    "您说身份信息不对。机器只按证件上的姓名和号码办，请带证件到窗口核对、更正后再办；"
    "也可以在这里填好表，到窗口交。",
    "You say that your identity data are wrong. This machine goes by the document; please have "
    "it checked at the window. You may fill in the form here and hand it in there.",
)


OLD_LICENCE: Final = Text(
    "您说原来的证上有信息不对。新证的号码和日期要照原证写，请到窗口核对后办。",
    "You say that the earlier licence is wrong. The new one takes its number and days from it, "
    "so this is for the window.",
)


def dispute_of(
    item: ServiceItem,
    application: Application,
    subject: str,
    choice: DisputeChoice,
    *,
    offices: Sequence[RecordOffice] = (),
) -> Dispute | None:
    """Say that a field's called value, or the document of a role, is wrong.

    ``offices`` keep the records that name none themselves. None where there is nothing to
    dispute: no such field or role, a value that the citizen gave, or one that is disputed
    already.
    """
    made = _said_of(item, application, subject, choice)
    if made is None or made.source not in {Source.BASE_DATA, Source.MATERIAL}:
        return made
    kept_by = {one.record: one for one in offices}
    office = kept_by.get(made.role if made.source is Source.BASE_DATA else MATERIALS)
    if office is None:
        return made
    return replace(
        made,
        document=made.document or office.name.zh_CN,
        authority=made.authority or office.office.zh_CN,
    )


def _said_of(
    item: ServiceItem, application: Application, subject: str, choice: DisputeChoice
) -> Dispute | None:
    if disputed(application, subject) is not None:
        return None
    if subject == CARD_ROLE:
        return _card(application, choice, subject)
    certificate = called(application, subject)
    if certificate is not None:
        return replace(_of_certificate(certificate, choice, subject), is_whole=True)
    for material in item.materials:
        if paper := _of_paper(application, material, choice, subject):
            return paper
    answer = application.fields.get(subject)
    if answer is None or subject not in {one.id for one in item.fields}:
        return None
    return _of_answer(application, answer, choice, subject)


def _card(application: Application, choice: DisputeChoice, subject: str) -> Dispute:
    """The whole card; of a single part only that part is wrong."""
    return Dispute(
        subject=subject,
        role=CARD_ROLE,
        reason=choice.reason,
        said=choice.text,
        source=Source.CARD,
        number=application.applicant.number,
        authority=application.applicant.authority,
        is_whole=subject == CARD_ROLE or choice.rejects_document,
    )


def _of_certificate(
    certificate: CalledCertificate, choice: DisputeChoice, subject: str
) -> Dispute:
    return Dispute(
        subject=subject,
        role=certificate.role,
        reason=choice.reason,
        said=choice.text,
        source=Source.CERTIFICATE,
        document=certificate.name,
        number=certificate.number,
        authority=certificate.authority,
        is_whole=choice.rejects_document,
    )


def _of_paper(
    application: Application, material: Material, choice: DisputeChoice, subject: str
) -> Dispute | None:
    """The earlier paper, or the proof of another office, that supplies a material."""
    made = Dispute(
        subject=subject,
        role=subject,
        reason=choice.reason,
        said=choice.text,
        source=Source.MATERIAL,
        is_whole=True,
    )
    paper = application.reused.get(material.id)
    if paper is not None and subject == paper_role(Supply.REUSED.value, material.id):
        return replace(made, document=paper.name, number=paper.identifier)
    answer = application.issued.get(material.id)
    if answer is None or subject != paper_role(Supply.ISSUED_ONLINE.value, material.id):
        return None
    office = material.online.office.zh_CN if material.online is not None else ""
    title = material.title.zh_CN
    return replace(made, document=title, number=answer.ticket, authority=office)


def _of_answer(
    application: Application, answer: Answer, choice: DisputeChoice, subject: str
) -> Dispute | None:
    """The value of one field, where it was called; its origin says from where."""
    role, label = answer.role, answer.label
    if answer.source is Source.CARD:
        made = _card(application, choice, subject)
    elif answer.source is Source.CERTIFICATE:
        every = {**application.certificates, **application.doubted}
        made = _of_certificate(every[role], choice, subject)
    elif answer.source is Source.BASE_DATA:
        made = Dispute(
            subject=subject,
            role=role,
            reason=choice.reason,
            said=choice.text,
            source=Source.BASE_DATA,
            is_whole=choice.rejects_document,
        )
    else:
        return None
    return replace(made, label=label, shown=answer.original)


def called(application: Application, role: str) -> CalledCertificate | None:
    """The certificate of a role, doubted or not."""
    return application.certificates.get(role) or application.doubted.get(role)


def disputed(application: Application, subject: str) -> Dispute | None:
    """What the citizen says of a field or document; None while nothing is said."""
    return next((one for one in application.disputes if one.subject == subject), None)


def with_dispute(item: ServiceItem, application: Application, dispute: Dispute) -> Application:
    """Take the value out of use, and with it all that rested on the document."""
    said = replace(application, disputes=(*application.disputes, dispute))
    return refresh(item, _sorted_out(said))


def without_dispute(item: ServiceItem, application: Application, subject: str) -> Application:
    """It is right after all (撤回纠错): the value counts again, what was typed for it goes."""
    kept = tuple(one for one in application.disputes if one.subject != subject)
    restored = _sorted_out(replace(application, disputes=kept))
    freed = {
        field.id
        for field in item.fields
        if blank_by_dispute(item, application, field)
        and not blank_by_dispute(item, restored, field)
    }
    fields = {id_: one for id_, one in application.fields.items() if id_ not in freed}
    left = restored.left_blank - freed
    return refresh(item, replace(restored, fields=fields, left_blank=left))


def without_disputed_papers(application: Application) -> Application:
    """Use no earlier paper and no proof of another office that is said to be wrong."""
    wrong = {(one.role, one.number) for one in application.disputes}
    return replace(
        application,
        reused={
            id_: paper
            for id_, paper in application.reused.items()
            if (paper_role(Supply.REUSED.value, id_), paper.identifier) not in wrong
        },
        issued={
            id_: answer
            for id_, answer in application.issued.items()
            if (paper_role(Supply.ISSUED_ONLINE.value, id_), answer.ticket) not in wrong
        },
    )


def _sorted_out(application: Application) -> Application:
    """Put each certificate where the disputes want it; papers in doubt are put away.

    A paper that is right after all comes back with what the visit knows of it.
    """
    roles = {one.role for one in application.disputes}
    every = {**application.certificates, **application.doubted}
    return replace(
        without_disputed_papers(application),
        certificates={role: one for role, one in every.items() if role not in roles},
        doubted={role: one for role, one in every.items() if role in roles},
    )


def carried_over(item: ServiceItem, old: Application, new: Application) -> Application:
    """Say again of a form that was begun anew what was said of the same documents before."""
    for one in old.disputes:
        if _is_still_there(new, one):
            new = with_dispute(item, new, one)
    answerable = {field.id for field in item.fields if is_answerable(item, new, field)}
    return replace(new, left_blank=old.left_blank & answerable)


def _is_still_there(application: Application, one: Dispute) -> bool:
    """Whether the form has the document or the record again of which this was said."""
    match one.source:
        case Source.CERTIFICATE:
            certificate = called(application, one.role)
            return certificate is not None and certificate.number == one.number
        case Source.BASE_DATA:
            fact = application.base_facts.get(one.label)
            return fact is not None and str(fact.value) == one.shown
        case _:
            return True  # the card lies here; a paper is known by its identifier


def left_blank(item: ServiceItem, application: Application, id_: str) -> Application:
    """The citizen does not know the right value: the field stays empty for the window.

    Only what a dispute has emptied may be left so.
    """
    if not is_answerable(item, application, item.field(id_)):
        return application
    fields = {key: one for key, one in application.fields.items() if key != id_}
    blank = application.left_blank | {id_}
    return refresh(item, replace(application, fields=fields, left_blank=blank))


def dispute_closings(item: ServiceItem, application: Application) -> tuple[Text, ...]:
    """Why only the window is left: an identity, an old licence, a value nobody knows."""
    reasons = [IDENTITY] if application.is_identity_disputed else []
    reasons += [OLD_LICENCE] if _rests_on_a_doubted_licence(item, application) else []
    reasons += [
        _left_open(field)
        for field in item.fields
        if field.id in application.left_blank and field.is_required
    ]
    return tuple(reasons)


def _rests_on_a_doubted_licence(item: ServiceItem, application: Application) -> bool:
    """Whether number or days would be taken from a licence of which something is wrong."""
    role = item.licence.role if item.licence is not None else ""
    return role in application.doubted and any(
        one.id == application.situation and one.result.needs_old_licence
        for one in item.situations
    )


def _left_open(field: Field) -> Text:
    return Text(
        f"您说“{field.label.zh_CN}”不对，又没有填对的，要到窗口核对后办。",
        f"“{field.label.en}” is wrong, you say, and left empty: this is for the window.",
    )

# SPDX-License-Identifier: Apache-2.0
"""What follows from “this is wrong” (信息有误处理): pure rules over the application.

A document with a disputed value proves nothing any more: it leaves ``certificates`` for
``doubted``, so its material falls to whatever the two regimes allow without it. Its other
values still fill the form, unless the whole document is rejected. Who says that the own name or
number is wrong is sent to the window: no identity is printed that its holder disputes.
"""

from dataclasses import replace
from typing import Final

from forms.application import Application, CalledCertificate
from forms.dispute import CARD_ROLE, Dispute, DisputeChoice
from forms.field_values import Answer, Source
from forms.prefill import blank_by_dispute, is_answerable, refresh
from forms.service_item import Field, ServiceItem
from forms.text import Text

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
    item: ServiceItem, application: Application, subject: str, choice: DisputeChoice
) -> Dispute | None:
    """Say that a field's called value, or the document of a role, is wrong.

    None where there is nothing to dispute: no such field or role, a value that the citizen
    gave, or one that is disputed already.
    """
    if disputed(application, subject) is not None:
        return None
    if subject == CARD_ROLE:
        return _card(application, choice, subject)
    certificate = called(application, subject)
    if certificate is not None:
        return replace(_of_certificate(certificate, choice, subject), is_whole=True)
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


def _sorted_out(application: Application) -> Application:
    """Put each certificate where the disputes want it."""
    roles = {one.role for one in application.disputes}
    every = {**application.certificates, **application.doubted}
    return replace(
        application,
        certificates={role: one for role, one in every.items() if role not in roles},
        doubted={role: one for role, one in every.items() if role in roles},
    )


def carried_over(item: ServiceItem, old: Application, new: Application) -> Application:
    """Say again of a form that was begun anew what was said of the same documents before."""
    for one in old.disputes:
        certificate = called(new, one.role)
        is_same = one.role == CARD_ROLE or (
            certificate is not None and certificate.number == one.number
        )
        if is_same:
            new = with_dispute(item, new, one)
    answerable = {field.id for field in item.fields if is_answerable(item, new, field)}
    return replace(new, left_blank=old.left_blank & answerable)


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

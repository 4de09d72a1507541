"""One agreement, draft, question or commitment, if the viewer may see it. Each raises Http404."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from access.grants import Access
from agreements.models import (
    Agreement,
    AgreementStatus,
    AgreementTemplate,
    Commitment,
    Draft,
    DraftStatus,
    HeadingPin,
    Question,
    Tick,
    Who,
)
from agreements.numbered import taken_over_by
from agreements.services import put_to

M = TypeVar("M", bound=Model)


def find_agreement(access: Access, agreement: UUID) -> Agreement:
    """Alive or not: what was replaced while the patient read is answered by a page that says so."""
    return _first(Agreement.objects.visible_to(access).filter(public_id=agreement))


def our_agreement(access: Access, agreement: UUID, *, is_read: bool) -> Agreement:
    """Of the viewer's own unit. To be read it must be alive; sent, it may have been replaced meanwhile."""
    ours = Agreement.objects.visible_to(access).filter(unit=access.unit_id, public_id=agreement)
    whole = (ours.alive() if is_read else ours).select_related(
        "next_step__responsible", "next_step__unit", "unit", "template"
    )
    steps = ("planned_steps__step__responsible", "planned_steps__step__unit", "planned_steps__step__asked_unit")
    return _first(whole.prefetch_related("commitments__responsible", "commitments__unit", "watches", *steps))


def replaced_by(access: Access, agreement: Agreement) -> int | None:
    """The version that took over from one that was replaced."""
    rows = Agreement.objects.visible_to(access).filter(pk=agreement.pk).annotate(replaced_by=taken_over_by())
    found: int | None = rows.values_list("replaced_by", flat=True).first()
    return found


def newest_of(access: Access, series: UUID) -> Agreement | None:
    """What is alive of a series, newest first; None when it has ended."""
    return Agreement.objects.visible_to(access).alive().filter(series=series).order_by("-version").first()


def as_it_stands(access: Access, read: Agreement) -> Agreement | None:
    """What somebody who has read `read` means by it now: the same while it is alive, else what took its place.

    A series may have two alive: what holds, and what is proposed or refused. None when it is there no more.
    """
    alive = Agreement.objects.visible_to(access).alive().filter(series=read.series)
    if same := alive.filter(pk=read.pk).first():
        return same
    held = Q(status=AgreementStatus.AGREED)
    return alive.filter(held if read.agreed_at else ~held).order_by("-version").first()


def our_draft(access: Access, draft: UUID) -> Draft:
    """Of the viewer's own unit, done with or not."""
    ours = Draft.objects.visible_to(access).filter(unit=access.unit_id, public_id=draft)
    return _first(ours.select_related("replaces", "written_by"))


def is_written(access: Access, key: UUID) -> bool:
    """Whether the viewer has written the agreement of that key already."""
    written = Agreement.objects.visible_to(access).filter(public_id=key)
    return written.filter(author=access.professional_id).exists()


def is_done_with(access: Access, key: UUID) -> bool:
    """Whether the unit's draft of that key has become an agreement, or is thrown away."""
    ours = Draft.objects.visible_to(access).filter(unit=access.unit_id, public_id=key)
    return ours.exclude(status=DraftStatus.OPEN).exists()


def written_of(access: Access, key: UUID) -> Agreement | None:
    """What the unit's draft of that key became, whoever finished it; None when it was thrown away."""
    return Agreement.objects.visible_to(access).filter(unit=access.unit_id, public_id=key).first()


def our_drafts(access: Access, of: Agreement | None = None) -> list[Draft]:
    """What is being written about the patient at the viewer's unit, last written first; only changes `of` one."""
    ours = Draft.objects.visible_to(access).open().filter(unit=access.unit_id)
    if of:
        ours = ours.filter(replaces__series=of.series)
    return list(ours.select_related("written_by").order_by("-updated_at"))


def chosen_template(access: Access, template: UUID | None) -> AgreementTemplate | None:
    """One that was offered when the form was opened: it may have been withdrawn since."""
    if template is None or access.unit_id is None:
        return None
    return AgreementTemplate.objects.known_at(access.unit_id).filter(public_id=template).first()


def template_of(access: Access, template: UUID | None, replaces: Agreement | None) -> AgreementTemplate | None:
    """The version it is made from; a new version of an agreement keeps the template of the one before."""
    return replaces.template if replaces else chosen_template(access, template)


def our_question(access: Access, question: UUID) -> Question:
    asked = Question.objects.filter(agreement__in=Agreement.objects.visible_to(access).filter(unit=access.unit_id))
    return _first(asked.filter(public_id=question).select_related("agreement"))


def asked_of_us(access: Access, commitment: UUID) -> Commitment:
    """Answered already or not. What a colleague is asked for by name is for the colleague to answer."""
    return _first(put_to(access).filter(public_id=commitment).select_related("agreement__unit", "agreement__author"))


def find_commitment(access: Access, commitment: UUID) -> Commitment:
    """That the viewer is to do: the patient's for those who answer for the patient, the unit's own for staff.

    Also of a version that was replaced while it was read: the verb says that.
    """
    read = Commitment.objects.filter(agreement__in=Agreement.objects.visible_to(access).alive_or_held())
    return _first(read.filter(**_to_do(access), public_id=commitment).select_related("agreement"))


def find_tick(access: Access, tick: UUID) -> Tick:
    """Of what the viewer is to do, or was."""
    read = Tick.objects.filter(commitment__agreement__in=Agreement.objects.visible_to(access).alive_or_held())
    found = _first(read.filter(public_id=tick).select_related("commitment__agreement"))
    find_commitment(access, found.commitment.public_id)
    return found


def as_it_holds(access: Access, commitment: Commitment) -> Commitment | None:
    """The same promise in the version that holds: whoever reads an older one means this. None when it is there no more.

    Of rows that promise the same, the first is the first, as when ticks are carried on.
    """
    agreement = commitment.agreement
    if agreement.status == AgreementStatus.AGREED:
        return commitment
    held = Commitment.objects.filter(
        agreement__in=Agreement.objects.visible_to(access).current().filter(series=agreement.series), **_to_do(access)
    )
    before = agreement.commitments.filter(position__lt=commitment.position).same_as(commitment)
    place = before.count()
    alike = held.same_as(commitment).select_related("agreement").order_by("position")
    return next(iter(alike[place : place + 1]), None)


def tick_as_it_holds(access: Access, tick: Tick) -> Tick | None:
    """The same deed in the version that holds, to which it was carried."""
    commitment = as_it_holds(access, tick.commitment)
    if commitment is None:
        return None
    if commitment.pk == tick.commitment_id:
        return tick
    return (
        commitment.ticks.filter(on=tick.on, at=tick.at).select_related("commitment__agreement").order_by("-pk").first()
    )


def _to_do(access: Access) -> dict[str, object]:
    return {"who": Who.CARE, "unit": access.unit_id} if access.is_staff else {"who__in": [Who.PATIENT, Who.NETWORK]}


def our_pin(access: Access, pin: UUID) -> HeadingPin:
    """To an agreement of the viewer's own unit; taken back already or not."""
    ours = Agreement.objects.visible_to(access).filter(unit=access.unit_id)
    return _first(HeadingPin.objects.filter(patient=access.patient, public_id=pin, series__in=ours.values("series")))


def _first(rows: QuerySet[M]) -> M:
    found = rows.first()
    if found is None:
        raise Http404
    return found

"""Who does what: those of care that somebody else than the writer is to do are asked for first."""

from datetime import datetime

from django.db.models import Q

from access.grants import Access
from agreements.models import Agreement, Commitment, Standing, Who
from agreements.services.texts import AgreementText, Does

Before = dict[tuple[object, ...], Commitment]


def before_in(access: Access, replaces: Agreement | None, *, now: datetime) -> Before:
    """What others have answered, or been asked for, in the versions alive until now: by what was promised.

    The same is not asked about again, and has waited since it was first asked. Another day, or more often, is another
    thing to answer. What was asked in a text that the patient said no to was asked no more: there the clock begins
    anew.
    """
    if replaces is None:
        return {}
    rows = Commitment.objects.filter(
        agreement__in=Agreement.objects.visible_to(access).filter(series=replaces.series), who=Who.CARE
    ).alive_until(now)
    asked_no_more = Q(standing=Standing.ASKED, agreement__disagreed_at__isnull=False)
    before: Before = {}
    for each in rows.exclude(asked_no_more).order_by("agreement__version", "position"):
        if each.promise not in before or each.standing != Standing.ASKED:
            before[each.promise] = each
    return before


def commitments_of(agreement: Agreement, text: AgreementText, before: Before) -> list[Commitment]:
    mine = [_commitment(agreement, Who.PATIENT, does) for does in text.patient_does]
    network = [_commitment(agreement, Who.NETWORK, does) for does in text.network_does]
    care = [of_care(agreement, does, before) for does in text.care_does]
    commitments = [*mine, *network, *care]
    for position, commitment in enumerate(commitments, start=1):
        commitment.position = position
    return commitments


def of_care(agreement: Agreement, does: Does, before: Before) -> Commitment:
    """Not saved. Binds at once when the writer, or the writer's unit as a whole, is to do it."""
    unit = does.unit or agreement.unit
    commitment = _commitment(agreement, Who.CARE, does)
    commitment.unit, commitment.responsible = unit, does.responsible
    is_writers = unit == agreement.unit and commitment.responsible_id in {None, agreement.author_id}
    if is_writers:
        return commitment
    same = before.get(commitment.promise)
    commitment.standing = Standing(same.standing) if same else Standing.ASKED
    commitment.asked_at = (same and same.asked_at) or agreement.authored_at
    if same:
        commitment.answered_at, commitment.answered_by_id = same.answered_at, same.answered_by_id
        commitment.declined_because = same.declined_because
    return commitment


def _commitment(agreement: Agreement, who: Who, does: Does) -> Commitment:
    return Commitment(
        agreement=agreement, who=who, what=does.what, repeat=does.repeat, latest=does.latest, not_before=does.not_before
    )

"""Who does what: those of care that somebody else than the writer is to do are asked for first."""

from agreements.models import Agreement, Commitment, Standing, Who
from agreements.services.texts import AgreementText, Does

Answered = dict[tuple[str, int | None, int | None], Commitment]


def answered_in(replaces: Agreement | None) -> Answered:
    """What others have answered already, by words and who: the same words are not asked about again."""
    if replaces is None:
        return {}
    answered = replaces.commitments.filter(who=Who.CARE).exclude(standing=Standing.ASKED)
    return {(each.what, each.unit_id, each.responsible_id): each for each in answered}


def commitments_of(agreement: Agreement, text: AgreementText, answered: Answered) -> list[Commitment]:
    mine = [_commitment(agreement, Who.PATIENT, does) for does in text.patient_does]
    network = [_commitment(agreement, Who.NETWORK, does) for does in text.network_does]
    care = [_of_care(agreement, does, answered) for does in text.care_does]
    commitments = [*mine, *network, *care]
    for position, commitment in enumerate(commitments, start=1):
        commitment.position = position
    return commitments


def _of_care(agreement: Agreement, does: Does, answered: Answered) -> Commitment:
    """Binds at once when the writer, or the writer's unit as a whole, is to do it."""
    unit = does.unit or agreement.unit
    commitment = _commitment(agreement, Who.CARE, does)
    commitment.unit, commitment.responsible = unit, does.responsible
    is_writers = unit == agreement.unit and commitment.responsible_id in {None, agreement.author_id}
    if is_writers:
        return commitment
    before = answered.get((does.what, unit.pk, commitment.responsible_id))
    commitment.standing = Standing(before.standing) if before else Standing.ASKED
    if before:
        commitment.answered_at, commitment.answered_by_id = before.answered_at, before.answered_by_id
        commitment.declined_because = before.declined_because
    return commitment


def _commitment(agreement: Agreement, who: Who, does: Does) -> Commitment:
    return Commitment(
        agreement=agreement, who=who, what=does.what, repeat=does.repeat, latest=does.latest, not_before=does.not_before
    )

"""What others have answered to the text that is revised, beside the rows of the form, and what the patient has said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from access.grants import Access
from agreements.forms.rows import each_form
from agreements.forms.whole import WholeForm
from agreements.models import ASKING, Agreement, Commitment, Standing, Who
from agreements.represented import represented
from agreements.rows import QuestionRow
from steps.models import Step


@dataclass(frozen=True, slots=True)
class SoFar:
    """`rows`: by the prefix of a row, who has answered what. `disagreed_because`: why the patient said no."""

    rows: dict[str, str]
    disagreed_because: str = ""
    questions: tuple[QuestionRow, ...] = ()


NOBODY_YET = SoFar({})


def so_far(access: Access, form: WholeForm, replaces: Agreement | None, now: datetime) -> SoFar:
    """Of a form that has been judged. What somebody has written may say where a protected person is. One statement."""
    if replaces is None or access.hides_places:
        return NOBODY_YET
    row = represented(access, replaces.public_id, now).row
    return SoFar(dict(_answers(form, replaces)), row.disagreed_because, row.questions)


def _answers(form: WholeForm, replaces: Agreement) -> Iterator[tuple[str, str]]:
    """A row that says something else than it did, or asks somebody else, is another thing to ask: nobody has answered
    that. Another day stands with what was said of the day before: it may be past, and then it has to be changed.
    """
    promised = {each.promise: each for each in replaces.commitments.all() if each.who == Who.CARE}
    alike = {(each.what, each.unit_id, each.responsible_id): each for each in promised.values()}
    for row in each_form(form.rows["care"]):
        if (does := row.does()) is None:
            continue
        unit, responsible = does.unit or replaces.unit, does.responsible.pk if does.responsible else None
        exact = (Who.CARE, does.what, unit.pk, responsible, does.repeat, does.not_before, does.latest)
        found = promised.get(exact) or alike.get((does.what, unit.pk, responsible))
        if found and (told := _of_commitment(found, replaces)):
            yield row.prefix, told
    steps = [each.step for each in replaces.planned_steps.all()]
    for row in each_form(form.rows["steps"]):
        later = row.later_step()
        step = next((each for each in steps if later and later.is_same_as(each, replaces.unit)), None)
        if step and (told := _of_step(step, replaces)):
            yield row.prefix, told


def _of_commitment(commitment: Commitment, replaces: Agreement) -> str:
    """Empty for what its writer has promised, and where nobody is asked any more."""
    holder = commitment.responsible or commitment.unit
    said = {"name": holder.name if holder else "", "because": commitment.declined_because}
    if commitment.standing == Standing.DECLINED:
        return _("%(name)s har sagt nej: ”%(because)s” Ändra raden, eller välj någon annan.") % said
    if commitment.standing == Standing.ASKED:
        return _("Väntar på svar från %(name)s.") % said if replaces.status in ASKING else ""
    return _("%(name)s har sagt ja. Ändrar du raden frågas de igen.") % said if commitment.answered_at else ""


def _of_step(step: Step, replaces: Agreement) -> str:
    if step.asked_unit is None or step.unit_id != replaces.unit_id:
        return ""
    said = {"name": step.asked_unit.name, "because": step.declined_because}
    if step.declined_at:
        return _("%(name)s har sagt nej till att ta över: ”%(because)s”") % said
    return _("Väntar på svar från %(name)s om att ta över.") % said

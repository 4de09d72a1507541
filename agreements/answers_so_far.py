"""What others have answered to the text that is revised, beside the rows of the form, and what the patient has said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from access.grants import Access
from agreements.forms.rows import each_form
from agreements.forms.whole import WholeForm
from agreements.models import Agreement, Commitment, Repeat, Standing
from agreements.represented import represented
from agreements.rows import QuestionRow
from agreements.services.commitments import before_in, of_care
from agreements.versions import on_day
from steps.models import Step

Told = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SoFar:
    """`rows`: by the prefix of a row, who has answered what. `disagreed_because`: why the patient said no."""

    rows: dict[str, str]
    disagreed_because: str = ""
    questions: tuple[QuestionRow, ...] = ()


NOBODY_YET = SoFar({})


def so_far(access: Access, form: WholeForm, replaces: Agreement | None, now: datetime) -> SoFar:
    """Of a form that has been judged. What somebody has written may say where a protected person is. Two statements."""
    if replaces is None or access.hides_places:
        return NOBODY_YET
    row = represented(access, replaces.public_id, now).row
    told = {**dict(_of_commitments(access, form, replaces, now)), **dict(_of_steps(form, replaces))}
    return SoFar(told, row.disagreed_because, row.questions)


def _of_commitments(access: Access, form: WholeForm, replaces: Agreement, now: datetime) -> Told:
    """By the rule that writes them: what a row will be when it is saved, and with whose answer.

    What was answered about another day, or how often, is told once, beside a row that otherwise says the same: the day
    may be past, and then it has to be changed.
    """
    before = before_in(access, replaces, now=now)
    next_version = Agreement(unit=replaces.unit, author_id=access.professional_id, authored_at=now)
    rows = ((row.prefix, row.does()) for row in each_form(form.rows["care"]))
    will_be = {prefix: of_care(next_version, does, before) for prefix, does in rows if does}
    goes_on = {each.promise for each in will_be.values()}
    left = [each for promise, each in before.items() if promise not in goes_on and each.standing != Standing.ASKED]
    left.sort(key=lambda each: (each.agreement_id != replaces.pk, each.position))
    for prefix, commitment in will_be.items():
        if told := _as_it_stands(commitment, is_same=commitment.promise in before):
            yield prefix, told
        elif commitment.standing == Standing.ASKED and (was := _otherwise_alike(commitment, left)):
            left.remove(was)
            yield prefix, _as_it_was(was, commitment)


def _otherwise_alike(commitment: Commitment, left: list[Commitment]) -> Commitment | None:
    asked = (commitment.what, commitment.unit_id, commitment.responsible_id)
    return next((each for each in left if (each.what, each.unit_id, each.responsible_id) == asked), None)


def _as_it_stands(commitment: Commitment, *, is_same: bool) -> str:
    """Empty for what its writer promises, and what nobody has been asked yet."""
    said = {"name": _holder(commitment), "because": commitment.declined_because}
    if commitment.standing == Standing.DECLINED:
        return _("%(name)s har sagt nej: ”%(because)s” Ändra raden, eller välj någon annan.") % said
    if commitment.standing == Standing.ASKED:
        return _("Väntar på svar från %(name)s.") % said if is_same else ""
    return _("%(name)s har sagt ja. Ändrar du raden frågas de igen.") % said if commitment.answered_at else ""


def _as_it_was(was: Commitment, commitment: Commitment) -> str:
    said = {"name": _holder(commitment), "when": _when(was), "because": was.declined_because}
    if was.standing == Standing.DECLINED:
        return _("%(name)s hade sagt nej till ”%(when)s”: ”%(because)s” Frågan ställs igen när du sparar.") % said
    return _("%(name)s hade sagt ja till ”%(when)s”. Frågan ställs igen när du sparar.") % said


def _holder(commitment: Commitment) -> str:
    holder = commitment.responsible or commitment.unit
    return holder.name if holder else ""


def _when(commitment: Commitment) -> str:
    """How often and when, in words; something also of what is done once, on no day in particular."""
    first, last = commitment.not_before, commitment.latest
    often = "" if commitment.repeat == Repeat.ONCE and (first or last) else str(Repeat(commitment.repeat).label)
    days = (_("tidigast %s") % on_day(first) if first else "", _("senast %s") % on_day(last) if last else "")
    return ", ".join(filter(None, (often, *days)))


def _of_steps(form: WholeForm, replaces: Agreement) -> Told:
    """Of those that go on into the next version, each once: of what has ended, or is only proposed, nobody is asked."""
    open_steps = [each.step for each in replaces.planned_steps.all() if each.step.is_open]
    for row in each_form(form.rows["steps"]):
        later = row.later_step()
        step = next((each for each in open_steps if later and later.is_same_as(each, replaces.unit)), None)
        if step is None:
            continue
        open_steps.remove(step)
        if told := _of_step(step, replaces):
            yield row.prefix, told


def _of_step(step: Step, replaces: Agreement) -> str:
    if step.asked_unit is None or step.unit_id != replaces.unit_id:
        return ""
    said = {"name": step.asked_unit.name, "because": step.declined_because}
    if step.declined_at:
        return _("%(name)s har sagt nej till att ta över: ”%(because)s”") % said
    return _("Väntar på svar från %(name)s om att ta över.") % said

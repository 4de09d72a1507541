"""What is to be mended, for the summary on top of the form: where it is, and what to write there."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from agreements.forms.places import place_in_form
from agreements.forms.whole import WholeForm


@dataclass(frozen=True, slots=True)
class Fault:
    """`field`: the id of the box, and `where` it stands; both empty when the whole form is meant."""

    where: str
    message: str
    field: str


def faults_of(form: WholeForm, choose: forms.Form | None, find: forms.Form) -> tuple[Fault, ...]:
    """In the order of the form: what a template is chosen by stands first."""
    return tuple(fault for each in (choose, *form.forms, find) if each is not None for fault in _faults(each))


def _faults(form: forms.BaseForm) -> Iterator[Fault]:
    for message in form.non_field_errors():
        yield Fault("", str(message), "")
    for box in form:
        for message in box.errors:
            # Of choices that are buttons, the first one.
            yield Fault(place_in_form(box), str(message), box.id_for_label or f"{box.auto_id}_0")

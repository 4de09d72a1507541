"""The seven questions as a form. Every one may be passed over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.models import AnswerValue
from surveys.questions import VERSIONS, Question


class OneOf(forms.RadioSelect):
    """Gives the first button's id as the field's, so that the summary of errors has somewhere to lead."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


class SurveyForm(forms.Form):
    def __init__(self, *args: Any, version: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = {name_of(question.number): question for question in VERSIONS[version]}
        for name, question in self.questions.items():
            self.fields[name] = forms.ChoiceField(
                label=question.text,
                choices=_choices(question),
                required=False,
                widget=OneOf(attrs={"class": "ds-input"}),
                error_messages={"invalid_choice": _("Välj ett av svaren, eller hoppa över frågan.")},
            )

    def clean(self) -> dict[str, Any]:
        """An empty form is a slip: answers are given once, and who does not want to answer need not send it."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(
                _("Du har inte svarat på någon fråga än. Svara på minst en, eller gå tillbaka till planen.")
            )
        return cleaned

    @property
    def answers(self) -> dict[int, AnswerValue]:
        """By number, without those that were passed over."""
        said = self.cleaned_data
        return {each.number: AnswerValue(said[name]) for name, each in self.questions.items() if said[name]}


def name_of(number: int) -> str:
    return f"fraga-{number}"


def _choices(question: Question) -> list[tuple[str, Any]]:
    return [
        (value.value, value.label)
        for value in AnswerValue
        if value != AnswerValue.NOT_NEEDED or question.may_be_unneeded
    ]

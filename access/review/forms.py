"""What the reviewer chooses and writes."""

from datetime import date
from typing import Any

from babel.dates import format_date
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from access.forms import PlainForm, RevisionForm
from access.models import Outcome
from access.models.reviews import WORDS

MONTHS = 24  # that can be chosen


class MonthForm(PlainForm):
    """Sent with GET. What is no month is the one that runs."""

    manad = forms.ChoiceField(label=_("Månad"), required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        months = [_before(today, number) for number in range(MONTHS)]
        self.fields["manad"].choices = [(f"{each:%Y-%m}", name_of(each)) for each in months]  # type: ignore[attr-defined] # a ChoiceField

    @property
    def month(self) -> date:
        chosen = self.cleaned_data["manad"] if self.is_valid() else ""
        return date.fromisoformat(f"{chosen}-01") if chosen else self.today.replace(day=1)


class JudgeForm(RevisionForm):
    """One button says that there is nothing to remark; what is not so needs a note."""

    outcome = forms.ChoiceField(choices=[each for each in Outcome.choices if each[0] != Outcome.OPEN])
    note = forms.CharField(
        label=_("Anteckning"),
        required=False,
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Skriv vad som ska utredas eller varför läsningen var otillåten. Skriv inget om vården."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") in {Outcome.EXAMINE, Outcome.BREACH} and not cleaned.get("note"):
            self.add_error("note", _("Skriv en anteckning om vad som ska utredas eller vad som var fel."))
        return cleaned


class AnswerForm(RevisionForm):
    answer = forms.CharField(
        label=_("Svar till patienten"),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Patienten läser svaret vid raden i sin logg."),
        error_messages={"required": _("Skriv ett svar till patienten.")},
    )


def name_of(month: date) -> str:
    """November 2026"""
    return format_date(month, "LLLL y", locale=get_language() or "sv").capitalize()


def _before(today: date, months: int) -> date:
    years, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(years, month + 1, 1)

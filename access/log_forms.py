"""The forms of the patient's own log: which lines, and a concern about one of them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.forms import PlainForm, WritingForm
from access.log_lines import LogUnit, Wanted
from access.models.concerns import WORDS

NOT_A_DAY = _("Skriv ett datum som finns, till exempel 2026-11-24.")
FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)  # outside of these nobody means it, and time itself ends


class DayField(forms.DateField):
    """A day as a browser's calendar writes it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            validators=[MinValueValidator(FIRST, NOT_A_DAY), MaxValueValidator(LAST, NOT_A_DAY)],
            error_messages={"invalid": NOT_A_DAY},
            **options,
        )


class LogFilterForm(PlainForm):
    """Sent with GET: it holds days and a unit's public id, and nothing about the patient."""

    enhet = forms.ChoiceField(
        label=_("Enhet"), required=False, error_messages={"invalid_choice": _("Välj en av enheterna i listan.")}
    )
    fran = DayField(label=_("Från och med"), required=False)
    till = DayField(label=_("Till och med"), required=False)

    def __init__(self, *args: Any, units: tuple[LogUnit, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = {str(unit.id): unit for unit in units}
        choices = [("", _("Alla enheter")), *((key, unit.name) for key, unit in self.units.items())]
        self.fields["enhet"].choices = choices  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("fran"), cleaned.get("till")
        if since and until and until < since:
            self.add_error("till", _("Välj en dag som inte är före den första."))
        return cleaned

    @property
    def wanted(self) -> Wanted:
        """Whole days, Swedish time."""
        said = self.cleaned_data
        unit = self.units.get(said["enhet"])
        return Wanted(
            unit=unit.hsa_id if unit else "",
            since=_midnight(said["fran"]) if said["fran"] else None,
            until=_midnight(said["till"] + timedelta(days=1)) if said["till"] else None,
        )

    @property
    def is_filtered(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())


class ConcernForm(WritingForm):
    text = forms.CharField(
        label=_("Vad undrar du?"),
        help_text=_("Skriv till exempel att du inte känner igen enheten, eller att du inte har varit där."),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Skriv vad du undrar över.")},
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

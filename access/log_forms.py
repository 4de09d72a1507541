"""The forms of the patient's own log: which lines, and a concern about one of them."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayField, PlainForm, WritingForm
from access.log_lines import LogUnit, Wanted
from access.models.concerns import WORDS
from people.days import midnight


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
            since=midnight(said["fran"]) if said["fran"] else None,
            until=midnight(said["till"] + timedelta(days=1)) if said["till"] else None,
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

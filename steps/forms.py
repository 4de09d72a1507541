"""Handing over a step: to whom, or that the unit keeps it; and the answer of the unit that is asked."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.forms import PlainForm, RevisionForm
from people.models import CareUnit

KEEP = "keep"


class HandOverForm(RevisionForm):
    """`units`: who may be asked. Once another unit is asked, the own one may keep the step after all."""

    def __init__(self, *args: Any, units: Iterable[CareUnit], is_asked: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = {str(unit.public_id): unit for unit in units}
        kept = [(KEEP, _("Vi behåller steget själva"))] if is_asked else []
        self.fields["unit"] = forms.ChoiceField(
            label=_("Vilken enhet ska ta över?"),
            choices=[*((key, unit.name) for key, unit in self.units.items()), *kept],
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj en enhet."), "invalid_choice": _("Välj en enhet i listan.")},
        )

    @property
    def unit(self) -> CareUnit | None:
        """None when the unit keeps the step."""
        return self.units.get(self.cleaned_data["unit"])

    @property
    def has_choices(self) -> bool:
        return bool(self.fields["unit"].choices)  # type: ignore[attr-defined] # a ChoiceField


class TakeOverForm(PlainForm):
    """A no has a reason: whoever asked must know what to do instead."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Kan ni ta över?"),
        choices=(("yes", gettext_lazy("Ja, vi tar över")), ("no", gettext_lazy("Nej, vi kan inte"))),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj ja eller nej.")},
    )
    because = forms.CharField(
        label=gettext_lazy("Om nej: varför inte?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Enheten som frågar läser det du skriver."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "no" and not cleaned.get("because") and "because" not in self.errors:
            self.add_error("because", _("Skriv varför ni inte kan."))
        return cleaned

    @property
    def accepts(self) -> bool:
        return bool(self.cleaned_data["answer"] == "yes")

"""Forms that open something for a while. Words and choices are checked here; the rules are in the verbs."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import NumberField, WritingForm
from access.kinds import OpeningGround
from access.services import Asked

ME, UNIT = "me", "unit"
DAYS = ((1, _("1 dygn")), (3, _("3 dygn")), (7, _("7 dygn")))


class OpeningForm(WritingForm):
    """By what ground, why, for whom and for how long."""

    ground = forms.ChoiceField(
        label=_("Med vilken rätt öppnar du?"),
        choices=(
            (OpeningGround.CONSENT, _("Patienten har sagt ja till mig")),
            (OpeningGround.EMERGENCY, _("Nödsituation: patienten kan inte svara, och liv eller hälsa är i fara")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj med vilken rätt du öppnar.")},
    )
    because = forms.CharField(
        label=_("Varför behöver du se det?"),
        help_text=_("Skälet sparas i loggen. Skriv inga uppgifter om andra personer."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv varför du behöver se det.")},
    )
    whom = forms.ChoiceField(
        label=_("För vem ska det vara öppet?"),
        choices=((ME, _("Bara för mig")), (UNIT, _("För alla på enheten som vårdar patienten"))),
        initial=ME,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj för vem det ska vara öppet.")},
    )
    days = forms.TypedChoiceField(
        label=_("Hur länge?"),
        choices=DAYS,
        coerce=int,
        initial=1,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur länge.")},
    )

    def __init__(self, *args: Any, most: timedelta, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(days, words) for days, words in DAYS if timedelta(days=days) <= most]
        self.fields["days"].choices = choices or DAYS[:1]  # type: ignore[attr-defined] # a ChoiceField

    @property
    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(
            ground=OpeningGround(said["ground"]),
            because=said["because"],
            lasts=timedelta(days=said["days"]),
            is_for_unit=said["whom"] == UNIT,
            key=said["key"],
        )


class OpenSomebodyForm(OpeningForm):
    """Somebody whom the unit has no care relation with, by exact number."""

    number = NumberField()
    field_order = ("number",)

    def say_not_found(self) -> None:
        self.add_error("number", _("Det finns ingen patient med det numret. Kontrollera siffrorna."))

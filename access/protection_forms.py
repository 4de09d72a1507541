"""Forms about protected persons: why a place is shown, and whether somebody near them may read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import RevisionForm, WritingForm

ALLOW, DENY = "allow", "deny"


class ShowPlacesForm(WritingForm):
    because = forms.CharField(
        label=_("Varför behöver du se platserna?"),
        help_text=_("Skälet sparas i loggen."),
        max_length=200,
        error_messages={"required": _("Skriv varför du behöver se platserna.")},
    )


class AssessForm(RevisionForm):
    decision = forms.ChoiceField(
        label=_("Får personen läsa planen?"),
        choices=((DENY, _("Nej")), (ALLOW, _("Ja"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj om personen får läsa planen.")},
    )
    because = forms.CharField(
        label=_("Varför?"),
        help_text=_("Skriv vad bedömningen vilar på, till exempel vem du har talat med."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv vad bedömningen vilar på.")},
    )

"""Words and dates are checked here; rules are in the verbs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.identities import NotAnIdentityNumber, Number, read_number


class FindPatientForm(forms.Form):
    """Exact number only: staff do not browse among people."""

    number = forms.CharField(
        label=_("Personnummer eller samordningsnummer"),
        max_length=20,
        error_messages={"required": _("Skriv ett personnummer eller samordningsnummer.")},
    )

    def clean_number(self) -> Number:
        try:
            return read_number(self.cleaned_data["number"])
        except NotAnIdentityNumber as error:
            message = _("Numret stämmer inte. Skriv tolv siffror: ÅÅÅÅMMDD-NNNN.")
            raise forms.ValidationError(message) from error

    def say_not_found(self) -> None:
        self.add_error("number", _("Ingen patient hos er har det numret. Kontrollera siffrorna."))

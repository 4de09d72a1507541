"""Words and dates are checked here; rules are in the verbs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import NumberField


class FindPatientForm(forms.Form):
    """Exact number only: staff do not browse among people."""

    number = NumberField()
    found_nobody = False

    def say_not_found(self) -> None:
        self.found_nobody = True
        self.add_error("number", _("Ingen patient hos er har det numret. Kontrollera siffrorna."))

"""Choosing a template, and the day that its days are counted from."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayField, PlainForm
from agreements.models import AgreementTemplate

WITHDRAWN = {"invalid_choice": _("Mallen används inte längre här. Välj en annan. Det du har skrivit står kvar.")}


class ChooseTemplateForm(PlainForm):
    """Sent with all that is typed, and with POST although it writes nothing: the day of an operation is for no address
    and no log.
    """

    def __init__(self, *args: Any, offered: list[AgreementTemplate], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = {str(each.public_id): each for each in offered}
        blank = ("", _("Tom, utan mall"))
        self.fields["mall"] = forms.ChoiceField(
            label=_("Utgå från en mall"),
            choices=[blank, *((key, each.name) for key, each in self.offered.items())],
            required=False,
            error_messages=WITHDRAWN,
        )
        self.fields["dag"] = DayField(
            label=_("Räkna dagar från"),
            required=False,
            initial=today,
            help_text=_("Till exempel dagen för operationen"),
        )

    def not_judged(self) -> "ChooseTemplateForm":
        """With what was chosen, in a form that was sent for something else."""
        self.errors.clear()
        return self

    @property
    def chosen(self) -> AgreementTemplate | None:
        return self.offered.get(self.cleaned_data.get("mall", ""))

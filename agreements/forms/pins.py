"""What to pin, and to which heading. It looks for it in the same form."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.headings import Heading
from knowledge.searching import NOT_IN_LIST, SearchForm


class PinForm(SearchForm):
    """`pin` is the button that was pressed: a resource. Without it, one only looks."""

    heading = forms.ChoiceField(
        label=_("Fäst vid rubriken"), choices=Heading.choices, initial=Heading.SELF_AND_NETWORK,
        error_messages=NOT_IN_LIST,
    )  # fmt: skip
    pin = forms.UUIDField(required=False, error_messages={"invalid": _("Välj vad som ska fästas.")})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = _("Vad handlar det om?")
        self.fields["phase"].label = _("När behöver patienten det?")

    @property
    def chosen(self) -> UUID | None:
        found: UUID | None = self.cleaned_data["pin"] if self.is_bound and self.is_valid() else None
        return found

    @property
    def heading_chosen(self) -> Heading:
        return Heading(self.cleaned_data["heading"])

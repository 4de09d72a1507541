"""What one looks for in the library. Sent by POST wherever it stands: it tells of somebody's health."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import PlainForm
from knowledge.library import Wanted
from knowledge.models import Kind, Phase

NOT_IN_LIST = {"required": _("Välj i listan."), "invalid_choice": _("Välj i listan.")}


def any_or(label: Any, choices: Any) -> list[tuple[str, Any]]:
    return [("", label), *choices]


class SearchForm(PlainForm):
    """All of it may be left out."""

    words = forms.CharField(
        label=_("Vad vill du veta mer om?"), help_text=_("Till exempel: sömn eller hjärta"), max_length=100,
        required=False,
    )  # fmt: skip
    phase = forms.ChoiceField(
        label=_("När behöver du det?"), choices=lambda: any_or(_("När som helst"), Phase.choices), required=False,
        error_messages=NOT_IN_LIST,
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Vad är det?"), choices=lambda: any_or(_("Allt"), Kind.choices), required=False,
        error_messages=NOT_IN_LIST,
    )  # fmt: skip
    easy_read = forms.BooleanField(label=_("Bara lättläst"), required=False)

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"] = forms.ChoiceField(
            label=_("Språk"),
            choices=any_or(_("Alla språk"), languages),
            required=False,
            error_messages=NOT_IN_LIST,
        )

    @property
    def wanted(self) -> Wanted:
        """What is wrong is not looked for: the page says what is wrong instead."""
        if not (self.is_bound and self.is_valid()):
            return Wanted()
        return Wanted(**{each.name: self.cleaned_data[each.name] for each in fields(Wanted)})

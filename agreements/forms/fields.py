"""Boxes that several forms of agreements have."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayField

LINE, LINES, TEXT = 300, 20, 2000
NOT_IN_LIST = {"invalid_choice": _("Välj någon i listan.")}


class DayAhead(DayField):
    """From today on, and no further than ten years."""

    def __init__(self, *, today: date, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.today = today

    def clean(self, value: Any) -> date | None:
        # One that is out of reach is told so here, whatever the year: it exists.
        day: date | None = super(DayField, self).clean(value)
        if day and not self.today <= day < self.today.replace(year=self.today.year + 10, day=1):
            raise forms.ValidationError(_("Datumet ska vara i dag eller senare, och inom tio år."))
        return day


def words(label: Any, *, rows: int = 2, most: int = TEXT, help_text: Any = "", missing: Any = "") -> forms.CharField:
    """A box of text. `missing` is said when it must not be empty."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing} if missing else {},
    )


class OneLine(forms.CharField):
    """Written in a box that grows with what is written, but it is one line all the same."""

    widget = forms.Textarea

    def __init__(self, label: Any, *, most: int = LINE) -> None:
        super().__init__(
            label=label, max_length=most, required=False, widget=forms.Textarea(attrs={"rows": 1, "cols": 20})
        )

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split())


def line(label: Any, *, most: int = LINE, help_text: Any = "", missing: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=bool(missing),
        error_messages={"required": missing} if missing else {},
    )

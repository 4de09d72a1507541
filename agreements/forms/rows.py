"""The rows of the form: who does what, what to watch for, and the steps further on. An empty row does not count."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from access.forms import DayField, PlainForm
from agreements.forms.fields import LINES, NOT_IN_LIST, DayAhead, OneLine
from agreements.models import Repeat
from agreements.responsible import OWN, Responsibles
from agreements.services import Does, LaterStep, WatchFor
from steps.models import StepKind
from steps.services import StepPlan

SAYS_NOTHING = frozenset({"repeat", "kind"})  # chosen in a row that is empty too


class Row(PlainForm):
    """One of several alike. A row that says what it said before is a row all the same: formsets pass over those."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.empty_permitted = False


class DoesForm(Row):
    """A commitment: what, how often, and when at the latest."""

    what = OneLine(_("Vad?"))
    repeat = forms.ChoiceField(
        label=_("Hur ofta?"), choices=Repeat.choices, initial=Repeat.ONCE, required=False, error_messages=NOT_IN_LIST
    )

    def __init__(self, *args: Any, responsibles: Responsibles, **options: Any) -> None:
        super().__init__(*args, **options)
        self.responsibles = responsibles
        self.fields["latest"] = DayAhead(label=_("Senast"), today=responsibles.today, help_text="")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("latest") and not cleaned.get("what") and "what" not in self.errors:
            self.add_error("what", _("Skriv vad som ska göras."))
        return cleaned

    def plan(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"repeat": Repeat(said.get("repeat") or Repeat.ONCE), "latest": said.get("latest")}


class OwnDoesForm(DoesForm):
    """What the patient does, or those near."""

    def does(self) -> Does | None:
        said = self.cleaned_data
        return Does(said["what"], **self.plan()) if said.get("what") else None


class CareDoesForm(DoesForm):
    """What care does. A named person or unit answers for it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["who"] = forms.ChoiceField(
            label=_("Ansvarig"), choices=self.responsibles.choices(), required=False, error_messages=NOT_IN_LIST
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("what") and not cleaned.get("who") and "who" not in self.errors:
            self.add_error("who", _("Välj vem som ansvarar."))
        return cleaned

    def does(self) -> Does | None:
        said = self.cleaned_data
        if not said.get("what"):
            return None
        who = said.get("who", "")
        return Does(said["what"], self.responsibles.professionals.get(who), self.responsibles.unit(who), **self.plan())


class WatchForm(Row):
    """A sign, and what to do when it comes."""

    sign = OneLine(_("Om det här händer"))
    by_day = OneLine(_("Gör så här på dagen"))
    at_night = OneLine(_("Gör så här på natten"))

    def __init__(self, *args: Any, responsibles: Responsibles, **options: Any) -> None:
        super().__init__(*args, **options)
        self.responsibles = responsibles

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        what_to_do = cleaned.get("by_day") or cleaned.get("at_night")
        if cleaned.get("sign") and not what_to_do and not self.errors:
            self.add_error("by_day", _("Skriv vad patienten ska göra då."))
        if what_to_do and not cleaned.get("sign") and "sign" not in self.errors:
            self.add_error("sign", _("Skriv vad patienten ska hålla koll på."))
        return cleaned

    def watch_for(self) -> WatchFor | None:
        said = self.cleaned_data
        if not said.get("sign"):
            return None
        return WatchFor(said["sign"], said.get("by_day", ""), said.get("at_night", ""))


class StepForm(Row):
    """A step further on: what, when in words or by date, and in whose hands."""

    what = OneLine(_("Vad?"), most=200)
    kind = forms.ChoiceField(
        choices=StepKind.choices, initial=StepKind.ACTION, required=False, widget=forms.HiddenInput
    )
    when = OneLine(_("När, med ord"), most=100)

    def __init__(self, *args: Any, responsibles: Responsibles, **options: Any) -> None:
        super().__init__(*args, **options)
        self.responsibles = responsibles
        self.fields["not_before"] = DayField(label=_("Tidigast"), required=False, help_text="")
        self.fields["latest"] = DayAhead(label=_("Senast"), today=responsibles.today, help_text="")
        self.fields["who"] = forms.ChoiceField(
            label=_("Ansvarig"), choices=responsibles.step_choices(), required=False, error_messages=NOT_IN_LIST
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("not_before"), said.get("latest")
        if (said.get("when") or first or last) and not said.get("what"):
            self._ask("what", _("Skriv vad som ska göras."))
        if said.get("what") and not (said.get("when") or first or last):
            self._ask("when", _("Skriv när: med ord eller datum."))
        if said.get("what") and not said.get("who"):
            self._ask("who", _("Välj vem som ansvarar."))
        if first and last and last < first:
            self._ask("latest", _("Senast ska inte vara före tidigast."))
        return said

    def later_step(self) -> LaterStep | None:
        said = self.cleaned_data
        if not said.get("what"):
            return None
        who = said.get("who", "")
        plan = StepPlan(
            kind=StepKind(said.get("kind") or StepKind.ACTION),
            what=said["what"],
            responsible=self.responsibles.professionals.get(who),
            not_before=said.get("not_before"),
            latest=said.get("latest"),
            when=said.get("when", ""),
        )
        return LaterStep(plan, None if who == OWN else self.responsibles.units.get(who))

    def _ask(self, name: str, message: Any) -> None:
        if name not in self.errors:
            self.add_error(name, message)


def rows_of(form: type[Row], *, extra: int) -> Any:
    return forms.formset_factory(form, extra=extra, max_num=LINES, absolute_max=LINES)


ROWS: dict[str, Any] = {
    "patient": rows_of(OwnDoesForm, extra=1),
    "network": rows_of(OwnDoesForm, extra=1),
    "care": rows_of(CareDoesForm, extra=1),
    "watch": rows_of(WatchForm, extra=1),
    "steps": rows_of(StepForm, extra=1),
}


def each_form(rows: Any) -> list[Any]:
    return cast("list[Any]", rows.forms)


def named_in(sent: QueryDict) -> set[UUID]:
    """Who is named as responsible in the rows of care."""
    return keys_among(sent.get(f"care-{number}-who") or "" for number in range(LINES))


def keys_among(values: Iterable[str]) -> set[UUID]:
    """Those that are keys of something."""
    keys = set()
    for value in values:
        with suppress(ValueError):
            keys.add(UUID(value))
    return keys

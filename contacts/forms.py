"""Words and dates are checked here; the rules are in the verbs and in the database."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayField, RevisionForm, WritingForm
from contacts.models import AppointedBecause, ContactKind, FixedContact, ToldHow
from contacts.services import Appointment
from people.models import CareUnit, Professional

NOT_TOLD = "not_told"

SUCCESSOR, OTHER = "successor", "other"
REASONS = tuple(
    (because, because)
    for because in (
        _("Behovet har upphört"),
        _("Patienten vill inte ha kontakten kvar"),
        _("Patienten har flyttat"),
        _("Patienten har avlidit"),
    )
)
ENDINGS = ((SUCCESSOR, _("Någon annan tar över")), *REASONS, (OTHER, _("Något annat")))


def _kinds() -> list[tuple[str, str]]:
    return [(each.value, each.label.capitalize()) for each in ContactKind]


def _ways_to_tell() -> list[tuple[str, Any]]:
    told = [(each.value, each.label.capitalize()) for each in ToldHow]
    return [*told, (NOT_TOLD, _("Patienten har inte fått veta än"))]


class PhoneField(forms.CharField):
    """A number as people write it, kept as E.164."""

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return ""
        try:
            number = phonenumbers.parse(written, "SE")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise forms.ValidationError(_("Skriv ett telefonnummer med riktnummer, till exempel 08-465 004 12."))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class PersonForm(forms.Form):
    """A person or a team, what they do for the patient, how to reach them, and how the patient was told."""

    professional = forms.ChoiceField(label=_("Vem?"), required=False)
    team = forms.CharField(
        label=_("Eller ett team, tills en person är utsedd"),
        max_length=120,
        required=False,
    )
    does = forms.CharField(
        label=_("Vad gör kontakten för patienten?"),
        help_text=_("Patienten läser det i sin plan: Samordnar din vård"),
        max_length=200,
        required=False,
    )
    phone = PhoneField(label=_("Telefon"), max_length=30, required=False)
    phone_hours = forms.CharField(label=_("Telefontid"), max_length=100, required=False)
    told_how = forms.ChoiceField(
        label=_("Hur fick patienten veta vem det är?"), choices=_ways_to_tell, widget=forms.RadioSelect, required=False
    )
    told_on = DayField(label=_("Vilken dag?"), required=False)

    def __init__(self, *args: Any, colleagues: Mapping[str, Professional], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.colleagues, self.today = colleagues, today
        people = [(key, f"{each.name}, {each.title.lower()}") for key, each in colleagues.items()]
        self.fields["professional"] = forms.ChoiceField(
            label=self.fields["professional"].label, required=False, choices=[("", _("Ingen särskild")), *people]
        )

    def check_person(self) -> None:
        said = self.cleaned_data
        if said.get("professional") and said.get("team"):
            self.add_error("team", _("Välj antingen en person eller ett team."))
        if not said.get("professional") and not said.get("team") and "professional" not in self.errors:
            self.add_error("professional", _("Välj en person, eller skriv ett team."))
        if not said.get("does") and "does" not in self.errors:
            self.add_error("does", _("Skriv vad kontakten gör för patienten."))
        self._check_told()

    def appointment(self, kind: ContactKind, because: AppointedBecause) -> Appointment:
        said = self.cleaned_data
        is_told = said["told_how"] != NOT_TOLD
        return Appointment(
            kind=kind,
            because=because,
            professional=self.colleagues.get(said["professional"]),
            team=said["team"],
            does=said["does"],
            phone=said["phone"],
            phone_hours=said["phone_hours"],
            told_how=ToldHow(said["told_how"]) if is_told else None,
            told_on=said["told_on"] if is_told else None,
        )

    def _check_told(self) -> None:
        how, on = self.cleaned_data.get("told_how"), self.cleaned_data.get("told_on")
        if not how and "told_how" not in self.errors:
            self.add_error("told_how", _("Välj hur patienten fick veta det."))
        if not how or how == NOT_TOLD or "told_on" in self.errors:
            return
        if on is None:
            self.add_error("told_on", _("Skriv vilken dag patienten fick veta det."))
        elif on > self.today:
            self.add_error("told_on", _("Dagen har inte varit än."))


class AppointForm(PersonForm, WritingForm):
    field_order = ("kind", "because")
    kind = forms.ChoiceField(
        label=_("Vilken sorts kontakt?"),
        choices=_kinds,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vilken sorts kontakt det är.")},
    )
    because = forms.ChoiceField(
        label=_("Varför utses kontakten?"),
        choices=AppointedBecause.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj varför kontakten utses.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_person()
        return cleaned

    def say_already_appointed(self) -> None:
        kind = ContactKind(self.cleaned_data["kind"]).label
        words = _("Patienten har redan en %(kind)s, här eller på en annan enhet. Det kan bara finnas en åt gången.")
        self.add_error("kind", words % {"kind": kind})


class EndForm(PersonForm, RevisionForm, WritingForm):
    """A successor, or a reason. What is written about a successor counts only if there is one."""

    field_order = ("ending", "other")
    ending = forms.ChoiceField(
        label=_("Varför avslutas uppdraget?"),
        choices=ENDINGS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj varför uppdraget avslutas.")},
    )
    other = forms.CharField(label=_("Om något annat: vad?"), max_length=200, required=False)

    @property
    def is_handed_over(self) -> bool:
        return bool(self.cleaned_data.get("ending") == SUCCESSOR)

    @property
    def reason(self) -> str:
        said = self.cleaned_data
        return str(said["other"] if said["ending"] == OTHER else said["ending"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_handed_over:
            self.check_person()
        if cleaned.get("ending") == OTHER and not cleaned.get("other") and "other" not in self.errors:
            self.add_error("other", _("Skriv varför uppdraget avslutas."))
        return cleaned

    def say_same_person(self) -> None:
        self.add_error("professional", _("Den personen är kontakten i dag. Välj någon annan."))

    def say_changed(self, revision: int) -> None:
        self.has_seen(revision)
        self.add_error(None, _("En kollega har ändrat kontakten sedan du öppnade sidan. Det du skrev är kvar."))


def initial_of_unit(unit: CareUnit, today: date) -> dict[str, Any]:
    return {"phone": _written(unit.phone), "phone_hours": unit.phone_hours, "told_on": today}


def initial_of_successor(contact: FixedContact, today: date) -> dict[str, Any]:
    """Who takes over does the same, and is reached in the same way."""
    return {
        "revision": contact.revision,
        "does": contact.does,
        "phone": _written(contact.phone),
        "phone_hours": contact.phone_hours,
        "told_on": today,
    }


def _written(number: str) -> str:
    """08-465 004 12"""
    return phonenumbers.format_number(phonenumbers.parse(number, "SE"), phonenumbers.PhoneNumberFormat.NATIONAL)

"""Asking somebody to act for a patient, and answering. Words and days are checked here; the rules are in the verbs."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayField, PlainForm, WritingForm
from access.kinds import MandateKind, Scope
from access.services.invitations import CODE_LENGTH
from people.days import midnight

# Medicines are no part of the plan yet: who is given them later is asked then.
OFFERED = (Scope.TIMES, Scope.BOOK, Scope.CONTACTS, Scope.AGREEMENTS, Scope.ANSWER)
# What shows a right, and which kind of mandate it gives.
SHOWN = {
    "good_man": (MandateKind.TRUSTEE, _("God man enligt beslut")),
    "administrator": (MandateKind.TRUSTEE, _("Förvaltare enligt beslut")),
    "power_of_attorney": (MandateKind.TRUSTEE, _("Framtidsfullmakt")),
    "register": (MandateKind.GUARDIAN, _("Vårdnadshavare enligt folkbokföringen")),
    "judgment": (MandateKind.GUARDIAN, _("Vårdnadshavare enligt dom eller avtal")),
}


class AskForm(WritingForm):
    """Whom, what, and until when."""

    name = forms.CharField(
        label=_("Vad heter personen?"),
        max_length=200,
        error_messages={"required": _("Skriv vad personen heter.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("Vad får personen göra?"),
        choices=[(each.value, each.label) for each in OFFERED],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en sak som personen får göra.")},
    )
    last_day = DayField(label=_("Till och med vilken dag?"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_scopes(self) -> frozenset[Scope]:
        scopes = frozenset(map(Scope, self.cleaned_data["scopes"]))
        if Scope.BOOK in scopes and Scope.TIMES not in scopes:
            raise forms.ValidationError(_("Den som ska svara om tider behöver få se dem."))
        return scopes

    def clean_last_day(self) -> date | None:
        day: date | None = self.cleaned_data["last_day"]
        if day and day < self.today:
            raise forms.ValidationError(_("Välj en dag som inte har varit."))
        return day

    @property
    def until(self) -> datetime | None:
        """Midnight after the last day, in Sweden."""
        day: date | None = self.cleaned_data["last_day"]
        return midnight(day + timedelta(days=1)) if day else None


class InviteForm(AskForm):
    """The patient's own choice."""


class VouchForm(AskForm):
    """What staff have seen: a decision, a power of attorney, the population register."""

    shown = forms.ChoiceField(
        label=_("Vad visar rätten?"),
        choices=[(key, words) for key, (_kind, words) in SHOWN.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad som visar rätten.")},
    )
    document = forms.CharField(
        label=_("Vilket dokument har du sett?"),
        help_text=_("Till exempel: beslut från Sjöstads tingsrätt den 3 mars 2027. Skriv inget personnummer."),
        max_length=120,
        error_messages={"required": _("Skriv vilket dokument du har sett.")},
    )
    last_day = DayField(label=_("Till och med vilken dag? Lämna tomt om det gäller tills vidare."), required=False)

    field_order = ("name", "shown", "document", "scopes", "last_day", "key")

    @property
    def mandate_kind(self) -> MandateKind:
        return SHOWN[self.cleaned_data["shown"]][0]

    @property
    def because(self) -> str:
        return f"{SHOWN[self.cleaned_data['shown']][1]}: {self.cleaned_data['document']}"


class EndForm(PlainForm):
    because = forms.CharField(label=_("Varför? Du behöver inte svara."), max_length=200, required=False)


class EndWithReasonForm(PlainForm):
    because = forms.CharField(
        label=_("Varför avslutas det?"),
        help_text=_("Patienten läser det. Till exempel: uppdraget som god man har upphört."),
        max_length=200,
        error_messages={"required": _("Skriv varför det avslutas.")},
    )


class AgeExceptionForm(WritingForm):
    """The head of unit lets a guardian read on, or a child read earlier."""

    kind = forms.ChoiceField(
        label=_("Vad bestämmer du?"),
        choices=[
            (MandateKind.GUARDIAN, _("Vårdnadshavarna får läsa det vi har skrivit, tills barnet fyller 16 år")),
            (MandateKind.SELF, _("Barnet får läsa det vi har skrivit, redan nu")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad du bestämmer.")},
    )
    because = forms.CharField(
        label=_("Varför?"), max_length=200, error_messages={"required": _("Skriv varför. Det loggas.")}
    )


class CodeForm(PlainForm):
    """Read as people write it: small letters, spaces and dashes do not matter."""

    code = forms.CharField(
        label=_("Kod"),
        help_text=_("Tio tecken, till exempel BCDFG HJKMN"),
        max_length=30,
        error_messages={"required": _("Skriv koden som du har fått.")},
    )

    def clean_code(self) -> str:
        code = "".join(each for each in self.cleaned_data["code"].upper() if each.isalnum())
        if len(code) != CODE_LENGTH:
            raise forms.ValidationError(_("Koden ska ha tio tecken. Kontrollera att alla är med."))
        return code

    def say_wrong(self) -> None:
        self.add_error("code", _("Koden stämmer inte eller har gått ut. Be den som gav dig koden om en ny."))

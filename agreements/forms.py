"""Words and dates are checked here; the rules are in the verbs and in the database."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayField, PlainForm, RevisionForm, WritingForm
from agreements.models import AgreedHow, Agreement, Who
from agreements.responsible import PATIENT, Responsibles
from agreements.services import AgreementText, CareDoes
from steps.models import Holder, Step, StepKind
from steps.services import StepPlan

LINE, LINES, TEXT = 300, 20, 2000
AS_PROPOSAL = "proposal"
HOW = (
    (AgreedHow.IN_MEETING.value, _("Vi är överens, här vid mötet")),
    (AgreedHow.BY_PHONE.value, _("Vi är överens, i telefon")),
    (AS_PROPOSAL, _("Det är ett förslag. Patienten svarar i sin plan")),
)
NOT_IN_LIST = {"invalid_choice": _("Välj någon i listan.")}


class Lines(forms.CharField):
    """One thing a line. Empty lines do not count."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.Textarea(attrs={"rows": 3}), **options})

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = tuple(line.strip(" -•\t") for line in super().clean(value).splitlines())
        lines = tuple(line for line in lines if line)
        if len(lines) > LINES:
            raise forms.ValidationError(_("Skriv högst %(most)s rader."), params={"most": LINES})
        if any(len(line) > LINE for line in lines):
            raise forms.ValidationError(_("En rad får vara högst %(most)s tecken."), params={"most": LINE})
        return lines


class DayAhead(DayField):
    """From today on, and no further than ten years."""

    def __init__(self, *, today: date, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.today = today

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not self.today <= day < self.today.replace(year=self.today.year + 10, day=1):
            raise forms.ValidationError(_("Datumet ska vara i dag eller senare, och inom tio år."))
        return day


class AgreementForm(WritingForm, RevisionForm):
    """The headings of an agreement (domain.md 1.2), in the order they are talked about."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Vad gäller överenskommelsen?"),
        help_text=_("Till exempel: Hjärtsvikt – träning och vätska"),
        max_length=120,
        error_messages={"required": _("Skriv vad överenskommelsen gäller.")},
    )
    what_matters = forms.CharField(
        label=_("Viktigt för patienten, med patientens egna ord"),
        help_text=_("Vad är viktigt för dig?"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv vad som är viktigt för patienten, med patientens egna ord.")},
    )
    patient_does = Lines(
        label=_("Det här gör patienten"),
        help_text=_("En sak per rad. Skriv så att det fungerar efter ordet Jag: väger mig varje morgon"),
    )
    network_does = Lines(
        label=_("Det här gör nätverket"), help_text=_("En sak per rad: dottern Karin följer med på besöket")
    )
    next_what = forms.CharField(label=_("Nästa steg"), max_length=200, required=False)
    next_who = forms.ChoiceField(label=_("Vem ansvarar för nästa steg?"), required=False)
    no_next_step_because = forms.CharField(
        label=_("Eller: varför inget nästa steg är bestämt"), max_length=200, required=False
    )
    where_to_turn = forms.CharField(
        label=_("Hit vänder sig patienten: dagtid, kväll och helg, akut"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv vart patienten vänder sig.")},
    )
    how = forms.ChoiceField(
        label=_("Hur är ni överens?"),
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur ni är överens.")},
    )

    def __init__(self, *args: Any, responsibles: Responsibles, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.responsibles = responsibles
        self.fields["next_latest"] = DayAhead(label=_("Senast"), today=today)
        self.fields["follow_up_on"] = DayAhead(label=_("Följs upp"), today=today)
        choices = responsibles.own_choices()
        self.fields["next_who"] = forms.ChoiceField(
            label=_("Vem ansvarar för nästa steg?"), choices=choices, required=False, error_messages=NOT_IN_LIST
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (
            not self.errors.get("next_what")
            and not cleaned.get("next_what")
            and not cleaned.get("no_next_step_because")
        ):
            self.add_error("next_what", _("Skriv nästa steg, eller varför inget är bestämt."))
        if cleaned.get("next_what") and cleaned.get("no_next_step_because"):
            self.add_error(
                "no_next_step_because", _("Här finns också ett nästa steg. Ta bort det ena, eller flytta texten.")
            )
        if cleaned.get("next_what") and not cleaned.get("next_latest") and "next_latest" not in self.errors:
            self.add_error("next_latest", _("Skriv när nästa steg ska vara klart senast."))
        if cleaned.get("next_what") and not cleaned.get("next_who") and "next_who" not in self.errors:
            self.add_error("next_who", _("Välj vem som ansvarar för nästa steg."))
        return cleaned

    def text(self, care_does: tuple[CareDoes, ...]) -> AgreementText:
        said = self.cleaned_data
        return AgreementText(
            title=said["title"],
            what_matters=said["what_matters"],
            patient_does=said["patient_does"],
            network_does=said["network_does"],
            care_does=care_does,
            where_to_turn=said["where_to_turn"],
            next_step=self._next_step(),
            no_next_step_because=said["no_next_step_because"],
            follow_up_on=said["follow_up_on"],
        )

    @property
    def agreed_how(self) -> AgreedHow | None:
        """None for a proposal."""
        how = self.cleaned_data["how"]
        return None if how == AS_PROPOSAL else AgreedHow(how)

    def _next_step(self) -> StepPlan | None:
        said = self.cleaned_data
        if not said["next_what"]:
            return None
        who = said["next_who"]
        return StepPlan(
            kind=StepKind.ACTION,
            what=said["next_what"],
            responsible=self.responsibles.professionals.get(who),
            is_held_by_patient=who == PATIENT,
            latest=said["next_latest"],
        )


class CareDoesForm(PlainForm):
    """One commitment of care, with a named person or unit."""

    what = forms.CharField(label=_("Vården gör"), max_length=LINE, required=False)

    def __init__(self, *args: Any, responsibles: Responsibles, **options: Any) -> None:
        super().__init__(*args, **options)
        # A row that says what it said before is a row all the same: formsets pass over what has not changed.
        self.empty_permitted = False
        self.responsibles = responsibles
        self.fields["who"] = forms.ChoiceField(
            label=_("Ansvarig"), choices=responsibles.choices(), required=False, error_messages=NOT_IN_LIST
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("what") and not cleaned.get("who") and "who" not in self.errors:
            self.add_error("who", _("Välj vem som ansvarar."))
        return cleaned

    def does(self) -> CareDoes | None:
        if not self.cleaned_data.get("what"):
            return None
        who = self.cleaned_data["who"]
        return CareDoes(
            self.cleaned_data["what"], self.responsibles.professionals.get(who), self.responsibles.units.get(who)
        )


CareDoesFormSet = forms.formset_factory(CareDoesForm, extra=2, max_num=LINES, absolute_max=LINES)


def initial_of(agreement: Agreement) -> dict[str, Any]:
    """What a form starts from when an agreement is revised."""
    step = agreement.next_step
    lines = {who: [each.what for each in agreement.commitments.all() if each.who == who] for who in Who}
    return {
        "revision": agreement.revision,
        "title": agreement.title,
        "what_matters": agreement.what_matters,
        "patient_does": "\n".join(lines[Who.PATIENT]),
        "network_does": "\n".join(lines[Who.NETWORK]),
        "next_what": step.what if step and step.is_alive else "",
        "next_latest": step.latest if step and step.is_alive else None,
        "next_who": _holder_of(step) if step else None,
        "no_next_step_because": agreement.no_next_step_because,
        "where_to_turn": agreement.where_to_turn,
        "follow_up_on": agreement.follow_up_on,
    }


def care_initial_of(agreement: Agreement) -> list[dict[str, Any]]:
    of_care = [each for each in agreement.commitments.all() if each.who == Who.CARE]
    return [{"what": each.what, "who": _who_of(each.responsible or each.unit)} for each in of_care]


def _holder_of(step: Step) -> str:
    return PATIENT if step.holder == Holder.PATIENT else _who_of(step.responsible or step.unit)


def _who_of(holder: Any) -> str:
    return str(holder.public_id)


class EndForm(RevisionForm):
    because = forms.CharField(
        label=_("Varför avslutas överenskommelsen?"),
        help_text=_("Patienten läser det du skriver."),
        max_length=200,
        error_messages={"required": _("Skriv varför överenskommelsen avslutas.")},
    )


class QuestionForm(WritingForm):
    text = forms.CharField(
        label=_("Vad vill du fråga eller ändra?"),
        help_text=_("Mottagningen som du har överenskommelsen med läser och svarar. Är det bråttom? Ring."),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv vad du undrar eller vill ändra.")},
    )


class AnswerForm(PlainForm):
    answer = forms.CharField(
        label=_("Svar till patienten"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv ett svar till patienten.")},
    )

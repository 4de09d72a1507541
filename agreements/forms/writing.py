"""The form of an agreement: its headings in the order they are talked about (domain.md §1.2)."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import RevisionForm, WritingForm
from agreements.forms.fields import NOT_IN_LIST, DayAhead, line, words
from agreements.models import AgreedHow, Agreement, AgreementTemplate
from agreements.responsible import PATIENT, Responsibles
from agreements.services import Said
from steps.models import StepKind
from steps.services import StepPlan

AS_PROPOSAL, DISAGREED = "proposal", "disagreed"
AGREED_NOW = "print"  # the button that says that we agree, and prints it
HOW = (
    (AgreedHow.IN_MEETING.value, _("Vi är överens, här vid mötet")),
    (AgreedHow.BY_PHONE.value, _("Vi är överens, i telefon")),
    (AgreedHow.ON_PAPER.value, _("Vi är överens, på papper")),
    (AS_PROPOSAL, _("Det är ett förslag. Patienten svarar i sin plan")),
    (DISAGREED, _("Vi är inte överens")),
)


class AgreementForm(WritingForm, RevisionForm):
    """All but the rows. `revision` is that of the agreement it would replace, `draft_revision` that of the draft."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    draft_revision = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)
    window = forms.UUIDField(widget=forms.HiddenInput, required=False)
    replaces = forms.UUIDField(widget=forms.HiddenInput, required=False)
    template = forms.UUIDField(widget=forms.HiddenInput, required=False)
    told_of = forms.UUIDField(widget=forms.HiddenInput, required=False)  # a template that was withdrawn meanwhile
    title = line(
        _("Vad gäller överenskommelsen?"),
        most=120,
        help_text=_("Till exempel: Hjärtsvikt – träning och vätska"),
        missing=_("Skriv vad överenskommelsen gäller."),
    )
    what_matters = words(
        _("Viktigt för patienten, med patientens egna ord"),
        help_text=_("Vad är viktigt för dig?"),
        missing=_("Skriv vad som är viktigt för patienten, med patientens egna ord."),
    )
    turn_by_day = words(_("Dagtid"), missing=_("Skriv vart patienten vänder sig på dagen."))
    turn_by_evening = words(_("Kväll och helg"))
    turn_in_emergency = words(_("Akut"))
    fixed_contacts = words(_("Mina fasta kontakter"), help_text=_("Namn, yrke och telefon"))
    no_fixed_contact_because = line(_("Eller: varför ingen behövs"), most=200)
    next_what = line(_("Nästa steg"), most=200)
    no_next_step_because = line(_("Eller: varför inget nästa steg är bestämt"), most=200)
    influence_times = words(_("Så kan patienten påverka tider och upplägg"))
    coordination = words(
        _("Behov av samordning"), help_text=_("Andra planer, till exempel SIP eller rehabiliteringsplan")
    )
    relatives = words(_("Närstående och barn som ska vara med"))
    follow_up_how = line(_("Hur följs det upp?"), most=200, help_text=_("Till exempel: telefonsamtal med Anna"))
    how = forms.ChoiceField(
        label=_("Är ni överens?"),
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur ni är överens.")},
    )
    said_by = line(
        _("Om någon annan än patienten svarade: vem?"), most=200, help_text=_("Till exempel: Karin Andersson, god man")
    )
    disagreed_because = words(_("Om ni inte är överens: om vad?"), help_text=_("Patienten läser det du skriver."))

    def __init__(self, *args: Any, responsibles: Responsibles, **options: Any) -> None:
        super().__init__(*args, **options)
        self.responsibles = responsibles
        self.fields["next_latest"] = DayAhead(label=_("Senast"), today=responsibles.today)
        self.fields["follow_up_on"] = DayAhead(label=_("Följs upp"), today=responsibles.today)
        self.fields["next_who"] = forms.ChoiceField(
            label=_("Vem ansvarar för nästa steg?"),
            choices=responsibles.own_choices(),
            required=False,
            error_messages=NOT_IN_LIST,
        )

    def clean(self) -> dict[str, Any]:
        self._says_one_or_why(
            "next_what", "no_next_step_because", _("Skriv nästa steg, eller varför inget är bestämt.")
        )
        self._says_one_or_why("fixed_contacts", "no_fixed_contact_because", _("Skriv vem, eller varför ingen behövs."))
        said = self.cleaned_data
        if said.get("next_what") and not said.get("next_latest"):
            self._ask("next_latest", _("Skriv när nästa steg ska vara klart senast."))
        if said.get("next_what") and not said.get("next_who"):
            self._ask("next_who", _("Välj vem som ansvarar för nästa steg."))
        if not said.get("follow_up_on") and not said.get("follow_up_how"):
            self._ask("follow_up_on", _("Skriv när eller hur det följs upp."))
        if said.get("how") == DISAGREED and not said.get("disagreed_because"):
            self._ask("disagreed_because", _("Skriv vad ni inte är överens om."))
        if AGREED_NOW in self.data and said.get("how") in {AS_PROPOSAL, DISAGREED}:
            self._ask("how", _("Du tryckte på ”Vi är överens”, men här står något annat. Ändra, eller spara utan den."))
        return said

    def has_read(self, draft_revision: int) -> None:
        """Sent again, the form writes over the draft that the page now shows."""
        self._says(draft_revision=draft_revision)

    def begins_anew(self) -> None:
        """Sent again, the form becomes something else than what it has become already, or what was thrown away."""
        self._says(key=uuid4(), draft_revision=0)

    def comes_after(self, agreement: Agreement | None) -> None:
        """Sent again, the form becomes the next version of what the page now shows; of None, the first of its own.

        Kept as a draft, it says so too: who goes on with it somewhere else replaces the same.
        """
        after = (agreement.public_id, agreement.revision) if agreement else ("", "")
        self._says(replaces=after[0], revision=after[1])

    def tells_of(self, template: AgreementTemplate) -> None:
        """Once: what was withdrawn for a reason may be what was just written. Sent again, it has been read through."""
        because = {"name": template.name, "because": template.withdrawn_because}
        self.add_error(
            None,
            _("Mallen %(name)s används inte längre: %(because)s. Läs igenom det som kom från den, och spara igen.")
            % because,
        )
        self._says(told_of=template.public_id)

    def _says(self, **hidden: object) -> None:
        self.data = {**dict(self.data.items()), **{name: str(value) for name, value in hidden.items()}}

    @property
    def said(self) -> Said:
        """What the patient answered, as it was said or not said."""
        said = self.cleaned_data
        if said["how"] == DISAGREED:
            return Said(by=said["said_by"], disagreed_because=said["disagreed_because"])
        if said["how"] == AS_PROPOSAL:
            return Said()
        return Said(AgreedHow(said["how"]), by=said["said_by"])

    def next_step(self) -> StepPlan | None:
        said = self.cleaned_data
        if not said.get("next_what"):
            return None
        who = said.get("next_who", "")
        return StepPlan(
            kind=StepKind.ACTION,
            what=said["next_what"],
            responsible=self.responsibles.professionals.get(who),
            is_held_by_patient=who == PATIENT,
            latest=said.get("next_latest"),
        )

    def _ask(self, name: str, message: Any) -> None:
        if name not in self.errors:
            self.add_error(name, message)

    def _says_one_or_why(self, name: str, otherwise: str, neither: Any) -> None:
        said = self.cleaned_data
        if self.errors.keys() & {name, otherwise}:
            return
        if not said.get(name) and not said.get(otherwise):
            self.add_error(name, neither)
        if said.get(name) and said.get(otherwise):
            self.add_error(otherwise, _("Här står det både och. Ta bort det ena, eller flytta texten."))

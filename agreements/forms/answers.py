"""What is answered about an agreement: by the patient, by a unit that is asked, and by whoever answers for it."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.forms import DayField, PlainForm, RevisionForm, WritingForm
from agreements.forms.fields import LINE, line, words
from agreements.models import AgreedHow, Wish
from agreements.services import Said

NO = "no"
ANSWERS = (
    (AgreedHow.IN_MEETING.value, _("Ja, vid ett möte")),
    (AgreedHow.BY_PHONE.value, _("Ja, i telefon")),
    (AgreedHow.ON_PAPER.value, _("Ja, på papper")),
    (NO, _("Nej, vi är inte överens")),
)


class EndForm(RevisionForm):
    because = line(
        _("Varför avslutas överenskommelsen?"),
        most=200,
        help_text=_("Patienten läser det du skriver."),
        missing=_("Skriv varför överenskommelsen avslutas."),
    )


class UnsignedForm(RevisionForm):
    because = line(
        _("Vad hindrar att den signeras?"),
        most=200,
        help_text=_("Till exempel: den som skrev har slutat."),
        missing=_("Skriv vad som hindrar."),
    )


class RecordAnswerForm(RevisionForm):
    """What the patient has answered to a proposal, on paper or in words."""

    answer = forms.ChoiceField(
        label=_("Vad svarade patienten?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad patienten svarade.")},
    )
    said_by = line(
        _("Om någon annan än patienten svarade: vem?"), most=200, help_text=_("Till exempel: Karin Andersson, god man")
    )
    because = words(_("Om nej: vad är ni inte överens om?"), help_text=_("Patienten läser det du skriver."))

    def __init__(self, *args: Any, now: datetime, since: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now, self.since = now, since
        today = timezone.localdate(now)
        self.fields["on"] = DayField(label=_("Vilken dag?"), initial=today)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not timezone.localdate(self.since) <= on <= timezone.localdate(self.now):
            raise forms.ValidationError(_("Dagen ska vara i dag, eller tidigare men efter att förslaget skrevs."))
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == NO and not cleaned.get("because") and "because" not in self.errors:
            self.add_error("because", _("Skriv vad ni inte är överens om."))
        return cleaned

    @property
    def said(self) -> Said:
        said = self.cleaned_data
        if said["answer"] == NO:
            return Said(by=said["said_by"], disagreed_because=said["because"])
        return Said(AgreedHow(said["answer"]), by=said["said_by"])

    @property
    def at(self) -> datetime:
        """Today now; an earlier day at noon, since nobody has noted the hour."""
        on = self.cleaned_data["on"]
        noon = datetime(on.year, on.month, on.day, 12, tzinfo=timezone.get_default_timezone())
        return max(min(noon, self.now), self.since)


class RefuseForm(RevisionForm):
    because = words(
        _("Vad stämmer inte?"),
        rows=4,
        help_text=_("Mottagningen läser det du skriver, och skriver ett nytt förslag."),
        missing=_("Skriv vad som inte stämmer."),
    )


class QuestionForm(WritingForm):
    wish = forms.ChoiceField(
        label=_("Vad gäller det?"),
        choices=((Wish.QUESTION.value, _("Jag undrar något")), (Wish.CHANGE.value, _("Jag vill ändra något"))),
        widget=forms.RadioSelect,
        initial=Wish.QUESTION,
        required=False,
    )
    text = words(
        _("Vad vill du fråga eller ändra?"),
        rows=4,
        help_text=_("Mottagningen som du har överenskommelsen med läser och svarar. Är det bråttom? Ring."),
        missing=_("Skriv vad du undrar eller vill ändra."),
    )

    def clean_wish(self) -> Wish:
        return Wish(self.cleaned_data["wish"] or Wish.QUESTION)


class AnswerForm(PlainForm):
    answer = words(_("Svar till patienten"), rows=4, missing=_("Skriv ett svar till patienten."))


class DeclineForm(PlainForm):
    """A no has a reason: whoever asked must know what to do instead."""

    answer = forms.ChoiceField(
        label=_("Kan ni göra det?"),
        choices=(("yes", _("Ja, vi gör det")), ("no", _("Nej, vi kan inte"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ja eller nej.")},
    )
    because = line(
        _("Om nej: varför inte?"), most=200, help_text=_("Patienten och enheten som frågar läser det du skriver.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "no" and not cleaned.get("because") and "because" not in self.errors:
            self.add_error("because", _("Skriv varför ni inte kan."))
        return cleaned

    @property
    def accepts(self) -> bool:
        return bool(self.cleaned_data["answer"] == "yes")


class TickForm(WritingForm):
    note = line(_("Vill du skriva något om det?"), most=LINE)

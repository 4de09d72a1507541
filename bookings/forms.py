"""Words and dates are checked here; the rules are in the verbs and in the database."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.forms import ClockField, DayField, RevisionForm, WritingForm
from bookings.clock import RepeatedTime, SkippedTime, moment
from bookings.models import AgreedHow, Booking, BookingStatus
from bookings.services import PreparationText, Time
from people.models import Professional
from steps.models import Step

SHORTEST, LONGEST = 5, 8 * 60
YEARS_AHEAD = timedelta(days=5 * 366)
HOW = (
    (AgreedHow.IN_DIALOGUE.value, _("Vi har kommit överens om tiden nu")),
    (AgreedHow.CHOSEN.value, _("Patienten har själv valt tiden")),
    (AgreedHow.NOT_YET.value, _("Inte än. Patienten får frågan om tiden passar")),
)
NOT_MINUTES = _("Skriv antalet minuter med siffror, från 5 till 480.")
WORDS = tuple(each.name for each in fields(PreparationText))
NO_SUCH_TIME = {
    SkippedTime: _("Klockslaget finns inte den natten: klockan ställs fram från 02 till 03."),
    RepeatedTime: _("Klockslaget kommer två gånger den natten: klockan ställs tillbaka från 03 till 02."),
}


class TimeForm(forms.Form):
    """When, where and with whom."""

    day = DayField(label=_("Dag"))
    clock = ClockField(label=_("Klockan"))
    minutes = forms.IntegerField(
        label=_("Antal minuter"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=30,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), NOT_MINUTES),
    )
    performer = forms.ChoiceField(label=_("Vem träffar patienten?"), required=False)
    place = forms.CharField(label=_("Plats"), max_length=200, required=False)
    preparation = forms.CharField(
        label=_("Så förbereder sig patienten"),
        help_text=_("Patienten läser det i sin plan. Till exempel: Ta med din viktlista."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    agreed = forms.ChoiceField(
        label=_("Är tiden överenskommen med patienten?"),
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj om tiden är överenskommen.")},
    )

    def __init__(
        self, *args: Any, colleagues: Mapping[str, Professional], place: str, now: datetime, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.colleagues, self.now = colleagues, now
        if place:
            self.fields["place"].help_text = _("Lämna tomt om det är %(place)s.") % {"place": place}
        people = [(key, f"{each.name}, {each.title.lower()}") for key, each in colleagues.items()]
        self.fields["performer"] = forms.ChoiceField(
            label=self.fields["performer"].label, required=False, choices=[("", _("Ingen särskild")), *people]
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"day", "clock"} <= cleaned.keys():
            cleaned["starts_at"] = self._starts_at()
        return cleaned

    def time(self, what: str, *, place: str = "") -> Time:
        """`place`: where it is if that is not asked."""
        said = self.cleaned_data
        return Time(
            what=what,
            starts_at=said["starts_at"],
            ends_at=said["starts_at"] + timedelta(minutes=said["minutes"]),
            place=said.get("place", place),
            preparation=said["preparation"],
            performer=self.colleagues.get(said["performer"]),
        )

    def say_already_booked(self) -> None:
        name = self.colleagues[self.cleaned_data["performer"]].name
        self.add_error(
            "clock", _("%(name)s har redan en tid då. Välj en annan tid, eller någon annan.") % {"name": name}
        )

    def _starts_at(self) -> datetime:
        day, clock = self.cleaned_data["day"], self.cleaned_data["clock"]
        today = timezone.localdate(self.now)
        if day < today:
            raise forms.ValidationError({"day": _("Dagen har redan varit. Välj i dag eller en dag längre fram.")})
        if day > today + YEARS_AHEAD:
            raise forms.ValidationError({"day": _("Dagen är mer än fem år bort. Stämmer året?")})
        try:
            starts_at = moment(day, clock)
        except (SkippedTime, RepeatedTime) as error:
            raise forms.ValidationError({"clock": NO_SUCH_TIME[type(error)]}) from error
        if starts_at <= self.now:
            raise forms.ValidationError({"clock": _("Klockslaget har redan varit i dag.")})
        return starts_at


class BookForm(TimeForm, WritingForm):
    field_order = ("what", "day", "clock", "minutes", "step", "performer", "place", "preparation", "agreed")
    what = forms.CharField(
        label=_("Vad gäller tiden?"),
        help_text=_("Så att patienten förstår: Besök hos doktor Maria Lind"),
        max_length=200,
        error_messages={"required": _("Skriv vad tiden gäller.")},
    )
    step = forms.ChoiceField(label=_("Vilket planerat steg gäller tiden?"), required=False)

    def __init__(self, *args: Any, steps: Mapping[str, Step], **options: Any) -> None:
        super().__init__(*args, **options)
        self.steps = steps
        found = [(key, each.what) for key, each in steps.items()]
        self.fields["step"] = forms.ChoiceField(
            label=self.fields["step"].label, required=False, choices=[("", _("Inget av dem")), *found]
        )

    def say_step_has_ended(self) -> None:
        self.add_error("step", _("Steget är redan avslutat. Välj ett annat, eller inget av dem."))

    @property
    def chosen_step(self) -> Step | None:
        return self.steps.get(self.cleaned_data["step"])


class ChangeForm(RevisionForm):
    """Staff change a time that is booked already."""

    def say_changed(self, revision: int) -> None:
        """Sent again, it writes over what the page now shows."""
        self.has_seen(revision)
        words = _("Någon har ändrat tiden sedan du öppnade sidan. Det du skrev är kvar. Spara igen om det ska gälla.")
        self.add_error(None, words)


class MoveForm(TimeForm, ChangeForm):
    """Starts from the time as it stands, but for how it is agreed: that is asked again.

    Of somebody whose places are hidden, the place stays what it is, unseen.
    """

    def __init__(self, *args: Any, hides_place: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if hides_place:
            del self.fields["place"]


class CancelForm(ChangeForm):
    because = forms.CharField(
        label=_("Varför avbokas tiden?"),
        help_text=_("Till exempel: Patienten har fått förhinder"),
        max_length=200,
        error_messages={"required": _("Skriv varför tiden avbokas.")},
    )


class ConcludeForm(RevisionForm):
    """One press: there is nothing to write."""

    outcome = forms.TypedChoiceField(
        choices=[(each.value, each.label) for each in (BookingStatus.DONE, BookingStatus.MISSED)], coerce=BookingStatus
    )


class AnswerForm(RevisionForm):
    """What the patient says about a time."""

    def say_refused(self, words: str, revision: int) -> None:
        self.has_seen(revision)
        self.add_error(None, words)


class SuitsForm(AnswerForm):
    """The patient says yes with one press: there is nothing to write."""


class WishForm(AnswerForm):
    """Another time is needed."""

    text = forms.CharField(
        label=_("När passar det bättre?"),
        help_text=_("Du behöver inte skriva något. Mottagningen läser det du skriver."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Skriv högst 500 tecken.")},
    )


def _words(label: Any, help_text: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, max_length=2000, required=False, widget=box)


class PrepareForm(RevisionForm):
    """In the patient's own words. Nothing has to be written, but something to begin with.

    Who has written before may take all of it back.
    """

    matters = _words(_("Vad är viktigast för dig just nu?"), _("Till exempel: Jag vill kunna sova hela natten."))
    questions = _words(_("Vad vill du fråga om?"), _("Skriv gärna den viktigaste frågan först."))
    changes = _words(
        _("Vad har ändrats sedan sist?"), _("Till exempel hur du mår, hur du sover och hur du har det hemma.")
    )
    medication = _words(
        _("Hur går det med dina mediciner?"),
        _("Till exempel vilka du tar, vilka du har slutat med och om du mår dåligt av någon."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_first = not cleaned.get("revision")
        if is_first and not self.errors and not any(cleaned[name] for name in WORDS):
            raise forms.ValidationError({"matters": _("Skriv något i minst en ruta.")})
        return cleaned

    @property
    def text(self) -> PreparationText:
        return PreparationText(**{name: self.cleaned_data[name] for name in WORDS})

    def say_changed(self, revision: int) -> None:
        """Sent again, it writes over what the page now shows beside it."""
        self.has_seen(revision)
        words = _("Någon har ändrat texten sedan du öppnade sidan. Det du skrev är kvar. Spara igen om det ska gälla.")
        self.add_error(None, words)

    def say_too_late(self, words: str) -> None:
        self.add_error(None, words)


class NoteReadForm(RevisionForm):
    """One press: there is nothing to write."""


def initial_of(booking: Booking) -> dict[str, Any]:
    """What a form starts from when a time is moved."""
    starts_at = timezone.localtime(booking.starts_at)
    return {
        "revision": booking.revision,
        "day": starts_at.date(),
        "clock": time(starts_at.hour, starts_at.minute),
        "minutes": int((booking.ends_at - booking.starts_at).total_seconds()) // 60,
        "performer": str(booking.performer.public_id) if booking.performer else "",
        "place": booking.place,
        "preparation": booking.preparation,
    }

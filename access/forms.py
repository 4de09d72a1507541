"""What forms that write have in common, and the form of a first contact."""

import re
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from people.identities import NotAnIdentityNumber, read_number

OLDEST_YEAR, LAST_YEAR = 1900, 2199  # outside of these nobody means it, and the day after 9999 there is none
PLAIN_WORDS = {
    "max_length": _("Skriv högst %(limit_value)s tecken. Nu är det %(show_value)s."),
    "null_characters_not_allowed": _("Texten har ett tecken som inte syns och inte kan sparas. Skriv om den."),
}


UNSEEN = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")


def nothing_unseen(value: object) -> None:
    """Control characters print as boxes, or not at all. Of NUL Django tells, in the same words."""
    if isinstance(value, str) and UNSEEN.search(value) and "\0" not in value:
        raise forms.ValidationError(PLAIN_WORDS["null_characters_not_allowed"])


class PlainForm(forms.Form):
    """What is too long or cannot be kept is said in plain words."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.error_messages = {**PLAIN_WORDS, **field.error_messages}
                field.validators = [*field.validators, nothing_unseen]
                # The browser would cut what is pasted, and say nothing.
                field.widget.attrs.pop("maxlength", None)


class KeyField(forms.UUIDField):
    """Nobody has typed it, so nobody is told that it is wrong: in place of what is no key there comes a new one."""

    def clean(self, value: Any) -> UUID:
        try:
            return cast("UUID", super().clean(value))
        except forms.ValidationError:
            return uuid4()


class WritingForm(PlainForm):
    """`key` becomes the row's public id, so that a form sent twice gives one row."""

    key = KeyField(widget=forms.HiddenInput, initial=uuid4)


class RevisionForm(PlainForm):
    """`revision` says what the writer saw, so that nobody writes over a colleague."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def has_seen(self, revision: int) -> None:
        """Sent again, the form writes over what the page now shows."""
        self.data = {**self.data.dict(), "revision": str(revision)}  # type: ignore[attr-defined] # a QueryDict


# strptime is content with fewer digits than one means: of 120 it makes twelve o'clock, and of 202712 the second of
# January. What leaves a digit out is asked about.
DAY_IN_FULL = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{8}|\d{1,2}[/.]\d{1,2}[-/. ]\d{4}")
CLOCK_IN_FULL = re.compile(r"\d{1,2}[:.]\d{2}(:\d{2})?|\d{4}")


class DayField(forms.DateField):
    """A day, as people write it in Sweden.

    A box of text: a browser's own box for dates sends nothing at all when the day does not exist, and throws away what
    was typed.
    """

    def __init__(self, **options: Any) -> None:
        missing = _("Skriv ett datum som finns, till exempel 2027-03-14.")
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%Y%m%d", "%d/%m %Y", "%d/%m-%Y", "%d/%m/%Y", "%d.%m.%Y"],
            error_messages={"required": missing, "invalid": missing},
            **{"help_text": _("Till exempel 2027-03-14"), **options},
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(in_full(self, value, DAY_IN_FULL))

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and not OLDEST_YEAR <= day.year <= LAST_YEAR:
            reach = _("Skriv ett datum mellan år %(first)d och %(last)d, till exempel 2027-03-14.")
            raise forms.ValidationError(reach % {"first": OLDEST_YEAR, "last": LAST_YEAR})
        return day


class ClockField(forms.TimeField):
    """A time of day, in Swedish time."""

    def __init__(self, **options: Any) -> None:
        missing = _("Skriv ett klockslag, till exempel 09:20.")
        super().__init__(
            widget=forms.TimeInput(format="%H:%M"),
            input_formats=["%H:%M", "%H.%M", "%H%M", "%H:%M:%S"],
            error_messages={"required": missing, "invalid": missing},
            **{"help_text": _("Till exempel 09:20"), **options},
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(in_full(self, value, CLOCK_IN_FULL))


def in_full(box: forms.Field, value: Any, pattern: re.Pattern[str]) -> Any:
    """What was typed, if it is nothing or leaves no digit out. Raises ValidationError."""
    typed = value.strip() if isinstance(value, str) else value
    if isinstance(typed, str) and typed and not pattern.fullmatch(typed):
        raise forms.ValidationError(box.error_messages["invalid"], code="invalid")
    return typed


BECAUSE = tuple(
    (because, because)
    for because in (
        _("Vi har fått en remiss"),
        _("Patienten har en bokad tid"),
        _("Patienten har kontaktat oss"),
        _("Patienten skrivs ut från sjukhus"),
        _("Samordnad individuell plan (SIP)"),
    )
)


class NumberField(forms.CharField):
    """An exact number: staff do not browse among people. Cleaned, it is a people.identities.Number."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Personnummer eller samordningsnummer"),
            max_length=20,
            error_messages={"required": _("Skriv ett personnummer eller samordningsnummer.")},
            **options,
        )

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        try:
            return read_number(written)
        except NotAnIdentityNumber as error:
            message = _("Numret stämmer inte. Skriv tolv siffror: ÅÅÅÅMMDD-NNNN.")
            raise forms.ValidationError(message) from error


class FirstContactForm(forms.Form):
    """With a reason: it is what the unit's right to read rests on."""

    number = NumberField()
    because = forms.ChoiceField(
        label=_("Varför möter ni patienten?"),
        choices=BECAUSE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj varför ni möter patienten.")},
    )

    def say_not_found(self) -> None:
        self.add_error("number", _("Det finns ingen patient med det numret. Kontrollera siffrorna."))

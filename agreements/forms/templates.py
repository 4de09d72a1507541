"""Forms about templates. What a template may hold is said in agreements.template_reading."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayField, PlainForm
from access.json_reading import FaultyJson
from agreements.template_content import TemplateContent
from agreements.template_reading import read_template

LARGEST = 200_000  # bytes
TOLD = 20  # faults at a time: whoever has made more begins with these
TOO_LARGE = _("Mallen är för stor. Den får vara högst 200 kB.")
NO_TEXT = _("Filen går inte att läsa som text. Spara den som UTF-8 och försök igen.")


class ExampleDayForm(PlainForm):
    """Sent with GET: the day that a preview counts from."""

    dag = DayField(required=False)

    def __init__(self, *args: Any, anchor: str, today: date, **options: Any) -> None:
        super().__init__(*args, initial={"dag": today}, **options)
        self.fields["dag"].label = anchor


class FromDayForm(PlainForm):
    """From a day on: today at the earliest."""

    since = DayField()

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, initial={"since": today}, **options)
        self.today = today

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since < self.today:
            raise forms.ValidationError(_("Välj i dag eller en senare dag."))
        return since


class WithdrawForm(FromDayForm):
    because = forms.CharField(
        label=_("Varför dras den tillbaka?"),
        max_length=200,
        help_text=_("De som arbetar med mallar läser det. Skriv inget om någon patient."),
        error_messages={"required": _("Skriv varför mallen dras tillbaka.")},
    )
    field_order = ["because", "since"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["since"].label = _("Från och med vilken dag?")


class ImportForm(FromDayForm):
    """A template as a file or as text. What a file held stands in the text when something is wrong with it."""

    file = forms.FileField(label=_("Fil med mallen (JSON)"), required=False, allow_empty_file=True)
    text = forms.CharField(
        label=_("Eller klistra in mallen här"),
        required=False,
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    field_order = ["file", "text", "since"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["since"].label = _("Från vilken dag ska den gälla?")
        self.content: TemplateContent | None = None

    def clean_file(self) -> str:
        """What the file says; empty without one."""
        file = self.cleaned_data.get("file")
        if not file:
            return ""
        if file.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(NO_TEXT) from error
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors.keys() & {"file", "text"}:
            return cleaned
        text = cleaned["file"] or cleaned["text"]
        if not text.strip():
            self.add_error("text", _("Välj en fil eller klistra in en mall."))
            return cleaned
        self._read(text)
        return cleaned

    def say_key_is_taken(self) -> None:
        self.add_error("text", _("key: Namnet används av en annan mall. Skriv ett eget, till exempel med er enhet i."))

    def say_changed(self) -> None:
        self.add_error(None, _("En kollega sparade en annan version nyss. Läs den först, och spara sedan igen."))

    def _read(self, text: str) -> None:
        if len(text.encode(errors="replace")) > LARGEST:
            self.add_error("text", TOO_LARGE)
            return
        self.data = {**self.data.dict(), "text": text}  # type: ignore[attr-defined] # a QueryDict
        try:
            self.content = read_template(text)
        except FaultyJson as error:
            told = [str(each) for each in error.faults[:TOLD]]
            if len(error.faults) > TOLD:
                told.append(_("Och %(count)s fel till.") % {"count": len(error.faults) - TOLD})
            self.add_error("text", told)

"""Looking for another unit to ask: there may be thousands, and the rows of care offer those that are found."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from access.forms import PlainForm
from agreements.forms.fields import line
from agreements.responsible import AT_MOST
from people.models import CareUnit

FIND, ENTER = "find_unit", "enter"  # the button that looks, and the one that Enter presses
LONGEST = 100


class FindUnitForm(PlainForm):
    """Sent with all that is typed, and with POST although it writes nothing, so that nothing typed is lost.

    What was looked for before is sent along (`looked_for`): what was found then is offered still.
    """

    unit_name = line(
        gettext_lazy("Sök en annan enhet att fråga"), most=LONGEST, help_text=gettext_lazy("En del av namnet räcker.")
    )
    looked_for = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST, required=False)

    def __init__(self, sent: QueryDict) -> None:
        super().__init__(sent)
        self.is_valid()
        typed, before = (self.cleaned_data.get(name, "") for name in ("unit_name", "looked_for"))
        self.is_asked = FIND in sent or (ENTER in sent and typed not in {"", before})
        self.words = typed if self.is_asked else before
        if not self.is_asked:
            self.errors.clear()  # what is being written is not judged yet

    def told(self, found: tuple[CareUnit, ...]) -> str:
        """What was found, for the one who looks. What cannot be looked for is told at the box."""
        if not self.is_asked or self.errors:
            return ""
        if not self.words:
            return _("Skriv en del av enhetens namn, och sök sedan.")
        if not found:
            return _(
                "Ingen enhet som går att fråga heter ”%(words)s”. Prova färre ord. Hittar du inte enheten? Ring dem, "
                "och skriv vad ni kommer fram till."
            ) % {"words": self.words}
        names = ", ".join(each.name for each in found[:AT_MOST])
        if len(found) > AT_MOST:
            said = _("Här är de %(num)d första: %(names)s. Välj under Ansvarig, eller skriv mer av namnet.")
        else:
            said = ngettext(
                "%(num)d enhet finns nu att välja under Ansvarig: %(names)s.",
                "%(num)d enheter finns nu att välja under Ansvarig: %(names)s.",
                len(found),
            )
        return said % {"num": min(len(found), AT_MOST), "names": names}

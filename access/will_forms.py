"""Forms about consents, blocks and care relations. Words and choices are checked here; rules are in the verbs."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import PlainForm, WritingForm
from access.kinds import ConsentKind
from people.models import CareProvider, CareUnit

HOW = tuple((how, how) for how in (_("Muntligt vid ett besök"), _("Muntligt på telefon"), _("Skriftligt")))
ENDED_BECAUSE = tuple(
    (because, because)
    for because in (
        _("Vården hos oss är klar"),
        _("Patienten har fått vård någon annanstans"),
        _("Patienten har flyttat"),
        _("Vårdrelationen startades av misstag"),
    )
)


class HowField(forms.ChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Hur fick du veta det?"),
            choices=HOW,
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj hur du fick veta det.")},
            **options,
        )


class ConsentForm(WritingForm):
    """Sent by a button, so what is wrong with it nobody has written."""

    kind = forms.ChoiceField(choices=ConsentKind)
    unit = forms.UUIDField()


class NoteConsentForm(WritingForm):
    """What a patient has let the viewer's unit do."""

    kind = forms.ChoiceField(
        label=_("Vad säger patienten ja till?"),
        choices=(
            (ConsentKind.SHARED_DOCUMENTATION, _("Att enheten läser vad andra vårdgivare har skrivit")),
            (ConsentKind.SIP, _("Att enheten gör en samordnad individuell plan (SIP)")),
            (ConsentKind.SMS, _("Att enheten påminner med SMS")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad patienten säger ja till.")},
    )
    how = HowField()


class BlockForm(WritingForm):
    """Choose whose words to hide. The value is the kind of block and whom it names."""

    whose = forms.ChoiceField(
        label=_("Vems uppgifter vill du spärra?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vems uppgifter du vill spärra.")},
    )

    def __init__(self, *args: Any, units: Iterable[CareUnit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = {f"inner:{unit.public_id}": unit for unit in units}
        self.providers = {f"outer:{unit.provider.hsa_id}": unit.provider for unit in self.units.values()}
        self.box = cast("forms.ChoiceField", self.fields["whose"])
        self.box.choices = [
            *(
                (value, _("%(unit)s: döljs för andra enheter") % {"unit": unit.name})
                for value, unit in self.units.items()
            ),
            *(
                (value, _("Allt hos %(provider)s: döljs för andra vårdgivare") % {"provider": provider.name})
                for value, provider in self.providers.items()
            ),
        ]

    @property
    def chosen(self) -> CareUnit | CareProvider:
        value = self.cleaned_data["whose"]
        return self.units.get(value) or self.providers[value]


class NoteBlockForm(BlockForm):
    """What a patient has asked the viewer's unit to hide."""

    how = HowField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.box.label = _("Vad vill patienten spärra?")
        self.box.error_messages = {**self.box.error_messages, "required": _("Välj vad patienten vill spärra.")}


class EndRelationForm(PlainForm):
    because = forms.ChoiceField(
        label=_("Varför avslutas vårdrelationen?"),
        choices=ENDED_BECAUSE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj varför vårdrelationen avslutas.")},
    )

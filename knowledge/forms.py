"""Words and days are checked here; who may do what, and where links lead, in the verbs."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import DayField, RevisionForm, WritingForm
from knowledge.models import EditorialTeam, Kind, LifePhase, Phase, Resource
from knowledge.models.resources import HTTPS
from knowledge.searching import NOT_IN_LIST, any_or
from knowledge.services import ResourceText
from people.shown import language_name

BODY = 20_000
# Those that most texts for patients in Sweden are written in, the national minorities' among them.
LANGUAGES = (
    "sv", "en", "ar", "bs", "ckb", "de", "es", "fa", "fi", "fit", "fr", "kmr", "pl", "prs", "rom", "ru", "se", "so",
    "sq", "th", "ti", "tr", "uk", "yi", "zh",
)  # fmt: skip


class LinkField(forms.CharField):
    """Spelled with a small host, as it is compared."""

    def clean(self, value: Any) -> str:
        written = str(super().clean(value))
        if not written:
            return ""
        wrong = forms.ValidationError(_("Skriv en hel adress som börjar med https://, till exempel https://1177.se/."))
        try:
            parts = urlsplit(written)
        except ValueError as error:
            raise wrong from error
        link = urlunsplit(parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/"))
        if not re.fullmatch(HTTPS, link):
            raise wrong
        return link


class ResourceForm(WritingForm, RevisionForm):
    """What an editor writes. `revision` is empty the first time."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Rubrik"), max_length=120, error_messages={"required": _("Skriv en rubrik.")})
    kind = forms.ChoiceField(label=_("Vad är det?"), choices=Kind.choices, error_messages=NOT_IN_LIST)
    summary = forms.CharField(
        label=_("Kort sammanfattning"),
        help_text=_("Två eller tre korta meningar. De står i listan över allt kunskapsstöd."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv en kort sammanfattning.")},
    )
    body = forms.CharField(
        label=_("Text"),
        help_text=_(
            "Börja en rad med ## för en rubrik och med - för en punkt i en lista. Till en film: skriv vad som sägs."
        ),
        max_length=BODY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    link = LinkField(
        label=_("Länk"), help_text=_("Bara till sidor som redaktionen har granskat."), max_length=500, required=False
    )
    diagnoses = forms.CharField(
        label=_("Diagnoser och sökord"), help_text=_("Med komma mellan: hjärtsvikt, andfådd"), max_length=300,
        required=False,
    )  # fmt: skip
    phase = forms.ChoiceField(label=_("När behövs det?"), choices=Phase.choices, error_messages=NOT_IN_LIST)
    life_phase = forms.ChoiceField(label=_("För vem?"), choices=LifePhase.choices, error_messages=NOT_IN_LIST)
    easy_read = forms.BooleanField(label=_("Lättläst"), required=False)
    source = forms.CharField(
        label=_("Källa"),
        help_text=_("Vem står bakom innehållet?"),
        max_length=200,
        error_messages={"required": _("Skriv vem som står bakom innehållet.")},
    )

    def __init__(self, *args: Any, teams: dict[str, EditorialTeam], **options: Any) -> None:
        super().__init__(*args, **options)
        self.teams = teams
        self.fields["language"] = forms.ChoiceField(
            label=_("Språk"), choices=[(code, language_name(code)) for code in LANGUAGES], error_messages=NOT_IN_LIST
        )
        self.fields["team"] = forms.ChoiceField(
            label=_("Redaktion"), choices=[(key, team.name) for key, team in teams.items()], error_messages=NOT_IN_LIST
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not {"body", "link"} & self.errors.keys() and not cleaned.get("body") and not cleaned.get("link"):
            self.add_error("body", _("Skriv en text, eller en länk till den."))
        return cleaned

    @property
    def team(self) -> EditorialTeam:
        return self.teams[self.cleaned_data["team"]]

    def text(self) -> ResourceText:
        said = self.cleaned_data
        return ResourceText(
            kind=Kind(said["kind"]),
            title=said["title"],
            summary=said["summary"],
            body=said["body"],
            link=said["link"],
            diagnoses=said["diagnoses"],
            life_phase=LifePhase(said["life_phase"]),
            phase=Phase(said["phase"]),
            language=said["language"],
            easy_read=said["easy_read"],
            source=said["source"],
        )

    def say_where_links_may_lead(self, team: EditorialTeam) -> None:
        message = _("Länken får bara gå till: %(hosts)s.") % {"hosts": ", ".join(team.hosts) or _("ingenstans än")}
        self.add_error("link", message)


SAID = (
    "title", "kind", "summary", "body", "link", "diagnoses", "phase", "life_phase", "language", "easy_read", "source",
    "revision",
)  # fmt: skip


def initial_of(resource: Resource) -> dict[str, Any]:
    return {**{name: getattr(resource, name) for name in SAID}, "team": str(resource.team.public_id)}


class ReviewForm(RevisionForm):
    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["expires_on"] = DayField(
            label=_("Gäller till och med"), help_text=_("Högst tre år fram. Till exempel 2027-03-14")
        )


class SendBackForm(RevisionForm):
    because = forms.CharField(
        label=_("Vad behöver ändras?"),
        help_text=_("Den som skrev läser det här i redaktionens lista."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv vad som behöver ändras.")},
    )


class WithdrawForm(RevisionForm):
    because = forms.CharField(
        label=_("Varför återkallas det?"),
        help_text=_("Det läser bara redaktionen."),
        max_length=200,
        error_messages={"required": _("Skriv varför det återkallas.")},
    )

    def __init__(self, *args: Any, replacements: dict[str, Resource], **options: Any) -> None:
        super().__init__(*args, **options)
        self.replacements = replacements
        self.fields["instead"] = forms.ChoiceField(
            label=_("Vad kan man läsa i stället?"),
            choices=any_or(_("Inget särskilt"), [(key, each.title) for key, each in replacements.items()]),
            required=False,
            error_messages=NOT_IN_LIST,
        )

    @property
    def replaced_by(self) -> Resource | None:
        return self.replacements.get(self.cleaned_data["instead"])

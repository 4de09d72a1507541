"""The log as the patient reads it: who, when, at which unit, and what they did (PDL 8 kap. 5 §)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.grants import Access
from access.kinds import MandateKind
from audit.models import Action, ActorKind
from audit.reads import Line, lines_about

PAGE_SIZE = 50

# What the log's words mean to a person. What is not here is told by its action alone.
WHAT = {
    ("read", "plan"): gettext_lazy("Läste din plan"),
    ("read", "plan.printed"): gettext_lazy("Skrev ut din plan"),
    ("read", "log"): gettext_lazy("Läste vem som har läst"),
    ("read", "questions"): gettext_lazy("Öppnade din plan för att ställa de sju frågorna"),
    ("read", "survey"): gettext_lazy("Läste dina svar på de sju frågorna"),
    ("list", "patients"): gettext_lazy("Såg dig i enhetens lista över patienter"),
    ("list", "work"): gettext_lazy("Såg dig i enhetens arbetslista"),
    ("search", "number"): gettext_lazy("Sökte upp dig med ditt nummer"),
    ("write", "agreement.agreed"): gettext_lazy("Skrev en överenskommelse med dig"),
    ("write", "agreement.proposed"): gettext_lazy("Skrev ett förslag till överenskommelse"),
    ("write", "agreement.accepted"): gettext_lazy("Sa ja till en överenskommelse"),
    ("write", "agreement.question"): gettext_lazy("Ställde en fråga om en överenskommelse"),
    ("write", "agreement.answer"): gettext_lazy("Svarade på en fråga om en överenskommelse"),
    ("write", "commitment.accepted"): gettext_lazy("Tog på sig något i en överenskommelse"),
    ("write", "commitment.declined"): gettext_lazy("Sa nej till något i en överenskommelse"),
    ("read", "agreement"): gettext_lazy("Öppnade en överenskommelse för att skriva"),
    ("write", "agreement.ended"): gettext_lazy("Avslutade en överenskommelse"),
    ("search", "first_contact"): gettext_lazy("Sökte upp dig inför en första kontakt"),
    ("read", "booking"): gettext_lazy("Öppnade dina tider för att skriva"),
    ("write", "booking.booked"): gettext_lazy("Bokade en tid"),
    ("write", "booking.moved"): gettext_lazy("Flyttade en tid"),
    ("write", "booking.confirmed"): gettext_lazy("Svarade att en tid passar"),
    ("write", "booking.wish"): gettext_lazy("Bad om en annan tid"),
    ("write", "booking.done"): gettext_lazy("Noterade att ett besök var klart"),
    ("write", "booking.cancelled"): gettext_lazy("Avbokade en tid"),
    ("read", "contact"): gettext_lazy("Öppnade dina fasta kontakter för att skriva"),
    ("write", "contact.appointed"): gettext_lazy("Utsåg en fast kontakt"),
    ("write", "contact.ended"): gettext_lazy("Avslutade en fast kontakt"),
    ("write", "contact.handed_over"): gettext_lazy("Lämnade över en fast kontakt till någon annan"),
    ("write", "step.proposed"): gettext_lazy("Föreslog ett steg"),
    ("write", "step.planned"): gettext_lazy("Planerade ett steg"),
    ("write", "step.done"): gettext_lazy("Noterade att ett steg var klart"),
    ("write", "plan.recorded"): gettext_lazy("Skrev en samordnad plan"),
    ("write", "survey.asked"): gettext_lazy("Ställde de sju frågorna till dig"),
    ("write", "relation.began"): gettext_lazy("Började delta i din vård"),
    ("write", "patient.registered"): gettext_lazy("Lade upp dig i Patientkontrakt"),
    ("write", "consent.shared.given"): gettext_lazy(
        "Antecknade att du låter enheten läsa vad andra vårdgivare skriver"
    ),
    ("write", "consent.sip.given"): gettext_lazy("Antecknade ditt samtycke till en samordnad plan"),
    ("write", "consent.sms.given"): gettext_lazy("Antecknade att du vill ha påminnelser med SMS"),
    ("write", "block.inner"): gettext_lazy("Spärrade en enhets uppgifter för andra enheter"),
    ("write", "block.outer"): gettext_lazy("Spärrade en vårdgivares uppgifter för andra vårdgivare"),
    ("write", "booking.missed"): gettext_lazy("Noterade att ett besök inte blev av"),
    ("write", "step.cancelled"): gettext_lazy("Ställde in ett steg"),
    ("write", "step.withdrawn"): gettext_lazy("Tog tillbaka ett steg i ett förslag"),
    ("write", "survey.answered"): gettext_lazy("Svarade på de sju frågorna"),
    ("write", "survey.followed_up"): gettext_lazy("Följde upp dina svar på de sju frågorna"),
    ("write", "reminder.sent"): gettext_lazy("Skickade en påminnelse om ett besök"),
    ("write", "mandate.granted"): gettext_lazy("Gav någon rätt att läsa eller göra saker för dig"),
    ("write", "mandate.asked"): gettext_lazy("Bad någon att läsa eller göra saker för dig"),
    ("write", "mandate.accepted"): gettext_lazy("Tackade ja till att läsa eller göra saker för dig"),
    ("write", "mandate.refused"): gettext_lazy("Tackade nej till att läsa eller göra saker för dig"),
    ("write", "mandate.ended"): gettext_lazy("Avslutade någons rätt att läsa eller göra saker för dig"),
    ("write", "age_exception.made"): gettext_lazy("Bestämde om vem som läser i din ålder"),
    ("write", "age_exception.ended"): gettext_lazy("Tog tillbaka ett beslut om vem som läser i din ålder"),
    ("write", "patient.number"): gettext_lazy("Gav dig ett nytt nummer"),
    ("write", "patient.merged"): gettext_lazy("Slog ihop dina uppgifter, som fanns på två nummer"),
    ("write", "age_rule"): gettext_lazy("Bestämde i vilken ålder man läser"),
    ("write", "proxies.decided"): gettext_lazy("Bestämde om ombud får läsa"),
    ("read", "invitation"): gettext_lazy("Läste din fråga om att läsa eller göra saker för dig"),
    ("read", "mandates"): gettext_lazy("Läste vem som får se din plan"),
}


@dataclass(frozen=True, slots=True)
class LogRow:
    at: datetime
    who: str
    title: str
    unit: str
    provider: str
    did: str
    purpose: str


@dataclass(frozen=True, slots=True)
class LogPage:
    rows: tuple[LogRow, ...]
    page: Page[Any]


def read_log(access: Access, *, page: str = "1") -> LogPage:
    """One page of it, newest first. Two statements."""
    found = Paginator(lines_about(access.patient.public_id), PAGE_SIZE).get_page(page)
    return LogPage(tuple(_row(Line(*values)) for values in found), found)


def _row(line: Line) -> LogRow:
    did = WHAT.get((line.action, line.what)) or Action(line.action).label.capitalize()
    return LogRow(line.at, _who(line), _title(line), line.unit_name, line.provider_name, str(did), line.purpose)


def _who(line: Line) -> str:
    return _("Patientkontrakt, automatiskt") if line.actor_kind == ActorKind.SYSTEM else line.actor_name


def _title(line: Line) -> str:
    if line.actor_kind == ActorKind.PROXY:
        return str(MandateKind(line.mandate).label)
    return line.actor_title

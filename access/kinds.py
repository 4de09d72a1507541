"""The words for the grounds on which somebody may see a patient."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MandateKind(models.TextChoices):
    SELF = "self", _("patienten själv")
    GUARDIAN = "guardian", _("vårdnadshavare")
    TRUSTEE = "trustee", _("god man eller förvaltare")
    PROXY = "proxy", _("ombud som patienten har valt")


class MandateState(models.TextChoices):
    """A mandate that holds until a day says so in its period; it need not be ended for that."""

    REQUESTED = "requested", _("Väntar på svar")
    ACTIVE = "active", _("Gäller")
    REFUSED = "refused", _("Tackade nej")
    ENDED = "ended", _("Avslutad")


MANDATE_STEPS = {
    MandateState.REQUESTED: {MandateState.ACTIVE, MandateState.REFUSED, MandateState.ENDED},
    MandateState.ACTIVE: {MandateState.ENDED},
    MandateState.REFUSED: set[MandateState](),
    MandateState.ENDED: set[MandateState](),
}


class Scope(models.TextChoices):
    """What a mandate opens: parts of the plan to read, and two things to do. A part has one scope (plans.page)."""

    TIMES = "times", _("Se tider och steg")
    CONTACTS = "contacts", _("Se fasta kontakter")
    AGREEMENTS = "agreements", _("Läsa överenskommelser och planer")
    MEDICATION = "medication", _("Se läkemedel")
    ANSWER = "answer", _("Svara på frågor och förslag")
    BOOK = "book", _("Svara om tider")


ALL_SCOPES = frozenset(Scope)
READING = frozenset({Scope.TIMES, Scope.CONTACTS, Scope.AGREEMENTS, Scope.MEDICATION})


class ConsentKind(models.TextChoices):
    """Three kinds, never mixed: different laws, different consequences (domain.md 6.2)."""

    SHARED_DOCUMENTATION = "shared", _("sammanhållen vård- och omsorgsdokumentation")
    SIP = "sip", _("samordnad individuell plan")
    SMS = "sms", _("påminnelser med SMS")


class BlockKind(models.TextChoices):
    """PDL 4 kap. 4 § between units (inner), lag (2022:913) between providers (outer)."""

    INNER = "inner", _("mellan enheter")
    OUTER = "outer", _("mellan vårdgivare")


class Opens(models.TextChoices):
    """What a temporary opening opens: the plan, what one block hides, what other providers write, where a protected
    person is to be.
    """

    CARE = "care", _("planen, utan pågående vårdrelation")
    BLOCK = "block", _("spärrade uppgifter")
    OTHERS = "others", _("uppgifter hos andra vårdgivare")
    PLACES = "places", _("platser, fast uppgifterna är skyddade")


class OpeningGround(models.TextChoices):
    """PDL 4 kap. 5 § and lag (2022:913): nothing but consent and emergency lifts what the patient has hidden.

    Need is enough for seeing where a protected person, whom one cares for already, is to be.
    """

    CONSENT = "consent", _("patientens samtycke")
    EMERGENCY = "emergency", _("nödsituation")
    NEED = "need", _("behövdes i vården")

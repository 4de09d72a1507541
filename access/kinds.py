"""The words for the grounds on which somebody may see a patient."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MandateKind(models.TextChoices):
    SELF = "self", _("patienten själv")
    GUARDIAN = "guardian", _("vårdnadshavare")
    TRUSTEE = "trustee", _("god man eller förvaltare")
    PROXY = "proxy", _("ombud som patienten har valt")


class ConsentKind(models.TextChoices):
    """Three kinds, never mixed: different laws, different consequences (domain.md 6.2)."""

    SHARED_DOCUMENTATION = "shared", _("sammanhållen vård- och omsorgsdokumentation")
    SIP = "sip", _("samordnad individuell plan")
    SMS = "sms", _("påminnelser med SMS")


class BlockKind(models.TextChoices):
    """PDL 4 kap. 4 § between units (inner), lag (2022:913) between providers (outer)."""

    INNER = "inner", _("mellan enheter")
    OUTER = "outer", _("mellan vårdgivare")

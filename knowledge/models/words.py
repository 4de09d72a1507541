"""The words by which a resource is found (domain.md 10, patientens kunskapsstöd)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    TEXT = "text", _("Text")
    FILM = "film", _("Film")
    EXERCISE = "exercise", _("Övning")
    TOOL = "tool", _("Verktyg")
    ASSOCIATION = "association", _("Förening")
    COURSE = "course", _("Kurs")


class Phase(models.TextChoices):
    """Where one is when one needs it."""

    HOME = "home", _("Hemma")
    CONTACTS = "contacts", _("Kontakter")
    MEETING = "meeting", _("Vårdmöte")


class LifePhase(models.TextChoices):
    """What one needs to know differs by phase of life. Most of it is for everybody."""

    ANY = "any", _("Alla")
    CHILD = "child", _("Barn")
    YOUNG = "young", _("Unga")
    PARENT = "parent", _("Gravida och småbarnsföräldrar")
    ADULT = "adult", _("Vuxna")
    OLDER = "older", _("Äldre")

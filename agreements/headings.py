"""The eleven headings of an agreement, in the order they are written and read (domain.md §1.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Heading(models.TextChoices):
    """What an agreement speaks of. Required ones must be there before it is agreed; recommended ones are asked for."""

    WHAT_MATTERS = "what_matters", _("Vad är viktigt för mig")
    SELF_AND_NETWORK = "self_and_network", _("Det här gör jag själv och med hjälp av mina nätverk")
    CARE_DOES = "care_does", _("Det här gör vården")
    WATCH_FOR = "watch_for", _("Det här ska jag hålla koll på")
    WHERE_TO_TURN = "where_to_turn", _("Hit vänder jag mig")
    FIXED_CONTACTS = "fixed_contacts", _("Mina fasta kontakter")
    NEXT_STEP = "next_step", _("Nästa steg")
    INFLUENCE_TIMES = "influence_times", _("Så kan jag påverka tider och upplägg")
    COORDINATION = "coordination", _("Behov av samordning")
    RELATIVES = "relatives", _("Närstående och barn som ska vara med")
    FOLLOW_UP = "follow_up", _("Uppföljning")

    @property
    def is_required(self) -> bool:
        return self in REQUIRED

    @property
    def is_recommended(self) -> bool:
        return self in RECOMMENDED


# Fixed contacts: or that none is needed, and why.
REQUIRED = frozenset(
    {
        Heading.WHAT_MATTERS,
        Heading.SELF_AND_NETWORK,
        Heading.CARE_DOES,
        Heading.WHERE_TO_TURN,
        Heading.FIXED_CONTACTS,
        Heading.NEXT_STEP,
        Heading.FOLLOW_UP,
    }
)
RECOMMENDED = frozenset({Heading.WATCH_FOR, Heading.INFLUENCE_TIMES, Heading.COORDINATION})

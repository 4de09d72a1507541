"""Where in the form a box stands, in words: a box of rows alike by its part and its row."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PARTS = {
    "patient": gettext_lazy("Patienten gör"),
    "network": gettext_lazy("Nätverket gör"),
    "care": gettext_lazy("Vården gör"),
    "watch": gettext_lazy("Hålla koll på"),
    "steps": gettext_lazy("Steg längre fram"),
}
# Boxes whose own label says too little when it stands alone.
BOXES = {
    "title": gettext_lazy("Rubriken"),
    "what_matters": gettext_lazy("Viktigt för patienten"),
    "turn_by_day": gettext_lazy("Hit vänder sig patienten, dagtid"),
    "turn_by_evening": gettext_lazy("Hit vänder sig patienten, kväll och helg"),
    "turn_in_emergency": gettext_lazy("Hit vänder sig patienten, akut"),
    "no_fixed_contact_because": gettext_lazy("Varför ingen fast kontakt behövs"),
    "next_latest": gettext_lazy("Nästa steg, senast"),
    "next_who": gettext_lazy("Nästa steg, ansvarig"),
    "no_next_step_because": gettext_lazy("Varför inget nästa steg är bestämt"),
    "follow_up_on": gettext_lazy("Uppföljning, dag"),
    "follow_up_how": gettext_lazy("Uppföljning, hur"),
    "said_by": gettext_lazy("Vem som svarade"),
    "disagreed_because": gettext_lazy("Vad ni inte är överens om"),
}


def place_in_form(box: Any) -> str:
    """Of a bound field."""
    if box.form.prefix:
        part, row = box.form.prefix.rsplit("-", 1)
        return _("%(part)s, rad %(row)d") % {"part": PARTS[part], "row": int(row) + 1}
    return str(BOXES.get(box.name, box.label)).rstrip("?")

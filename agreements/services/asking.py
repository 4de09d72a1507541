"""Another unit is asked for a commitment: while it is, it may read what it is asked, and no longer."""

from datetime import datetime

from access.grants import Access
from access.services import begin_inquiry, begin_relation, end_inquiries
from agreements.models import Agreement, AgreementStatus, Commitment, Standing
from people.models import CareUnit

ASKED = "Enheten är tillfrågad om ett åtagande"
SAID_YES = "Enheten har sagt ja till ett åtagande"


def let_those_asked_in(access: Access, agreement: Agreement, *, now: datetime) -> None:
    """What the patient has said no to asks nobody. Raises NotAllowed."""
    if agreement.status == AgreementStatus.DISAGREED:
        return
    asked = agreement.commitments.filter(standing=Standing.ASKED).exclude(unit=agreement.unit)
    for unit in CareUnit.objects.filter(pk__in=asked.values("unit")).order_by("pk"):
        begin_inquiry(access=access, unit=unit, because=ASKED, now=now)


def end_leave_of_others(access: Access, *, now: datetime) -> None:
    """Those who are asked for nothing any more. Asked in what the viewer does not see is asked all the same."""
    asked = Commitment.objects.filter(agreement__patient=access.patient, unit__isnull=False).asked()
    end_inquiries(access=access, still=set(asked.values_list("unit", flat=True)), now=now)


def begin_care(access: Access, *, now: datetime) -> None:
    """Who has said yes takes part in the care from then, if not already."""
    begin_relation(access=access, patient=access.patient, because=SAID_YES, now=now)

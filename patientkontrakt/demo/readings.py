"""What there is to review in the demo's log: what is drawn by itself, and a question of a patient's."""

from uuid import uuid4

from access.log_lines import read_log
from access.services import draw_for, report_concern
from patientkontrakt.demo.stage import Stage
from people.models import CareProvider


def wonder_who_has_read(stage: Stage) -> None:
    """Agda does not know who Lena is; each provider has its readings drawn, so that Per has something to look at."""
    access = stage.own("agda", -1)
    row = next(row for row in read_log(access).rows if row.who == "Lena Holm")
    report_concern(
        access=access,
        line=row.id,
        text="Jag känner inte igen namnet. Varför behövde ni öppna min plan?",
        key=uuid4(),
        now=stage.at(-1, "19.00"),
    )
    for provider in CareProvider.objects.order_by("pk"):
        draw_for(provider=provider, now=stage.now)

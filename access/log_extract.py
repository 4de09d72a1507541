"""The patient's log to keep: on paper, and as a file for a spreadsheet."""

import csv
from datetime import datetime
from io import StringIO

from babel.dates import format_date
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from access.grants import Access
from access.log_lines import LogRow
from paper.render import render

ON_PAPER, IN_FILE = 1000, 100_000  # lines
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by it a spreadsheet knows UTF-8
# A cell that begins with one of these is a formula to a spreadsheet.
WIDE = "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
FORMULA = tuple("=+-@\t\r\n" + WIDE)


def log_on_paper(access: Access, rows: tuple[LogRow, ...], *, now: datetime) -> HttpResponse:
    """`rows`: at most ON_PAPER and one, by which it is known that there are more.

    Units stand on it also for protected persons, whose plan on paper names none: who has read, and where, is theirs to
    know and to keep (PDL 8 kap. 5 §), and it is only printed by themselves.
    """
    context = {
        "rows": rows[:ON_PAPER],
        "is_cut": len(rows) > ON_PAPER,
        "name": access.patient.name,
        "printed_on": format_date(timezone.localdate(now), "d MMMM y", locale=(get_language() or "sv")),
        "now": now,
    }
    pdf = render(render_to_string("access/print/log.html", context))
    return _kept(pdf, "application/pdf", "inline", "pdf", now)


def log_in_file(rows: tuple[LogRow, ...], *, now: datetime) -> HttpResponse:
    """As a Swedish spreadsheet expects it. `rows`: at most IN_FILE and one, as above."""
    written = StringIO()
    table = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(
        [_("Dag"), _("Klockan"), _("Enhet"), _("Vårdgivare"), _("Vem"), _("Roll"), _("Vad"), _("Varför"), _("Särskilt")]
    )
    table.writerows([_harmless(cell) for cell in _cells(row)] for row in rows[:IN_FILE])
    if len(rows) > IN_FILE:
        table.writerow([_("Det finns fler rader än som får plats. Välj färre dagar.")])
    return _kept((BOM + written.getvalue()).encode(), "text/csv; charset=utf-8", "attachment", "csv", now)


def _cells(row: LogRow) -> list[str]:
    at = timezone.localtime(row.at)
    special = _("Nödsituation") if row.is_emergency else _("Närstående") if row.is_proxy else ""
    return [
        f"{at:%Y-%m-%d}",
        f"{at:%H:%M:%S}",
        row.unit,
        row.provider,
        row.who,
        row.title,
        row.did,
        row.purpose,
        special,
    ]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _kept(content: bytes, kind: str, how: str, ending: str, now: datetime) -> HttpResponse:
    """Under a name that tells nothing about the patient."""
    name = f"vem-har-last-{timezone.localdate(now):%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'{how}; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)

"""What a proposal was answered already: told to whoever answers it after that, in another window or for the patient."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from access.grants import Access
from agreements.lookups import find_agreement
from agreements.models import AgreementStatus
from agreements.represented import represented
from agreements.rows import AgreementRow
from people.models import CareUnit

ANSWERED = (AgreementStatus.AGREED, AgreementStatus.DISAGREED)


@dataclass(frozen=True, slots=True)
class Answered:
    """`who`: a sentence about who has answered what, from the reader's side. `row`: what stands now.

    `by` is who said it for the patient, empty when the patient did. `unit`: whom to call.
    """

    who: str
    is_yes: bool
    by: str
    at: datetime | None
    row: AgreementRow
    unit: CareUnit

    def is_again(self, access: Access, *, yes: bool) -> bool:
        """The same answer, by the same person: pressed twice."""
        return self.is_yes == yes and self.by == access.signature


def answered(access: Access, agreement: UUID, now: datetime) -> Answered | None:
    """None when it is not answered: then care has changed it, or taken it back. Raises Http404."""
    found = find_agreement(access, agreement)
    if found.status not in ANSWERED:
        return None
    row = represented(access, agreement, now).row
    is_yes = not row.is_disagreed
    who = _who_said_yes(access, row) if is_yes else _who_said_no(access, row)
    at = row.agreed_at if is_yes else row.disagreed_at
    return Answered(who, is_yes, row.by_proxy, at, row, found.unit)


def _who_said_yes(access: Access, row: AgreementRow) -> str:
    names = {"who": row.by_proxy, "patient": access.patient.name}
    if access.is_own:
        return _("%(who)s har redan sagt ja för dig.") % names if row.by_proxy else _("Du har redan sagt ja.")
    if row.by_proxy == access.signature:
        return _("Du har redan sagt ja för %(patient)s.") % names
    told = _("%(who)s har redan sagt ja för %(patient)s.") if row.by_proxy else _("%(patient)s har redan sagt ja.")
    return told % names


def _who_said_no(access: Access, row: AgreementRow) -> str:
    names = {"who": row.by_proxy, "patient": access.patient.name}
    if access.is_own:
        return _("%(who)s har redan sagt nej för dig.") % names if row.by_proxy else _("Du har redan sagt nej.")
    if row.by_proxy == access.signature:
        return _("Du har redan sagt nej för %(patient)s.") % names
    told = _("%(who)s har redan sagt nej för %(patient)s.") if row.by_proxy else _("%(patient)s har redan sagt nej.")
    return told % names

"""Which version of an agreement it is: an older one is signed too, and is not what holds."""

from django.db.models import Case, OuterRef, Q, Subquery, When
from django.utils.translation import gettext as _

from agreements.models import Agreement, AgreementStatus


def taken_over_by() -> Case:
    """Of one that was replaced, the number of the version that took over: agreed on, or written then. Else None."""
    took_over = Q(agreed_at__isnull=False) | Q(authored_at__gte=OuterRef("ended_at"))
    later = Agreement.objects.filter(took_over, series=OuterRef("series"), version__gt=OuterRef("version"))
    first = Subquery(later.order_by("version").values("version")[:1])
    return Case(When(status=AgreementStatus.REPLACED, then=first))


def which_version(number: int, replaced_by: int | None) -> str:
    if replaced_by is None:
        return _("version %(number)s") % {"number": number}
    return _("version %(number)s, ersatt av version %(newer)s") % {"number": number, "newer": replaced_by}

"""What the editors see: all that their teams have written, what must be looked at first."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.grants import EditorAccess
from knowledge.models import SOON, EditorialTeam, Kind, Resource

PAGE_SIZE = 50
EXPIRED, WAITS, SENT_BACK, ENDS_SOON, OFFERED, WITHDRAWN = range(1, 7)
STATUS: dict[int, tuple[Promise, str]] = {
    EXPIRED: (_("Har gått ut och visas inte"), "danger"),
    WAITS: (_("Väntar på granskning och visas inte"), "warning"),
    SENT_BACK: (_("Tillbaka till den som skrev, visas inte"), "warning"),
    ENDS_SOON: (_("Går snart ut"), "warning"),
    OFFERED: (_("Visas"), "success"),
    WITHDRAWN: (_("Återkallad"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class EditorialRow:
    """`can_review`: somebody else wrote it last. `mend`: what `sent_back_by` asks the one who wrote it to mend."""

    id: UUID
    title: str
    kind: str
    team: str
    status: str
    colour: str
    written_by: str
    expires_on: date | None
    can_review: bool
    is_withdrawn: bool
    mend: str
    sent_back_by: str


@dataclass(frozen=True, slots=True)
class EditorialList:
    """`due`: how many must be looked at."""

    rows: tuple[EditorialRow, ...]
    page: Page[Any]
    total: int
    due: int


def editorial_list(access: EditorAccess, *, page: str) -> EditorialList:
    """One page. The number of statements is constant."""
    ranked = _ours(access).annotate(standing=_standing(access.today)).order_by("standing", "expires_on", "title", "pk")
    paginator = Paginator(ranked, PAGE_SIZE)
    found = paginator.get_page(page)
    due = Resource.objects.due_for_review(access.today).filter(team__providers=access.provider_id).count()
    return EditorialList(tuple(_row(each, access) for each in found), found, paginator.count, due)


def our_resource(access: EditorAccess, public_id: UUID) -> Resource:
    """Of a team of the editor's provider. Raises Http404."""
    found = _ours(access).select_related("replaced_by", "reviewed_by").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def row_for(access: EditorAccess, resource: Resource) -> EditorialRow:
    """One row of the list, by itself."""
    return _row(_ours(access).annotate(standing=_standing(access.today)).get(pk=resource.pk), access)


def our_teams(access: EditorAccess) -> dict[str, EditorialTeam]:
    return {str(team.public_id): team for team in EditorialTeam.objects.of(access.provider_id)}


def replacements(access: EditorAccess, resource: Resource) -> dict[str, Resource]:
    """What is offered, and may stand in place of what is withdrawn."""
    offered = Resource.objects.offered(access.today).filter(team__providers=access.provider_id).exclude(pk=resource.pk)
    return {str(each.public_id): each for each in offered.defer("words", "body").order_by("title", "pk")}


def _ours(access: EditorAccess) -> QuerySet[Resource]:
    ours = Resource.objects.filter(team__providers=access.provider_id)
    return ours.select_related("team", "written_by", "sent_back_by").defer("words")


def _standing(today: date) -> Case:
    return Case(
        When(withdrawn_at__isnull=False, then=Value(WITHDRAWN)),
        When(sent_back_at__isnull=False, then=Value(SENT_BACK)),
        When(needs_review=True, then=Value(WAITS)),
        When(expires_on__lt=today, then=Value(EXPIRED)),
        When(expires_on__lt=today + SOON, then=Value(ENDS_SOON)),
        default=Value(OFFERED),
        output_field=IntegerField(),
    )


def _row(resource: Resource, access: EditorAccess) -> EditorialRow:
    standing: int = resource.standing  # type: ignore[attr-defined] # annotated above
    label, colour = STATUS[standing]
    is_withdrawn = standing == WITHDRAWN
    return EditorialRow(
        id=resource.public_id,
        title=resource.title,
        kind=str(Kind(resource.kind).label),
        team=resource.team.name,
        status=str(label),
        colour=colour,
        written_by=resource.written_by.name,
        expires_on=resource.expires_on,
        can_review=not is_withdrawn and resource.written_by_id != access.professional_id,
        is_withdrawn=is_withdrawn,
        mend="" if is_withdrawn else resource.sent_back_because,
        sent_back_by=resource.sent_back_by.name if resource.sent_back_by else "",
    )

"""What editors do. Nothing is offered before another than the writer has reviewed it, nor longer than that lasts."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from access.grants import EditorAccess, require
from access.services import written_before
from audit.models import Action
from audit.services import Deed, record
from knowledge.hosts import is_allowed
from knowledge.models import LONGEST, EditorialTeam, Kind, LifePhase, Phase, Resource

# The columns of what a reviewer asks for, when nothing is asked for.
NOT_SENT_BACK = {"sent_back_at": None, "sent_back_by": None, "sent_back_because": ""}


class ResourceChanged(Exception):
    """A colleague was first: it is not as it was read."""


class HostNotAllowed(Exception):
    """The link leads to where the team has not looked."""


class OwnText(Exception):
    """Somebody else than the one who wrote it last reviews it."""


class TooLong(Exception):
    """A review lasts from tomorrow, and at most three years."""


class ReplacesNothing(Exception):
    """What is to be read instead is not offered itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceText:
    """What an editor writes. `body` or `link`, or both; `diagnoses` are words, with commas."""

    kind: Kind
    title: str
    summary: str
    body: str = ""
    link: str = ""
    diagnoses: str = ""
    life_phase: LifePhase = LifePhase.ANY
    phase: Phase
    language: str = "sv"
    easy_read: bool = False
    source: str


@transaction.atomic
def write_resource(
    *, access: EditorAccess, team: EditorialTeam, text: ResourceText, now: datetime, key: UUID | None = None
) -> Resource:
    """Write something new, to be reviewed. The same `key` from the same writer gives the row that is there.

    Raises HostNotAllowed.
    """
    require(access.may_edit_knowledge and _is_ours(access, team))
    key = key or uuid4()
    ours = {"written_by": access.professional_id}
    if written := written_before(Resource, key, **ours):
        return written
    _require_host(team, text)
    try:
        with transaction.atomic():
            resource = Resource.objects.create(
                public_id=key, team=team, written_by_id=access.professional_id, written_at=now, **asdict(text)
            )
    except IntegrityError:
        # Sent twice at once: the other one has just written the row.
        if written := written_before(Resource, key, **ours):
            return written
        raise
    deed = Deed(Action.WRITE, "knowledge.written", access.how, object=resource.public_id)
    record(access.actor, deed, now=now)
    return resource


@transaction.atomic
def revise_resource(
    *, access: EditorAccess, resource: Resource, revision: int, text: ResourceText, now: datetime
) -> None:
    """Change what it says: not offered until reviewed anew. Raises ResourceChanged or HostNotAllowed."""
    require(access.may_edit_knowledge and _is_ours(access, resource.team))
    _require_host(resource.team, text)
    written = {"written_by": access.professional_id, "written_at": now}
    _change(resource, revision, needs_review=True, **written, **NOT_SENT_BACK, **asdict(text))
    deed = Deed(Action.WRITE, "knowledge.revised", access.how, object=resource.public_id)
    record(access.actor, deed, now=now)


@transaction.atomic
def review_resource(
    *, access: EditorAccess, resource: Resource, revision: int, expires_on: date, now: datetime
) -> None:
    """Say that it holds, to and with a day. Raises OwnText, TooLong or ResourceChanged."""
    require(access.may_edit_knowledge and _is_ours(access, resource.team))
    today = timezone.localdate(now)
    _require_another(access, resource)
    if not today < expires_on <= today + LONGEST:
        raise TooLong
    _change(
        resource, revision, needs_review=False, reviewed_by=access.professional_id, reviewed_on=today,
        expires_on=expires_on, **NOT_SENT_BACK,
    )  # fmt: skip
    deed = Deed(Action.WRITE, "knowledge.reviewed", access.how, object=resource.public_id)
    record(access.actor, deed, now=now)


@transaction.atomic
def send_back(*, access: EditorAccess, resource: Resource, revision: int, because: str, now: datetime) -> None:
    """Ask the one who wrote it to mend something. It is a draft again, and offered to nobody. Raises OwnText or
    ResourceChanged.
    """
    require(access.may_edit_knowledge and _is_ours(access, resource.team))
    _require_another(access, resource)
    _change(
        resource, revision, needs_review=True, sent_back_at=now, sent_back_by=access.professional_id,
        sent_back_because=because,
    )  # fmt: skip
    deed = Deed(Action.WRITE, "knowledge.sent_back", access.how, object=resource.public_id)
    record(access.actor, deed, now=now)


@transaction.atomic
def withdraw_resource(
    *,
    access: EditorAccess,
    resource: Resource,
    revision: int,
    because: str,
    now: datetime,
    replaced_by: Resource | None = None,
) -> None:
    """It is offered no more. `replaced_by`: what to read instead. Raises ReplacesNothing or ResourceChanged."""
    require(access.may_edit_knowledge and _is_ours(access, resource.team))
    if replaced_by and (replaced_by == resource or not replaced_by.is_offered(timezone.localdate(now))):
        raise ReplacesNothing
    _change(resource, revision, withdrawn_at=now, withdrawn_because=because, replaced_by=replaced_by)
    deed = Deed(Action.WRITE, "knowledge.withdrawn", access.how, object=resource.public_id, because=because)
    record(access.actor, deed, now=now)


def _change(resource: Resource, revision: int, **values: object) -> None:
    """What was withdrawn stays so."""
    unchanged = Resource.objects.filter(pk=resource.pk, revision=revision, withdrawn_at=None)
    if not unchanged.update(**values, revision=F("revision") + 1):
        raise ResourceChanged


def _require_another(access: EditorAccess, resource: Resource) -> None:
    """Than the one who wrote it last."""
    if resource.written_by_id == access.professional_id:
        raise OwnText


def _is_ours(access: EditorAccess, team: EditorialTeam) -> bool:
    return EditorialTeam.objects.of(access.provider_id).filter(pk=team.pk).exists()


def _require_host(team: EditorialTeam, text: ResourceText) -> None:
    if text.link and not is_allowed(text.link, team.hosts):
        raise HostNotAllowed

"""What is answered: the same decided values as the pages show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from rest_framework.response import Response

from access.api.shown import ShownSerializer, marked
from access.grants import Access
from access.kinds import Scope
from access.seen import Silence
from agreements.represented import represented
from agreements.rows import AgreementRow, EndedRow
from agreements.section import section
from agreements.versions import Version


@dataclass(frozen=True, slots=True)
class AgreementList:
    """`is_open` is false for somebody who acts for the patient and may not read agreements: then nothing is told."""

    is_open: bool
    agreements: tuple[AgreementRow, ...]
    ended: tuple[EndedRow, ...]
    silences: tuple[Silence, ...]


@dataclass(frozen=True, slots=True)
class VersionList:
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is sent as `who`, and what it means."""

    who: str
    name: str


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """Who may be named: for what care does, and for the next step."""

    care: tuple[Choice, ...]
    next_who: tuple[Choice, ...]


class AgreementSerializer(ShownSerializer):
    class Meta:
        dataclass = AgreementRow


class ListSerializer(ShownSerializer):
    class Meta:
        dataclass = AgreementList


class VersionsSerializer(ShownSerializer):
    class Meta:
        dataclass = VersionList


class ChoicesSerializer(ShownSerializer):
    class Meta:
        dataclass = ChoiceList


def whole_list(access: Access, now: datetime) -> Response:
    found = section(access, now)
    told = AgreementList(access.opens(Scope.AGREEMENTS), found.rows, found.ended, tuple(found.silences))
    return Response(ListSerializer(told).data)


def one(access: Access, agreement: UUID, now: datetime, *, status: int = 200) -> Response:
    """As it stands now, with the mark that a change of it is to carry."""
    found = represented(access, agreement, now)
    headers = {}
    if status == CREATED:
        where = {"patient": access.patient.public_id, "agreement": agreement}
        headers["Location"] = reverse("api_agreement", kwargs=where)
    return marked(found, AgreementSerializer(found.row).data, status=status, **headers)


CREATED = 201

"""What is answered: the same decided values as the pages show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from rest_framework.response import Response
from rest_framework_dataclasses.serializers import DataclassSerializer

from access.grants import Access
from access.kinds import Scope
from access.seen import Silence
from agreements.api.tags import tag_of
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


@dataclass(frozen=True, slots=True)
class Kept:
    """The row that stands: a question, or something that was ticked off."""

    id: UUID


class ShownSerializer(DataclassSerializer[Any]):
    @property
    def serializer_dataclass_field(self) -> type["ShownSerializer"]:
        return ShownSerializer


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


class KeptSerializer(ShownSerializer):
    class Meta:
        dataclass = Kept


def whole_list(access: Access, now: datetime) -> Response:
    found = section(access, now)
    told = AgreementList(access.opens(Scope.AGREEMENTS), found.rows, found.ended, tuple(found.silences))
    return Response(ListSerializer(told).data)


def one(access: Access, agreement: UUID, now: datetime, *, status: int = 200) -> Response:
    """As it stands now, with the mark that a change of it is to carry."""
    found = represented(access, agreement, now)
    headers = {"ETag": tag_of(found)}
    if status == CREATED:
        where = {"patient": access.patient.public_id, "agreement": agreement}
        headers["Location"] = reverse("api_agreement", kwargs=where)
    return Response(AgreementSerializer(found.row).data, status=status, headers=headers)


CREATED = 201

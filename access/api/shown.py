"""What is answered: the same decided values as the pages show, with the mark of what was read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rest_framework.response import Response
from rest_framework_dataclasses.serializers import DataclassSerializer

from access.api.tags import Marked, tag_of


@dataclass(frozen=True, slots=True)
class Kept:
    """The row that stands: a question, a pin, or something that was ticked off."""

    id: UUID


@dataclass(frozen=True, slots=True)
class Mark:
    """Which row was read, and which revision of it."""

    public_id: UUID
    revision: int


class ShownSerializer(DataclassSerializer[Any]):
    @property
    def serializer_dataclass_field(self) -> type["ShownSerializer"]:
        return ShownSerializer


class KeptSerializer(ShownSerializer):
    class Meta:
        dataclass = Kept


def marked(row: Marked, shown: Any, *, status: int = 200, **headers: str) -> Response:
    """`shown`: of the row. The mark is another when anything of it is."""
    return Response(shown, status=status, headers={"ETag": tag_of(row, shown), **headers})

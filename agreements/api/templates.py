"""The templates that a unit uses: what may be sent as `template`, and what each of them says, as it is exported."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.described import told
from access.api.door import Door, enter_unit
from access.api.shown import Mark, ShownSerializer, marked
from agreements.templates import find_offered, offered_to

TEMPLATES = "templates"


@dataclass(frozen=True, slots=True)
class OfferedTemplate:
    id: UUID
    key: str
    version: int
    name: str
    about: str
    effective_from: date


@dataclass(frozen=True, slots=True)
class TemplateList:
    templates: tuple[OfferedTemplate, ...]


class TemplatesSerializer(ShownSerializer):
    class Meta:
        dataclass = TemplateList


class Templates(Door):
    @told("The templates that the unit uses, the generic one first", TemplatesSerializer)
    def get(self, request: Request) -> Response:
        access, _now = enter_unit(request, TEMPLATES)
        found = tuple(
            OfferedTemplate(
                each.public_id, each.key, each.version, each.name, each.content.get("about", ""), each.effective_from
            )
            for each in offered_to(access.unit_id, access.today)
        )
        return Response(TemplatesSerializer(TemplateList(found)).data)


class OneTemplate(Door):
    @told("What a template says: the JSON of its export, which can be read in at another unit", OpenApiTypes.OBJECT,
          etag=True)  # fmt: skip
    def get(self, request: Request, template: UUID) -> Response:
        access, _now = enter_unit(request, TEMPLATES)
        found = find_offered(access.unit_id, template, access.today)
        return marked(Mark(found.public_id, found.version), found.content)

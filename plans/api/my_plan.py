"""The plan as data: the same PlanPage, as JSON."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_dataclasses.serializers import DataclassSerializer

from access.gate import open_own
from audit.models import How
from people.viewer import viewer_of
from plans.page import PlanPage, plan_page

# What only staff's pages ask of a row.
OF_STAFF = {
    "is_ours",
    "can_move",
    "can_conclude",
    "can_end",
    "can_note_read",
    "can_hand_over",
    "can_take_over",
    "declined",
}


class RowSerializer(DataclassSerializer[Any]):
    """A part of the plan, for patients."""

    @property
    def serializer_dataclass_field(self) -> type["RowSerializer"]:
        return RowSerializer

    def get_field_names(self) -> list[str]:
        return [name for name in super().get_field_names() if name not in OF_STAFF]


class PlanSerializer(RowSerializer):
    """Made from the dataclass, so that data and documentation cannot differ from the page."""

    class Meta:
        dataclass = PlanPage


class MyPlan(APIView):
    """The plan of whoever is logged in."""

    @extend_schema(operation_id="my_plan", responses=PlanSerializer)
    def get(self, request: Request) -> Response:
        now = timezone.now()
        viewer = viewer_of(request._request, now=now)  # noqa: SLF001 -- DRF has no public name for it
        if viewer is None:
            raise Http404
        access = open_own(viewer, How.API, now=now)
        return Response(PlanSerializer(plan_page(access, now)).data)

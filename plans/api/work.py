"""What waits for the unit, for programs: the same list as the page, and the same lines in the log."""

from dataclasses import dataclass

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.described import told
from access.api.door import Door, enter_unit
from access.api.shown import ShownSerializer
from plans.worklist import WORK, WorkRow, work_list

PAGE = OpenApiParameter("page", int, description="From 1. What is no page is the first, and beyond the last the last.")


@dataclass(frozen=True, slots=True)
class WorkPage:
    """The most urgent first: 1 at once, 2 waits for the unit, 3 late, 4 soon, 5 missing. `total` matters, about so many
    `patients`, on so many `pages`.
    """

    rows: tuple[WorkRow, ...]
    page: int
    pages: int
    total: int
    patients: int


class WorkSerializer(ShownSerializer):
    class Meta:
        dataclass = WorkPage


class Work(Door):
    @told("What waits for the unit. Each patient who is shown is in the log", WorkSerializer, headers=(PAGE,))
    def get(self, request: Request) -> Response:
        access, now = enter_unit(request, WORK)
        found = work_list(access, page=request.query_params.get("page", "1"), now=now)
        shown = WorkPage(found.rows, found.page.number, found.page.paginator.num_pages, found.total, found.patients)
        return Response(WorkSerializer(shown).data)

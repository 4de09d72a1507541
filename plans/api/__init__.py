"""The plan and the unit's work as data, for programs. Under /api/v1/."""

from django.urls import path

from plans.api.my_plan import MyPlan
from plans.api.work import Work

urlpatterns = [
    path("plans/me/", MyPlan.as_view(), name="api_my_plan"),
    path("work/", Work.as_view(), name="api_work"),
]

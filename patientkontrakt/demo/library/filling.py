"""Ylva writes for both regions, and Nora in the other one reviews: by the verbs, on the days that are told."""

from datetime import timedelta

from knowledge.models import EditorialTeam, Resource
from knowledge.services import form_team, review_resource, write_resource
from patientkontrakt.demo.library.body import BODY
from patientkontrakt.demo.library.heart import HEART
from patientkontrakt.demo.library.life import LIFE
from patientkontrakt.demo.library.told import SOURCE, Told
from patientkontrakt.demo.stage import DEMO, Stage

TEAM, WRITER, REVIEWER = SOURCE, "ylva", "nora"


def fill_library(stage: Stage) -> None:
    providers = {unit.provider for key, unit in stage.units.items() if key in {"lindangen", "ortopedi"}}
    team = form_team(actor=DEMO, name=TEAM, providers=providers, hosts=["1177.se"], now=stage.at(-450))
    for told in (*HEART, *BODY, *LIFE):
        stage.library[told.key] = _tell(stage, team, told)


def _tell(stage: Stage, team: EditorialTeam, told: Told) -> Resource:
    days = -(told.reviewed or 1)
    written = write_resource(access=stage.editing(WRITER, days), team=team, text=told.text, now=stage.at(days, "09.00"))
    if told.reviewed is not None:
        until = stage.day(days) + timedelta(days=told.lasts)
        review_resource(
            access=stage.editing(REVIEWER, days), resource=written, revision=written.revision, expires_on=until,
            now=stage.at(days, "14.00"),
        )  # fmt: skip
    return written

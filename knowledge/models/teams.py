"""Who edits: a team that several providers may share, so that the same text is not written in each region."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from people.models import CareProvider


class EditorialTeamQuerySet(models.QuerySet["EditorialTeam"]):
    def of(self, provider: int) -> Self:
        """Those that the editors of a provider write for."""
        return self.filter(providers=provider).order_by("name", "pk")


class EditorialTeam(models.Model):
    """`hosts`: where its links may lead, 1177.se with all below it. A host that is taken away takes its links along."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)
    providers = models.ManyToManyField(CareProvider, related_name="+")
    hosts = ArrayField(models.CharField(max_length=120), default=list, blank=True)

    objects = EditorialTeamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="knowledge_team_named"),
        ]

    def __str__(self) -> str:
        return self.name

"""A resource: something that is worth reading, seeing or doing, and that somebody has reviewed."""

import uuid
from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from knowledge.models.teams import EditorialTeam
from knowledge.models.words import Kind, LifePhase, Phase
from people.models import Professional

SWEDISH = "swedish"
LONGEST = timedelta(days=3 * 366)  # how long a review lasts at most
SOON = timedelta(days=30)  # before it ends, when the editors are told
HTTPS = r"^https://[a-z0-9.-]+(/[^\s]*)?$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"  # BCP 47, as far as we use it
IN_FORCE = Q(withdrawn_at=None, needs_review=False, reviewed_on__isnull=False)


class ResourceQuerySet(models.QuerySet["Resource"]):
    def offered(self, today: date) -> Self:
        """Reviewed, and still so, and not withdrawn. Nothing else is offered to anybody."""
        return self.filter(IN_FORCE, expires_on__gte=today)

    def published(self) -> Self:
        """Has been offered at some time: who kept its address is told what has become of it."""
        return self.filter(reviewed_on__isnull=False)

    def due_for_review(self, today: date) -> Self:
        """Written and not reviewed, expired, or soon to expire. What was sent back waits for who wrote it."""
        is_due = Q(needs_review=True) | Q(expires_on__lt=today + SOON)
        return self.filter(is_due, withdrawn_at=None, sent_back_at=None)

    def saying(self, query: SearchQuery) -> Self:
        return self.filter(words=query)


class Resource(models.Model):
    """`body` or `link`, or both. `needs_review`: written or revised since it was reviewed.

    `sent_back_because`: what a reviewer asks the one who wrote it to mend, until it is written anew or reviewed.
    `expires_on` is the last day it is offered. `replaced_by`: what to read in place of one that was withdrawn.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(EditorialTeam, on_delete=models.PROTECT, related_name="resources")
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=500, help_text="In plain words")
    body = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    diagnoses = models.CharField(max_length=300, blank=True, help_text="Words, with commas")
    life_phase = models.CharField(max_length=8, choices=LifePhase, default=LifePhase.ANY)
    phase = models.CharField(max_length=8, choices=Phase)
    language = models.CharField(max_length=35, default="sv", help_text="BCP 47")
    easy_read = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    written_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    needs_review = models.BooleanField(default=True)
    reviewed_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sent_back_because = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    words = models.GeneratedField(
        expression=SearchVector("title", "diagnoses", weight="A", config=SWEDISH)
        + SearchVector("summary", weight="B", config=SWEDISH)
        + SearchVector("body", weight="D", config=SWEDISH),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ResourceQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="knowledge_resource_words"),
            models.Index(fields=["expires_on"], condition=Q(withdrawn_at=None), name="knowledge_resource_due"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="knowledge_resource_kind"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="knowledge_resource_phase"),
            models.CheckConstraint(condition=Q(life_phase__in=LifePhase.values), name="knowledge_resource_life_phase"),
            models.CheckConstraint(condition=Q(language__regex=LANGUAGE), name="knowledge_resource_language"),
            models.CheckConstraint(condition=Q(link="") | Q(link__regex=HTTPS), name="knowledge_resource_https"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(summary="") & ~Q(source=""), name="knowledge_resource_said"
            ),
            models.CheckConstraint(condition=~Q(body="") | ~Q(link=""), name="knowledge_resource_holds_something"),
            models.CheckConstraint(
                condition=Q(reviewed_on=None, reviewed_by=None, expires_on=None, needs_review=True)
                | Q(reviewed_on__isnull=False, reviewed_by__isnull=False, expires_on__isnull=False),
                name="knowledge_resource_reviewed",
            ),
            models.CheckConstraint(
                condition=Q(needs_review=True) | ~Q(reviewed_by=F("written_by")),
                name="knowledge_resource_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(sent_back_at=None, sent_back_by=None, sent_back_because="")
                | (
                    Q(sent_back_at__isnull=False, sent_back_by__isnull=False, needs_review=True)
                    & ~Q(sent_back_because="")
                    & ~Q(sent_back_by=F("written_by"))
                ),
                name="knowledge_resource_sent_back",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None)
                | Q(expires_on__gt=F("reviewed_on"), expires_on__lte=F("reviewed_on") + LONGEST),
                name="knowledge_resource_expires",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="knowledge_resource_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("id")), name="knowledge_resource_not_by_itself"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def is_offered(self, today: date) -> bool:
        """As `offered` has it in SQL."""
        is_in_force = self.withdrawn_at is None and not self.needs_review
        return is_in_force and self.expires_on is not None and self.expires_on >= today

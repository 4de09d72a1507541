"""Readings that are drawn from the log to be looked at."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0002_concerns"), ("people", "0002_names_in_log")]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("day", models.DateField()),
                ("line", models.BigIntegerField()),
                ("line_at", models.DateTimeField()),
                ("actor", models.UUIDField()),
                ("unit", models.CharField(max_length=31)),
                (
                    "rules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("emergency", "nödåtkomst"),
                                ("no_relation", "ingen vårdrelation då"),
                                ("own_record", "kan vara läsarens egna uppgifter"),
                                ("family_name", "samma efternamn"),
                                ("colleague", "kan vara en kollega på enheten"),
                                ("protected", "skyddade personuppgifter"),
                                ("volume", "ovanligt många patienter den dagen"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "inte granskad"),
                            ("fine", "inget att anmärka"),
                            ("examine", "ska utredas"),
                            ("breach", "otillåten läsning"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=2000)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.patient"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.careprovider"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["open", "fine", "examine", "breach"])),
                        name="access_review_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rules__contained_by",
                                [
                                    "emergency",
                                    "no_relation",
                                    "own_record",
                                    "family_name",
                                    "colleague",
                                    "protected",
                                    "volume",
                                ],
                            )
                        ),
                        name="access_review_rules",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_sample", True), models.Q(("rules", []), _negated=True), _connector="OR"
                        ),
                        name="access_review_because",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["open", "fine"]), models.Q(("note", ""), _negated=True), _connector="OR"
                        ),
                        name="access_review_note",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("outcome", "open")),
                            models.Q(
                                models.Q(("outcome", "open"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="access_review_decided",
                    ),
                    models.UniqueConstraint(
                        fields=("provider", "day", "actor", "patient", "unit", "rules"), name="access_review_one_a_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("seed", models.CharField(max_length=32)),
                ("drawn_through", models.DateField(blank=True, null=True)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.careprovider"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "month"), name="access_reviewmonth_one_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="access_reviewmonth_first_of_month"
                    ),
                ],
            },
        ),
    ]

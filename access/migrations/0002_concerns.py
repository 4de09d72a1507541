"""What patients wonder about in the log."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0001_the_beginning"), ("people", "0002_names_in_log")]

    operations = [
        migrations.CreateModel(
            name="Concern",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("line", models.BigIntegerField()),
                ("line_at", models.DateTimeField()),
                ("text", models.CharField(max_length=2000)),
                ("reported_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("received", "mottagen"), ("examined", "utreds"), ("answered", "besvarad")],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=2000)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "answered_by",
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
                "indexes": [models.Index(fields=["provider", "state", "reported_at"], name="access_concern_provider")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["received", "examined", "answered"])),
                        name="access_concern_state",
                    ),
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="access_concern_text"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("state", "answered"),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "answered"), _negated=True),
                                ("answer", ""),
                                ("answered_at", None),
                                ("answered_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="access_concern_answer",
                    ),
                    models.UniqueConstraint(fields=("patient", "line"), name="access_concern_one_per_line"),
                ],
            },
        ),
    ]

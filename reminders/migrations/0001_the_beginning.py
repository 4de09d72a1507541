import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bookings", "0001_the_beginning"),
        ("people", "0001_the_beginning"),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("job", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hours_before", models.PositiveSmallIntegerField()),
                ("opens", models.PositiveSmallIntegerField(default=8, help_text="Hour of the day, Europe/Stockholm")),
                ("closes", models.PositiveSmallIntegerField(default=20)),
                (
                    "detail",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "tid och telefonnummer"), (2, "även mottagningens namn")],
                        default=1,
                        help_text="At most",
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.careunit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, help_text="Our reference", unique=True),
                ),
                ("booking_revision", models.PositiveIntegerField()),
                ("visit_at", models.DateTimeField(help_text="The booked time when this was planned")),
                ("due_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                ("planned_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planerad"),
                            ("claimed", "en sändare har tagit den"),
                            ("intent", "på väg till operatören"),
                            ("uncertain", "oklart om den gick iväg"),
                            ("sent", "skickad"),
                            ("delivered", "framme"),
                            ("failed", "kom inte fram"),
                            ("skipped", "skickades inte"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("changed", "Tiden är flyttad eller avbokad"),
                            ("not_for_patient", "Tiden visas inte för patienten"),
                            ("deceased", "Patienten är avliden"),
                            ("protected", "Patienten har skyddade uppgifter"),
                            ("no_consent", "Patienten har inte sagt ja till SMS"),
                            ("no_number", "Mobilnummer saknas"),
                            ("too_late", "Det hann bli för sent"),
                            ("refused", "Operatören tar inte emot numret"),
                            ("undelivered", "SMS:et kom inte fram till telefonen"),
                        ],
                        max_length=16,
                    ),
                ),
                ("next_attempt_at", models.DateTimeField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("token", models.BigIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("unanswered", models.PositiveSmallIntegerField(default=0)),
                ("gateway_id", models.CharField(blank=True, max_length=64)),
                ("septets", models.PositiveSmallIntegerField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "booking",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bookings.booking",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reminders.rule",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.UniqueConstraint(
                fields=("unit", "hours_before"), name="reminders_rule_one_of_each", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours_before__range", (3, 2400))), name="reminders_rule_hours_before"
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes__lte", 24), ("opens__lt", models.F("closes"))), name="reminders_rule_window"
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(condition=models.Q(("detail__in", [1, 2])), name="reminders_rule_detail"),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(
                    ("next_attempt_at__isnull", False), ("status__in", ("planned", "claimed", "intent", "uncertain"))
                ),
                fields=["next_attempt_at"],
                name="reminders_reminder_to_send",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("booking", "booking_revision", "rule"), name="reminders_reminder_planned_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["planned", "claimed", "intent", "uncertain", "sent", "delivered", "failed", "skipped"],
                    )
                ),
                name="reminders_reminder_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        [
                            "",
                            "changed",
                            "not_for_patient",
                            "deceased",
                            "protected",
                            "no_consent",
                            "no_number",
                            "too_late",
                            "refused",
                            "undelivered",
                        ],
                    )
                ),
                name="reminders_reminder_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("skipped", "failed")), models.Q(("reason", ""), _negated=True)),
                    models.Q(models.Q(("status__in", ("skipped", "failed")), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="reminders_reminder_ended_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__lt", models.F("valid_until")), ("valid_until__lt", models.F("visit_at"))),
                name="reminders_reminder_in_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("claimed", "intent")), _negated=True),
                    ("lease_until__isnull", False),
                    _connector="OR",
                ),
                name="reminders_reminder_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ("planned", "claimed", "intent", "uncertain")),
                    ("next_attempt_at", None),
                    _connector="OR",
                ),
                name="reminders_reminder_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("sent", "delivered")), _negated=True),
                    ("sent_at__isnull", False),
                    _connector="OR",
                ),
                name="reminders_reminder_sent",
            ),
        ),
    ]

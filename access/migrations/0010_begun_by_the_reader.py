"""A care relation that the reader began is a reason to look; and a reviewer may ask to have the latest drawn."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0009_one_exception_at_a_time"),
        ("people", "0005_room_for_subjects"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="review",
            name="access_review_rules",
        ),
        migrations.AddField(
            model_name="reviewmonth",
            name="asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="review",
            name="rules",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("emergency", "nödåtkomst"),
                        ("no_relation", "ingen vårdrelation då"),
                        ("self_begun", "vårdrelation som läsaren nyss började själv"),
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
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "rules__contained_by",
                        [
                            "emergency",
                            "no_relation",
                            "self_begun",
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
        ),
    ]

"""What a provider's staff did in a day is found without the log of everybody else. The months to come inherit it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0004_blocked_content"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["provider", "at"], name="audit_entry_provider_at"),
        ),
    ]

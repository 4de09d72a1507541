"""A text tells when, and whom to call, and nothing more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reminders", "0002_default_rule")]

    operations = [
        migrations.RemoveConstraint(model_name="rule", name="reminders_rule_detail"),
        migrations.RemoveField(model_name="rule", name="detail"),
    ]

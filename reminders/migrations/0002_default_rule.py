"""Two days before: what Region Stockholm does, and still in time to cancel without a fee (domain.md 8.2)."""

from django.db import migrations


def make_rule(apps, schema_editor):
    apps.get_model("reminders", "Rule").objects.create(unit=None, hours_before=48)


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_the_beginning")]

    operations = [migrations.RunPython(make_rule, migrations.RunPython.noop)]

"""A line may say that something was taken out as a file."""

from django.db import migrations, models

HOWS = {
    "page": "sida",
    "list": "lista",
    "search": "sökning",
    "form": "formulär",
    "pdf": "utskrift",
    "api": "data",
    "task": "automatiskt",
    "import": "inläsning",
    "export": "fil att spara",
}


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_seals")]

    operations = [
        migrations.RemoveConstraint(model_name="entry", name="audit_entry_how"),
        migrations.AlterField(
            model_name="entry", name="how", field=models.CharField(choices=list(HOWS.items()), max_length=10)
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(condition=models.Q(("how__in", list(HOWS))), name="audit_entry_how"),
        ),
    ]

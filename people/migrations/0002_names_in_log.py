from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_the_beginning")]

    operations = [
        migrations.AddField(model_name="careprovider", name="names_in_log", field=models.BooleanField(default=True)),
    ]

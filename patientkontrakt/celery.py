"""Celery wakes workers; the record is always a row in Postgres.

No ETA and no countdown: on Redis an ETA longer than the visibility timeout runs twice.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patientkontrakt.settings")

app = Celery("patientkontrakt")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

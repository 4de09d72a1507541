"""The door for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patientkontrakt.settings")

application = get_wsgi_application()

# What is loaded stays, so it need not be looked through; and a page makes more than the 700 objects after which Python
# would look through what is new. With --preload the workers also go on sharing the memory of what is frozen here.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 10, 10)

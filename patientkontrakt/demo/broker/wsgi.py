"""The door of the demo's identity provider."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

"""The roof: settings, root URLs and views, API router, Celery app, Jinja environment, demo."""

"""Coming in, staying and leaving: OpenID Connect through django-allauth, and how long a session lasts."""

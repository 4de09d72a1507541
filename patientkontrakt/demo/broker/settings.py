"""Settings of the demo's identity provider. It keeps its things in BROKER_FOLDER, and forgets them with it."""

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.management.utils import get_random_secret_key

FOLDER = Path(os.environ["BROKER_FOLDER"])
CLIENTS = os.environ["BROKER_CLIENTS"]  # JSON: client, secret, address to come back to, and kind of identity
IDENTITIES = Path(os.environ["BROKER_IDENTITIES"])  # JSON: key, kind, name and claims of each
KEY = FOLDER / "key.pem"


def _signing_key() -> str:
    """Made the first time, and kept as long as the folder."""
    if not KEY.exists():
        made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        KEY.write_bytes(
            made.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        KEY.chmod(0o600)
    return KEY.read_text()


SECRET_KEY = get_random_secret_key()  # who was choosing when it restarts chooses again
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
USE_TZ = True
LANGUAGE_CODE = "sv"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "broker.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.idp",
    "allauth.idp.oidc",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "pages"],
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
# The one secret it keeps hashed is the program's own, which everybody can read in bin/serve: no need to take a second.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ROOT_URLCONF = "patientkontrakt.demo.broker.urls"
LOGIN_URL = "account_login"
# Beside the program on the same host: a cookie of its own name.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "broker-session", "broker-csrf"
IDP_OIDC_ADAPTER = os.environ.get("BROKER_ADAPTER", "patientkontrakt.demo.broker.adapter.Identities")
IDP_OIDC_PRIVATE_KEY = _signing_key()

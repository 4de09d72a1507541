"""Settings, read from the environment. Development works without any; production refuses to start without them."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from django.contrib.messages import constants as messages
from django.core.exceptions import ImproperlyConfigured

from patientkontrakt.log_setup import logging_as
from patientkontrakt.login.brokers import brokers_addresses, brokers_of

# What nobody should see in a list of processes may stand in a file, named by SECRET_KEY_FILE and so on.
SECRETS = (
    "SECRET_KEY", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "REMINDERS_GATEWAY_PASSWORD",
    "LOGIN_PATIENT_CLIENT_SECRET", "LOGIN_STAFF_CLIENT_SECRET",
)  # fmt: skip


def _read_secrets() -> dict[str, str]:
    files = {name: os.environ[f"{name}_FILE"] for name in SECRETS if os.environ.get(f"{name}_FILE")}
    return {name: Path(file).read_text().strip() for name, file in files.items()}


env = environ.Env()
env.ENVIRON = {**os.environ, **_read_secrets()}
BASE_DIR = Path(__file__).resolve().parent.parent

# --- Which kind of running is this? ---------------------------------------------------------------------------------
DEVELOPMENT_KEY = "not-secret-and-for-development-only-0123456789-abcdefghij"
PATIENTKONTRAKT_ENV = env.str("PATIENTKONTRAKT_ENV", "development")
if PATIENTKONTRAKT_ENV not in {"development", "production"}:
    raise ImproperlyConfigured(f"PATIENTKONTRAKT_ENV is {PATIENTKONTRAKT_ENV!r}: it must be development or production.")
IS_PRODUCTION = PATIENTKONTRAKT_ENV == "production"
DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)
SECRET_KEY = env.str("SECRET_KEY", DEVELOPMENT_KEY)
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if IS_PRODUCTION else LOOPBACK)

# --- Two roles: the owner migrates, the application cannot change the log -------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", "postgres://patientkontrakt_app@127.0.0.1:5432/patientkontrakt")
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", DATABASE_URL)
APPLICATION_ROLE = environ.Env.db_url_config(DATABASE_URL).get("USER", "")
OWNER_ROLE = env.str("DATABASE_OWNER_ROLE", environ.Env.db_url_config(DATABASE_OWNER_URL).get("USER", ""))


def _database(url: str) -> dict[str, Any]:
    return {
        **environ.Env.db_url_config(url),
        "ENGINE": "django.db.backends.postgresql",
        "ATOMIC_REQUESTS": False,  # a refusal's line in the log must survive the 404 that refuses
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3},
    }


DATABASES = {"default": _database(DATABASE_OWNER_URL if env.str("DATABASE_AS", "") == "owner" else DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _refuse_unsafe_production() -> None:
    """Fail loudly and all at once: every reason in one message."""
    gateway = env.str("REMINDERS_GATEWAY_URL", "")
    reasons = {
        "SECRET_KEY is missing or the development one": SECRET_KEY == DEVELOPMENT_KEY,
        "DEBUG is on": DEBUG,
        "ALLOWED_HOSTS is empty": not ALLOWED_HOSTS,
        "DATABASE_URL is missing": "DATABASE_URL" not in env.ENVIRON,
        "neither DATABASE_OWNER_ROLE nor DATABASE_OWNER_URL says who owns the tables": not {
            "DATABASE_OWNER_ROLE",
            "DATABASE_OWNER_URL",
        }.intersection(env.ENVIRON),
        "owner and application share one database role": OWNER_ROLE == APPLICATION_ROLE,
        "REDIS_URL is missing": "REDIS_URL" not in env.ENVIRON,
        "the demo is on: it lets anybody in": DEMO,
        "LOGIN_PATIENT_ISSUER or LOGIN_STAFF_ISSUER is not https": any(
            not broker.issuer.startswith("https://") for broker in brokers_of(env).values()
        ),
        "REMINDERS_GATEWAY_URL is not https": bool(gateway) and not gateway.startswith("https://"),
        "REMINDERS_CALLBACK_URL is not https": bool(gateway)
        and not env.str("REMINDERS_CALLBACK_URL", "").startswith("https://"),
    }
    found = [reason for reason, holds in reasons.items() if holds]
    if found:
        raise ImproperlyConfigured("Refusing to start in production: " + "; ".join(found) + ".")


if IS_PRODUCTION:
    _refuse_unsafe_production()
    ALLOWED_HOSTS += LOOPBACK  # from inside the machine it is asked how it is

# --- Apps: the floors of the house, roof first ----------------------------------------------------------------------
INSTALLED_APPS = [
    "patientkontrakt",
    "plans",
    "reminders",
    "agreements",
    "bookings",
    "contacts",
    "surveys",
    "steps",
    "knowledge",
    "access",
    "people",
    "audit",
    "paper",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "patientkontrakt.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "patientkontrakt.headers.NeverStored",
    "patientkontrakt.errors.KindErrors",
    "django.middleware.common.CommonMiddleware",  # asks for the host, so that a wrong one is refused
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "patientkontrakt.login.stay.Stay",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "patientkontrakt.urls"
WSGI_APPLICATION = "patientkontrakt.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "patientkontrakt.jinja.Templates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "patientkontrakt.jinja.environments",
            "context_processors": [
                "patientkontrakt.navigation.navigation",
                "patientkontrakt.guard_of_forms.guard_of_forms",
            ],
        },
    },
]

# Boxes are drawn by the same engine as the pages they stand on: a form of a hundred boxes in half the time.
FORM_RENDERER = "django.forms.renderers.Jinja2"

# What staff open with consent or in an emergency closes by itself; the database allows a week at most (PDL 4 kap.).
OPENINGS_LAST_AT_MOST = timedelta(days=min(env.int("OPENINGS_LAST_AT_MOST_DAYS", 7), 7))

# A proposal, or a question to another unit, that nobody has answered for so long is on the work list of who asked.
ANSWERED_WITHIN_DAYS = env.int("ANSWERED_WITHIN_DAYS", 7)

# The bar on top of every staff page about a patient: given by plans, worn by pages of the floors below.
PATIENT_BAR = "plans.bar.bar_of"

# What is known already when an agreement is written: given by plans, for the form of agreements.
KNOWN_WHEN_WRITING = "plans.known.known_of"

# The address where the plan is printed, of a patient and of the agreement that comes first: given by plans, for the
# forms of the floors below.
PLAN_SHEET = "print_patient_plan"

# The address of what waits for the unit: given by plans, for who has answered there and reads nothing more of the plan.
WORK_LIST = "worklist"

# --- Logins ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Login"
LOGIN_URL = "start"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_BROKERS = brokers_of(env)
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "patientkontrakt.login.provider.BrokerProvider",
        "APPS": [broker.app for broker in LOGIN_BROKERS.values()],
    }
}
SOCIALACCOUNT_ADAPTER = "patientkontrakt.login.adapters.Arrivals"
SOCIALACCOUNT_STORE_TOKENS = False
ACCOUNT_ADAPTER = "patientkontrakt.login.adapters.Stays"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 1 if env.bool("BEHIND_PROXY", False) else 0)
LOGIN_TRIES = env.str("LOGIN_TRIES", "60/m/ip,600/h/ip")  # a whole ward, or a library, is behind one address
# How often one address may do what anybody can do. Each kind is counted for itself: none can use up another's.
TRIES = {
    "login": LOGIN_TRIES,
    "answer": LOGIN_TRIES,  # coming back from the broker
    "code": LOGIN_TRIES,  # that a patient has handed over
    "report": env.str("REPORT_TRIES", "60/m/ip,600/h/ip"),  # a browser's, of what the content policy stopped
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
MESSAGE_TAGS = {messages.ERROR: "danger"}  # the design system's name for it
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "patientkontrakt.errors.csrf_failure"

# --- Headers --------------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if IS_PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_PRODUCTION else "csrf"
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked for inside the machine, over plain HTTP
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        # A browser follows the form to the broker only if the broker's address is here too.
        "form-action": ["'self'", *brokers_addresses(LOGIN_BROKERS)],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "report-uri": ["/csp-rapport/"],
    }
}

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True

# --- Static files ---------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not IS_PRODUCTION

REDIS_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")

# --- Cache: counts tries. Nothing of a patient's is kept in it, and it may be emptied at any time -----------
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "cache"}
}

# --- Celery: wakes workers, is never the record ---------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "UTC"
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_SOFT_TIME_LIMIT = 30
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
PLAN_EVERY, DELIVER_EVERY = env.float("REMINDERS_PLAN_EVERY", 60), env.float("REMINDERS_DELIVER_EVERY", 10)  # seconds
CELERY_BEAT_SCHEDULE = {
    "keep-partitions-ahead": {"task": "audit.keep_partitions_ahead", "schedule": 60 * 60 * 12},
    "draw-reviews": {"task": "access.draw_reviews", "schedule": 60 * 60 * 6},
    # What was written when somebody's time was out waits for an hour: it shall not lie there much longer.
    "clear-sessions": {"task": "patientkontrakt.clear_sessions", "schedule": 60 * 5, "options": {"expires": 60 * 5}},
    "draw-asked": {"task": "access.draw_asked", "schedule": 15, "options": {"expires": 15}},
    "seal-log": {"task": "audit.seal", "schedule": 60, "options": {"expires": 60}},
    # A wake-up that no worker took in time is worth nothing: the next one does its work.
    "plan-reminders": {"task": "reminders.plan_due", "schedule": PLAN_EVERY, "options": {"expires": PLAN_EVERY}},
    "deliver-reminders": {
        "task": "reminders.deliver_due",
        "schedule": DELIVER_EVERY,
        "options": {"expires": DELIVER_EVERY},
    },
}

# --- Reminders: which gateway for text messages; without one nothing is planned or sent -------------------------------
REMINDERS_GATEWAY_URL = env.str("REMINDERS_GATEWAY_URL", "")
REMINDERS_GATEWAY_USERNAME = env.str("REMINDERS_GATEWAY_USERNAME", "")
REMINDERS_GATEWAY_PASSWORD = env.str("REMINDERS_GATEWAY_PASSWORD", "")
REMINDERS_GATEWAY_SENDER = env.str("REMINDERS_GATEWAY_SENDER", "Varden")  # at most eleven of A–Z, a–z and 0–9
REMINDERS_CALLBACK_URL = env.str("REMINDERS_CALLBACK_URL", "http://127.0.0.1:8000/sms/kvitto/")

# --- Data -----------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Patientkontrakt",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {"YesOrNoEnum": ["yes", "no"]},  # units that are asked answer so, about whatever it is
}

# --- Logs: one line of JSON each, with the request's id, never a query string ---------------------------------------
LOGGING = logging_as(env.str("PATIENTKONTRAKT_LOG", "json"))

"""Which program says what, and where to: one stream, through the filters of patientkontrakt.logs."""

from typing import Any


def logging_as(formatter: str) -> dict[str, Any]:
    """`json` for those who gather logs, `console` for a person."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request": {"()": "patientkontrakt.logs.RequestId"},
            "blot": {"()": "patientkontrakt.logs.Blot"},
        },
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(request)s %(message)s",
            },
            "console": {"format": "%(levelname)s %(name)s %(request)s %(message)s"},
        },
        "handlers": {
            "out": {
                "class": "logging.StreamHandler",
                "filters": ["request", "blot"],
                "formatter": formatter,
            }
        },
        "root": {"handlers": ["out"], "level": "INFO"},
        "loggers": {
            "django.server": {"handlers": ["out"], "propagate": False},
            # Has a handler of its own, that repeats what it does not understand.
            "gunicorn.error": {"handlers": ["out"], "propagate": False},
            # Says the path of every 404 and 403; RequestLog says it once for all.
            "django.request": {"level": "ERROR"},
            # Says every call to the gateway, which the reminder's row tells better.
            "httpx": {"level": "WARNING"},
            # Say every step of every sheet, and the characters of a text that a font lacks.
            "weasyprint": {"level": "CRITICAL"},
            "fontTools": {"level": "WARNING"},
        },
    }

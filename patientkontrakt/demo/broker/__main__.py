"""`python -m patientkontrakt.demo.broker --port 8001`: make it ready and serve."""

import argparse
import json
import os
import runpy
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    parser = argparse.ArgumentParser(prog="patientkontrakt.demo.broker")
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    Path(os.environ["BROKER_FOLDER"]).mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "patientkontrakt.demo.broker.settings"
    django.setup()
    call_command("migrate", "--no-input", "--verbosity", "0")
    _know_clients()
    command = ["gunicorn", "patientkontrakt.demo.broker.wsgi", "--bind", f"127.0.0.1:{port}"]
    # One process: codes that are waiting to be changed into tokens lie in its memory.
    sys.argv = [*command, "--threads", "4", "--no-control-socket", "--log-level", "warning"]
    runpy.run_module("gunicorn", run_name="__main__")


def _know_clients() -> None:
    from allauth.idp.oidc.models import Client  # noqa: PLC0415 -- models need Django to be set up

    clients: str = settings.CLIENTS  # type: ignore[misc] # another project's settings
    for each in json.loads(clients):
        known = {"name": each["id"], "scopes": "openid\nprofile", "skip_consent": True}
        client, _is_new = Client.objects.update_or_create(
            id=each["id"], defaults={**known, "redirect_uris": each["comes_back_to"]}
        )
        client.set_secret(each["secret"])
        client.save()


if __name__ == "__main__":
    main()

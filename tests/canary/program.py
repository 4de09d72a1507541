"""Every process of the Procfile, each with a log of its own, and a folder for what they leave behind."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

from patientkontrakt.demo.legitimations import identities_of_all
from patientkontrakt.embedded.processes import free_port
from tests.guards.tree import ROOT

PATIENCE = 60  # seconds
SECRET = "demo"


@dataclass
class Program:
    """`leak` names the settings of a program that leaks."""

    folder: Path
    leak: bool = False
    ports: dict[str, int] = field(default_factory=lambda: {name: free_port() for name in ("web", "phone", "broker")})
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def commands(self) -> dict[str, str]:
        """As the Procfile has them; Celery tells all it can."""
        lines = (line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
        own = {"var/celerybeat-schedule": str(self.folder / "beat-schedule"), "--loglevel WARNING": "--loglevel DEBUG"}
        return {name: re.sub("|".join(own), lambda found: own[found[0]], command) for name, command in lines}

    def url(self, name: str = "web") -> str:
        return f"http://127.0.0.1:{self.ports[name]}"

    @property
    def temporary(self) -> Path:
        return self.folder / "temporary"

    @property
    def _environment(self) -> dict[str, str]:
        home, issuer = f"{self.url()}/logga-in", self.url("broker")
        clients = [
            {"id": key, "kind": kind, "secret": SECRET, "comes_back_to": f"{home}/{key}/svar/"}
            for key, kind in (("patient", "patient"), ("personal", "staff"))
        ]
        of_brokers = {
            f"LOGIN_{kind}_{name}": value
            for kind, client in (("PATIENT", "patient"), ("STAFF", "personal"))
            for name, value in (("ISSUER", issuer), ("CLIENT_ID", client), ("CLIENT_SECRET", SECRET))
        }
        return {
            **os.environ, **of_brokers, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "DEMO": "1", "PORT": str(self.ports["web"]), "TMPDIR": str(self.temporary), "LOGIN_TRIES": "100000/m/ip",
            "PHONE_PORT": str(self.ports["phone"]), "BROKER_PORT": str(self.ports["broker"]),
            "BROKER_FOLDER": str(self.folder / "broker"), "BROKER_CLIENTS": json.dumps(clients),
            "BROKER_IDENTITIES": str(self.folder / "identities.json"),
            "REMINDERS_GATEWAY_URL": self.url("phone"), "REMINDERS_GATEWAY_USERNAME": "demo",
            "REMINDERS_GATEWAY_PASSWORD": "demo", "REMINDERS_CALLBACK_URL": f"{self.url()}/sms/kvitto/",
            "REMINDERS_PLAN_EVERY": "2", "REMINDERS_DELIVER_EVERY": "2",
        } | ({"DJANGO_SETTINGS_MODULE": "tests.canary.leaky"} if self.leak else {})  # fmt: skip

    @contextmanager
    def running(self) -> Iterator[None]:
        self.temporary.mkdir()
        (self.folder / "identities.json").write_text(json.dumps(identities_of_all()))
        for name, command in self.commands.items():
            # The broker and the phone are no part of the program that leaks.
            drop = {"DJANGO_SETTINGS_MODULE"} if name in {"phone", "broker"} else set()
            environment = {key: value for key, value in self._environment.items() if key not in drop}
            with self.log(name).open("wb") as out:
                self.processes[name] = subprocess.Popen(
                    ["/bin/sh", "-c", command], cwd=ROOT, env=environment, stdout=out, stderr=out
                )
        try:
            self._wait_for(f"{self.url()}/health/live", "web")
            self._wait_for(f"{self.url('broker')}/.well-known/openid-configuration", "broker")
            yield
        finally:
            for each in self.processes.values():
                each.terminate()
            for each in self.processes.values():
                each.wait(timeout=PATIENCE)

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def kill(self, name: str) -> None:
        self.processes[name].send_signal(signal.SIGKILL)

    def texts(self) -> bytes:
        """What the gateway was asked to send."""
        with urlopen(f"{self.url('phone')}/messages") as answer:
            return bytes(answer.read())

    def _wait_for(self, url: str, name: str) -> None:
        deadline = monotonic() + PATIENCE
        while True:
            try:
                urlopen(url).close()
            except (URLError, ConnectionError):
                if self.processes[name].poll() is not None or monotonic() > deadline:
                    sys.exit(f"{name} does not answer: {self.log(name).read_text()[-2000:]}")
                sleep(0.1)
            else:
                return

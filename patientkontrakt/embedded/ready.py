import select
import socket
from dataclasses import dataclass, field

from . import processes
from .trouble import Trouble

QUESTION = b"GET /health/live HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"
ILL = 500  # from here up, an answer does not count


@dataclass
class Announcement:
    """Says once on stdout, on a line of its own, that the program answers."""

    port: int | None
    made: bool = False
    asked: socket.socket | None = field(default=None, init=False)

    def check_port(self) -> None:
        if not self.port:
            return
        try:
            processes.try_port(self.port)
        except (PermissionError, OverflowError) as error:
            raise Trouble(f"Port {self.port} is not for us. Choose one above 1023: PORT=8000 make run") from error
        except OSError as error:
            raise Trouble(f"Port {self.port} is taken. Choose another: PORT={self.port + 1} make run") from error

    def try_again(self) -> None:
        """Ask, or look whether the answer has come. Never waits: the first answer takes its time."""
        if not self.port or self.made:
            return
        if self.asked is None:
            self.asked = _ask(self.port)
        elif select.select([self.asked], [], [], 0)[0]:
            with self.asked:
                self.made = _is_well(self.asked)
            self.asked = None
            if self.made:
                print(f"Patientkontrakt is running: http://127.0.0.1:{self.port}/", flush=True)


def _ask(port: int) -> socket.socket | None:
    try:
        connection = socket.create_connection(("127.0.0.1", port), timeout=2)
        connection.sendall(QUESTION)
    except OSError:
        return None
    return connection


def _is_well(answering: socket.socket) -> bool:
    try:
        status = answering.recv(64).split()[1:2]
    except OSError:
        return False
    return bool(status) and status[0].isdigit() and int(status[0]) < ILL

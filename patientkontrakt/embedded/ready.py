import http.client
from dataclasses import dataclass

from . import processes
from .trouble import Trouble

ILL = 500  # from here up, an answer does not count


@dataclass
class Announcement:
    """Says once on stdout, on a line of its own, that the program answers."""

    port: int | None
    made: bool = False

    def check_port(self) -> None:
        if self.port and processes.port_is_taken(self.port):
            raise Trouble(f"Port {self.port} is taken. Choose another: PORT={self.port + 1} make run")

    def try_again(self) -> None:
        if self.port and not self.made and _answers(self.port):
            print(f"Patientkontrakt is running: http://127.0.0.1:{self.port}/", flush=True)
            self.made = True


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status < ILL
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()

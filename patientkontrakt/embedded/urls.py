from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from .trouble import Trouble

SCHEMES = ("postgresql://", "postgres://")


@dataclass(frozen=True)
class DatabaseUrls:
    """The two ways into one database."""

    owner: str
    app: str

    def as_environment(self) -> dict[str, str]:
        return {"DATABASE_OWNER_URL": self.owner, "DATABASE_URL": self.app}


@dataclass(frozen=True)
class Url:
    """A database's address, taken apart so that it can be put together for another role or database."""

    parts: dict[str, str]

    @classmethod
    def read(cls, text: str, *, variable: str) -> Self:
        if not text.startswith(SCHEMES):
            raise Trouble(f"{variable} must be a PostgreSQL address: postgresql://user:password@host/database.")
        try:
            parts = {name: str(value) for name, value in conninfo_to_dict(text).items()}
        except psycopg.ProgrammingError as error:
            raise Trouble(f"{variable} cannot be read as a PostgreSQL address.") from error
        if not (parts.get("user") and parts.get("dbname")):
            raise Trouble(f"{variable} must name both the user and the database.")
        return cls(parts)

    @property
    def user(self) -> str:
        return self.parts["user"]

    @property
    def database(self) -> str:
        return self.parts["dbname"]

    @property
    def place(self) -> str:
        return f"{self.parts.get('host', 'the local socket')}:{self.parts.get('port', '5432')}"

    def but(self, **parts: str) -> Self:
        return type(self)({**self.parts, **parts})

    def __str__(self) -> str:
        rest = dict(self.parts)
        user, password, database = rest.pop("user"), rest.pop("password", ""), rest.pop("dbname")
        login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
        host = quote(rest.pop("host", ""), safe="[]:,")
        port = f":{rest.pop('port')}" if "port" in rest else ""
        query = f"?{urlencode(rest, quote_via=quote)}" if rest else ""
        return f"postgresql://{login}@{host}{port}/{quote(database, safe='')}{query}"

"""JSON, read strictly: twice the same name, or NaN, is not JSON to everybody."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser

from access.api.refusals import Refusal, TooLarge
from access.json_reading import FaultyJson, read_json

LARGEST = 1_000_000  # bytes: an agreement with every box full, each sign escaped, is less


class StrictJson(BaseParser):
    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Raises Refusal and TooLarge."""
        sent = stream.read(LARGEST + 1)
        if len(sent) > LARGEST:
            raise TooLarge
        try:
            return read_json(sent.decode())
        except UnicodeDecodeError as error:
            raise Refusal from error
        except FaultyJson as error:
            raise Refusal(str(error)) from error

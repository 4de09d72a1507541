"""The demo's library: what the editors of two regions have written together, all of it made up for the demo."""

from patientkontrakt.demo.library.filling import fill_library

__all__ = ["fill_library"]

"""Servers for whoever has none: a real PostgreSQL and a real Valkey, for as long as one command runs.

    python -m patientkontrakt.embedded [--throwaway] [--port PORT] -- COMMAND

The newcomer, the tests and production meet the same kind of database and broker, and the same two
roles: the owner, who migrates, and the application, who cannot change the log.
"""

"""What is done by itself at the root: ended sessions are cleared away."""

from celery import shared_task

from patientkontrakt.login.sessions import clear_ended


@shared_task(name="patientkontrakt.clear_sessions")
def clear_sessions() -> None:
    """A missed time does no harm: what has ended opens nothing and is shown to nobody, and the next clears it away."""
    clear_ended()

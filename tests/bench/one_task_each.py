"""The floor of `send`: one Celery task a message, and nothing else. No record, no looking again, no promise."""

import os

import httpx
from celery import Celery

app = Celery("floor", broker=os.environ["REDIS_URL"])
app.conf.update(task_ignore_result=True, task_default_queue="floor", broker_connection_retry_on_startup=True)
client: httpx.Client | None = None


@app.task(name="floor.send")
def send(to: str, message: str) -> None:
    global client  # noqa: PLW0603 -- one for each process of the pool
    client = client or httpx.Client(base_url=os.environ["REMINDERS_GATEWAY_URL"], auth=("u", "p"))
    form = {"from": "Varden", "to": to, "message": message, "dontlog": "message"}
    client.post("/a1/sms", data=form).raise_for_status()

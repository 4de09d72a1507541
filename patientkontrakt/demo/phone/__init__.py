"""The demo's phone: a process of its own that answers as 46elks does, so that the demo and the tests send for real.

`python -m patientkontrakt.demo.phone --port 8046`. What it has received is at /messages; it forgets when it ends.
"""

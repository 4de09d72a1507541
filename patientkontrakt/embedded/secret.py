import hashlib
import hmac
import os
import secrets
from pathlib import Path


def of(folder: Path) -> str:
    """The folder's own secret, made once and read by nobody else."""
    path = folder / "secret"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text()


def password(secret: str, account: str) -> str:
    """The same secret gives the same account the same password, and says nothing about another's."""
    return hmac.new(secret.encode(), account.encode(), hashlib.sha256).hexdigest()

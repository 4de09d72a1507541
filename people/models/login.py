"""A login: someone who can come in. What it may see is decided in access, by mandates and assignments."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from people.models.care import Professional


class LoginManager(BaseUserManager["Login"]):
    pass


class Login(AbstractBaseUser):
    """Keyed by who vouches for the person (`issuer`) and what they call them (`subject`), as OpenID Connect does.

    A person may have several: one with each electronic identity.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(max_length=600, unique=True, help_text="issuer and subject, joined by a space")
    name = models.CharField(max_length=200)
    professional = models.ForeignKey(
        Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="logins"
    )
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = LoginManager()

    def __str__(self) -> str:
        return str(self.public_id)

"""Who exists, a file for each kind of being."""

from people.models.care import Assignment, CareProvider, CareUnit, Principal, Professional, Role
from people.models.login import Login
from people.models.patient import Gender, Identity, IdentityKind, Patient, Protection

__all__ = [
    "Assignment",
    "CareProvider",
    "CareUnit",
    "Gender",
    "Identity",
    "IdentityKind",
    "Login",
    "Patient",
    "Principal",
    "Professional",
    "Protection",
    "Role",
]

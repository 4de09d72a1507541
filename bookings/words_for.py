"""Who reads what the patient has prepared for a visit. The patient's own words are more than a time.

Who acts for the patient and may see times reads it with leave to read agreements, and what is said of medicines with
leave to see them too. Whoever wrote it for the patient knows what it says.
"""

from access.grants import Access
from access.kinds import Scope


def may_read_words(access: Access, by_proxy: str) -> bool:
    return _knows(access, by_proxy) or access.opens(Scope.AGREEMENTS)


def may_read_medication(access: Access, by_proxy: str) -> bool:
    return _knows(access, by_proxy) or {Scope.AGREEMENTS, Scope.MEDICATION} <= access.scopes


def may_read_all(access: Access, by_proxy: str, medication: str) -> bool:
    """What one may not read, one may not write over either."""
    return may_read_words(access, by_proxy) and (not medication or may_read_medication(access, by_proxy))


def _knows(access: Access, by_proxy: str) -> bool:
    return not access.is_for_another or by_proxy == access.signature

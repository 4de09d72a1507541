"""The access log: every read and every write of a patient's data.

Sources: PDL (2008:355) 4 kap. 3 § and 8 kap. 5 §; HSLF-FS 2016:40 4 kap. 9 § (action, unit, time, who, whom; at least
five years). The table is partitioned by month and append-only for the application's database role: see the migration.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    READ = "read", _("läste")
    LIST = "list", _("såg i en lista")
    SEARCH = "search", _("sökte")
    WRITE = "write", _("skrev")
    REFUSED = "refused", _("nekades")
    LOGIN = "login", _("loggade in")
    LOGOUT = "logout", _("loggade ut")


class How(models.TextChoices):
    """The door through which it happened."""

    PAGE = "page", _("sida")
    LIST = "list", _("lista")
    SEARCH = "search", _("sökning")
    FORM = "form", _("formulär")
    PDF = "pdf", _("utskrift")
    API = "api", _("data")
    TASK = "task", _("automatiskt")
    IMPORT = "import", _("inläsning")
    EXPORT = "export", _("fil att spara")


class ActorKind(models.TextChoices):
    PATIENT = "patient", _("du själv")
    PROXY = "proxy", _("närstående")
    STAFF = "staff", _("personal")
    SYSTEM = "system", _("systemet")
    NOBODY = "nobody", _("okänd")


class TransactionId(models.Func):
    """Postgres' own number of the running transaction; the function is made by the first migration."""

    function = "audit_transaction_id"
    output_field = models.BigIntegerField()


class Entry(models.Model):
    """One line of the log. No foreign keys: a line survives everything it names.

    `transaction` is Postgres' own transaction id, so that a sealer can hash, in order, the lines that no running
    transaction can still precede, without a lock in the path of those who write.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    transaction = models.BigIntegerField(db_default=TransactionId())
    action = models.CharField(max_length=10, choices=Action)
    what = models.CharField(max_length=60)
    how = models.CharField(max_length=10, choices=How)
    patient = models.UUIDField(null=True)
    object = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=10, choices=ActorKind)
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    actor_title = models.CharField(max_length=100, blank=True)
    mandate = models.CharField(max_length=20, blank=True)
    assignment = models.UUIDField(null=True)
    unit = models.CharField(max_length=31, blank=True)
    unit_name = models.CharField(max_length=200, blank=True)
    provider = models.CharField(max_length=31, blank=True)
    provider_name = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=60, blank=True)
    because = models.CharField(max_length=200, blank=True)
    emergency = models.BooleanField(default=False)
    request = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["patient", "-at"], name="audit_entry_patient_at"),
            models.Index(fields=["provider", "at"], name="audit_entry_provider_at"),
            models.Index(fields=["transaction", "id"], name="audit_entry_transaction"),  # in the order of the seals
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(action__in=Action.values), name="audit_entry_action"),
            models.CheckConstraint(condition=models.Q(how__in=How.values), name="audit_entry_how"),
            models.CheckConstraint(condition=models.Q(actor_kind__in=ActorKind.values), name="audit_entry_actor_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.what}"


class BlockedContent(models.Model):
    """What browsers have told that our content security policy stopped: an attack, or a fault of ours.

    Counted by kind, since one fault is told of by every browser. `page` is the name of the address, never the address:
    that may name a patient. `origin` is without path for the same reason.
    """

    directive = models.CharField(max_length=40)
    origin = models.CharField(max_length=200)
    page = models.CharField(max_length=60)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["directive", "origin", "page"], name="audit_blockedcontent_one_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.directive} {self.origin} {self.page}"


class Seal(models.Model):
    """What the log said, so that a line that is later removed, changed, moved or slipped in is found.

    A seal covers the lines of the transactions from `since` up to, and not with, `until`: the next begins where this
    one ended. `contents` holds for each line, in order of transaction and id, its id, time and digest
    (audit.digests), so that verify_log can name the line; `hash` is over them and over the hash of the seal before.
    That one, and the number, are unique: of two sealers at once, one has nothing to add. The application's role may add
    seals and read them, and nothing else.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    since = models.BigIntegerField(unique=True)
    until = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()
    contents = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="audit_seal_number"),
            models.CheckConstraint(condition=models.Q(until__gt=models.F("since")), name="audit_seal_period"),
            models.CheckConstraint(condition=models.Q(rows__gte=1), name="audit_seal_rows"),
        ]

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"

"""What the log's words about consents, blocks, openings and protection mean to the patient who reads them."""

from django.utils.translation import gettext_lazy as _

OF_GROUNDS = {
    ("read", "will"): _("Läste samtycken och spärrar"),
    ("read", "grounds"): _("Såg varför enheten får läsa din plan"),
    ("read", "opening"): _("Öppnade din plan för att visa något som är dolt"),
    ("search", "opening"): _("Sökte upp dig för att öppna din plan utan vårdrelation"),
    ("write", "relation.ended"): _("Slutade delta i din vård"),
    ("write", "consent.shared.withdrawn"): _(
        "Antecknade att enheten inte längre får läsa vad andra vårdgivare skriver"
    ),
    ("write", "consent.sip.withdrawn"): _("Antecknade att du tog tillbaka samtycket till en samordnad plan"),
    ("write", "consent.sms.withdrawn"): _("Antecknade att du inte vill ha påminnelser med SMS"),
    ("write", "block.inner.lifted"): _("Tog bort spärren för en enhets uppgifter"),
    ("write", "block.outer.lifted"): _("Tog bort spärren för en vårdgivares uppgifter"),
    ("write", "opening.care.consent"): _("Öppnade din plan med ditt samtycke, utan pågående vårdrelation"),
    ("write", "opening.care.emergency"): _("Öppnade din plan i en nödsituation, utan pågående vårdrelation"),
    ("write", "opening.block.consent"): _("Öppnade spärrade uppgifter med ditt samtycke"),
    ("write", "opening.block.emergency"): _("Öppnade spärrade uppgifter i en nödsituation"),
    ("write", "opening.others.consent"): _("Öppnade uppgifter hos andra vårdgivare med ditt samtycke"),
    ("write", "opening.others.emergency"): _("Öppnade uppgifter hos andra vårdgivare i en nödsituation"),
    ("read", "assessment"): _("Såg vilka närstående som får läsa din plan"),
    ("write", "assessment.allowed"): _("Bestämde att en närstående får läsa din plan"),
    ("write", "assessment.denied"): _("Bestämde att en närstående inte får läsa din plan"),
    ("write", "opening.places.need"): _("Visade platser i din plan, fast dina uppgifter är skyddade"),
    ("write", "opening.places.closed"): _("Dolde platser i din plan"),
    ("write", "opening.care.closed"): _("Stängde din plan, som var öppnad tillfälligt"),
    ("write", "opening.block.closed"): _("Stängde spärrade uppgifter, som var öppnade tillfälligt"),
    ("write", "opening.others.closed"): _("Stängde uppgifter hos andra vårdgivare, som var öppnade tillfälligt"),
}

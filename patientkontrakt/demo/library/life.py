"""About cancer, the mind, sleep, and those who stand near."""

from knowledge.models import Kind, LifePhase, Phase
from knowledge.services import ResourceText
from patientkontrakt.demo.library.told import SOURCE, Told

QUESTIONS = """Skriv ut sidan och ta med den till besöket. Stryk under det som du vill fråga om.

- Vad är målet med behandlingen?
- Vilka val har jag? Vad händer om jag väntar?
- Hur kommer jag att må, och hur länge?
- Vad ska jag ringa om, och till vem? Också på kvällen?
- Vem är min kontaktsjuksköterska?
- Kan jag arbeta och träna under tiden?
- När får jag besked om hur det går?"""

TIRED = """Det är vanligt att bli mycket trött av cancer och av behandlingen. Vila hjälper inte alltid.

## Prova
- Rör på dig lite varje dag, gärna ute.
- Vila korta stunder, hellre än länge på dagen.
- Gör det viktigaste när du är som piggast.
- Säg till andra vad de kan hjälpa dig med.

Ring din mottagning om du blir snabbt sämre eller får feber."""

CRISIS = """Fyll i planen en dag när du mår bättre. Gör det gärna med någon som du litar på.

- Så märker jag att jag börjar må sämre:
- Det här brukar hjälpa mig:
- De här ringer jag först:
- Så vill jag att andra gör:
- Så vill jag inte att andra gör:

Ring din mottagning på dagtid. Ring 112 om du tänker på att ta ditt liv."""

SLEEP = """Alla sover dåligt ibland. Ofta går det att göra något åt det själv.

- Gå upp samma tid varje dag, också när du har sovit dåligt.
- Var ute i dagsljus på förmiddagen.
- Drick inte kaffe efter lunch.
- Lägg undan telefonen en timme innan du ska sova.
- Gå upp en stund om du ligger vaken länge. Gå och lägg dig igen när du är sömnig.

Har du sovit dåligt i mer än tre månader? Ta upp det vid nästa besök."""

RELATIVE = """Att stå nära någon som är sjuk kan vara både fint och tungt. Du behöver också må bra.

- Säg vad du orkar, och vad du inte orkar.
- Fråga kommunen om stöd till dig som är anhörig. Det kostar oftast ingenting.
- Vill du vara med på ett besök? Säg till, och fråga den som är sjuk.
- Mår du själv dåligt? Ring 1177 eller din vårdcentral."""

DRAFT = """Skriv ner vad du vill ta upp före besöket. Börja med det viktigaste."""

LIFE = (
    Told(
        "cancerfragor",
        ResourceText(
            kind=Kind.TOOL, title="Frågor att ställa om cancerbehandling", phase=Phase.MEETING, body=QUESTIONS,
            source=SOURCE, summary="Sju frågor att ta med till besöket.", diagnoses="cancer, behandling, frågor",
        ),
    ),
    Told(
        "trott",
        ResourceText(
            kind=Kind.TEXT, title="Trött av cancer eller behandling", phase=Phase.HOME, body=TIRED, source=SOURCE,
            summary="Varför man blir trött, och vad som kan hjälpa.", diagnoses="cancer, trötthet, fatigue",
        ),
    ),
    Told(
        "krisplan",
        ResourceText(
            kind=Kind.TOOL, title="Min krisplan", phase=Phase.HOME, body=CRISIS, source=SOURCE,
            summary="En plan för dagar när du mår dåligt psykiskt. Du fyller i den själv.",
            diagnoses="depression, ångest, psykiatri, kris",
        ),
    ),
    Told(
        "somn",
        ResourceText(
            kind=Kind.TEXT, title="Sova bättre", phase=Phase.HOME, body=SLEEP, source=SOURCE,
            summary="Fem råd för bättre sömn.", diagnoses="sömn, sömnlös, insomni",
        ),
    ),
    Told(
        "narstaende",
        ResourceText(
            kind=Kind.TEXT, title="När du är närstående", phase=Phase.CONTACTS, body=RELATIVE, source=SOURCE,
            summary="Råd och stöd till dig som står nära någon som är sjuk.", diagnoses="närstående, anhörig",
            life_phase=LifePhase.ADULT,
        ),
    ),
    Told(
        "forbered",
        ResourceText(
            kind=Kind.TOOL, title="Förbered ditt besök", phase=Phase.MEETING, body=DRAFT, source=SOURCE,
            summary="Så får du sagt det du vill.", diagnoses="besök, frågor",
        ),
        reviewed=None,
    ),
)  # fmt: skip

"""About joints, lungs and operations."""

from knowledge.models import Kind, LifePhase, Phase
from knowledge.services import ResourceText
from patientkontrakt.demo.library.told import SOURCE, Told

BEFORE = """Ju bättre du mår före operationen, desto lättare blir det efteråt.

## Veckorna före
- Rör på dig så mycket du orkar.
- Sluta röka, helst minst fyra veckor före. Be om hjälp om det är svårt.
- Ta bort mattor och sladdar som du kan snubbla på hemma.

## Ring mottagningen om
- du blir förkyld eller får feber
- du får ett sår, särskilt på det ben som ska opereras
- du har börjat med en ny medicin."""

KNEE = """Börja lugnt. Det får kännas, men det ska inte göra så ont att du spänner dig.

## Tre gånger om dagen
- Ligg på rygg. Tryck knävecket mot underlaget i fem sekunder. Gör det tio gånger.
- Sitt på en stol. Sträck ut benet, håll i tre sekunder och sänk sakta. Gör det tio gånger.
- Stå vid diskbänken. Res dig på tå och sänk sakta. Gör det tio gånger.

## Sluta och ring om
- vaden blir svullen, varm och öm
- såret vätskar eller blir rött
- du får feber.

Ring 112 om du plötsligt får svårt att andas."""

RA = """Vid ledgångsreumatism, RA, kan besvären bli värre i perioder. Det kallas skov.

## Det här kan hjälpa
- Vila lederna, men rör dem försiktigt varje dag.
- Dela upp det som är tungt på flera dagar.
- Ta dina mediciner som vanligt. Sluta inte på egen hand.

## Ring din mottagning om
- skovet inte ger sig på en vecka
- en led blir mycket röd och varm
- du får feber. Säg då vilka mediciner du tar."""

BREATHE = """När du andas ut mot slutna läppar hålls luftvägarna öppna längre. Då blir det lättare att andas.

## Gör så här
- Sätt dig bekvämt och sänk axlarna.
- Andas in lugnt genom näsan medan du räknar till två.
- Spetsa läpparna, som när du blåser på soppa.
- Andas ut sakta medan du räknar till fyra.
- Gör det i några minuter, flera gånger om dagen.

Prova också när du går i trappor. Ring din mottagning om slemmet ändrar färg eller om du blir sämre."""

BODY = (
    Told(
        "fore-operation",
        ResourceText(
            kind=Kind.TEXT, title="Inför din operation av höft eller knä", phase=Phase.CONTACTS, body=BEFORE,
            source=SOURCE, summary="Det här kan du göra själv veckorna före operationen.", life_phase=LifePhase.ADULT,
            diagnoses="höftprotes, knäprotes, artros, operation",
        ),
    ),
    Told(
        "knatraning",
        ResourceText(
            kind=Kind.EXERCISE, title="Träna knät efter operationen", phase=Phase.HOME, body=KNEE, source=SOURCE,
            summary="Tre övningar för de första veckorna, och när du ska ringa.",
            diagnoses="knäprotes, artros, träning",
        ),
        lasts=75,
    ),
    Told(
        "artrosskola",
        ResourceText(
            kind=Kind.COURSE, title="Artrosskola i grupp", phase=Phase.CONTACTS, source=SOURCE,
            summary="Lär dig mer om artros och träna tillsammans med andra.",
            body="Kursen är tre träffar och sedan träning i sex veckor. Fråga din vårdcentral när nästa börjar.",
            diagnoses="artros, höft, knä, träning",
        ),
    ),
    Told(
        "ra-skov",
        ResourceText(
            kind=Kind.TEXT, title="När ledgångsreumatism blir värre", phase=Phase.HOME, body=RA, source=SOURCE,
            summary="Råd för dagar med skov, och när du ska ringa.",
            diagnoses="RA, ledgångsreumatism, reumatism, skov",
        ),
    ),
    Told(
        "andas",
        ResourceText(
            kind=Kind.EXERCISE, title="KOL: andas ut mot slutna läppar", phase=Phase.HOME, body=BREATHE,
            source=SOURCE, summary="En övning som gör det lättare att andas.", diagnoses="KOL, andfådd, lungor",
        ),
    ),
)  # fmt: skip

"""About the heart."""

from knowledge.models import Kind, LifePhase, Phase
from knowledge.services import ResourceText
from patientkontrakt.demo.library.told import SOURCE, Told

WEIGH = """Vid hjärtsvikt kan kroppen samla på sig vätska. Då går vikten upp på några dagar.

## Gör så här
- Väg dig på morgonen, när du har varit på toaletten och innan du äter.
- Skriv upp vikten varje dag.
- Ha lika mycket kläder på dig varje gång.

## Ring din mottagning om
- vikten ökar två kilo eller mer på tre dagar
- benen svullnar mer än vanligt
- du blir mer andfådd än du brukar.

Ring 112 om du har mycket svårt att andas eller får ont i bröstet som inte går över."""

EASY = """Du har hjärtsvikt.
Då orkar hjärtat inte pumpa som det ska.

Väg dig varje morgon.
Skriv upp vad du väger.

Går vikten upp två kilo på tre dagar?
Ring din mottagning.

Är det svårt att andas?
Ring 112."""

FILM = """Filmen är fyra minuter lång och visas på mottagningen. Här står allt som sägs.

## Anna, sjuksköterska
Välkommen till oss på hjärtsviktsmottagningen. Det första besöket tar en timme. Ta gärna med någon som du litar på.

## Agneta, patient
Jag var nervös första gången. Men vi pratade mest om vad jag ville orka med. Jag ville kunna sjunga i kören igen.

## Anna
Vi lyssnar på hjärtat, tar blodtrycket och går igenom dina mediciner. Sedan skriver vi en överenskommelse. Där står vad
du gör, vad vi gör och vem du ringer.

## Agneta
Nu väger jag mig varje morgon. Och jag vet vem jag ringer."""

DRINK = """Det här är ett äldre råd om hur mycket man ska dricka."""

ENGLISH = """With heart failure, your body can collect fluid. Your weight then goes up within a few days.

## What you can do
- Weigh yourself every morning, before breakfast.
- Write down your weight.
- Take your medicines as agreed.

## Call your clinic if
- you gain two kilos or more in three days
- your legs swell more than usual
- you get more short of breath.

Call 112 if it is very hard to breathe, or if you have chest pain that does not go away."""

HEART = (
    Told(
        "vikt",
        ResourceText(
            kind=Kind.TEXT, title="Hjärtsvikt: väg dig varje morgon", phase=Phase.HOME, body=WEIGH, source=SOURCE,
            summary="Vikten visar tidigt om kroppen samlar vätska. Så gör du, och då ringer du.",
            diagnoses="hjärtsvikt, vätska, vikt, andfådd", link="https://www.1177.se/",
        ),
    ),
    Told(
        "vikt-latt",
        ResourceText(
            kind=Kind.TEXT, title="Hjärtsvikt, lättläst", phase=Phase.HOME, body=EASY, source=SOURCE, easy_read=True,
            summary="Kort om hjärtsvikt med lätta ord.", diagnoses="hjärtsvikt, vikt",
        ),
    ),
    Told(
        "film",
        ResourceText(
            kind=Kind.FILM, title="Så går det till på hjärtsviktsmottagningen", phase=Phase.MEETING, body=FILM,
            source=SOURCE, summary="En sjuksköterska och en patient berättar om det första besöket. Texten finns här.",
            diagnoses="hjärtsvikt, besök",
        ),
    ),
    Told(
        "english",
        ResourceText(
            kind=Kind.TEXT, title="Living with heart failure", phase=Phase.HOME, body=ENGLISH, source=SOURCE,
            language="en", summary="Your weight tells early if your body collects fluid. What to do, and when to call.",
            diagnoses="hjärtsvikt, heart failure",
        ),
    ),
    Told(
        "foreningar",
        ResourceText(
            kind=Kind.ASSOCIATION, title="Föreningar för dig med hjärtsjukdom", phase=Phase.CONTACTS, source=SOURCE,
            summary="Träffa andra som vet hur det är. Föreningarna är påhittade för demon.",
            body="- Hjärtats Vänner i Sjöstad: öppet kafé på onsdagar.\n- Lindängens hjärtgympa: tisdag och fredag.\n"
            "- Anhörigringen: för dig som lever nära någon som är hjärtsjuk.",
            diagnoses="hjärtsvikt, hjärtinfarkt, kärlkramp, förening",
        ),
        lasts=80,
    ),
    Told(
        "dricka",
        ResourceText(
            kind=Kind.TEXT, title="Dricka lagom vid hjärtsvikt", phase=Phase.HOME, body=DRINK, source=SOURCE,
            summary="Ett äldre råd som inte längre är granskat.", diagnoses="hjärtsvikt, vätska",
            life_phase=LifePhase.OLDER,
        ),
        reviewed=400, lasts=380,
    ),
)  # fmt: skip

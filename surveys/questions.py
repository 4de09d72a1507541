"""The questions, word for word, by version: an answer keeps the version it was given to.

Source: SKR, "Patientkontrakt - sju kontrollfrågor", patient's version, 20 October 2022 (domain.md 1.3). The older
dialogue support has the second and third the other way round; it would be another version.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """`about` names it where there is no room for it. `may_be_unneeded`: it says "vid behov", so "behövs inte" is an
    answer, and leaves the denominator.
    """

    number: int
    about: str
    text: str
    may_be_unneeded: bool = False


CURRENT = "skr-2022-10"
NEXT_STEP = 5  # in every version

VERSIONS: dict[str, tuple[Question, ...]] = {
    CURRENT: (
        Question(
            1,
            "lätt att få hjälp",
            "Känner du att du kan ha fokus på att leva livet och litar på att du lätt får hjälp från vården "
            "när du behöver det?",
        ),
        Question(
            2,
            "överenskommelse",
            "Har du en överenskommelse med vården som utgår från vad som är viktigt för dig, där du vet vad du "
            "gör för att må bra, vad du gör om du blir sjuk och vad vården gör?",
        ),
        Question(3, "enkla sätt att ta kontakt", "Har du enkla sätt att ta kontakt med vården?"),
        Question(4, "fast vårdkontakt", "Har du en fast vårdkontakt (vid behov)?", may_be_unneeded=True),
        Question(5, "nästa steg", "Vet du ditt nästa steg?"),
        Question(6, "nästa tid", "Har du och vården kommit överens om din nästa tid tillsammans?"),
        Question(
            7,
            "överblick och samordning",
            "Har du en överblick av dina olika planer i vården och hjälp med samordning vid behov?",
            may_be_unneeded=True,
        ),
    )
}

"""What is printed for a sign that no font has. Small pictures are said in words: a box tells nobody what was meant."""

import unicodedata
from collections.abc import Collection

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

PICTURES = (
    (_("glad min"), "😀😃😄😁😆😊🙂😉😍🥰🤗😎☺"),
    (_("skrattar"), "😂🤣"),
    (_("ledsen min"), "😢😭🙁☹😞😔😟😥"),
    (_("orolig min"), "😰😨😱😬"),
    (_("arg min"), "😠😡🤬"),
    (_("sjuk min"), "🤒🤢🤮🤕😷"),
    (_("trött min"), "😴🥱😪💤"),
    (_("hjärta"), "❤💓💕💖💗💙💚💛💜🧡🖤🤍"),
    (_("tummen upp"), "👍"),
    (_("tummen ner"), "👎"),
    (_("tack"), "🙏"),
    (_("stark arm"), "💪"),
    (_("person"), "👤👩👨👧👦👵👴🧑👶"),
    (_("familj"), "👪👫"),
    (_("går"), "🚶"),
    (_("springer"), "🏃"),
    (_("cyklar"), "🚴🚲"),
    (_("simmar"), "🏊"),
    (_("hund"), "🐕🐶"),
    (_("katt"), "🐈🐱"),
    (_("blomma"), "🌷🌸🌹🌻🌼💐"),
    (_("sol"), "☀🌞🌅"),
    (_("mat"), "🍎🍽🥗🥦🍲🍞🥕"),
    (_("kaffe"), "☕"),
    (_("medicin"), "💊💉"),
    (_("telefon"), "☎📞📱"),
    (_("musik"), "🎵🎶🎤"),
    (_("hem"), "🏠🏡"),
    (_("bil"), "🚗"),
    (_("fest"), "🎉🥳🎂"),
)
NAMES = {ord(sign): name for name, signs in PICTURES for sign in signs}
# What changes the picture before it, or joins two: a colour of skin, how it is drawn, the glue.
JOINING = {0x200D, 0x20E3, 0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)}
A_PICTURE = "So"  # Unicode's category of other symbols


def in_place_of(missing: Collection[int], box: str) -> dict[int, str]:
    """`box` stands for letters that no font has."""
    return {each: _words(each, box) for each in missing}


def _words(sign: int, box: str) -> str:
    if sign in JOINING:
        return ""
    if unicodedata.category(chr(sign)) == A_PICTURE:
        return f"({NAMES.get(sign) or gettext('symbol')})"
    return box

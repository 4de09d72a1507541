"""Help while staff write: plain words, short sentences, nothing taken for granted about sex. Hints never block."""

from agreements.wording.hints import Hint, HintKind, hints

__all__ = ["Hint", "HintKind", "hints"]

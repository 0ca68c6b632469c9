"""Sentences for the codes of the core, in Thai and English, filled with numbers as people write them."""

from rabrong.scoring.wording.sentences import Language, explain, sentence, shown

__all__ = ["Language", "explain", "sentence", "shown"]

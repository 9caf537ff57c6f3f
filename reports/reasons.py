"""Why an order came to nothing: many sentences, few reasons."""

import re

REASONS: tuple[tuple[str, str], ...] = (
    ("cancelled", r"cancel"),
    ("declared never ordered", r"never ordered"),
    ("charged, what was made is lost", r"made is lost"),
    ("given to another vendor unsent", r"given to another vendor"),
    ("nobody knows whether it was ordered", r"nobody knows|no answer|lost|run ended before"),
    ("refused by moderation", r"moderat|policy|refus|safety|not allowed|content"),
    ("no credit or no key", r"credit|\bkey\b|quota|payment|unauthori[sz]ed|\b40[123]\b"),
    ("too slow", r"tim(?:ed|e) ?out|too slow|did not finish within|within \d"),
    ("busy", r"\b429\b|rate limit|too many|busy|places are taken"),
    ("could not be reached", r"reach|unavailable|\b5\d\d\b|connect|turned"),
    ("unusable file", r"not a video|truncated|not media|cannot be read|wrong length|expired|seconds long|too short|is not"),
)
"""Reasons, each with words by which its sentences are known; the first that fits counts."""
OTHER = "failed at the vendor"


def reason(said: str, state: str = "") -> str:
    """Return the reason for what was told of an order, in few words."""
    if state == "refused":
        return "refused by moderation"
    if state == "unknown":
        return "nobody knows whether it was ordered"
    return next((name for name, words in REASONS if re.search(words, said, re.IGNORECASE)), OTHER)

"""The limits of the flags that a moderator is shown; each is a setting."""

from __future__ import annotations

from dataclasses import dataclass

WHOLE = 100


@dataclass(frozen=True, slots=True)
class FlagPolicy:
    """When something about an update is worth a second look; days are calendar days."""

    stale_green_days: int = 45
    """A Green that rests on words older than this is stale."""
    greens_running: int = 3
    """After so many reports Green in a row, a missed date is flagged."""
    same_words_per_cent: int = 92
    """From this likeness on, two answers say the same words; 100 is word for word."""
    same_words_letters: int = 16
    """Words shorter than this are not compared: two people may both write "on track"."""

    def __post_init__(self) -> None:
        """Refuse limits that could never hold, or always would."""
        if self.stale_green_days < 1 or self.same_words_letters < 1:
            raise ValueError(
                "stale_green_days and same_words_letters are counted from 1;"
                f" found {self.stale_green_days} and {self.same_words_letters}."
            )
        if self.greens_running < 1:
            raise ValueError(f"greens_running is counted from 1; found {self.greens_running}.")
        if not WHOLE // 2 <= self.same_words_per_cent <= WHOLE:
            raise ValueError(
                f"same_words_per_cent lies between 50 and 100; found {self.same_words_per_cent}."
            )

"""What a vendor sells: one model for one kind of work, with its limits and its price."""

import math
from datetime import date
from typing import Any, Literal

from domain.base import Frozen
from domain.errors import Unsupported
from domain.money import ZERO, Money, dollars
from domain.requests import Kind


class Offer(Frozen):
    """One model of a vendor for one kind of work: its limits and its price."""

    kind: Kind
    model: str
    usd_per_second: Money = ZERO
    usd_per_order: Money = ZERO
    quoted: date | None = None
    """The day the price was read; None for what is free."""
    source: str = ""
    """The page where the price was read."""
    shortest: float = 0.0
    longest: float = 3600.0
    """Limits of the length in seconds."""
    lengths: tuple[float, ...] = ()
    """The only lengths it makes, in ascending order; empty means any within the limits."""
    whole_seconds: bool = False
    """True when only whole seconds are sold."""
    prompt_limit: int = 0
    """Longest prompt in characters; 0 when there is none."""
    prompt_utf16: bool = False
    """True when the limit counts UTF-16 code units: an emoji is two."""
    ratios: tuple[str, ...] = ()
    """Aspect ratios it can make; empty means any."""
    takes: tuple[Literal["still", "last"], ...] = ()
    """The images a clip can start and end on."""
    needs_still: bool = False
    """True when it makes no clip without an image to start on."""
    follows_still: bool = False
    """True when a clip has the shape of its first image, whatever ratio is asked."""
    image_links: bool = True
    """False when an image has to come with its bytes, as a data: address, or from the vendor's own storage."""
    base_url: str = ""
    """The model's own address, where it differs from the vendor's."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes it speaks or writes; empty means any."""

    @property
    def price(self) -> str:
        """Return the price for a reader."""
        if not self.usd_per_order and not self.usd_per_second:
            return "free"
        return " + ".join(
            [*([f"{dollars(self.usd_per_order)}"] if self.usd_per_order else []), f"{dollars(self.usd_per_second)}/s"]
        )

    def check(self, request: Any) -> None:
        """Raise `Unsupported` when this offer cannot do what `request` asks. Sends nothing."""
        seconds, ratio, language = (getattr(request, name, None) for name in ("seconds", "ratio", "language"))
        if seconds and seconds > self.most:
            raise Unsupported(f"{self.model} makes at most {self.most:g} s, not {seconds:g} s.")
        prompt, still = getattr(request, "prompt", ""), getattr(request, "still", "")
        length = len(prompt.encode("utf-16-le", "surrogatepass")) // 2 if self.prompt_utf16 else len(prompt)
        if self.prompt_limit and length > self.prompt_limit:
            raise Unsupported(f"{self.model} reads {self.prompt_limit} characters of prompt, not {length}. Shorten it.")
        self._check_images(still, getattr(request, "last", ""))
        if ratio and self.ratios and ratio not in self.ratios and not (still and self.follows_still):
            raise Unsupported(f"{self.model} makes {', '.join(self.ratios)}, not {ratio}.")
        if language and self.languages and language not in self.languages:
            raise Unsupported(f"{self.model} knows {', '.join(self.languages)}, not {language}.")

    def _check_images(self, still: str, last: str) -> None:
        if self.needs_still and not still:
            raise Unsupported(f"{self.model} makes no clip without a first image. Give one, or choose another model.")
        for name, image in (("still", still), ("last", last)):
            if image and name not in self.takes:
                raise Unsupported(f"{self.model} cannot {'start' if name == 'still' else 'end'} on an image.")
            if image.startswith("http") and not self.image_links:
                raise Unsupported(f"{self.model} takes no link to an image. Give the image itself.")
        if last and not still:
            raise Unsupported(f"{self.model} ends on an image only when it starts on one.")

    @property
    def most(self) -> float:
        """Return the longest it makes, in seconds."""
        return self.lengths[-1] if self.lengths else self.longest

    def sold(self, seconds: float) -> float:
        """Return the length that is ordered for a wish: the shortest on sale that is long enough. The rest is cut off later."""
        if self.lengths:
            return next((length for length in self.lengths if length >= seconds), self.lengths[-1])
        wish = min(max(seconds, self.shortest), self.longest)
        return float(math.ceil(wish - 1e-9)) if self.whole_seconds else wish

    def estimate(self, request: Any) -> Money:
        """Return what `request` will cost in US dollars."""
        wished = getattr(request, "seconds", 0) or 0
        return self.usd_per_order + self.usd_per_second * Money(str(self.sold(wished) if wished else 0))

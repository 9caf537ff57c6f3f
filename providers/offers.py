"""What a vendor sells: one model for one kind of work, with its limits and its price."""

import math
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from domain.base import Frozen
from domain.errors import Unsupported
from domain.money import ZERO, Money
from domain.picture import on_the_web
from domain.requests import Kind
from domain.shapes import MOST_LOST, cropping, lost, nearest
from providers.usage import TokenPrice, Usage, price_of

Price = Annotated[Money, Field(ge=0)]
_FREE = (TokenPrice(input=ZERO, output=ZERO),)


class Offer(Frozen):
    """One model of a vendor for one kind of work: its limits and its price."""

    kind: Kind
    model: str
    usd_per_second: Price = ZERO
    usd_per_order: Price = ZERO
    usd_by_length: Mapping[float, Price] = Field(default_factory=dict)
    """The whole price of each length, where it does not grow with the seconds; these are then the lengths it makes."""
    usd_per_1000_characters: Price = ZERO
    """Of a voice, for each thousand characters that it speaks."""
    usd_per_million: tuple[TokenPrice, ...] = ()
    """Prices of a text model's tokens; of those that count for a call, the last."""
    quoted: date | None = None
    """The day the price was read; None for what is free, and for what nobody knows the price of."""
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
    still_ratios: tuple[str, ...] = ()
    """Those it can make from an image, where they are others."""
    still_longest: float = 0.0
    """Longest clip from an image in seconds, where that is shorter; 0 where it is not."""
    takes: tuple[Literal["still", "last"], ...] = ()
    """The images a clip can start and end on."""
    needs_still: bool = False
    """True when it makes no clip without an image to start on."""
    follows_still: bool = False
    """True when a clip has the shape of its first image, whatever ratio is asked."""
    image_links: bool = True
    """False when an image has to come with its bytes, as a data: address, or from the vendor's own storage."""
    image_bytes: int = 5_000_000
    """Longest data: address of an image that an order can carry, in bytes; 0 when it takes web addresses alone."""
    image_side: int = 1080
    """Pixels of the short side of an image that is sent."""
    base_url: str = ""
    """The model's own address, where it differs from the vendor's."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes it speaks or writes; empty means any."""
    ends: date | None = None
    """The day it stops at its vendor's own address."""
    instead: str = ""
    """What to use then."""
    most_output: int = 0
    """Most tokens a text model writes in one answer; 0 when nobody said."""
    sees: bool = False
    """True when a text model looks at pictures too."""

    @model_validator(mode="before")
    @classmethod
    def _lengths_with_a_price(cls, said: Any) -> Any:
        """Take the lengths from the price list; raise `ValueError` where both are given and differ."""
        if not isinstance(said, dict) or not said.get("usd_by_length"):
            return said
        priced = tuple(sorted(map(float, said["usd_by_length"])))
        if said.get("lengths") and tuple(map(float, said["lengths"])) != priced:
            raise ValueError("its lengths are not those that have a price")
        return {**said, "lengths": priced}

    @property
    def is_priced(self) -> bool:
        """Return whether somebody has read its price, be it nothing."""
        prices = (self.usd_per_second, self.usd_per_order, self.usd_by_length, self.usd_per_million, self.usd_per_1000_characters)
        return bool(self.quoted or any(prices))

    def check(self, request: Any) -> None:
        """Raise `Unsupported` when this offer cannot do what `request` asks. Sends nothing."""
        seconds, ratio, language = (getattr(request, name, None) for name in ("seconds", "ratio", "language"))
        if seconds and seconds > self.most:
            raise Unsupported(f"{self.model} makes at most {self.most:g} s, not {seconds:g} s.")
        still = getattr(request, "still", "")
        prompt = request.aloud.text if self.kind == "speech" else getattr(request, "prompt", "")
        length = len(prompt.encode("utf-16-le", "surrogatepass")) // 2 if self.prompt_utf16 else len(prompt)
        if self.prompt_limit and length > self.prompt_limit:
            what = "text at once" if self.kind == "speech" else "prompt"
            raise Unsupported(f"{self.model} reads {self.prompt_limit} characters of {what}, not {length}. Shorten it.")
        self._check_images(still, getattr(request, "last", ""), seconds or 0.0)
        if ratio:
            self._check_shape(request)
        if language and self.languages and language not in self.languages:
            raise Unsupported(f"{self.model} knows {', '.join(self.languages)}, not {language}.")

    def _check_images(self, still: str, last: str, seconds: float) -> None:
        if self.needs_still and not still:
            raise Unsupported(f"{self.model} makes no clip without a first image. Give one, or choose another model.")
        for name, image in (("still", still), ("last", last)):
            if image and name not in self.takes:
                raise Unsupported(f"{self.model} cannot {'start' if name == 'still' else 'end'} on an image.")
            if image and not on_the_web(image) and not self.image_bytes:
                raise Unsupported(f"{self.model} fetches its images from the web and takes no file. Give a web address instead.")
        if last and not still:
            raise Unsupported(f"{self.model} ends on an image only when it starts on one.")
        if still and self.still_longest and seconds > self.still_longest:
            raise Unsupported(f"{self.model} makes at most {self.still_longest:g} s from an image, not {seconds:g} s.")

    def _check_shape(self, request: Any) -> None:
        ordered = self.shape(request)
        if (share := lost(ordered, request.ratio)) > MOST_LOST:
            makes = ", ".join(self._shapes(request))
            raise Unsupported(f"{self.model} makes {makes}, not {request.ratio}: cropping would lose {share:.0%} of the picture.")

    def shape(self, request: Any) -> str:
        """Return the ratio that is ordered for a request: the nearest on sale, by the rule of `domain.shapes`.

        The cutting room crops the rest; `check` refuses what would lose too much.
        """
        return nearest(request.ratio, self._shapes(request))

    def told(self, request: Any) -> str:
        """Return what is ordered for a clip, for a reader: `8 s at 16:9, cropped to 1:1: 44% of the picture is lost`."""
        still, last = request.still, getattr(request, "last", "")
        shape = "in the picture's own shape" if still and self.follows_still else f"at {self.shape(request)}"
        images = "between two pictures" if last else "from a picture" if still else ""
        parts = (f"{self.sold(request.seconds):g} s {shape}", images, cropping(self.shape(request), request.ratio))
        return ", ".join(part for part in parts if part)

    def _shapes(self, request: Any) -> tuple[str, ...]:
        if not getattr(request, "still", ""):
            return self.ratios
        return () if self.follows_still else self.still_ratios or self.ratios

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

    def charge(self, usages: Iterable[Usage], moment: datetime | None = None) -> Money:
        """Return what calls of a text model cost in US dollars, at the prices of now or of another moment."""
        return price_of(self.usd_per_million or _FREE, usages, moment or datetime.now(UTC))

    def estimate(self, request: Any) -> Money:
        """Return what `request` will cost in US dollars."""
        wished = getattr(request, "seconds", 0) or 0
        seconds = self.sold(wished) if wished else 0
        by_length = self.usd_by_length.get(seconds, ZERO)
        timed = self.usd_per_second * Money(str(seconds)) if self.kind != "speech" else ZERO
        spoken = self.spoken(len(request.aloud.text)) if self.usd_per_1000_characters else ZERO
        return self.usd_per_order + timed + by_length + spoken

    def spoken(self, characters: int) -> Money:
        """Return what a voice costs for so many characters, in US dollars."""
        return self.usd_per_1000_characters * characters / 1000

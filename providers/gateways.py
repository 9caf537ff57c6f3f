"""One model among the many behind a vendor: how its inputs are named, what it takes, what it costs. Data; nothing is sent."""

from pathlib import Path
from typing import Self

import yaml
from pydantic import Field, ValidationError, model_validator

from domain.base import Frozen
from domain.errors import ConfigurationError
from domain.requests import Kind, VideoRequest
from providers.dialect import Json
from providers.offers import Offer


class Inputs(Frozen):
    """Our words under one model's own names; an empty name means that it takes no such thing."""

    model: str = ""
    """Its id at the vendor, where that is not the offer's name."""
    prompt: str = "prompt"
    seconds: str = "duration"
    written: str = ""
    """How a length is written, such as `{:g}` or `{:g}s`; empty for a plain number."""
    ratio: str = "aspect_ratio"
    still: str = ""
    last: str = ""
    seed: str = ""
    always: Json = Field(default_factory=dict)
    """What every order says: the resolution, no sound, no rewriting of the prompt."""

    def of(self, request: VideoRequest, seconds: float) -> Json:
        """Return the model's inputs for a clip of `seconds`."""
        length = self.written.format(seconds) if self.written else int(seconds) if seconds == int(seconds) else seconds
        said = {
            self.prompt: request.prompt,
            self.seconds: length,
            self.ratio: request.ratio,
            self.still: request.still,
            self.last: request.last,
            self.seed: request.seed,
        }
        return {**self.always, **{name: value for name, value in said.items() if name and value}}


class Model(Offer):
    """An offer that says how its inputs are named: from a prompt, from a still, and between two stills."""

    kind: Kind = "video"
    inputs: Inputs = Inputs()
    from_still: Inputs | None = None
    """How it is asked once there is a still, where that differs."""
    from_both: Inputs | None = None
    """The same for a still and a last picture."""

    @model_validator(mode="after")
    def _pictures_have_names(self) -> Self:
        alone = self.from_still or self.inputs
        named = {"still": alone.still, "last": (self.from_both or alone).last}
        if nameless := [picture for picture in self.takes if not named[picture]]:
            raise ValueError(f"it takes a {' and a '.join(nameless)} picture, and the input for it is not named")
        return self

    def asked(self, request: VideoRequest) -> Inputs:
        """Return how this request is put to the model."""
        between = self.from_both if request.last else None
        return between or (self.from_still if request.still else None) or self.inputs


def asked_of(offer: Offer, request: VideoRequest) -> tuple[str, Json]:
    """Return the id of the model to ask and its inputs; a plain offer is asked in the commonest words."""
    inputs = offer.asked(request) if isinstance(offer, Model) else Inputs()
    return inputs.model or offer.model, inputs.of(request, offer.sold(request.seconds))


def catalogue(path: Path) -> tuple[Model, ...]:
    """Return the models that a data file beside a vendor lists, the vendor's own choice first.

    Raises `ConfigurationError` for an entry that cannot be read, or that does not say its price and when and where it was read.
    """
    return tuple(_entry(path, entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8")))


def _entry(path: Path, entry: Json) -> Model:
    try:
        model = Model.model_validate(entry)
    except ValidationError as wrong:
        raise ConfigurationError(f"{path.name}: {entry.get('model', 'an entry')} cannot be read: {wrong}") from wrong
    if not (model.usd_per_second or model.usd_per_order or model.usd_by_length) or not model.quoted or not model.source:
        raise ConfigurationError(f"{path.name}: {model.model} needs a price, the day it was read (quoted) and where (source).")
    return model

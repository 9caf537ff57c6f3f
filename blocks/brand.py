"""A brand's kit as a saved block, so that a form or a schedule can name it."""

from typing import Any, Literal

from prefect.blocks.core import Block
from pydantic import Field

from blocks.loading import named
from domain.timeline import Corner, Fit


class BrandKit(Block):
    """A brand's name, logo, colours, typefaces and clips. Files are addresses: paths on the worker, or any fsspec URL.

    Example:
        ```python
        BrandKit(name="Acme", logo="s3://brand/logo.png", accent="#35E0A1").save("acme")
        ```
    """

    _block_type_name = "Brand kit"
    _block_type_slug = "brand-kit"

    name: str = Field(default="", description="The brand's name.")
    logo: str = Field(default="", description="Address of the logo, a PNG, JPEG or WebP picture.")
    accent: str = Field(default="", description="Colour of the spoken word, rules and buttons as #RRGGBB.")
    caption_color: str = Field(default="", description="Colour of the captions as #RRGGBB.")
    captions: str = Field(default="", description="Caption style: highlight, karaoke, block, pop or minimal.")
    watermark: Corner | Literal["none"] = Field(default="top_right", description="Corner in which the logo stands, or none.")
    watermark_size: float = Field(default=0.14, description="Its longer side, as a share of the film's shorter side.")
    watermark_opacity: float = Field(default=0.8, description="How opaque it is, up to 1.")
    heading: list[str] = Field(default_factory=list, description="Addresses of the font files for titles, one a weight.")
    body: list[str] = Field(default_factory=list, description="Addresses of the font files for captions, one a weight.")
    intro: str = Field(default="", description="Address of a clip before each film.")
    outro: str = Field(default="", description="Address of a clip after each film.")
    fit: Fit | None = Field(default=None, description="How intro and outro fill frames of another shape.")
    grade: str = Field(default="", description="Colour preset, or the address of a .cube file.")
    call: dict[str, str] = Field(default_factory=dict, description="What the end card says, by language code.")

    def said(self) -> dict[str, Any]:
        """Return what the block says, as a brand's file would."""
        flat = (
            "name",
            "logo",
            "accent",
            "caption_color",
            "captions",
            "heading",
            "body",
            "intro",
            "outro",
            "fit",
            "grade",
            "call",
        )
        said = {key: getattr(self, key) for key in flat if getattr(self, key)}
        mark = {"corner": self.watermark, "size": self.watermark_size, "opacity": self.watermark_opacity}
        return {**said, "watermark": "none" if self.watermark == "none" else mark}


def saved_brand(name: str) -> dict[str, Any]:
    """Return what a saved brand says; raise `ConfigurationError` when it cannot be had."""
    return named(BrandKit, name, f"block:{name}").said()

"""outline: writes scripts on this machine by rule, from a bank of notes or from the user's own text."""

from domain.brief import Reading
from domain.errors import Unsupported
from domain.requests import BriefRequest, ScriptRequest
from domain.script import Script
from providers.base import Vendor
from providers.offers import Offer
from providers.writing.dividing import missing, outlined
from providers.writing.own_text import follow, survey
from providers.writing.reading import read_brief
from providers.writing.remarks import remarks


class OutlineWriter:
    """Reads and writes by rule: the same request and seed give the same script."""

    def read(self, request: BriefRequest) -> Reading:
        """Return what the rules understand of a plain-language brief; the rest is quoted in `unread`."""
        return read_brief(request.text)

    def survey(self, request: BriefRequest) -> Reading:
        """Return the title, as the theme, and the language of a user's own text."""
        return survey(request.text)

    def write(self, request: ScriptRequest) -> Script:
        """Return a script on the brief's theme, or its own text cut into segments, word for word.

        Raises `Unsupported` for a script that was sent back with a remark: rules do not understand one.
        """
        own = request.brief.source == "script"
        if request.findings:
            why = "your own text is spoken word for word" if own else "it writes by rule and understands no remark"
            raise Unsupported(f"outline: {why}. Edit the segments{'' if own else ', or have a text model write'} instead.")
        script = follow(request) if own else outlined(request)
        return script.model_copy(update={"remarks": (*remarks(request), *missing(script, request))})


VENDOR = Vendor(
    slug="outline",
    name="Outline",
    local=True,
    offers=(Offer(kind="text", model="rules-1"),),
    makers={"text": OutlineWriter()},
    stand_in="The script was written by rule from a bank of notes, without a text model.",
)

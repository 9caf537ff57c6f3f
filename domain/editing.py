"""Edit a script: every edit returns another script. Segments are counted from 1, dropped ones too, in the order of the film."""

from collections.abc import Sequence

from domain.brief import worded
from domain.errors import BriefError, NotFound
from domain.languages import language as known
from domain.overlaying import overlays, with_overlays, without_overlays
from domain.picture import Picture
from domain.script import Script, Segment

PROMPT_LIMIT = 2000
NARRATION_LIMIT = 600


def retake(script: Script, number: int, prompt: str = "") -> Script:
    """Return the script with another take of one segment, filmed from `prompt` if one is given.

    Raises `BriefError` for a segment that is not in the film.
    """
    segment = segment_at(script, number)
    if not segment.kept:
        raise BriefError(f"Segment {number} was dropped and is not filmed. Keep it first: reelflow edit PROJECT {number} --keep")
    visual = _checked(prompt, PROMPT_LIMIT, "prompt") if prompt else segment.prompt
    return _with(script, number, prompt=visual, take=segment.take + 1)


def rewrite(script: Script, number: int, *, narration: str = "", language: str = "", prompt: str = "") -> Script:
    """Return the script with another narration or prompt for one segment; a narration may be in a language it lacks so far."""
    segment = segment_at(script, number)
    code = known(language).code if narration and language else _spoken(segment, language)
    said = {**segment.narration, code: _checked(narration, NARRATION_LIMIT, "narration")} if narration else segment.narration
    own = tuple(dict.fromkeys([*segment.own, code])) if narration else segment.own
    visual = _checked(prompt, PROMPT_LIMIT, "prompt") if prompt else segment.prompt
    return _with(script, number, narration=said, own=own, prompt=visual)


def overlay(script: Script, number: int, typed: Sequence[str], *, language: str = "", clear: bool = False) -> Script:
    """Return the script with further overlays over one segment, in one language, after its own are taken away if `clear`.

    They are typed as `KIND: TEXT`. Without a language `clear` takes them away in all. Raises `BriefError` for what is not one.
    """
    segment = segment_at(script, number)
    code = _spoken(segment, language)
    if clear:
        segment = segment.model_copy(update={"overlays": without_overlays(segment, code if language else "")})
    return _with(script, number, overlays=with_overlays(segment, overlays(typed, code)))


def illustrate(script: Script, number: int, *, still: Picture | None, last: Picture | None) -> Script:
    """Return the script with these pictures for one segment's clip to begin and to end with, None for none of them.

    Raises `BriefError` for one to end with alone: nobody films towards a picture from nowhere.
    """
    if last and not still:
        raise BriefError("A clip ends on a picture only when it begins with one. Give both: --still and --last, or neither.")
    return _with(script, number, still=still, last=last)


def drop(script: Script, number: int) -> Script:
    """Return the script without one segment; it is remembered and can be kept again."""
    changed = _with(script, number, kept=False)
    if not changed.kept:
        raise BriefError("A film needs at least one segment; this is the last one.")
    return changed


def keep(script: Script, number: int) -> Script:
    """Return the script with a dropped segment back in its place."""
    return _with(script, number, kept=True)


def move(script: Script, number: int, to: int) -> Script:
    """Return the script with one segment moved to another place."""
    segment = segment_at(script, number)
    segment_at(script, to)
    others = [one for one in script.segments if one.id != segment.id]
    others.insert(to - 1, segment)
    return script.model_copy(update={"segments": tuple(others)})


def segment_at(script: Script, number: int) -> Segment:
    """Return the segment with this number; raise `NotFound` saying how many there are."""
    if not 1 <= number <= len(script.segments):
        raise NotFound(f"There is no segment {number}; this project has segments 1 to {len(script.segments)}.")
    return script.segments[number - 1]


def _spoken(segment: Segment, language: str) -> str:
    """Return the code of a language that the segment is narrated in; the first when none is named."""
    code = known(language).code if language else next(iter(segment.narration))
    if code not in segment.narration:
        raise BriefError(f"The project has no narration in {code!r}. Choose from: {', '.join(segment.narration)}.")
    return code


def _with(script: Script, number: int, **changes: object) -> Script:
    changed = segment_at(script, number).model_copy(update=changes)
    return script.model_copy(update={"segments": tuple(changed if one.id == changed.id else one for one in script.segments)})


def _checked(text: str, limit: int, what: str) -> str:
    line = worded(text, what)
    if len(line) > limit:
        raise BriefError(f"The {what} has {len(line)} characters; at most {limit} are possible.")
    return line

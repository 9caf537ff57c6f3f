"""What text models answer when they are to judge or to shorten: by plain rules, which find what was put in and nothing else."""

import base64
import binascii
import io
import re
from typing import Any

from PIL import Image, UnidentifiedImageError

from rehearsal.part import Json, No

LOOKS = "clip"
"""The fence of a question that comes with pictures."""
PICTURES = "\npictures"
"""Where its pictures are put beside its data; no data can name it so."""
FLAT = 4.0
"""Steps of brightness below which a picture shows nothing."""
_FILLER = re.compile(r"\b(?:synergy|leverage|paradigm)\w*", re.IGNORECASE)
"""Words that a good critic strikes out."""
_VAIN = re.compile(r"\s*\S*(?:synergy|leverage|paradigm)\S*", re.IGNORECASE)


def shorten(facts: Json) -> Json:
    """Return each line with as many of its first words as it may have."""
    return {
        "lines": [
            {"language": line["language"], "text": " ".join(line["text"].split()[: line["words"]]).rstrip(",;:") + "."}
            for line in facts["lines"]
        ]
    }


def criticise(facts: Json) -> Json:
    """Return a finding for each segment that says a word of no meaning; nothing else is wrong with any script."""
    found = []
    for segment in facts["script"]["segments"]:
        if word := _FILLER.search(" ".join(segment["narration"].values())):
            problem = f"The word {word[0]!r} means nothing to a viewer."
            about = {"about": "clarity", "must": True, "problem": problem, "mend": "Say it in a plain word, or leave it out."}
            found.append({"segment": segment["number"], **about})
    return {"findings": found[:8]}


def again(answer: Json, facts: Json) -> Json:
    """Return a script written again as its draft was, without the words that its critic struck out."""
    for scene, before in zip(answer["segments"], facts["draft"]["segments"], strict=False):
        for line in scene["lines"]:
            line["narration"] = _VAIN.sub("", before["narration"][line["language"]]).strip() or line["narration"]
    return answer


def look(facts: Json) -> Json:
    """Return what is to be seen in the pictures: something, or an empty ground, which is a fault."""
    pictures = [_opened(one) for one in facts[PICTURES]]
    if not pictures:
        raise No("invalid", "There is no picture to look at.")
    flat = [picture for picture in pictures if _spread(picture) < FLAT]
    problem = {"about": "artefacts", "grave": True, "retake": True, "problem": "The pictures are empty."}
    return {"seen": f"{len(pictures)} sheet of pictures.", "findings": [problem] if flat else []}


def _opened(picture: str) -> Image.Image:
    try:
        content = base64.b64decode(picture.replace("-", "+").replace("_", "/"), validate=True)
        return Image.open(io.BytesIO(content)).convert("L")
    except (binascii.Error, UnidentifiedImageError) as wrong:
        raise No("invalid", f"A picture cannot be read ({type(wrong).__name__}).") from None


def _spread(image: Image.Image) -> float:
    """Return how far the brightness of a sheet's middle row of pictures reaches, the ground between them left out."""
    width, height = image.size
    middle = image.crop((width // 16, height // 4, width // 5, height // 2))
    low, high = middle.getextrema()
    return float(high) - float(low)  # type: ignore[arg-type]


def spoil(name: str, answer: Any) -> Json:
    """Return an answer that breaks a rule of its purpose."""
    if name == "lines":
        return {"lines": [{**line, "text": line["text"] + " and more" * 40} for line in answer["lines"]]}
    if name == "script":
        nowhere = {"segment": 999, "about": "hook", "must": True, "problem": "Weak.", "mend": "Mend it."}
        return {"findings": [*answer["findings"], nowhere]}
    return {**answer, "seen": ""}


CRITICS = {"lines": shorten, "script": criticise, LOOKS: look}
"""Who answers, by the name of the fence."""

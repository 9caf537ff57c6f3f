"""Read the body of a request: JSON, a form, or a form with files."""

import json
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from rehearsal.part import Json, No

_SOUND = ("audio/", "application/octet-stream")


def body_of(content: bytes, kind: str) -> Json:
    """Return the fields of a body; a file is told by its name and size. Raises `No` when it cannot be read."""
    if not content:
        return {}
    if kind.startswith("multipart/form-data"):
        return _form_with_files(content, kind)
    if kind.startswith(_SOUND):
        return {"size": len(content)}
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(content.decode(errors="replace")))
    try:
        said: Any = json.loads(content)
    except ValueError:
        raise No("invalid", "The body is not JSON.") from None
    if not isinstance(said, dict):
        raise No("invalid", "The body is not a JSON object.")
    return said


def files_in(content: bytes, kind: str) -> dict[str, bytes]:
    """Return the files of a form by their fields; the whole body under `body` when that is a sound."""
    if kind.startswith(_SOUND):
        return {"body": content}
    if not kind.startswith("multipart/form-data"):
        return {}
    files = [part for part in _message(content, kind).iter_parts() if part.get_filename()]
    held = {str(part.get_param("name", "", header="content-disposition")): part.get_payload(decode=True) for part in files}
    return {name: value for name, value in held.items() if isinstance(value, bytes)}


def _message(content: bytes, kind: str) -> EmailMessage:
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + content)
    assert isinstance(message, EmailMessage)
    return message


def _form_with_files(content: bytes, kind: str) -> Json:
    fields: Json = {}
    for part in _message(content, kind).iter_parts():
        name = str(part.get_param("name", "", header="content-disposition"))
        value = part.get_payload(decode=True)
        held = value if isinstance(value, bytes) else b""
        file = part.get_filename()
        fields[name] = {"filename": file, "size": len(held)} if file else held.decode(errors="replace")
    return fields

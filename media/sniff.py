"""Tell what a file is from its first bytes, never from its name."""

from pathlib import Path

HEAD = 4096

_STILLS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
_PLAYLISTS = (b"ffconcat", b"#extm3u", b"file ", b"[playlist]", b"<asx", b"#cat", b"<?xpacket")


def still(head: bytes) -> str:
    """Return `png`, `jpeg` or `webp` when the bytes begin like one, else nothing."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return next((name for magic, name in _STILLS.items() if head.startswith(magic)), "")


def writing(head: bytes) -> str:
    """Return what kind of text the bytes are, as words for a user, else nothing."""
    if not head or not _readable(head):
        return ""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(_PLAYLISTS):
        return "a playlist: text that names other files"
    if text.startswith((b"<!doctype html", b"<html")) or b"<html" in text:
        return "a web page (HTML), perhaps an error page saved by a download"
    if text.startswith((b"{", b"[")):
        return "JSON text, perhaps a service's error message"
    if text.startswith(b"<"):
        return "XML text, perhaps a service's error message"
    return "plain text"


def claimed(wav: Path) -> float:
    """Return how many times its real size a WAV file claims in its header; 1 when it was written as a stream."""
    head = head_of(wav)
    claim, real = int.from_bytes(head[4:8], "little") + 8, wav.stat().st_size
    streamed = head[:4] != b"RIFF" or claim > 0xFFFFFF00 or claim <= 8
    return 1.0 if streamed else max(1.0, claim / real)


def head_of(path: Path) -> bytes:
    """Return the first bytes of a file, enough to tell what it is."""
    with path.open("rb") as file:
        return file.read(HEAD)


def _readable(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="ignore").encode()
    try:
        # The cut may fall inside a letter.
        text = head.decode("utf-8") if len(head) < HEAD else head[:-3].decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        return error.start > HEAD - 8
    return all(letter.isprintable() or letter.isspace() for letter in text)

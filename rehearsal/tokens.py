"""Check a key, or the short-lived token that Kling's older accounts sign with theirs."""

import base64
import hashlib
import hmac
import json
from typing import Any

from rehearsal.part import Asked

_SKEW = 5.0
"""Seconds that two clocks may differ."""


def signed_by_key_or_token(asked: Asked, key: str) -> str:
    """Return what is wrong, beginning with Kling's own code; nothing when the key or the token is right.

    A token is taken by the old-style API only. Its secret is the key; whom it names is not looked at.
    """
    given = asked.headers.get("authorization", "")
    if not given:
        return "1001: The header Authorization is missing."
    bare = given.removeprefix("Bearer ")
    if given == f"Bearer {key}":
        return ""
    if bare.count(".") != 2:
        return "1002: The key is not valid."
    return _wrong_with(bare, key, asked.at) or ("" if asked.path.startswith("/v1/") else "1002: An API key is needed here.")


def _wrong_with(token: str, key: str, now: float) -> str:
    signed, _, signature = token.rpartition(".")
    right = hmac.new(key.encode(), signed.encode(), hashlib.sha256).digest()
    try:
        claims: Any = json.loads(_decoded(signed.partition(".")[2]))
        ok = hmac.compare_digest(_decoded(signature), right)
        starts, ends = float(claims["nbf"]), float(claims["exp"])
    except (ValueError, KeyError, TypeError):
        return "1002: The token cannot be read."
    if not ok or not claims.get("iss"):
        return "1002: The token is not valid."
    if starts > now + _SKEW:
        return "1003: The token is not valid yet."
    return "1004: The token has expired." if ends < now else ""


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))

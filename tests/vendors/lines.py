"""A line to a vendor that answers what it is told to."""

from typing import Any

import httpx

from providers.base import Vendor
from providers.dialect import Call
from providers.wire import Wire

KEYS = {"api_key": "k-secret", "access_token": "k-secret", "project": "film", "location": "us-central1"}
ORDER, QUESTION = Call(method="POST", path="/order"), Call(path="/question")


def line(vendor: Vendor, *answers: httpx.Response, asked: list[httpx.Request] | None = None, given: str = "") -> Wire:
    """An open line to `vendor`, at the address `given` or its own, that gives these answers in order."""
    left = iter(answers)

    def play(request: httpx.Request) -> httpx.Response:
        if asked is not None:
            asked.append(request)
        return next(left)

    keys = {need.field: KEYS[need.field] for need in vendor.needs if need.field in KEYS}
    http = httpx.Client(transport=httpx.MockTransport(play))
    address = vendor.address(vendor.offers[0], keys, given)
    return Wire(vendor=vendor, base_url=address, sign=lambda: vendor.sign(keys, 0.0), http=http)


def told(body: Any, status: int = 200) -> httpx.Response:
    """An answer in JSON."""
    return httpx.Response(status, json=body)

"""What can be made to go wrong, and on which orders."""

import re
from typing import Literal, get_args

from pydantic import ValidationError

from domain.base import Frozen
from domain.errors import ConfigurationError

FaultName = Literal[
    "lost-before",  # closes the connection before the order is taken
    "lost-answer",  # takes the order, then closes the connection
    "rate-limit",  # turns the order away with a Retry-After
    "server-error",  # 500 before the order is taken
    "server-error-after",  # takes the order, then 500
    "refused",  # moderation says no to the order
    "envelope",  # an error in an answer with HTTP 200
    "slow",  # more questions until it is finished
    "unknown-status",  # a status that no contract names
    "html-status",  # a page of HTML instead of the status
    "vanished",  # the job is not known any more
    "locked-out",  # the key is turned down when it asks after a job
    "failed",  # rendering fails
    "refused-late",  # moderation says no to what was rendered
    "no-link",  # finished, and no link yet
    "expired-link",  # the link answers 403; a fresh one works
    "wrong-duration",  # a clip of half the length
    "truncated",  # half of the clip's bytes
    "html",  # a page of HTML with 200 instead of the clip
    "overloaded",  # a text model has no time: 529, or 503
    "no-credit",  # the account is empty
    "bad-json",  # a text model answers with half of a JSON object
    "wrong-answer",  # it answers what breaks a rule, such as sums that are wrong
    "cut",  # its answer breaks off on the way
    "drift",  # a voice's times of words run away from its sound
    "no-times",  # a voice tells no times of words
    "clock-skew",  # the vendor's clock is ten minutes behind, for all orders
]
SKEW = 600.0
"""Seconds that a `clock-skew` sets a vendor's clock back."""
OF_TEXT: frozenset[str] = frozenset({"overloaded", "no-credit", "bad-json", "wrong-answer", "cut"})
"""Faults of text models alone."""
OF_VOICE: frozenset[str] = frozenset({"drift", "no-times"})
"""Faults of voices alone."""
OF_SOUND: frozenset[str] = frozenset(
    {"lost-before", "lost-answer", "rate-limit", "server-error", "server-error-after", "refused", "overloaded", "no-credit",
     "truncated", "html"}
)  # fmt: skip
"""Faults that voices have too."""
SHARED: frozenset[str] = frozenset({"lost-before", "lost-answer", "rate-limit", "server-error", "refused", "slow"})
"""Faults that text models have too."""
FINAL: frozenset[str] = frozenset({"refused", "refused-late", "failed", "vanished", "wrong-duration"})
"""Faults that hold however often the order is repeated or asked about; `times` says nothing to them."""

_TEXT = re.compile(r"(?:(?P<vendor>[a-z]+)/)?(?P<name>[a-z-]+)(?::(?P<orders>all|\d+(?:,\d+)*))?(?:x(?P<times>\d+))?")


class Fault(Frozen):
    """One thing that goes wrong.

    An order is known by what it asks for: the same order sent again, before it was taken, keeps its number.
    """

    name: FaultName
    orders: frozenset[int] = frozenset()
    """1-based numbers of the orders it strikes; empty means all."""
    times: int = 1
    """How often it strikes each of them: orders turned away, questions without an answer, downloads spoiled."""
    vendor: str = ""
    """Only at this vendor; empty means at all that are played."""
    after: int = 1
    """Seconds that a `rate-limit` asks to wait, and that a slow text model takes."""

    def strikes(self, vendor: str, number: int) -> bool:
        """Return whether this order is one of its own."""
        return self.vendor in ("", vendor) and (not self.orders or number in self.orders)


def fault_from(text: str) -> Fault:
    """Return the fault for `[vendor/]name[:orders][xtimes]`, such as `lost-answer:3`, `luma/rate-limit:1,2x3` or `slow:allx5`.

    Raises `ConfigurationError` for anything else.
    """
    if not (match := _TEXT.fullmatch(text.strip())):
        raise ConfigurationError(f"Fault {text!r} is not understood. Write [vendor/]name[:orders][xtimes], e.g. lost-answer:3.")
    said = {key: value for key, value in match.groupdict().items() if value}
    if said.pop("orders", "all") != "all":
        said["orders"] = match["orders"].split(",")
    try:
        return Fault.model_validate(said)
    except ValidationError:
        known = ", ".join(get_args(FaultName))
        raise ConfigurationError(f"Fault {said['name']!r} is not known. Choose from: {known}.") from None

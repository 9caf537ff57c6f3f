"""What can go wrong, and whose move is next.

ReelflowError
  BriefError            the asker: say it differently
  NotFound              the asker: no such project or segment
  ConfigurationError    the operator: a setting, a folder, a missing part
    MissingCredentials    set the variable or save the block it names
    UnknownVendor         choose one of those it lists
    NewerStore            update reelflow, or point it at another store
    DiskFull              make room, then continue
    Unreachable           bring the database or the media store back, then continue
  Busy                  the operator: another run has this project now
  Unsupported           the chooser: this offer cannot do that
  BadMedia              the giver of a file: it is not what it claims to be
  CeilingReached        the payer: raise the budget or choose cheaper
  Rejected              a person: somebody said no; change it, or approve it after all
  OrderUnknown          a person: check at the vendor, then `reelflow resolve`
  ProviderError         the vendor: refused, failed, too slow, or unreadable
    RateLimited, OutOfCredit, Unavailable, ContentRefused, JobFailed, JobTimedOut, BadReply
    LostAnswer            nobody knows whether it was ordered; looked up, never repeated
    AllVendorsFailed      every cause kept
  RenderError           the cutting room: ffmpeg said no
  RunFailed             whoever the first cause names; what is finished is kept
"""

from collections.abc import Sequence


class ReelflowError(Exception):
    """Base of all our errors. `str(error)` is a sentence for the user; `exit_code` is what the command returns."""

    exit_code = 1
    retryable = False


class BriefError(ReelflowError):
    """What was asked cannot be made as it was said. Nothing was spent."""

    exit_code = 2


class NotFound(ReelflowError):
    """There is no such project, segment or video here."""

    exit_code = 2


class ConfigurationError(ReelflowError):
    """A setting, a folder or an installed part is wrong. Nothing was spent."""

    exit_code = 2


class MissingCredentials(ConfigurationError):
    """A vendor needs a key that is neither in its block nor in its variable."""


class UnknownVendor(ConfigurationError):
    """No vendor has this slug, or it does not offer this kind."""


class NewerStore(ConfigurationError):
    """The database was written by a newer reelflow."""


class DiskFull(ConfigurationError):
    """No room is left where media are kept. What was finished is safe."""

    exit_code = 1


class Unreachable(ConfigurationError):
    """The database or the media store does not answer any more. What was finished is safe."""

    exit_code = 1


class Busy(ReelflowError):
    """Another run is working on this project."""

    exit_code = 2


class Unsupported(ReelflowError):
    """The chosen offer cannot do what is asked; nothing was sent."""

    exit_code = 2


class BadMedia(ReelflowError):
    """A file is not the media it claims to be."""

    exit_code = 2


class CeilingReached(ReelflowError):
    """The next step would pass the budget; nothing more was ordered."""

    exit_code = 3


class Rejected(ReelflowError):
    """A person said no to a script or a film; nothing more was ordered."""

    exit_code = 4


class OrderUnknown(ReelflowError):
    """An order may or may not have reached the vendor; it is never repeated blindly."""

    exit_code = 4


class ProviderError(ReelflowError):
    """A vendor did not deliver."""

    clear_no = True
    """True when the vendor surely neither has nor will deliver the order: only then may another vendor be asked."""


class RateLimited(ProviderError):
    """The vendor asks us to come back later; no failed attempt. `after` is its own wish in seconds, if it named one."""

    retryable = True

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class OutOfCredit(ProviderError):
    """The account has no credit, no key that works or no right to this model; a person has to see to it."""


class Unavailable(ProviderError):
    """The vendor could not be reached, or turned the order away before taking it. Nothing was ordered."""

    retryable = True


class LostAnswer(ProviderError):
    """The order went out and no readable answer came back: it may have been taken."""

    clear_no = False


class ContentRefused(ProviderError):
    """The vendor's moderation said no. Another prompt may pass."""


class JobFailed(ProviderError):
    """The vendor took the job and did not finish it."""


class JobTimedOut(ProviderError):
    """The vendor did not finish within our patience; its job goes on and is asked for again next time."""

    clear_no = False


class BadReply(ProviderError):
    """The vendor answered something that its contract does not foresee."""


class AllVendorsFailed(ProviderError):
    """No vendor of the choice delivered; `causes` says why, in order."""

    def __init__(self, message: str, causes: Sequence[Exception]) -> None:
        super().__init__(message)
        self.causes = tuple(causes)


class RenderError(ReelflowError):
    """ffmpeg refused, or its result is not what was ordered."""


class RunFailed(ReelflowError):
    """A run ended before its film was whole; `project` says which, `causes` why. What is finished is kept.

    `findings` is what the reader should know, as its report has it.
    """

    def __init__(self, project: str, causes: Sequence[BaseException], findings: Sequence[str] = ()) -> None:
        super().__init__(" ".join(dict.fromkeys(str(cause) for cause in causes)))
        self.project = project
        self.causes = tuple(causes)
        self.findings = tuple(findings)
        self.exit_code = max((getattr(cause, "exit_code", 1) for cause in causes), default=1)

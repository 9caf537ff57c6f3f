"""What a Prefect server does by itself: mark runs whose process died, and tell somebody of runs that failed."""

from datetime import timedelta
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState, SendNotification
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.exceptions import ObjectNotFound

from domain.errors import ConfigurationError

BEAT = 30
"""Seconds between two signs of life of a run (`PREFECT_FLOWS_HEARTBEAT_FREQUENCY`); Prefect allows no less."""
SILENCE = 3 * BEAT
"""Seconds of silence after which a run counts as dead: three beats, so that one lost on the way kills nobody."""
ZOMBIES = "reelflow: mark runs whose process died"
FAILURES = "reelflow: tell of failed runs"
NONE = "none"
"""Said instead of a block to tell nobody any more."""

_RUN = "prefect.flow-run"
# Whatever is heard of a run but a beat ends the wait too: a run that is suspended for approval is silent for days and lives.
_SIGNS = ("heartbeat", "Completed", "Failed", "Crashed", "Cancelled", "Cancelling", "Suspended", "Paused")
_WAITS = ("Scheduled", "Late", "Resuming", "AwaitingRetry", "AwaitingConcurrencySlot", "Pending")
_BODY = """Flow run {{ flow.name }} / {{ flow_run.name }} is {{ flow_run.state.name }}.
{{ flow_run.state.message }}
{{ flow_run|ui_url }}"""


def zombies(silence: float = SILENCE) -> AutomationCore:
    """Return the automation that marks runs as crashed which gave no sign of life for `silence` seconds."""
    trigger = EventTrigger(
        match={"prefect.resource.id": f"{_RUN}.*"},
        for_each={"prefect.resource.id"},
        after={f"{_RUN}.heartbeat"},
        expect={f"{_RUN}.{sign}" for sign in (*_SIGNS, *_WAITS)},
        posture=Posture.Proactive,
        threshold=1,
        within=timedelta(seconds=silence),
    )
    message = f"No sign of life for {silence:.0f} s: its process or its machine is gone. reelflow sweep settles its orders."
    return AutomationCore(
        name=ZOMBIES,
        description="A run that a worker or a terminal began tells every 30 s that it lives.",
        trigger=trigger,
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message=message)],
    )


def failures(block: UUID) -> AutomationCore:
    """Return the automation that tells a notification block of runs that failed or crashed."""
    trigger = EventTrigger(
        match={"prefect.resource.id": f"{_RUN}.*"},
        for_each={"prefect.resource.id"},
        expect={f"{_RUN}.Failed", f"{_RUN}.Crashed"},
        posture=Posture.Reactive,
        threshold=1,
    )
    subject = "reelflow: {{ flow_run.name }} {{ flow_run.state.name }}"
    return AutomationCore(
        name=FAILURES,
        description="Tells whoever the notification block reaches.",
        trigger=trigger,
        actions=[SendNotification(block_document_id=block, subject=subject, body=_BODY)],
    )


def kept(client: SyncPrefectClient, wanted: AutomationCore) -> str:
    """See to it that the server has this automation, once and as it is here; return what was done, nothing if it had it."""
    there = client.read_automations_by_name(wanted.name)
    for spare in there[1:]:
        client.delete_automation(spare.id)
    if not there:
        client.create_automation(wanted)
        return f"Automation made: {wanted.name}."
    if _alike(AutomationCore(**there[0].model_dump(exclude={"id"})), wanted):
        return ""
    client.update_automation(there[0].id, wanted)
    return f"Automation put right: {wanted.name}."


def told(client: SyncPrefectClient, notify: str) -> str:
    """See to it that failed runs are told to the block `TYPE/NAME`, to nobody for `none`; return what was done.

    Raises `ConfigurationError` for a block that is not there.
    """
    if not notify:
        return ""
    if notify == NONE:
        gone = client.read_automations_by_name(FAILURES)
        for one in gone:
            client.delete_automation(one.id)
        return f"Automation removed: {FAILURES}." if gone else ""
    return kept(client, failures(_block(client, notify)))


def _block(client: SyncPrefectClient, notify: str) -> UUID:
    kind, _, name = notify.partition("/")
    example = "Save one in the UI under Blocks, and name it by its type and name, such as slack-webhook/team."
    if not (kind and name):
        raise ConfigurationError(f"{notify!r} names no notification block. {example}")
    try:
        block = client.read_block_document_by_name(name=name, block_type_slug=kind, include_secrets=False)
    except ObjectNotFound:
        raise ConfigurationError(f"The server has no block {notify}. {example}") from None
    capabilities = block.block_schema.capabilities if block.block_schema else []
    if "notify" not in capabilities:
        raise ConfigurationError(f"The block {notify} cannot notify anybody. {example}")
    return UUID(str(block.id))


def _alike(one: AutomationCore, other: AutomationCore) -> bool:
    """Return whether two automations do the same, however their lists are ordered."""
    return _told(one) == _told(other)


def _told(automation: AutomationCore) -> dict[str, object]:
    trigger = automation.trigger
    flat = trigger.model_dump(include={"posture", "threshold", "within", "expect", "after", "for_each"})
    actions = [action.model_dump(exclude_none=True) for action in automation.actions]
    return {"enabled": automation.enabled, "actions": actions, "match": str(trigger.match), **flat}  # type: ignore[union-attr]

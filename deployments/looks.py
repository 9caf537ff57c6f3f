"""What `reelflow doctor` looks at on a Prefect server: each look says what it found, or raises with whose move is next."""

import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from deployments.asking import asked, here, other_version, server_at
from deployments.automations import ZOMBIES
from deployments.local import standing
from deployments.processes import POOL, ROOT, alive
from domain.errors import ConfigurationError

UP = "Put it right with: reelflow up"


def looks(api: str) -> Mapping[str, Callable[[], str]]:
    """Return every look at the server at an address, by name, in the order in which one needs the other."""
    found = {
        "server version": _version,
        "worker": _worker,
        "deployments": _deployments,
        "block types": _blocks,
        "limits": _limits,
        "automations": _automations,
    }
    return {**{name: partial(look, api) for name, look in found.items()}, "media link": _media}


def _version(api: str) -> str:
    found = server_at(api)
    if found.version != here():
        raise ConfigurationError(other_version(found))
    return f"{found.version}, {'with' if found.locked else 'without'} a password"


def _worker(api: str) -> str:
    workers = asked(api, f"/work_pools/{POOL}/workers/filter", {})
    online = [one["name"] for one in workers if one["status"] == "ONLINE"]
    if (there := standing()) and there.api == api and not any(alive(one) for one in there.children if one.name == "worker"):
        raise ConfigurationError(f"This machine's worker has ended; its log is logs/worker.log in the home. {UP}")
    if not online:
        raise ConfigurationError(
            f"No worker takes runs from the pool {POOL}. {UP}; elsewhere: prefect worker start --pool {POOL}"
        )
    return f"{len(online)} online"


def _deployments(api: str) -> str:
    there = {str(one["entrypoint"]): one for one in asked(api, "/deployments/filter", {})}
    wanted = [str(one["entrypoint"]) for one in yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]]
    if missing := [entry for entry in wanted if entry not in there]:
        raise ConfigurationError(f"Not applied: {', '.join(missing)}. {UP}")
    elsewhere = {folder for entry in wanted if (folder := _folder(there[entry])) not in ("", str(ROOT))}
    if elsewhere:
        raise ConfigurationError(f"The deployments are of another checkout, {', '.join(sorted(elsewhere))}, not of {ROOT}. {UP}")
    return f"{len(wanted)} applied, of this checkout"


def _folder(deployment: dict[str, Any]) -> str:
    """Return the folder that a deployment's runs work in, nothing when it does not say so."""
    steps = [step for steps in deployment["pull_steps"] or [] for step in steps.values()]
    return next((str(Path(step["directory"])) for step in steps if "directory" in step), "")


def _blocks(_api: str) -> str:
    from blocks.catalogue import TYPES
    from deployments.furnish import known

    if missing := [kind.get_block_type_name() for kind in TYPES if not known(kind)]:
        raise ConfigurationError(f"Not registered, or in an old shape: {', '.join(missing)}. {UP}")
    return f"{len(TYPES)} registered"


def _limits(api: str) -> str:
    pool = asked(api, f"/work_pools/{POOL}")
    if pool["is_paused"]:
        raise ConfigurationError(f"The pool {POOL} is paused, so no run begins. Resume it in the UI under Work Pools.")
    if not pool["concurrency_limit"]:
        raise ConfigurationError(f"The pool {POOL} has no limit; many runs at once stall SQLite. {UP}")
    return f"{pool['concurrency_limit']} runs at once"


def _automations(api: str) -> str:
    there = {one["name"]: one["enabled"] for one in asked(api, "/automations/filter", {})}
    if not there.get(ZOMBIES):
        raise ConfigurationError(f'The automation "{ZOMBIES}" is {"off" if ZOMBIES in there else "not there"}. {UP}')
    return f"{sum(there.values())} on"


def _media() -> str:
    from tasks.wiring import vault

    there = standing()
    link = vault().link or (there.media if there else "")
    if not link:
        return "none; films are linked as files"
    try:
        with urllib.request.urlopen(f"{link}/vault-id", timeout=5) as answer:
            said = answer.read(100).decode(errors="replace").strip()
    except (OSError, ValueError) as away:
        why = away.reason if isinstance(away, urllib.error.URLError) else away
        raise ConfigurationError(
            f"{link} does not answer ({why}), so links to films are dead. {UP}, or mend REELFLOW_MEDIA_LINK."
        ) from None
    if said != vault().identity:
        raise ConfigurationError(
            f"{link} shows another media store than this one. Mend REELFLOW_MEDIA_LINK or REELFLOW_MEDIA_URL."
        )
    return link

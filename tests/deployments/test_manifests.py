"""The files for containers: whole, sized, in agreement with the product. Nothing here starts a container."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from deployments.processes import POOL
from tests.docs.documents import ROOT, first_column

FOLDER = ROOT / "deployments"
TEXTS = [FOLDER / "Dockerfile", FOLDER / "compose.yaml", *sorted((FOLDER / "kubernetes").glob("*.yaml"))]
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
OBJECTS: list[dict[str, Any]] = [
    one for path in TEXTS[2:] for one in yaml.safe_load_all(path.read_text(encoding="utf-8")) if one is not None
]
PODS = [one for one in OBJECTS if "template" in one.get("spec", {})]
CONTAINERS = [(one, container) for one in PODS for container in one["spec"]["template"]["spec"]["containers"]]
SECRETS = {"reelflow", "reelflow-vendors"}
name = lambda one: one["metadata"]["name"] if isinstance(one, dict) and "metadata" in one else None  # noqa: E731


def commands() -> Iterator[list[str]]:
    """Every command line that runs our image."""
    for service in COMPOSE["services"].values():
        if "REELFLOW_IMAGE" in service["image"] and "command" in service:
            yield service["command"]
    for _, container in CONTAINERS:
        if "REELFLOW_IMAGE" in container["image"]:
            yield container["command"]
    (said,) = re.findall(r"^CMD (\[.*\])$", (FOLDER / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    yield yaml.safe_load(said)


def settings() -> set[str]:
    """Every variable that a container of ours is given by name."""
    environments = [service.get("environment", {}) for service in COMPOSE["services"].values()]
    maps = [one["data"] for one in OBJECTS if one["kind"] == "ConfigMap"]
    named = {variable for one in [*environments, *maps] for variable in one}
    named |= {one["name"] for _, container in CONTAINERS for one in container.get("env", [])}
    image = re.findall(r"([A-Z_]+)=", " ".join(re.findall(r"^ENV (.*(?:\\\n.*)*)", TEXTS[0].read_text(), re.MULTILINE)))
    return named | set(image)


def test_every_setting_is_one_that_the_documents_explain_or_that_prefect_has() -> None:
    from prefect.settings import get_current_settings

    ours = first_column(ROOT / "docs/settings.md")
    theirs = get_current_settings().to_environment_variables(exclude_unset=False)
    named = settings()
    assert {one for one in named if one.startswith("REELFLOW_")} <= ours
    known = {*theirs, "PREFECT_DEFAULT_RESULT_STORAGE_BLOCK", "PREFECT_API_AUTH_STRING", "PREFECT_SERVER_API_AUTH_STRING"}
    assert {one for one in named if one.startswith("PREFECT_")} - known - set(_unset()) == set()


def _unset() -> Iterator[str]:
    """Names of Prefect's settings that have no value by default."""
    from prefect.settings.legacy import _get_settings_fields
    from prefect.settings.models.root import Settings

    yield from (name for name in _get_settings_fields(Settings))


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_a_command_is_one_of_the_image(words: list[str]) -> None:
    program, *rest = words
    if program == "python":
        assert rest[0] == "-m" and find_spec(rest[1]), "a module of ours"
        return
    assert program in ("prefect", "dask")
    if rest[:2] == ["worker", "start"]:
        assert rest[rest.index("--pool") + 1] == POOL
    if program == "dask" and rest[0] == "worker":
        assert rest[1] == "tcp://scheduler:8786" and "scheduler" in COMPOSE["services"]


@pytest.mark.parametrize(("pod", "container"), CONTAINERS, ids=name)
def test_a_container_says_what_it_needs_and_may_take_and_whether_it_lives(pod: dict[str, Any], container: dict[str, Any]) -> None:
    resources = container["resources"]
    assert {"cpu", "memory"} <= set(resources["limits"]) and {"cpu", "memory"} <= set(resources["requests"])
    if pod["kind"] != "Job":
        assert {"readinessProbe", "livenessProbe"} <= set(container)
        ports = {port["containerPort"] for port in container["ports"]}
        asked = {probe.get("port") for kind in ("httpGet", "tcpSocket") for probe in _probes(container, kind)}
        assert asked <= ports
    mounted = {one["name"] for one in container.get("volumeMounts", [])}
    claims = {one["metadata"]["name"] for one in pod["spec"].get("volumeClaimTemplates", [])}
    assert mounted <= claims | {one["name"] for one in pod["spec"]["template"]["spec"].get("volumes", [])}


def _probes(container: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        if kind in container.get(probe, {}):
            yield container[probe][kind]


@pytest.mark.parametrize("service", COMPOSE["services"])
def test_a_service_says_what_it_needs_and_may_take(service: str) -> None:
    resources = COMPOSE["services"][service]["deploy"]["resources"]
    assert all({"cpus", "memory"} <= set(resources[kind]) for kind in ("limits", "reservations"))
    for other in COMPOSE["services"][service].get("depends_on", {}):
        assert other in COMPOSE["services"]


def test_services_reach_pods_that_are_there() -> None:
    labels = [pod["spec"]["template"]["metadata"]["labels"] for pod in PODS if pod["kind"] != "Job"]
    for service in (one for one in OBJECTS if one["kind"] == "Service"):
        assert service["spec"]["selector"] in labels
    for pod in (pod for pod in PODS if pod["kind"] != "Job"):
        assert pod["spec"]["selector"]["matchLabels"] == pod["spec"]["template"]["metadata"]["labels"]


def test_there_are_two_workers() -> None:
    assert {"worker-1", "worker-2"} <= set(COMPOSE["services"])
    (worker,) = [pod for pod in PODS if name(pod) == "worker"]
    assert worker["spec"]["replicas"] == 2


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_secret_and_no_address_of_a_registry_is_written_down(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"index-url\s+\S|pypi|PIP_INDEX_URL=(?!\.\.\.)\S|docker\.io|ghcr|quay\.io", text)
    images = re.findall(r"^\s*image: (.+)$", text, re.MULTILINE)
    assert all(image.startswith("${") for image in images), "images are named by variables"
    secrets = re.findall(r"(?<![\w{])\w*(?:PASSWORD|SECRET|AUTH|_KEY)\w*: *\"?([^\s\"},]+)", text)
    assert all(value.startswith(("${", "{")) for value in secrets), "secrets are named, not written"


def test_secrets_are_taken_from_where_the_document_makes_them() -> None:
    page = (ROOT / "docs/fleet.md").read_text(encoding="utf-8")
    made = set(re.findall(r"create secret generic ([\w-]+)", page))
    assert made == SECRETS
    keys = set(re.findall(r"--from-literal=([A-Z_]+)=", page))
    for _, container in CONTAINERS:
        for one in (variable for variable in container.get("env", []) if "valueFrom" in variable):
            assert one["valueFrom"]["secretKeyRef"]["name"] in SECRETS and one["valueFrom"]["secretKeyRef"]["key"] in keys
        for source in container.get("envFrom", []):
            assert source.get("secretRef", {}).get("name", "reelflow") in SECRETS
    assert {"REELFLOW_STORE_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "PREFECT_API_AUTH_STRING"} <= keys


def test_variables_of_the_compose_file_without_a_default_are_told_in_the_document() -> None:
    page = (ROOT / "docs/fleet.md").read_text(encoding="utf-8")
    needed = set(re.findall(r"\$\{(\w+):\?", (FOLDER / "compose.yaml").read_text(encoding="utf-8")))
    assert needed and all(f"{one}=" in page for one in needed)


def test_the_image_is_made_of_the_lock_file_with_its_hashes() -> None:
    assert "RUN python -m pip install --require-hashes -r requirements.lock -c requirements.lock\n" in TEXTS[0].read_text(
        encoding="utf-8"
    )

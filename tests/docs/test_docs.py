"""What the documents say is there."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from blocks.settings import Settings
from cli.app import app
from domain.formats import FORMATS
from domain.languages import LANGUAGES
from domain.requests import VideoRequest
from media.probe import probe
from tests.docs.documents import PAGES, ROOT, Command, anchors, commands, first_column, links

REELFLOW = sorted(set(commands("reelflow")))
MAKE = sorted(set(commands("make")))
PREFECT = sorted(set(commands("prefect")))
ids = lambda one: one.relative_to(ROOT).as_posix() if isinstance(one, Path) else " ".join([one.page, *one.words])  # noqa: E731


@pytest.mark.parametrize("command", REELFLOW, ids=ids)
def test_every_command_line_parses(command: Command) -> None:
    family = typer.main.get_command(app)
    name, *words = command.words
    found = family.commands.get(name)  # type: ignore[attr-defined]
    assert found, f"{command.page}: there is no `reelflow {name}`"
    if words:
        found.make_context(name, list(words))  # raises for an unknown flag or a missing argument


def test_the_documents_show_every_command() -> None:
    shown = {command.words[0] for command in REELFLOW}
    assert shown == set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_every_flag_of_make_is_explained() -> None:
    found = typer.main.get_command(app).commands["make"]  # type: ignore[attr-defined]
    page = (ROOT / "docs/making-videos.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(--[\w-]+)`", page))
    for option in (parameter for parameter in found.params if parameter.param_type_name == "option"):
        assert told & {*option.opts, *option.secondary_opts}, f"docs/making-videos.md does not explain {option.opts}"


@pytest.mark.parametrize("command", MAKE, ids=ids)
def test_every_make_target_exists(command: Command) -> None:
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert command.words[0] in targets


@pytest.mark.parametrize("command", [one for one in PREFECT if one.words[:2] == ("deployment", "run")], ids=ids)
def test_every_deployment_and_its_parameters_exist(command: Command) -> None:
    flow, name = command.words[2].split("/")
    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    entries = [one["entrypoint"] for one in deployments if one["name"] == name]
    [source] = [entry.split(":")[0] for entry in entries if entry.endswith(f":{flow.replace('-', '_')}")]
    code = (ROOT / source).read_text(encoding="utf-8")
    given = [words.split("=")[0] for flag, words in zip(command.words, command.words[1:], strict=False) if flag == "-p"]
    assert all(re.search(rf"\b{name}: ", code) for name in given)


def test_the_settings_are_told_and_no_others() -> None:
    assert first_column(ROOT / "docs/settings.md") == {name.upper() for name in Settings.model_fields}


def test_the_formats_and_languages_are_told_and_no_others() -> None:
    told = first_column(ROOT / "docs/making-videos.md")
    assert set(FORMATS) | set(LANGUAGES) <= told
    assert {name for name in told if re.fullmatch(r"\w+", name)} - {"THEME"} == set(FORMATS) | set(LANGUAGES)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_stands_beside_its_size(name: str) -> None:
    rows = (ROOT / "docs/making-videos.md").read_text(encoding="utf-8").splitlines()
    [row] = [row for row in rows if row.startswith("|") and f"`{name}`" in row.split("|")[1]]
    assert f"{FORMATS[name].width}x{FORMATS[name].height}" in row


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        place, _, anchor = link.partition("#")
        if ":" in place:
            continue
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), f"{page.name} links to {link}"
        assert not anchor or anchor in anchors(target), f"{page.name} links to {link}"


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_file_named_with_its_folder_exists(page: Path) -> None:
    folders = [path.name for path in ROOT.iterdir() if path.is_dir() and (path / "__init__.py").exists()]
    named = re.findall(rf"`((?:{'|'.join(folders)})/[\w/]+\.\w+)`", page.read_text(encoding="utf-8"))
    examples = {"providers/vendors/sunrise.py"}
    assert [name for name in named if name not in examples and not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_a_page_names_no_place_of_one_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"/(?:work|home|root|Users)/|/tmp/(?!reelflow\b)|file://", text)


def test_the_picture_in_the_readme_is_small_enough_to_load_at_once() -> None:
    pictures = [ROOT / link for link in links(ROOT / "README.md") if link.endswith((".jpg", ".png"))]
    assert pictures
    assert all(picture.stat().st_size < 200_000 for picture in pictures)


def test_the_architecture_is_a_short_walk() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) < 150


def test_the_architecture_shows_the_layers_that_are_checked() -> None:
    layers = re.search(r"^layers = \[\n(.*?)^\]", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert layers
    assert "\n".join(re.findall(r'"([^"]+)"', layers[1])) in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_the_vendor_of_the_guide_films_what_it_is_asked(tmp_path: Path) -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [code] = re.findall(r"^```python\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    module: dict[str, Any] = {}
    exec(compile(code, "sunrise.py", "exec"), module)
    made = module["VENDOR"].makers["video"].make(VideoRequest(project="p", prompt="dawn", seconds=0.5), tmp_path)
    assert (probe(made.path).frames, probe(made.path).width, probe(made.path).height) == (15, 720, 1280)

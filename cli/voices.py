"""`reelflow voices`: list voices, hear one, measure how fast it speaks, have one learned."""

import json as json_module
from decimal import Decimal
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from cli.console import err, next_steps, out, print_json
from domain.ask import checked_budget
from domain.errors import BriefError
from domain.languages import language as known
from domain.money import Money, dollars
from domain.requests import SpeechRequest


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command()(voices)


def voices(
    vendor: Annotated[str, typer.Option(help="Only this speech vendor.", show_default="SPEECH_PROVIDER, else espeak")] = "",
    language: Annotated[str, typer.Option(help="Only voices of this language; what a sample is spoken in.")] = "",
    voice: Annotated[str, typer.Option(help="The voice to hear or to measure.", show_default="the vendor's own choice")] = "",
    preview: Annotated[str, typer.Option(help="Have this text spoken into a file.", metavar="TEXT")] = "",
    output: Annotated[str, typer.Option(help="The file, a .wav.")] = "voice.wav",
    measure: Annotated[
        bool, typer.Option("--measure", help="Measure how fast the voice speaks; scripts are planned with it.")
    ] = False,
    clone: Annotated[str, typer.Option(help="Have the vendor learn a voice under this name.", metavar="NAME")] = "",
    sample: Annotated[str, typer.Option(help="Recording that it is learned from.", metavar="FILE")] = "",
    consent: Annotated[str, typer.Option(help="Who agrees to that, in a sentence; it is kept.", metavar="SENTENCE")] = "",
    budget: Annotated[float | None, typer.Option(help="What a sample may cost, in US dollars; you are asked without it.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")] = False,
) -> None:
    """List the voices there are; hear one, measure its pace, or have one learned from a recording."""
    from blocks.settings import choice

    if [bool(preview), measure, bool(clone)].count(True) > 1:
        raise BriefError("Choose one of --preview, --measure and --clone.")
    if (sample or consent) and not clone:
        raise BriefError("A voice is learned with all three: --clone NAME --sample FILE --consent SENTENCE.")
    named = vendor or choice("speech").first
    if clone:
        _learn(named, clone, sample, consent, as_json=json)
    elif preview or measure:
        code = known(language or "en").code
        _speak(named, voice, code, preview or known(code).sample, output if preview else "", budget, as_json=json)
    else:
        _show(vendor, language, as_json=json)


def _speak(named: str, voice: str, code: str, text: str, output: str, budget: float | None, *, as_json: bool) -> None:
    """Have a sample spoken, and either written to a file or measured."""
    from tasks.voices import listing

    request = listing.sample(named, voice, code, text)
    allowed = _allowed(named, request, budget, as_json=as_json)
    narration = listing.spoken(named, request, allowed)
    told: dict[str, Any] = {"vendor": named, "voice": request.voice, "language": code, "seconds": narration.seconds}
    if output:
        told["file"] = str(listing.saved(narration, output))
    else:
        told["words_per_second"] = listing.measured(named, request, narration)
    if as_json:
        print_json(json_module.dumps({**told, "timing": narration.timing, "notes": narration.notes}))
        return
    what = f"written to {told['file']}" if output else f"{told['words_per_second']:.2f} words a second, kept for planning"
    out.print(
        f"{named}, {request.voice or 'its usual voice'}, {code}: {narration.seconds:.1f} s, {escape(what)}.", soft_wrap=True
    )
    for note in narration.notes:
        out.print(f"  · {escape(note)}", soft_wrap=True)


def _allowed(named: str, request: SpeechRequest, budget: float | None, *, as_json: bool) -> Money | None:
    """Return what a sample may cost: as it was said, or its price once a person at a terminal agrees to it."""
    from tasks.voices import listing

    checked_budget(budget)
    price = listing.price(named, request)
    if budget is not None or not price:
        return None if budget is None else Decimal(str(budget))
    if as_json or not err.is_terminal:
        return None
    return price if typer.confirm(f"{named} takes {dollars(price)} for this sample. Go on?", err=True) else None


def _learn(named: str, name: str, sample: str, consent: str, *, as_json: bool) -> None:
    from tasks.voices import listing

    if not sample or not consent:
        raise BriefError("A voice is learned with all three: --clone NAME --sample FILE --consent SENTENCE.")
    made = listing.cloned(named, name, sample, consent)
    if as_json:
        print_json(made.model_dump_json())
        return
    out.print(f"{named} has learned the voice {escape(made.name)}{f' ({made.about})' if made.about else ''}.")
    next_steps(f'reelflow voices --vendor {named} --voice "{made.name}" --preview "Good morning."')


def _show(vendor: str, language: str, *, as_json: bool) -> None:
    from tasks.voices import listing

    rows, notes = listing.listed(vendor, language)
    if as_json:
        print_json(json_module.dumps({"voices": [row.model_dump(mode="json") for row in rows], "notes": notes}))
        return
    table = Table(show_edge=False)
    for column in ("vendor", "voice", "", "languages", "words a second", "about"):
        table.add_column(column, no_wrap=column in ("vendor", "voice"), overflow="fold")
    for row in rows:
        one, paces = row.voice, ", ".join(f"{code} {pace:.2f}" for code, pace in row.paces.items())
        table.add_row(row.vendor, escape(one.name), one.gender, ", ".join(one.languages) or "all", paces, escape(one.about))
    out.print(table)
    for note in notes:
        out.print(f"[dim]{escape(note)}[/]", soft_wrap=True)

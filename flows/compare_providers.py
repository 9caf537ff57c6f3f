"""One script, several vendors, one table."""

from functools import partial

from prefect import flow

from domain.ask import Ask
from domain.brief import Pillar
from domain.comparison import Comparison
from domain.formats import FormatName
from flows.production import RUNNER, produce
from tasks.briefs.asking import understand
from tasks.money.plans import check_plan
from tasks.orders.calling_off import call_off
from tasks.orders.comparing import compared, tried
from tasks.scripts.writing import write


@flow(name="compare-providers", flow_run_name="compare {providers}: {theme}", task_runner=RUNNER, on_cancellation=[call_off])
def compare_providers(
    theme: str,
    providers: tuple[str, ...],
    pillar: Pillar | None = None,
    duration: int = 15,
    format: FormatName = "vertical",
    seed: int = 0,
    budget: float | None = None,
    output: str = "",
) -> Comparison:
    """Let several vendors film the same script, one after another, and compare result, time and cost.

    Args:
        theme: What the video is about, in one line.
        providers: Video vendors by slug, or by slug and model such as luma:ray-2.
        pillar: Content pillar, which decides how the story is told. Tips when empty.
        duration: Length in seconds.
        format: Delivery format.
        seed: Another number makes another variation.
        budget: Spending ceiling for each vendor's film in US dollars.
        output: Folder for the films. Empty for the output folder.
    """
    said = {"theme": theme, "pillar": pillar, "duration": duration, "formats": (format,), "seed": seed, "budget": budget}
    trials = []
    for provider in providers:
        ask = Ask.model_validate({**said, "provider": provider})
        check_plan(ask)
        trials.append(tried(provider, write(understand(ask), ask), partial(produce, output=output)))
    return compared(theme, trials)

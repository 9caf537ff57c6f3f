"""The form by which a person decides on a suspended run in Prefect's UI: a decision, a name, and every segment to be edited."""

from typing import Any, Literal, cast

from prefect.input import RunInput
from pydantic import BaseModel, ConfigDict, Field, create_model

from domain.approval import Decision, Row, Verdict
from domain.editing import NARRATION_LIMIT, PROMPT_LIMIT
from domain.languages import language as known
from domain.project import Project
from domain.revising import rows_of

Choice = Literal["approve", "ask for changes", "reject"]
DECISIONS: dict[Choice, Decision] = {"approve": "approve", "ask for changes": "changes", "reject": "reject"}
REMARK_LIMIT = 4000
WAYS = "**approve**: go on. **ask for changes**: the remark goes to the writer. **reject**: end the run."
NARRATION = "narration_"
"""Begins the name of the field of a narration; the language's code follows."""


class ApprovalForm(RunInput):
    """What every such form asks for; `form_for` adds the segments of one project."""

    decision: Choice = Field(title="Decision", description=WAYS)
    by: str = Field(title="Your name", min_length=1, max_length=100, description="It is kept with the decision.")
    remark: str = Field(
        default="", title="Remark", max_length=REMARK_LIMIT, description="What to change, for the writer; or why it is rejected."
    )
    segments: list[Any] = Field(default=[])

    @property
    def verdict(self) -> Verdict:
        """Return what the person said."""
        return Verdict(decision=DECISIONS[self.decision], by=self.by.strip() or "somebody", remark=self.remark.strip())

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the segments as the person left them."""
        return tuple(_row(one.model_dump()) for one in self.segments)


def form_for(project: Project, page: str) -> type[ApprovalForm]:
    """Return the form for a project, filled in with its segments as they are, and the page about it with its first field.

    Not as the form's own description: in Prefect's UI (3.8.8) that shrinks to nothing above a form longer than the window.
    """
    rows = rows_of(project.script)
    row = _row_model(len(rows), tuple(rows[0].narration))
    filled = [
        row.model_validate({**_spoken(one), "segment": one.segment, "keep": one.keep, "prompt": one.prompt}) for one in rows
    ]
    told = "Edit, move or remove them; one that is removed, or not kept, is left out of the film."
    fields: dict[str, Any] = {
        "decision": (Choice, Field(title="Decision", description=f"{page}\n\n{WAYS}")),
        "segments": (
            list[row],  # type: ignore[valid-type]
            Field(default=filled, title="Segments", description=told, min_length=1, max_length=len(rows)),
        ),
    }
    return cast(type[ApprovalForm], create_model("ApprovalForm", __base__=ApprovalForm, **fields))


def answer_of(said: Verdict) -> dict[str, Any]:
    """Return the answer to such a form that a decision made elsewhere comes to."""
    choice = next(choice for choice, decision in DECISIONS.items() if decision == said.decision)
    return {"decision": choice, "by": said.by, "remark": said.remark[:REMARK_LIMIT]}


def _row_model(count: int, languages: tuple[str, ...]) -> type[BaseModel]:
    fields: dict[str, Any] = {
        "segment": (Literal[tuple(range(1, count + 1))], Field(title="Segment", description="Its number above.")),
        "keep": (bool, Field(default=True, title="Keep", description="Off leaves it out of the film.")),
    }
    for code in languages:
        told = Field(
            title=f"Narration, {known(code).name}", min_length=1, max_length=NARRATION_LIMIT, description="What is said."
        )
        fields[f"{NARRATION}{code}"] = (str, told)
    fields["prompt"] = (str, Field(title="Prompt", min_length=1, max_length=PROMPT_LIMIT, description="What is filmed."))
    return create_model("Segment", __config__=ConfigDict(extra="forbid"), **fields)


def _spoken(row: Row) -> dict[str, str]:
    return {f"{NARRATION}{code}": text for code, text in row.narration.items()}


def _row(said: dict[str, Any]) -> Row:
    narration = {name.removeprefix(NARRATION): text for name, text in said.items() if name.startswith(NARRATION)}
    return Row(segment=said["segment"], keep=said["keep"], narration=narration, prompt=said["prompt"])

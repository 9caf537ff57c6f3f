"""Equip: what a run takes from the machine it is on, settled once before anything is ordered."""

from prefect import get_run_logger

from domain.project import Project
from montage import encoders


def check_encoder(encoder: str) -> None:
    """Raise `ConfigurationError` when the encoder that is named does not work on this machine."""
    encoders.chosen(encoder)


def equipped(project: Project) -> Project:
    """Return the project with the encoder that all pieces of this run are coded with in place of `auto`; it is not saved.

    What another machine coded in another way is then not taken for ours. Raises as `check_encoder`.
    """
    encoder = encoders.chosen(project.options.encoder)
    if encoder != project.options.encoder:
        why = encoders.trouble()
        get_run_logger().info(f"Pictures are encoded with {encoder}." + (f" nvenc: {why}" if why else ""))
    return project.model_copy(update={"options": project.options.model_copy(update={"encoder": encoder})})

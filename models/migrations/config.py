"""Alembic's settings, made here and not read from a file: the program starts from any folder."""

from pathlib import Path

from alembic.config import Config
from sqlalchemy import Connection


def alembic_config(connection: Connection, versions: Path) -> Config:
    """Settings to run the migrations of a folder on a connection whose transaction is open."""
    config = Config()
    for name, value in (
        ("script_location", str(Path(__file__).parent)),
        ("version_locations", str(versions)),
        ("path_separator", "newline"),
        ("file_template", "%(rev)s_%(slug)s"),
    ):
        # A percent sign begins an interpolation there.
        config.set_main_option(name, value.replace("%", "%%"))
    config.attributes["connection"] = connection
    return config

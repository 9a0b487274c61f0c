"""What an option takes that names a file. This module loads nothing of the package."""

from __future__ import annotations

from pathlib import Path

import click

A_FILE = click.Path(dir_okay=False, path_type=Path)
"""A file, there or not; no folder."""

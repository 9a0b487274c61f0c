"""Checksums of rows. Rows that are there stay as they are, without one: what was written then is not known."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds a column to each table whose rows are checked when they are read, and to articles one more for their
    text."""
    for table, name in (
        ("articles", "crc"),
        ("articles", "text_crc"),
        ("claims", "crc"),
        ("records", "crc"),
        ("movements", "crc"),
    ):
        op.add_column(table, sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))

"""Tombstones of what was taken out for good."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the table of tombstones."""
    op.create_table(
        "forgotten",
        sa.Column("n", Serial, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("claims", sa.Text(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("sha_before", sa.Text(), nullable=False),
        sa.Column("sha_after", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("run", Serial, nullable=False),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.n"],
        ),
        sa.PrimaryKeyConstraint("n"),
    )
    for name in ("article_id", "version", "address"):
        op.create_index(f"forgotten_{name.removesuffix('_id')}", "forgotten", [name])

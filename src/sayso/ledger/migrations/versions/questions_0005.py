"""Questions that somebody wants to ask again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the table of questions."""
    op.create_table(
        "questions",
        sa.Column("n", Serial, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("run", Serial, nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.n"]),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("questions_id", "questions", ["id"])

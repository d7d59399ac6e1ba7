"""Words that cross a bridge are bold, italic, struck through or code as they were written."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What was said before has none, and so has what a program writes that knows of none yet.
    marks = sa.Column("marks", sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
    op.add_column("utterance", marks)


def downgrade() -> None:
    op.drop_column("utterance", "marks")

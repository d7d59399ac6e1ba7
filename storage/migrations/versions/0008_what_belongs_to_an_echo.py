"""Further pages and files of what was brought over, to be answered and taken back like it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "echo_part",
        sa.Column("echo_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("page", "file", name="partkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("message", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["echo_id"], ["echo.id"], name=op.f("fk_echo_part_echo_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("echo_id", "kind", "number", name=op.f("pk_echo_part")),
    )
    op.create_index("ix_echo_part_message", "echo_part", ["message"], unique=False)


def downgrade() -> None:
    op.drop_table("echo_part")

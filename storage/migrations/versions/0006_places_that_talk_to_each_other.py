"""Bridges between places, what is said there, and where it is shown."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bridge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("created_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_bridge_network_id")),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["official.id"], name=op.f("fk_bridge_opened_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bridge")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("bridge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bridge_network_id"), ["network_id"], unique=False)

    op.create_table(
        "utterance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("bridge_id", sa.Integer(), nullable=True),
        sa.Column(
            "platform",
            sa.Enum("slack", "telegram", "console", name="platform", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("message", sa.String(length=64), nullable=False),
        sa.Column("thread", sa.String(length=64), nullable=False),
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column("user_team", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("said_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answers_id"],
            ["utterance.id"],
            name=op.f("fk_utterance_answers_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_utterance_network_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_utterance_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_utterance")),
        sa.UniqueConstraint(
            "platform",
            "team",
            "channel",
            "message",
            name=op.f("uq_utterance_platform_team_channel_message"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("utterance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_utterance_answers_id"), ["answers_id"], unique=False)
        batch_op.create_index("ix_utterance_said_at", ["said_at"], unique=False)

    op.create_table(
        "bridge_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bridge_id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column(
            "platform",
            sa.Enum("slack", "telegram", "console", name="platform", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("joined_by_id", sa.Integer(), nullable=True),
        sa.Column("agreed_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("left_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("lost_at", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.Column("created_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["bridge_id"], ["bridge.id"], name=op.f("fk_bridge_end_bridge_id")),
        sa.ForeignKeyConstraint(
            ["joined_by_id"], ["official.id"], name=op.f("fk_bridge_end_joined_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_bridge_end_network_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_bridge_end_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bridge_end")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("bridge_end", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bridge_end_bridge_id"), ["bridge_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bridge_end_network_id"), ["network_id"], unique=False)
        batch_op.create_index(
            "ix_bridge_end_place",
            ["platform", "team", "channel", "topic"],
            unique=True,
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )

    op.create_table(
        "echo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("utterance_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("across", "beside", "itself", name="echokind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "platform",
            sa.Enum("slack", "telegram", "console", name="platform", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("message", sa.String(length=64), nullable=False),
        sa.Column("thread", sa.String(length=64), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["utterance_id"],
            ["utterance.id"],
            name=op.f("fk_echo_utterance_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_echo")),
        sa.UniqueConstraint(
            "utterance_id",
            "kind",
            "platform",
            "team",
            "channel",
            "topic",
            name=op.f("uq_echo_utterance_id_kind_platform_team_channel_topic"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("echo", schema=None) as batch_op:
        batch_op.create_index(
            "ix_echo_platform_channel_message", ["platform", "channel", "message"], unique=False
        )

    op.create_table(
        "sign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("utterance_id", sa.Integer(), nullable=False),
        sa.Column(
            "platform",
            sa.Enum("slack", "telegram", "console", name="platform", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column("user_team", sa.String(length=64), nullable=False),
        sa.Column("emoji", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["utterance_id"],
            ["utterance.id"],
            name=op.f("fk_sign_utterance_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign")),
    )
    with op.batch_alter_table("sign", schema=None) as batch_op:
        batch_op.create_index("ix_sign_utterance_id", ["utterance_id"], unique=False)

    op.create_table(
        "wording",
        sa.Column("utterance_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "wanted",
                "made",
                "failed",
                "same",
                name="wordingstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("held_until", storage.columns.UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["utterance_id"],
            ["utterance.id"],
            name=op.f("fk_wording_utterance_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("utterance_id", "language", name=op.f("pk_wording")),
    )
    with op.batch_alter_table("wording", schema=None) as batch_op:
        batch_op.create_index(
            "ix_wording_wanted",
            ["held_until"],
            unique=False,
            sqlite_where=sa.text("state = 'wanted'"),
            postgresql_where=sa.text("state = 'wanted'"),
        )

    with op.batch_alter_table("access_code", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bridge_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_access_code_bridge_id"), "bridge", ["bridge_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("access_code", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_access_code_bridge_id"), type_="foreignkey")
        batch_op.drop_column("bridge_id")

    with op.batch_alter_table("wording", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_wording_wanted",
            sqlite_where=sa.text("state = 'wanted'"),
            postgresql_where=sa.text("state = 'wanted'"),
        )

    op.drop_table("wording")
    with op.batch_alter_table("sign", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_utterance_id")

    op.drop_table("sign")
    with op.batch_alter_table("echo", schema=None) as batch_op:
        batch_op.drop_index("ix_echo_platform_channel_message")

    op.drop_table("echo")
    with op.batch_alter_table("bridge_end", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_bridge_end_place",
            sqlite_where=sa.text("left_at IS NULL"),
            postgresql_where=sa.text("left_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_bridge_end_network_id"))
        batch_op.drop_index(batch_op.f("ix_bridge_end_bridge_id"))

    op.drop_table("bridge_end")
    with op.batch_alter_table("utterance", schema=None) as batch_op:
        batch_op.drop_index("ix_utterance_said_at")
        batch_op.drop_index(batch_op.f("ix_utterance_answers_id"))

    op.drop_table("utterance")
    with op.batch_alter_table("bridge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bridge_network_id"))

    op.drop_table("bridge")

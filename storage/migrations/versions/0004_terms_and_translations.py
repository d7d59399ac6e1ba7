"""The network's terms, what was translated before, and by which rules."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "glossary_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=200), nullable=False),
        sa.Column("folded", storage.columns.bytewise(200), nullable=False),
        sa.Column("source_language", sa.String(length=16), nullable=False),
        sa.Column("rendering", sa.String(length=200), nullable=False),
        sa.Column("target_language", sa.String(length=16), nullable=False),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.Column("created_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_glossary_term_network_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_term")),
        sa.UniqueConstraint(
            "network_id",
            "folded",
            "source_language",
            "target_language",
            name=op.f("uq_glossary_term_network_id_folded_source_language_target_language"),
        ),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "translation_memory",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("key", storage.columns.bytewise(64), nullable=False),
        sa.Column("engine", sa.String(length=40), nullable=False),
        sa.Column("translation", sa.Text(), nullable=False),
        sa.Column("made_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_translation_memory_network_id")
        ),
        sa.PrimaryKeyConstraint("network_id", "key", "engine", name=op.f("pk_translation_memory")),
    )
    op.create_index("ix_translation_memory_made_at", "translation_memory", ["made_at"])

    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("key", storage.columns.bytewise(64), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("source_language", sa.String(length=16), nullable=False),
        sa.Column("translation", sa.Text(), nullable=False),
        sa.Column("target_language", sa.String(length=16), nullable=False),
        sa.Column("corrected_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["corrected_by_id"], ["official.id"], name=op.f("fk_correction_corrected_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_correction_network_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("network_id", "key", name=op.f("uq_correction_network_id_key")),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "translation_policy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column(
            "platform",
            sa.Enum("slack", "telegram", "console", name="platform", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("engines", sa.JSON(), nullable=False),
        sa.Column(
            "privacy",
            sa.Enum("local", "named", "any", name="privacy", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column(
            "register",
            sa.Enum("default", "formal", name="register", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column(
            "shown",
            sa.Enum("thread", "below", name="shown", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("created_at", storage.columns.UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_translation_policy_network_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_policy")),
        sa.UniqueConstraint(
            "network_id",
            "platform",
            "team",
            "channel",
            "topic",
            name=op.f("uq_translation_policy_network_id_platform_team_channel_topic"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_translation_policy_network_id_whole",
        "translation_policy",
        ["network_id"],
        unique=True,
        sqlite_where=sa.text("platform IS NULL"),
        postgresql_where=sa.text("platform IS NULL"),
    )

    # Names in a text are looked for by the texts' own words.
    op.create_index("ix_contact_network_id_name", "contact", ["network_id", "name"])
    op.create_index("ix_contact_name_name", "contact_name", ["name"])


def downgrade() -> None:
    op.drop_index("ix_contact_name_name", "contact_name")
    op.drop_index("ix_contact_network_id_name", "contact")
    op.drop_table("translation_policy")
    op.drop_table("correction")
    op.drop_table("translation_memory")
    op.drop_table("glossary_term")

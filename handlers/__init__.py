"""What the bot can do: one file per subject, one function per command."""

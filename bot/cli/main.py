"""The program's commands. Each is imported when it is called: the terminal should not wait for
the web server's libraries, nor the server for the terminal's."""

import sys
from importlib import import_module

import click

from bot.settings import SettingsError
from storage.errors import DatabaseUnavailable

# What the environment got wrong, and what the moment did.
WRONG_SETTING, UNAVAILABLE = 2, 1
_COMMANDS = {
    "chat": "bot.cli.chat:chat",
    "serve": "bot.cli.serve:serve",
    "check": "bot.cli.serve:check",
    "migrate": "bot.cli.serve:migrate",
    "network": "bot.cli.admin:network",
    "official": "bot.cli.admin:official",
    "channel": "bot.cli.admin:channel",
    "import": "bot.cli.records:import_",
    "export": "bot.cli.records:export",
    "slack": "bot.cli.platforms:slack",
    "telegram": "bot.cli.platforms:telegram",
}


class Commands(click.Group):
    """The commands by name, in the order in which a newcomer meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="attache", prog_name="attache")
@click.pass_context
def attache(context: click.Context) -> None:
    """A chat-ops bot for city diplomacy: who knows whom, what passed, what is due."""
    from bot.cli.session import Session  # noqa: PLC0415  --help and --version need none

    context.obj = context.with_resource(Session())


def main() -> None:
    """Run the command that was typed; a wrong setting is one line and exit status 2."""
    try:
        attache.main(prog_name="attache")
    except SettingsError as error:
        _end(str(error), WRONG_SETTING)
    except DatabaseUnavailable as error:
        _end(f"the database cannot be reached: {error}", UNAVAILABLE)


def _end(sentence: str, status: int) -> None:
    print(f"attache: {sentence}", file=sys.stderr)  # noqa: T201  this is the terminal
    sys.exit(status)

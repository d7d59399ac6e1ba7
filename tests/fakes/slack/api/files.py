"""files.*: the three steps of an upload, and what a shared file looks like."""

import mimetypes
from typing import Any

from tests.fakes.slack.messages import parsed
from tests.fakes.slack.refusals import RefusedError, circumstance
from tests.fakes.slack.world import Team, World

from .chat import check_thread, store_message
from .registry import Caller, joined_channel_of, method


def make_file(world: World, name: str, owner: str, team: Team) -> dict[str, Any]:
    """Return the record of a file that has no content yet; its bytes go under `content`."""
    file_id = world.new_id("F")
    made = {
        "id": file_id,
        "created": int(world.now()),
        "name": name,
        "title": name,
        "mimetype": mimetypes.guess_type(name)[0] or "application/octet-stream",
        "filetype": name.rpartition(".")[2],
        "user": owner,
        "user_team": team.id,
        "size": 0,
        "url_private": f"{world.url}files-pri/{file_id}/{name}",
        "url_private_download": f"{world.url}files-pri/{file_id}/{name}",
        "content": None,
        "channels": [],
    }
    world.files[file_id] = made
    return made


def shown_file(made: dict[str, Any]) -> dict[str, Any]:
    """Return a file's record as Slack hands it out."""
    return {name: value for name, value in made.items() if name not in {"content", "length"}}


@method("files.getUploadURLExternal")
def get_upload_url(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Give an address to send a file's bytes to."""
    length = int(given["length"])
    if length <= 0:
        raise RefusedError("file_upload_size_invalid")
    home = caller.home
    made = make_file(caller.world, given["filename"], home.bot_user_id, home)
    made["length"] = length
    host = caller.world.url_of_uploads or caller.world.url
    return {"upload_url": f"{host}upload/{made['id']}", "file_id": made["id"]}


@method("files.completeUploadExternal")
def complete_upload(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Share uploaded files in a channel, all in one message."""
    world = caller.world
    done = [_uploaded(world, one) for one in parsed(given["files"], "invalid_arguments")]
    named = str(given.get("channel_id") or given.get("channels") or "")
    for channel_id in (one for one in named.split(",") if one):
        channel = joined_channel_of(caller, channel_id)
        check_thread(world, channel, given.get("thread_ts"))
        content = {"text": given.get("initial_comment", ""), "files": [shown_file(f) for f in done]}
        shared = store_message(world, caller.home, channel, content, given.get("thread_ts"))
        shared["subtype"] = "file_share"
        for made in done:
            made["channels"].append(channel_id)
    return {"files": [shown_file(made) for made in done]}


def _uploaded(world: World, named: dict[str, Any]) -> dict[str, Any]:
    made = world.files.get(named.get("id", ""))
    if made is None or made["content"] is None:
        raise RefusedError("file_not_found", str(named.get("id")))
    made["title"] = named.get("title") or made["name"]
    return made


@method("files.info")
def file_info(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Describe a file."""
    made = caller.world.files.get(given["file"])
    if made is None:
        raise RefusedError("file_not_found", given["file"])
    return {"file": shown_file(made)}


@method("files.delete")
def delete_file(caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
    """Delete one of the bot's own files, wherever it is shown."""
    world = caller.world
    made = world.files.get(given["file"])
    if made is None:
        raise circumstance("file_not_found", given["file"])
    if made["user"] != caller.home.bot_user_id:
        raise RefusedError("cant_delete_file")
    del world.files[made["id"]]
    for message in world.messages:
        kept = [one for one in message.get("files", []) if one["id"] != made["id"]]
        if "files" in message:
            message["files"] = kept
    return {}

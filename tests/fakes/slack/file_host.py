"""The bytes of files: taken in after an upload URL was given, handed out to the bot."""

from aiohttp import web

from .world import World


class FileHost:
    """Takes and hands out the bytes of files."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def receive(self, request: web.Request) -> web.Response:
        """Keep the bytes of an upload; a length other than announced is a violation."""
        made = self.world.files.get(request.match_info["id"])
        if made is None or made["content"] is not None or request.method not in {"POST", "PUT"}:
            self.world.violate("upload", "invalid_upload_url")
            return web.Response(text="invalid_upload_url", status=400)
        content = await _content(request)
        if len(content) != made["length"]:
            self.world.violate("upload", "wrong_length", f"{len(content)} ≠ {made['length']}")
            return web.Response(text="wrong_length", status=400)
        made |= {"content": content, "size": len(content)}
        self.world.files[made["id"]] = made
        return web.Response(text=f"OK - {len(content)}")

    async def hand_out(self, request: web.Request) -> web.Response:
        """Return a file's bytes to the bot, perhaps from elsewhere; anyone else is shown a page to
        sign in on."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        made = self.world.files.get(request.match_info["id"])
        known = self.world.tokens.get(token)
        if known is None:
            self.world.violate("file download", "not_authed")
        if known is None or known.error or not self.world.may_read_files:
            return web.Response(text="<html>Sign in</html>", content_type="text/html")
        if self.world.redirect_files_to:
            return web.Response(status=302, headers={"Location": self.world.redirect_files_to})
        if made is None:
            return web.Response(status=404)
        headers = {"Content-Disposition": "attachment"}
        return web.Response(body=made["content"], content_type=made["mimetype"], headers=headers)


async def _content(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""

"""What people do with the app: commands, buttons, shortcuts, forms."""

from typing import Any

from . import limits
from .answering import filled
from .delivery import Answer, Delivery, Signing
from .payloads import actor, commander, shown_view
from .pressing import action_of, find_action
from .refusals import RefusedError
from .response_urls import take_reply
from .sender import Sender
from .views import checked_view, close_stack, push_view, replace_view
from .world import Channel, ResponseUrl, User


class Interactions(Sender):
    """The side of the stand-in that acts for a person at the screen."""

    async def slash_command(
        self,
        command: str,
        text: str = "",
        *,
        user: User | None = None,
        channel: Channel | None = None,
        signing: Signing = Signing.GENUINE,
    ) -> Answer:
        """Type a slash command; what the app answers at once is shown and recorded."""
        user, channel = user or self.user, channel or self.channel
        payload = commander(self.world, user, channel) | {
            "command": command,
            "text": text,
            "response_url": self.world.new_response_url(channel, user),
            "trigger_id": self.world.new_trigger(user),
        }
        answer = await self.deliver(Delivery("slash_commands", payload), signing)
        if answer.status == 200 and answer.text:
            self._show_reply(answer, user, channel)
        return answer

    def _show_reply(self, answer: Answer, user: User, channel: Channel) -> None:
        given = answer.body if isinstance(answer.body, dict) else {"text": answer.text}
        try:
            take_reply(self.world, ResponseUrl(channel, user, self.world.now()), given)
        except RefusedError as refused:
            self.world.violate("slash command answer", refused.code, *refused.details)

    async def press(
        self,
        shown: dict[str, Any],
        target: str,
        choice: Any = None,
        *,
        user: User | None = None,
        signing: Signing = Signing.GENUINE,
    ) -> Answer:
        """Press the button (or make the choice) with this label or action id.

        `shown` is a message or an open view. LookupError when it has no such button.
        """
        block, part = find_action(shown, target)
        user = user or self._reader(shown)
        action = action_of(block, part, choice, self.world.new_ts())
        where = self.world.channels[shown["channel"]] if "ts" in shown else None
        payload = {
            **actor(self.world, user, where),
            "type": "block_actions",
            "actions": [action],
            **(self._in_message(shown, user) if "ts" in shown else self._in_view(shown, user)),
        }
        return await self.deliver(Delivery("interactive", payload), signing)

    def _reader(self, shown: dict[str, Any]) -> User:
        if shown.get("is_ephemeral") or "ts" not in shown:
            return self.world.users[shown["user"]]
        return self.user

    def _in_message(self, message: dict[str, Any], user: User) -> dict[str, Any]:
        channel = self.world.channels[message["channel"]]
        container = {
            "type": "message",
            "message_ts": message["ts"],
            "channel_id": channel.id,
            "is_ephemeral": bool(message.get("is_ephemeral")),
        }
        if "thread_ts" in message:
            container["thread_ts"] = message["thread_ts"]
        where = {
            "container": container,
            "trigger_id": self.world.new_trigger(user),
            "channel": {"id": channel.id, "name": channel.name},
            "response_url": self.world.new_response_url(channel, user, message),
            "state": {"values": {}},
        }
        return where if message.get("is_ephemeral") else where | {"message": dict(message)}

    def _in_view(self, view: dict[str, Any], user: User) -> dict[str, Any]:
        return {
            "container": {"type": "view", "view_id": view["id"]},
            "trigger_id": self.world.new_trigger(user, view["id"]),
            "view": shown_view(view),
        }

    async def shortcut(
        self,
        callback_id: str,
        message: dict[str, Any] | None = None,
        *,
        user: User | None = None,
        signing: Signing = Signing.GENUINE,
    ) -> Answer:
        """Choose a shortcut: a global one, or with a message the one in that message's menu."""
        user = user or self.user
        payload = actor(self.world, user) | {
            "type": "shortcut",
            "callback_id": callback_id,
            "action_ts": self.world.new_ts(),
            "trigger_id": self.world.new_trigger(user),
        }
        if message is not None:
            channel = self.world.channels[message["channel"]]
            payload |= {
                "type": "message_action",
                "message_ts": message["ts"],
                "message": dict(message),
                "channel": {"id": channel.id, "name": channel.name},
                "response_url": self.world.new_response_url(channel, user, message),
            }
        return await self.deliver(Delivery("interactive", payload), signing)

    async def submit(
        self, view: dict[str, Any], answers: dict[str, Any] | None = None, **more: Any
    ) -> Answer:
        """Fill in a form and send it; fields are named by label, block id or action id.

        ValueError when a needed field stays blank: Slack would not send the form.
        """
        user = self.world.users[view["user"]]
        view["state"] = {"values": filled(view, answers or {})}
        payload = actor(self.world, user) | {
            "type": "view_submission",
            "trigger_id": self.world.new_trigger(user, view["id"]),
            "view": shown_view(view),
            "response_urls": [],
        }
        answer = await self.deliver(Delivery("interactive", payload), **more)
        if answer.status == 200:
            self._follow(view, user, answer.body)
        return answer

    def _follow(self, view: dict[str, Any], user: User, said: Any) -> None:
        try:
            self._carry_out(view, user, said or {})
        except RefusedError as refused:
            self.world.violate("view_submission answer", refused.code, *refused.details)

    def _carry_out(self, view: dict[str, Any], user: User, said: dict[str, Any]) -> None:
        action = said.get("response_action")
        if action == "errors":
            inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
            if not said.get("errors") or not set(said["errors"]) <= inputs:
                raise RefusedError("invalid_arguments", f"no such input: {said.get('errors')}")
        elif action == "update":
            replace_view(self.world, view, checked_view(said.get("view"), "modal"))
        elif action == "push":
            push_view(self.world, user.team, user, checked_view(said.get("view"), "modal"), view)
        elif action in {None, "clear"}:
            close_stack(self.world, view, whole=action == "clear")
        else:
            raise RefusedError("invalid_arguments", f"unknown response_action {action}")

    async def close(self, view: dict[str, Any]) -> Answer | None:
        """Close a form; the app hears of it (its answer is returned) only if it asked to."""
        user = self.world.users[view["user"]]
        close_stack(self.world, view, whole=bool(view.get("clear_on_close")))
        if not view.get("notify_on_close"):
            return None
        payload = actor(self.world, user) | {
            "type": "view_closed",
            "view": shown_view(view),
            "is_cleared": bool(view.get("clear_on_close")),
        }
        return await self.deliver(Delivery("interactive", payload))

    async def suggest(self, shown: dict[str, Any], target: str, typed: str) -> list[dict[str, Any]]:
        """Type into a select that asks the app; return the options the app offers."""
        block, part = find_action(shown, target)
        user = self._reader(shown)
        where = self._in_message(shown, user) if "ts" in shown else self._in_view(shown, user)
        del where["trigger_id"]
        payload = actor(self.world, user) | where
        payload |= {
            "type": "block_suggestion",
            "block_id": block["block_id"],
            "action_id": part["action_id"],
            "value": typed,
        }
        answer = await self.deliver(Delivery("interactive", payload))
        return self._checked_options(answer)

    def _checked_options(self, answer: Answer) -> list[dict[str, Any]]:
        said = answer.body if isinstance(answer.body, dict) else {}
        groups = said.get("option_groups") or []
        options = (said.get("options") or []) + [o for group in groups for o in group["options"]]
        if not {"options", "option_groups"} & set(said) or len(options) > limits.SUGGESTED_OPTIONS:
            self.world.violate("block_suggestion answer", "invalid_options", answer.text[:200])
        return options

"""Updates going out to the bot: into the queue for polling, or posted to its webhook."""

import copy
import json
import time

import aiohttp

from tests.fakes.telegram.execution import run
from tests.fakes.telegram.places import Places
from tests.fakes.telegram.updates import Delivery

# How long Telegram is let wait for a webhook's answer, in seconds; short, for tests.
WEBHOOK_PATIENCE = 10


class Delivering(Places):
    """Posts updates as Telegram does; `deliveries` records each post and its answer."""

    def __init__(self, token: str, username: str, privacy: bool) -> None:
        super().__init__(token, username, privacy)
        self.routes: dict[str, str] = {}
        self.deliveries = self.world.updates.deliveries

    def open_client(self) -> None:
        """Open the connections that posts go through."""
        patience = aiohttp.ClientTimeout(total=WEBHOOK_PATIENCE)
        self._client = aiohttp.ClientSession(timeout=patience)

    async def close_client(self) -> None:
        """Close the connections that posts go through."""
        await self._client.close()

    async def resend(self, update: dict | None = None, *, secret: str | None = None) -> None:
        """Give the bot an update (the last one) once more under the same update_id."""
        again = update or self.world.updates.history[-1]
        if self.world.updates.webhook:
            await self._post(again, secret)
            return
        self.world.updates.pending.append(again)
        await self.world.tell_changed()

    async def redeliver(self) -> None:
        """Post what the webhook has not taken yet, as Telegram keeps trying to."""
        for update in list(self.world.updates.pending):
            await self._post(update)

    def route(self, public_url: str, local_url: str) -> None:
        """Posts to webhooks under the public address go to the local one."""
        self.routes[public_url] = local_url

    async def _post(self, update: dict, secret: str | None = None) -> Delivery:
        webhook = self.world.updates.webhook
        secret = webhook.secret_token if secret is None else secret
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
        try:
            async with self._client.post(
                self._local(webhook.url), json=update, headers=headers
            ) as response:
                delivery = Delivery(update, response.status, await response.text())
        except (aiohttp.ClientError, TimeoutError) as error:
            delivery = Delivery(update, 0, str(error))
        self.deliveries.append(delivery)
        await self._settle(delivery)
        return delivery

    def _local(self, url: str) -> str:
        for public, local in self.routes.items():
            if url.startswith(public):
                return local + url.removeprefix(public)
        return url

    async def _settle(self, delivery: Delivery) -> None:
        """Forget what was taken and carry out a method call in the answer."""
        updates = self.world.updates
        if not 200 <= delivery.status < 300:
            if updates.webhook:
                wrong = f"Wrong response from the webhook: {delivery.status}"
                updates.webhook.last_error = (int(time.time()), wrong)
            return
        updates.pending = [u for u in updates.pending if u is not delivery.update]
        try:
            body = json.loads(delivery.body)
        except ValueError:
            return
        if isinstance(body, dict) and "method" in body:
            await run(self.world, str(body.pop("method")), self.world.token, body)

    async def _emit(self, kind: str, content: dict, secret: str | None) -> None:
        """Queue an update and post it if a webhook is set; it stays queued until taken."""
        update = self.world.updates.queue(kind, copy.deepcopy(content))
        if update and self.world.updates.webhook:
            await self._post(update, secret)
        await self.world.tell_changed()

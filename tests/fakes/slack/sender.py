"""What every act of a person needs: someone, somewhere, and a way to reach the app."""

from .delivery import Answer, Delivery, HttpDelivery, Signing
from .socket_mode import SocketMode
from .world import Channel, User, World


class Sender:
    """The ways to the app: `transport` is `http` or `socket`."""

    world: World
    http: HttpDelivery
    socket: SocketMode
    user: User
    channel: Channel
    transport: str = "http"

    async def deliver(self, delivery: Delivery, signing: Signing = Signing.GENUINE) -> Answer:
        """Return the app's answer over the chosen transport."""
        if self.transport == "socket":
            return await self.socket.send(delivery)
        return await self.http.send(delivery, signing)

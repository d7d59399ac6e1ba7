import socket

import pytest

from tests.outside import OutsideError, reached


@pytest.mark.parametrize(
    ("family", "address"),
    [(socket.AF_INET, ("192.0.2.1", 80)), (socket.AF_INET6, ("2001:db8::1", 80))],
)
def test_no_socket_leads_to_another_machine(
    family: socket.AddressFamily, address: tuple[str, int]
) -> None:
    with socket.socket(family) as outgoing, pytest.raises(OutsideError):
        outgoing.connect(address)


def test_no_other_machine_is_looked_up() -> None:
    with pytest.raises(OutsideError):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        made = socket.create_connection(("localhost", server.getsockname()[1]), timeout=5)
        assert made.getpeername() == server.getsockname()
        made.close()


def test_what_is_reached_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with reached(monkeypatch) as seen, socket.create_connection(("localhost", port)):
            pass
    assert ("127.0.0.1", port) in seen

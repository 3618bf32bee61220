"""No test reaches the network, by construction: a socket to anything but this machine raises."""

from __future__ import annotations

import socket
from typing import Any

import pytest

_LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0", ""}


class NetworkReached(AssertionError):
    """A test tried to talk to another machine."""


@pytest.fixture(autouse=True, scope="session")
def offline() -> Any:
    """Replace socket.connect and name look-up by ones that refuse anything beyond loopback."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host not in _LOOPBACK:
            raise NetworkReached(f"a test tried to connect to {host}")
        connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and name not in _LOOPBACK:
            raise NetworkReached(f"a test tried to look up {name}")
        return look_up(host, *args, **kwargs)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket, "getaddrinfo", guarded_look_up)
    yield
    patch.undo()


pytest_plugins = ["tests.corpus_index"]

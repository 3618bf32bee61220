"""The guard itself: tests stay on this machine."""

from __future__ import annotations

import socket

import pytest

from tests.conftest import NetworkReached


def test_a_socket_beyond_loopback_raises() -> None:
    with socket.socket() as outgoing, pytest.raises(NetworkReached):
        outgoing.connect(("192.0.2.1", 80))


def test_a_name_look_up_raises() -> None:
    with pytest.raises(NetworkReached):
        socket.getaddrinfo("example.com", 443)

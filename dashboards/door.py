"""The door as a value: where the server listens, by which names, and who may edit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Door:
    """What a server lets in.

    ``host`` is the address on which it listens, ``hosts`` are the names, beside those of this
    machine itself, by which it may be asked for. ``may_edit`` says whether anybody may edit at all;
    with a ``token`` only those who have shown it may. ``proxies`` is the number of proxies in front
    whose X-Forwarded headers are believed.
    """

    host: str = LOOPBACK[0]
    hosts: tuple[str, ...] = ()
    may_edit: bool = True
    token: str = field(default="", repr=False)
    proxies: int = 0

    @property
    def names(self) -> frozenset[str]:
        """The names that a Host header may bear, without the port."""
        return frozenset(in_header(name) for name in (*LOOPBACK, *self.hosts))

    @property
    def is_private(self) -> bool:
        """Whether only this machine can come in."""
        return self.host in LOOPBACK and not self.proxies and not {*self.hosts} - {*LOOPBACK}


def in_header(name: str) -> str:
    """A name as a Host header bears it: an IPv6 address in brackets.

    >>> in_header("FE80::1"), in_header("[::1]"), in_header("Localhost")
    ('[fe80::1]', '[::1]', 'localhost')
    """
    bare = name.strip("[]").lower()
    return f"[{bare}]" if ":" in bare else bare


def without_port(header: str) -> str:
    """The name in a Host header.

    >>> without_port("[::1]:8050"), without_port("[::1]"), without_port("Localhost:8050")
    ('[::1]', '[::1]', 'localhost')
    """
    name, _, port = header.rpartition(":")
    return (name if name and port.isdecimal() else header).lower()


def port_of(header: str) -> str:
    """The port in a Host header, "" when it names none.

    >>> port_of("[::1]:8050"), port_of("[::1]"), port_of("localhost")
    ('8050', '', '')
    """
    name, _, port = header.rpartition(":")
    return port if name and port.isdecimal() else ""

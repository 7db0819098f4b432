"""`serve`: the dashboard in a browser; on which address, by which names, and who may edit."""

from __future__ import annotations

import argparse
import errno
import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from tracker.arguments import OneLineParser, port
from tracker.edit_commands import Misunderstood, Refused
from tracker.failures import failure_reason
from tracker.messages import filled, reason, several
from tracker.problems import visible

if TYPE_CHECKING:
    from dashboards.door import Door
    from tracker.words import Words

HOST: Final = "127.0.0.1"
PORT: Final = 8050
# An address that stands for every address of this machine, and so is no name of it.
ANY: Final = ("0.0.0.0", "::")
TOKEN_VARIABLE: Final = "TRACKER_TOKEN"
TOKEN_BYTES: Final = 24
SHORTEST_TOKEN: Final = 16


def arguments(command: OneLineParser) -> None:
    option, say = command.add_argument, command.say
    host = say("address to listen on (default: %(default)s)")
    option("--host", metavar=say("ADDRESS"), default=HOST, help=host)
    listening = say("port (default: %(default)s)")
    option("--port", metavar=say("N"), type=command.typed(port), default=PORT, help=listening)
    named = say("names by which others ask for it; needed where --host is not this machine alone")
    option("--hosts", type=command.typed(names), default=(), metavar=say("NAME[,NAME]"), help=named)
    editing = command.add_mutually_exclusive_group()
    editing.add_argument("--read-only", action="store_true", help=say("nobody may edit"))
    with_token = say("whoever has the token may edit, though others can come in")
    editing.add_argument("--allow-edit", action="store_true", help=with_token)
    behind = say("a reverse proxy stands in front: believe its X-Forwarded headers")
    option("--proxy", action="store_true", help=behind)


def serve(
    options: Any, path: Path, *, clock: Callable[[], date], calendar: Callable[[], date]
) -> None:
    """Show the dashboard until Ctrl+C. Raises Refused, Misunderstood."""
    from dashboards import app
    from tracker import saving
    from tracker.replacing import NotSaved
    from tracker.store import NotMilestones

    door = door_of(options, os.environ)

    def ready(address: str) -> None:
        print(welcome(address, path, door, options.say), flush=True)

    try:
        with suppress(NotSaved):  # a record that may only be read has nothing to tidy up
            saving.start(path)
        app.serve(path, door=door, port=options.port, clock=clock, calendar=calendar, ready=ready)
    except NotMilestones as refusal:
        raise Refused(reason(refusal)) from None
    except OSError as failure:
        raise Misunderstood(no_door(failure, host=options.host, port=options.port)) from None
    except KeyboardInterrupt:
        print()


def door_of(options: Any, environment: Mapping[str, str]) -> Door:
    """The door that the options ask for. Raises Misunderstood."""
    from dashboards.door import LOOPBACK, Door

    host = options.host.strip("[]").lower()
    if host not in LOOPBACK and not options.hosts:
        raise Misunderstood(unnamed(host))
    door = Door(host=host, hosts=options.hosts, may_edit=False, proxies=int(options.proxy))
    if options.read_only or not (door.is_private or options.allow_edit):
        return door
    token = "" if door.is_private else chosen_token(environment)
    return Door(host, options.hosts, may_edit=True, token=token, proxies=door.proxies)


def unnamed(host: str) -> str:
    """That others need a name to ask for, and what to type."""
    example = "tracker.example.org" if host in ANY else host
    return filled(
        "--host {host} lets other machines in: say by which names they ask for this one, as they "
        "stand in the address of a browser, with --hosts {example}",
        host=visible(host),
        example=visible(example),
    )


def chosen_token(environment: Mapping[str, str]) -> str:
    """The token of the environment, else a fresh one. Raises Misunderstood."""
    token = environment.get(TOKEN_VARIABLE, "")
    if token and len(token) < SHORTEST_TOKEN:
        raise Misunderstood(
            several(
                "{variable} has {n} character: choose {least} or more, or leave it out and one is "
                "made up.",
                "{variable} has {n} characters: choose {least} or more, or leave it out and one is "
                "made up.",
                len(token),
                variable=TOKEN_VARIABLE,
                least=SHORTEST_TOKEN,
            )
        )
    return token or secrets.token_urlsafe(TOKEN_BYTES)


def welcome(address: str, path: Path, door: Door, say: Words) -> str:
    """Where the dashboard can be opened, what it shows, and who may edit."""
    opened = for_others(address, door) if door.host in ANY else address
    shown = say("{address} shows {path}. Ctrl+C ends it.", address=opened, path=path)
    if not door.may_edit:
        return f"{shown}\n{say('Nobody may edit it here.')}"
    if not door.token:
        return shown
    with_token = f"{for_others(address, door)}?token={door.token}"
    return f"{shown}\n{say('To edit, open {address}', address=with_token)}"


def for_others(address: str, door: Door) -> str:
    """The address by which others ask for the server: a proxy in front has its own, by https."""
    if not door.hosts:
        return address
    name = f"[{door.hosts[0]}]" if ":" in door.hosts[0] else door.hosts[0]
    if door.proxies:
        return f"https://{name}/"
    return f"http://{name}:{urlsplit(address).port}/"


def names(text: str) -> tuple[str, ...]:
    """The names of a server, without ports."""
    listed = tuple(name for part in text.split(",") if (name := part.strip().lower()))
    odd = [name for name in listed if "/" in name or "*" in name or " " in name]
    if odd or not listed:
        given = odd[0] if odd else text
        raise argparse.ArgumentTypeError(
            filled(
                "'{text}' is no name: type what stands between // and the port in the address.",
                text=visible(given),
            )
        )
    return listed


def no_door(failure: OSError, *, host: str, port: int) -> str:
    """Why nothing can be served at an address, and what to do."""
    if failure.errno == errno.EADDRINUSE:
        return filled(
            "port {port} is taken, perhaps by a dashboard that runs already: look at "
            "http://{host}:{port}/, or choose another port with --port {next}.",
            host=visible(HOST if host in ANY else host),
            port=port,
            next=port + 1,
        )
    return filled(
        "cannot listen on {host}, port {port}: {why}. Choose another --host.",
        host=visible(host),
        port=port,
        why=failure_reason(failure),
    )

"""The service that words paragraphs: asked on the own network only, and only if it was set up."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from django.conf import settings

from kaimenhong.errors import Code, Mistake

LARGEST_ANSWER = 1_000_000  # bytes
CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Service:
    """Where to ask, and for which model; `key` is empty where none is wanted."""

    secure: bool
    host: str
    port: int
    path: str
    model: str
    key: str
    seconds: float


def is_on() -> bool:
    """Whether the place has set up such a service."""
    return bool(settings.POLISH)


def service() -> Service:
    """Return the service of the settings; Mistake POLISHING_OFF where there is none."""
    if not is_on():
        raise Mistake(
            Code.POLISHING_OFF,
            expected="由管理员接好的润色服务",
            came="没有设置",
            remedy="请管理员按“润色文字”的说明设置 KMH_POLISH；不设置时本系统不向外连接",
        )
    host, port = place_of(settings.POLISH)
    parts = urlsplit(settings.POLISH)
    return Service(
        secure=parts.scheme == "https",
        host=host,
        port=port,
        path=f"{parts.path.rstrip('/')}/chat/completions",
        model=settings.POLISH_MODEL,
        key=settings.POLISH_KEY,
        seconds=settings.POLISH_SECONDS,
    )


def place_of(address: str) -> tuple[str, int]:
    """Return host and port of an address; Mistake POLISHING_UNANSWERED where it is none."""
    usual = {"http": 80, "https": 443}
    try:
        parts = urlsplit(address)
        if parts.hostname and parts.scheme in usual:
            return parts.hostname, parts.port or usual[parts.scheme]
    except ValueError:
        pass
    raise unanswered("形如 http://10.1.2.3:8000/v1 的地址", address)


def ask(found: Service, messages: Sequence[dict[str, str]]) -> str:
    """Return the words of the first answer.

    Raises Mistake POLISHING_ELSEWHERE before anything is sent where the address is not of the own
    network, POLISHING_UNANSWERED where no answer comes in time, or one that is none.
    """
    refuse_elsewhere(found)
    until = time.monotonic() + found.seconds
    kind = HTTPSConnection if found.secure else HTTPConnection
    line = kind(found.host, found.port, timeout=found.seconds)
    try:
        line.connect()
        # The name was looked up a second time: what answers now must be of the own network too.
        refuse_public(line.sock.getpeername()[0], found)
        line.request("POST", found.path, asked(found, messages), headers(found))
        return words(line.getresponse(), until)
    except (OSError, HTTPException, ValueError) as failed:  # ValueError: a key that is no header
        raise unanswered("润色服务的回答", str(failed) or type(failed).__name__) from failed
    finally:
        line.close()


def asked(found: Service, messages: Sequence[dict[str, str]]) -> bytes:
    """Return the body of the request."""
    body = {"model": found.model, "messages": list(messages), "temperature": 0.2, "stream": False}
    return json.dumps(body, ensure_ascii=False).encode()


def headers(found: Service) -> dict[str, bytes]:
    """Return the headers of the request; bytes, as a key may hold any sign."""
    kinds = {"Content-Type": b"application/json", "Accept": b"application/json"}
    return kinds | ({"Authorization": f"Bearer {found.key}".encode()} if found.key else {})


def words(answer: HTTPResponse, until: float) -> str:
    """Return what the answer says; a redirection is not followed."""
    data = read(answer, until)
    if answer.status != 200:
        raise unanswered("状态码 200", f"状态码 {answer.status}")
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError) as failed:
        raise unanswered("chat/completions 的回答", "看不懂的内容") from failed
    if not isinstance(content, str):
        raise unanswered("chat/completions 的回答", "没有文字")
    return content


def read(answer: HTTPResponse, until: float) -> bytes:
    """Return the body; a service that trickles is given up like one that is silent."""
    data = b""
    while chunk := answer.read1(CHUNK):
        data += chunk
        if len(data) > LARGEST_ANSWER:
            raise unanswered(f"不超过 {LARGEST_ANSWER // 1_000_000} MB 的回答", "更长的回答")
        if time.monotonic() > until:
            raise unanswered("按时到齐的回答", "超过时限")
    return data


def refuse_elsewhere(found: Service) -> None:
    """Raise where the host's name stands for any address outside the own network."""
    try:
        known = socket.getaddrinfo(found.host, found.port, type=socket.SOCK_STREAM)
    except OSError as failed:
        raise unanswered("找得到的主机", found.host) from failed
    for one in known:
        refuse_public(str(one[4][0]), found)


def refuse_public(address: str, found: Service) -> None:
    """Raise where the address is one of the world's, and not of this machine or its network."""
    meant = ip_address(address.partition("%")[0])
    if isinstance(meant, IPv6Address) and meant.ipv4_mapped:
        meant = meant.ipv4_mapped
    own = meant.is_loopback or meant.is_private or meant.is_link_local
    if not own or meant.is_unspecified or meant.is_multicast:
        raise Mistake(
            Code.POLISHING_ELSEWHERE,
            expected="本机或本单位网络内的地址",
            came=f"{found.host}（{address}）",
            remedy="稿子不出本单位：请管理员把 KMH_POLISH 改为内网地址",
        )


def unanswered(expected: str, came: str) -> Mistake:
    """Make the mistake of a service that did not do its part."""
    return Mistake(
        Code.POLISHING_UNANSWERED,
        expected=expected,
        came=came,
        remedy="原文没有改动；请稍后再试，或请管理员检查润色服务和 KMH_POLISH 的设置",
    )

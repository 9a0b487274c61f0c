"""Addresses: their pieces, and which hosts all the world can reach."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from sayso.web import is_address
from sayso.web.faults import NotFetched

LONGEST_ADDRESS = 8_000
"""Signs of an address."""
PORTS = {"http": 80, "https": 443}
_NAT64 = 0x0064FF9B << 96
"""Where networks of IPv6 alone put the addresses of IPv4 (RFC 6052)."""


@dataclass(frozen=True, slots=True)
class Address:
    """A page's address in its normal form, without what only a browser needs (the fragment)."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query, as a request names them."""

    @property
    def site(self) -> str:
        """Scheme, host and port: what a robots.txt counts for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    def __str__(self) -> str:
        return self.site + self.target


def address(words: str, source: str) -> Address:
    """The pieces of an address; `source` names the input. Raises NotFetched."""
    words = words.strip()
    if not is_address(words) or len(words) > LONGEST_ADDRESS:
        raise NotFetched(source, "address", f"{words[:80]!r} is no address that can be fetched")
    try:
        found = parse_url(words)
        host = (found.host or "").strip("[]").rstrip(".").lower()
    except (LocationParseError, ValueError) as error:
        raise NotFetched(source, "address", f"{words[:80]!r} is no address") from error
    if not host or not found.scheme:
        raise NotFetched(source, "address", f"{words[:80]!r} names no host")
    if found.auth:
        raise NotFetched(source, "address", "it holds a password, which would be kept with the page")
    return Address(found.scheme, host, found.port or PORTS[found.scheme], found.request_uri or "/")


def absolute_address(base: Address, words: str) -> str:
    """The address that a page at `base` means by some words."""
    try:
        return urljoin(str(base), words.strip())
    except ValueError:
        return words


def worldwide(host: str) -> bool:
    """Whether an IP address belongs to the public internet, also where one of IPv4 is wrapped in one of IPv6."""
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return all(_public(one) for one in _wrapped(found))


def _wrapped(found: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    if isinstance(found, IPv4Address):
        return [found]
    if found.ipv4_mapped:
        return [found.ipv4_mapped]
    if int(found) >> 32 == _NAT64 >> 32:
        return [IPv4Address(int(found) & 0xFFFFFFFF)]
    return [found, *([found.sixtofour] if found.sixtofour else []), *(found.teredo or ())]


def _public(found: IPv4Address | IPv6Address) -> bool:
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)

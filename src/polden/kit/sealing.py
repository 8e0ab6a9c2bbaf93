"""Signed parcels that a page carries, so that the server need keep nothing."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from itsdangerous import BadSignature, Signer

LONGEST = 400_000
MOST_UNPACKED = 4_000_000


class BrokenSeal(Exception):
    """A parcel that we did not sign, or signed with another key."""


class Sealer:
    """Signs plain values (JSON) and opens what it signed."""

    def __init__(self, secret: str, purpose: str) -> None:
        self._signer = Signer(secret, salt=purpose)

    def seal(self, value: Any) -> str:
        """The value as a compact text that shows whether it was altered."""
        packed = zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 6)
        return self._signer.sign(urlsafe_b64encode(packed)).decode()

    def open(self, parcel: str) -> Any:
        """The value again. Raises BrokenSeal."""
        if len(parcel) > LONGEST:
            raise BrokenSeal("too long")
        try:
            packed = urlsafe_b64decode(self._signer.unsign(parcel.encode()))
            return json.loads(zlib.decompressobj().decompress(packed, MOST_UNPACKED))
        except (BadSignature, UnicodeEncodeError, ValueError, zlib.error):
            raise BrokenSeal("not ours, or altered") from None

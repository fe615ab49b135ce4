"""A routing server over HTTP: asked again when it stumbles, and every failure told with its remedy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import urllib3

from distribution.errors import Fault, TravelSourceError

CONNECT_S, READ_S = 5.0, 60.0
TRIES = 4
_BUSY = (429, 502, 503, 504)


class TravelServer:
    """A server by its URL; ``name`` is how people typed it, and how faults name it."""

    def __init__(self, url: str, name: str, *, pause_s: float = 0.5, read_s: float = READ_S) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise TravelSourceError([Fault(code="travel_url", file=name, arguments={"value": url})])
        self.name = name
        self._base = url.rstrip("/")
        retries = urllib3.Retry(
            total=TRIES - 1,
            backoff_factor=pause_s,
            status_forcelist=_BUSY,
            allowed_methods=None,
            respect_retry_after_header=False,  # a server's wish for an hour would hang the plan
            raise_on_status=False,
        )
        self._pool = urllib3.PoolManager(
            retries=retries, timeout=urllib3.Timeout(connect=CONNECT_S, read=read_s)
        )

    def get(self, path: str, query: str) -> dict[str, Any]:
        """Return the JSON object that a GET gives, whatever its status.

        Raises
        ------
        TravelSourceError
            When the server cannot be reached or gives no JSON object.
        """
        return self._object(self._ask("GET", f"{quote(path, safe='/;,.-')}?{query}", None))

    def post(self, path: str, question: Mapping[str, Any]) -> Any:
        """Return the JSON that a POST of JSON gives, whatever its status.

        Raises
        ------
        TravelSourceError
            When the server cannot be reached or gives no JSON.
        """
        return self._ask("POST", path, json.dumps(question))

    def fault(self, code: str, /, **arguments: str) -> TravelSourceError:
        """Return an error of this server."""
        return TravelSourceError([Fault(code=code, file=self.name, arguments=arguments)])

    def _ask(self, method: str, path: str, body: str | None) -> Any:
        headers = {"Content-Type": "application/json"} if body else None
        try:
            answer = self._pool.request(method, self._base + path, body=body, headers=headers)
        except urllib3.exceptions.HTTPError as error:
            raise self.fault("travel_unreachable", detail=_cause(error), tries=str(TRIES)) from error
        if answer.status in _BUSY:
            raise self.fault("travel_unreachable", detail=f"HTTP {answer.status}", tries=str(TRIES))
        try:
            return json.loads(answer.data)
        except ValueError as error:
            raise self.fault("travel_answer", detail=f"HTTP {answer.status}, no JSON") from error

    def _object(self, answer: Any) -> dict[str, Any]:
        if not isinstance(answer, dict):
            raise self.fault("travel_answer", detail=type(answer).__name__)
        return answer


def _cause(error: urllib3.exceptions.HTTPError) -> str:
    return str(getattr(error, "reason", None) or error)

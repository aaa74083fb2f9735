"""httpx's calls, waiting as long as a busy machine may take: it gives up after five seconds by itself."""

from functools import partial

import httpx

_SECONDS = 60.0

get = partial(httpx.get, timeout=_SECONDS)
post = partial(httpx.post, timeout=_SECONDS)
put = partial(httpx.put, timeout=_SECONDS)
delete = partial(httpx.delete, timeout=_SECONDS)
request = partial(httpx.request, timeout=_SECONDS)
client = partial(httpx.Client, timeout=_SECONDS)

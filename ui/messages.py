"""What `qa` says itself, its errors and notices, in the language of the interface.

`qa` speaks English and knows nothing of languages: a message is known here by its form, with names in the place of what
is filled in. One that isn't known is shown as it is. A test holds each form against the messages in the code.
"""

import re
from datetime import datetime
from functools import cache

from ui import language


def N_(words: str) -> str:  # noqa: N802 - the name that `make words` looks for
    return words


# The first that fits counts. A `cause` is itself a message; a `date` is written as the interface writes dates.
FORMS = (
    N_("%(cause)s; this is the extractive answer"),
    N_("can't be read as text from byte %(byte)s on; save its text as UTF-8 and add that"),
    N_("is empty; put text in it or leave it out"),
    N_("is empty but for its front matter; put text in it or leave it out"),
    N_("%(suffix)s files aren't supported; supported: %(kinds)s"),
    N_("over %(number)s combining marks in a row at character %(at)s; remove them"),
    N_("no such file or folder; check the path"),
    N_("unpacks to over %(size)s MB; save its text as .txt"),
    N_("holds %(number)s parts, over the limit of %(most)s; save its text as .txt"),
    N_("is encrypted; save it without a password"),
    N_("is damaged: %(part)s is no well-formed XML (%(why)s); save it again"),
    N_("is damaged: %(part)s is missing in it; save it again"),
    N_("holds no values; put some in it or leave it out"),
    N_("is no readable CSV (%(why)s); save it again"),
    N_("is no DOCX text document; save it as .docx"),
    N_("holds no text, perhaps only pictures; run text recognition (OCR) on it"),
    N_("is no e-mail: it has no header such as From or Date; save it as .txt"),
    N_("is no EPUB: it has no META-INF/container.xml; save it as .epub"),
    N_("is no readable feed: its XML is damaged"),
    N_("is a feed without articles"),
    N_("is a feed in a feed; give its address by itself"),
    N_("is no feed; add it as an address, or give that of the site's feed (RSS or Atom)"),
    N_("no main text in this page; if its text is made by a script, save the article as .txt"),
    N_("is damaged: it was cut off, or isn't the kind of file that its name says; save it again and add it once more"),
    N_("is damaged, or no PDF; save it again"),
    N_("is encrypted with a password; save it without one"),
    N_("is encrypted for certain readers, or by a program of its own; save it without that"),
    N_("is no PDF (%(kind)s); give it the ending of what it is, or save it as PDF"),
    N_("is damaged: a part of it is no well-formed XML; save it again"),
    N_("is damaged: a command in it has a number that it can't have; save it again"),
    N_("is damaged: %(part)s names no book; save it again"),
    N_("is damaged: %(part)s declares entities, which no office program writes; save it again"),
    N_("is %(kind)s by another name; give it the ending of what it is"),
    N_("is an old Office file by another name; open it there and save it anew"),
    N_("the file's name isn't valid UTF-8; rename it"),
    N_("holds over %(number)s characters of text; split it"),
    N_("can't be read as %(kind)s (%(why)s); save its text as .txt"),
    N_("is empty; leave it out"),
    N_("no permission to read it; grant read access or leave it out"),
    N_("is over the limit of %(size)s MB; raise QA_MAX_FILE_MB"),
    N_("the answer is no proper HTTP (%(why)s); check the address"),
    N_("no answer within %(seconds)s s; try again later"),
    N_("the connection was refused; check the address"),
    N_("the connection failed (%(why)s); try again later"),
    N_("its compression is damaged; try again later"),
    N_("its compression ends too early; try again later"),
    N_("is no address (%(why)s); write it as https://host/path"),
    N_("is UTF-16, but JSON lines are UTF-8; save it as UTF-8"),
    N_("is of no type that tells what it is; save it and add the file"),
    N_("is %(kind)s, but no RSS or Atom feed; give the address of a page or of a feed"),
    N_("is %(what)s; get one whose text can be read"),
    N_("is a PDF without pages"),
    N_("no text on its %(pages)s: it is a scan on which none was recognised; scan it with more dots an inch"),
    N_(
        "no text on its %(pages)s: nothing is drawn there, perhaps but a form that one program shows; "
        "print it as a PDF and add that"
    ),
    N_("no text on its %(pages)s: it is a scan, or its letters are drawn as pictures; %(how)s"),
    N_("is a picture on which no text was recognised; leave it out, or scan it with more dots an inch"),
    N_("is damaged, or no PNG, JPEG or TIFF; save it again"),
    N_("is no PPTX presentation; save it as .pptx"),
    N_("is no ODT: it has no content.xml; save it as .odt"),
    N_("is no ODT text document; save it as .odt"),
    N_("is no RTF; save it again as .rtf"),
    N_("is no XLSX workbook; save it as .xlsx"),
    N_("holds no values, perhaps only charts or pictures; save its text as .txt"),
    N_("holds over %(number)s cells; split it, or leave out the sheets that nobody asks about"),
    N_("is empty; put JSON lines in it or leave it out"),
    N_('"%(key)s" is missing; each line needs "source" and "text"'),
    N_('"%(key)s" is empty; each line needs "source" and "text"'),
    N_('"%(key)s" must be a string, not %(kind)s'),
    N_('"published" is %(given)s; write a date such as 2021-03-17, or leave it out'),
    N_("malformed JSON at column %(at)s: %(why)s; write one JSON object a line"),
    N_("reading it as %(kind)s took over %(seconds)s s; save its text as .txt"),
    N_("reading it as %(kind)s ended the process that read it; save its text as .txt"),
    N_("too many pages are being drawn; try again in a moment"),
    N_("a file needs a name of 1 to %(most)s bytes, for example report.txt"),
    N_("the address has %(number)s characters, over the limit of %(most)s; give a shorter one"),
    N_("the address has spaces, control characters or backslashes in it; write it as a browser shows it"),
    N_("%(scheme)s can't be fetched; only http and https can"),
    N_("the address has a user name or password in it; leave it out"),
    N_("the address names no host; write it as https://host/path"),
    N_("%(host)s is no host name; write the address as https://host/path"),
    N_("the host %(host)s can't be found; check the address and the network"),
    N_("%(host)s isn't on the public internet; set QA_ALLOW_PRIVATE_URLS=true to fetch from your own network"),
    N_("its certificate can't be trusted (%(why)s); check the address"),
    N_("the answer took over %(seconds)s s; try again later"),
    N_("the connection ended before all of it had come; try again later"),
    N_("redirected over %(number)s times; give the address that it ends at"),
    N_("its server fails (status %(status)s); try again later"),
    N_("there is no document (status %(status)s)"),
    N_("the answer is empty"),
    N_("its robots.txt asks programs not to fetch it; save the page and ingest the file"),
    N_("the question is empty; ask something, for example: What did Porter say?"),
    N_("the question has %(number)s characters, %(most)s are allowed; shorten it"),
    N_("the time from %(first)s until %(last)s ends before it begins; change one of the dates"),
    N_("the answer took over %(seconds)s seconds (QA_ANSWER_TIMEOUT); ask again later, or about fewer documents"),
    N_("the question was given up; ask it again"),
    N_("the server is being stopped; ask again when it is back"),
    N_("more than %(number)s requests a minute; wait a little, or raise QA_REQUESTS_PER_MINUTE"),
    N_("another process is writing to this library; try again when it has finished"),
    N_("another process is writing to this library; wait until its ingest has finished and try again"),
    N_("another process is writing to the library %(name)s; try again when it has finished"),
    N_("the disk of the library %(name)s is full; what was stored is safe, make room and try again"),
    N_("the library %(name)s is asked by more than %(number)s at once; try again"),
    N_(
        "the stored text of %(source)s is damaged, so it isn't quoted; run `qa doctor`, then ingest it again or `qa "
        "restore` a backup"
    ),
    N_("no document %(name)s in the library; `qa documents list` shows ids and sources"),
    N_("no document %(name)s was removed within the last day; add it again from its file"),
    N_("no job %(job)s; one that is done is kept for a day, and one whose server is gone must be sent again"),
    N_("%(number)s jobs are waiting already; add more when some are done"),
    N_("no conversation %(id)s; `qa conversations list` shows ids"),
    N_("no conversation is shared under this link; ask who sent it for a new one"),
    N_("no feedback %(id)s; `qa feedback list` shows ids"),
    N_("you have given feedback %(number)s times; have an administrator remove some"),
    N_("no collection %(name)s in the library; `qa collections list` shows all"),
    N_("there is a collection %(name)s already; give another name"),
    N_("a collection needs a name of 1 to %(most)s characters, not %(given)s"),
    N_("this can't be its name: it is empty, too long, or taken; give another one"),
    N_(
        "%(name)s is limited to some people, and without it its documents would be open to all; open it to all before "
        "you delete it, or take its documents out"
    ),
    N_("only an administrator or an editor of a limited collection may say who reads it; ask one"),
    N_("no user %(name)s; `qa users list` shows names, and role:reader means all readers"),
    N_("no role %(name)s; write role:reader or role:editor, or the name of a user"),
    N_("no saved choice %(id)s of yours; it may have been deleted since"),
    N_("nothing with the id %(id)s is watched; it may have been removed since"),
    N_("%(place)s is watched already; it is in the list"),
    N_("%(most)s folders and feeds are watched already; remove one before you add another"),
    N_("whoever added it may not do so any more; continue it in your own name, or remove it"),
    N_("only an administrator may have a folder of the server watched; ask one, or give a feed"),
    N_("%(place)s is neither a feed's address nor a whole path; write https://… or /srv/news"),
    N_("%(place)s can't be looked into; check the path and who may read it"),
    N_("no folder may be watched here; name those that may in QA_WATCH_FOLDERS"),
    N_("%(place)s may not be watched here; QA_WATCH_FOLDERS names the folders that may"),
    N_("%(place)s holds the library itself, or lies in it; name a folder with documents alone"),
    N_("there is no folder %(place)s on the server; check the path"),
    N_(
        "%(place)s is missing and the files of %(number)s documents are gone from it; the documents are kept. Is a disk not "
        "mounted?"
    ),
    N_(
        "%(place)s is empty and the files of %(number)s documents are gone from it; the documents are kept. Is a disk not "
        "mounted?"
    ),
    N_(
        "%(place)s holds %(present)s files and the files of %(number)s documents are gone from it; the documents are kept. Is "
        "a disk not mounted?"
    ),
    N_("you keep %(most)s choices already; delete one before you keep another"),
    N_("a saved choice needs a name of 1 to %(most)s characters"),
    N_("only an editor or administrator may change the library; ask one, or log in as one"),
    N_("only an administrator may do this; ask one, or log in as one"),
    N_("you may read this, but not change it; ask an editor of its collection, or an administrator"),
    N_("you may read %(name)s, but not change it; ask one of its editors, or an administrator"),
    N_("nobody has logged in; reload the page, and log in"),
    N_("this page was opened by somebody else; reload it"),
    N_("wrong name or password"),
    N_("too many log-ins from this address; try again in a minute"),
    N_("too many log-ins at once; try again in a few seconds"),
    N_("something went wrong here; look for the request's id (X-Request-ID) in the server's log"),
    N_("a model's name has 1 to 200 characters without spaces; choose one of its server's list"),
    N_("a context of %(number)s tokens is not allowed; enter %(least)s or more, or nothing"),
    N_("the address of a model's server has no “?” and no “#”; write it as http://localhost:11434/v1"),
    N_("a key has at most %(most)s characters, without spaces; copy it once more"),
    N_("the server at %(address)s can't be asked for its models: %(cause)s"),
    N_("the server at %(address)s refuses this key; enter the one you have"),
    N_("the server at %(address)s asks for a key; enter the one you have"),
    N_("the server at %(address)s sends to another address; enter that one if you trust it"),
    N_("the server at %(address)s lists no models (it answered %(status)s); check the address, it mostly ends in /v1"),
    N_("what %(address)s answers is no list of models; check the address"),
    N_("QA_LLM is set to %(model)s, and wins; unset it and start the server anew"),
    N_("the library is being embedded by %(model)s already; cancel that first, or wait for it"),
    N_(
        "the embedding model %(model)s can't be loaded (%(why)s); name the bundled "
        "all-MiniLM-L6-v2 or a folder with a sentence-transformers model, in QA_EMBEDDING_MODEL or with `qa reindex --model`"
    ),
    N_("%(model)s is a folder on the server, which only `qa reindex --model %(again)s` takes; give a name"),
    N_("%(model)s took too long (QA_ANSWER_TIMEOUT)"),
    N_("%(model)s was silent for %(seconds)s seconds"),
    N_("%(model)s sent far more than it was asked for"),
    N_("%(model)s isn't waited for any more"),
    N_("%(model)s stopped half-way: its connection ended"),
    N_("%(model)s needs a key in %(key)s, which isn't set"),
    N_("%(model)s needs the package %(package)s, which is missing (%(install)s)"),
    N_("%(model)s wrote nothing"),
    N_("what %(model)s wrote couldn't be checked in time"),
    N_("nothing that %(model)s wrote is supported by the documents"),
    N_("what %(model)s wrote is only partly supported by the documents"),
    N_("what %(model)s wrote rests on other sentences"),
    N_("%(model)s finds no answer in the documents; this is what comes closest"),
    N_("%(model)s reached its limit of %(number)s tokens; its last sentence is left out"),
    N_("a context of %(number)s tokens has no room for a passage and the question; raise QA_LLM_CONTEXT"),
    N_("%(model)s can't be reached"),
    N_("%(model)s has had too many requests for now"),
    N_("%(model)s refuses its key"),
    N_("%(model)s asks for a key"),
    N_("%(model)s refuses the key in %(key)s"),
    N_("there is no %(model)s: %(said)s"),
    N_("%(model)s failed with status %(status)s: %(said)s"),
    N_("the passages are too long for %(model)s; have an administrator set its context in the settings to what it reads"),
    N_("the passages are too long for %(model)s; set QA_LLM_CONTEXT to what it reads"),
    N_("it asks for a login (status %(status)s)"),
    N_("its server refuses (status %(status)s)"),
    N_("it isn't there (status %(status)s)"),
    N_("it is gone (status %(status)s)"),
    N_("its server asks for fewer requests (status %(status)s)"),
    N_("Showing results for %(words)s"),
    N_("Nothing here mentions %(names)s"),
    N_("No document quoted here mentions %(names)s"),
    N_("[%(first)s] was told on %(date)s; [%(newest)s] is newer, of %(newer_date)s"),
    N_("%(model)s failed: %(said)s"),
    N_("%(source)s: %(cause)s"),
)

_FILLED = re.compile(r"%\((\w+)\)s")
_SENTENCES = re.compile(r"(?<=\.) (?=\[\d|Showing results)")


def translated(message: str) -> str:
    """An error or a notice of `qa` as the interface says it; with or without a capital and a full stop, as it is given."""
    if not message or language.spoken().tag == "en":
        return message
    return " ".join(_told(each) or each for each in _SENTENCES.split(message))


def _told(message: str) -> str | None:
    words, end = (message[:-1], ".") if message.endswith(".") else (message, "")
    for form, pattern in _patterns():
        if (found := pattern.fullmatch(words)) is None:
            continue
        filled = {name: _value(name, value) for name, value in found.groupdict().items()}
        if form == FORMS[-1] and filled["cause"] == found["cause"]:
            return None  # nothing of it is known
        said = language.gettext(form, **filled) + end
        return f"{said[:1].upper()}{said[1:]}" if message[:1].isupper() else said
    return None


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Each form, and what its messages look like."""
    made = []
    for form in FORMS:
        parts = _FILLED.split(form)
        looks = "".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
        made.append((form, re.compile(looks, re.DOTALL | re.IGNORECASE)))
    return made


def _value(name: str, value: str) -> str:
    if name == "cause":
        return translated(value)
    if name.endswith("date"):
        try:
            return language.day(datetime.strptime(value, "%d %B %Y").date().isoformat())
        except ValueError:
            return value
    return value

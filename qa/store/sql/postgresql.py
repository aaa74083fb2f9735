"""The library in a PostgreSQL database, which any number of processes on any machines may share."""

import logging
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import sqlalchemy as sa

from qa.store.sql import migrations, tables
from qa.store.sql.migrations import ALL_TABLES
from qa.store.sql.postgresql_words import TABLES, PostgresqlWords
from qa.types.errors import BusyError, DiskFullError, LibraryError, SettingsError

# Advisory locks of this database: any two numbers that nobody else takes.
_WRITING, _FILLING = 0x71615F01, 0x71615F02
_CONNECTIONS = 20  # threads of a process that are connected at once; others wait their turn
_KEPT = 5  # connections that stay open
# A server that says nothing for so long is lost.
_SILENT_SECONDS = 600
# How long a writer waits for another; and just-in-time compilation takes longer than any of these queries.
_SESSION = {"lock_timeout": "30s", "jit": "off"}
# A B-tree takes no value of more than 2,704 bytes, and a source, title or name may be longer. Sources are kept apart all the
# same: a document's id is the hash of its source.
_UNLIMITED = (
    "ALTER TABLE documents DROP CONSTRAINT IF EXISTS documents_source_key",
    "CREATE INDEX IF NOT EXISTS ix_documents_source ON documents USING hash (source)",
    "DROP INDEX IF EXISTS ix_document_names_folded",
    "DROP INDEX IF EXISTS ix_statements_speaker",
)
_OLDEST = 12
_TLS_MODES = ("disable", "prefer", "require", "verify-ca", "verify-full")
# What a server says by its SQLSTATE (or the beginning of it), and what to do.
_CAUSES = {
    "28": "it doesn't accept this name and password; check them in QA_DATABASE_URL",
    "3D000": "it has no database of this name; make it with `createdb`, or correct QA_DATABASE_URL",
    "42501": "this user may not do that there; make the user the owner of the database",
    "53100": "its disk is full; make room and try again",
    "53300": "it takes no more connections; raise max_connections, or run fewer processes",
    "57P": "it is shutting down or starting; try again in a moment",
    "08": "the connection was lost; try again",
    "55P03": "another process has been writing for too long; try again",
    "XX": "its files are damaged; restore a copy that pg_dump made",
}


class Postgresql(PostgresqlWords):
    """`url` as QA_DATABASE_URL gives it. All processes of a library write one after the other, as they do with SQLite."""

    def __init__(self, url: str) -> None:
        """Raises SettingsError where the address is none."""
        super().__init__()
        self._url, self._arguments = _parsed(url)
        place = self._arguments.get("unix_sock") or f"{self._url.host or 'localhost'}:{self._url.port or 5432}"
        self.name = f"postgresql://{place}/{self._url.database}"

    def open(self) -> sa.Engine:
        """Connections are in autocommit: what only reads needs no transaction, and what writes begins one itself."""
        # That a lost connection can't be closed any more is no news, and would be told with a traceback.
        logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)
        try:
            engine = sa.create_engine(
                self._url,
                connect_args={
                    **self._arguments,
                    "startup_params": _SESSION,
                    "application_name": "citedqa",
                    "timeout": _SILENT_SECONDS,
                },
                isolation_level="AUTOCOMMIT",
                pool_size=_KEPT,
                max_overflow=_CONNECTIONS - _KEPT,
                pool_pre_ping=True,  # a server that was started anew is no error
            )
            # Rows of a table go together. By itself SQLAlchemy leaves that to the driver where it asks for nothing back, and
            # this one sends them one by one and waits for each.
            engine.dialect.use_insertmanyvalues_wo_returning = True
            return engine
        except ModuleNotFoundError as exc:
            raise LibraryError(
                f"QA_DATABASE_URL needs the package {exc.name}; install it with `pip install 'citedqa[postgres]'`"
            ) from exc

    def reading(self, engine: sa.Engine) -> sa.Connection:
        return engine.connect()

    def begin_writing(self, connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITING})")

    @contextmanager
    def locked(self, engine: sa.Engine) -> Iterator[None]:
        """The server frees the lock when the connection ends, so a process that is killed holds nobody up."""
        with ExitStack() as held:
            try:
                connection = held.enter_context(engine.connect())
                got = connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_FILLING})").scalar_one()
            except (sa.exc.SQLAlchemyError, OSError) as exc:
                raise self.trouble(exc) from exc
            if not got:
                raise BusyError("another process is writing to this library; wait until its ingest has finished and try again")
            try:
                yield
            finally:
                # Where the connection is lost the lock is free already, and what was stored is stored.
                with suppress(sa.exc.SQLAlchemyError, OSError):
                    connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_FILLING})")

    def is_set_up(self, connection: sa.Connection) -> bool:
        self._check_server(connection)
        return ({table.name for table in ALL_TABLES} | set(TABLES.tables)) <= set(sa.inspect(connection).get_table_names())

    def set_up(self, connection: sa.Connection) -> None:
        migrations.set_up(connection)
        TABLES.create_all(connection)
        for statement in _UNLIMITED:
            connection.exec_driver_sql(statement)

    def strangers(self, connection: sa.Connection) -> dict[str, str]:
        """None are looked for: whoever administers the server may have triggers of their own, and no backup brings any."""
        del connection
        return {}

    def check(self, connection: sa.Connection) -> str | None:
        """The files are PostgreSQL's own to check (checksums, amcheck)."""

    def clear_words(self, connection: sa.Connection) -> None:
        for table in reversed(TABLES.sorted_tables):
            connection.execute(table.delete())

    def check_words(self, connection: sa.Connection) -> str | None:
        """Whether everything is in it."""
        found = connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM chunks) - (SELECT count(*) FROM chunk_words), "
            "(SELECT count(*) FROM statements) - (SELECT count(*) FROM statement_words), "
            "(SELECT count(*) FROM chunks WHERE ordinal = 0) - (SELECT count(*) FROM document_words)"
        ).one()
        told = f"{found[0]} chunks, {found[1]} statements and {found[2]} documents are missing in its full-text index"
        return None if tuple(found) == (0, 0, 0) else told

    def continue_numbers(self, connection: sa.Connection) -> None:
        for table in (tables.chunks, tables.unindexed, tables.statements):
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'number'), "
                f"(SELECT coalesce(max(number), 0) + 1 FROM {table.name}), false)"
            )

    def trouble(self, exc: Exception) -> LibraryError:
        """Never with what was sent: a password may stand in it."""
        if isinstance(exc, sa.exc.TimeoutError):
            return LibraryError(f"the library {self.name} is asked by more than {_CONNECTIONS} at once; try again")
        original = getattr(exc, "orig", None) or exc
        state = _sqlstate(exc)
        if state is None:
            lost = "network error" in str(original) or "connection is closed" in str(original)
            return LibraryError(
                f"the library {self.name} can't be reached: "
                + (_CAUSES["08"] if lost else f"{_plain(original)}; start PostgreSQL there, or correct QA_DATABASE_URL")
            )
        cause = next((cause for beginning, cause in _CAUSES.items() if state.startswith(beginning)), None)
        kind = {"55P03": BusyError, "53100": DiskFullError}.get(state, LibraryError)
        told = cause or str(original.args[0].get("M", "unknown error")).splitlines()[0]
        return kind(f"the library {self.name} can't be used: {told}")

    def _check_server(self, connection: sa.Connection) -> None:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            raise LibraryError(
                f"the database {self.name} is encoded in {encoding}, and only UTF8 holds every text; "
                "make one with `createdb --encoding=UTF8 --template=template0`"
            )
        version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10000
        if version < _OLDEST:
            raise LibraryError(f"{self.name} is PostgreSQL {version}; {_OLDEST} or newer is needed")


def _parsed(given: str) -> tuple[sa.URL, dict[str, Any]]:
    """The address and what the driver takes beside it. Raises SettingsError, without the password."""
    try:
        url = sa.make_url(given)
    except (sa.exc.ArgumentError, ValueError) as exc:
        raise SettingsError(
            "QA_DATABASE_URL is no address; write postgresql://user:password@host:5432/name, and @ : / # ? % in it as % codes"
        ) from exc
    options = dict(url.query)
    arguments: dict[str, Any] = {}
    if (folder := options.pop("host", None)) is not None:
        arguments["unix_sock"] = f"{folder}/.s.PGSQL.{url.port or 5432}"
    mode, roots = options.pop("sslmode", "prefer"), options.pop("sslrootcert", None)
    if options or mode not in _TLS_MODES:
        raise SettingsError(
            f"QA_DATABASE_URL has {', '.join(options) or f'sslmode={mode}'} after the ?; allowed are "
            f"sslmode ({', '.join(_TLS_MODES)}), sslrootcert, and host for the folder of a socket"
        )
    if not url.database or not url.username:
        raise SettingsError("QA_DATABASE_URL lacks a user or a database; write postgresql://user:password@host:5432/name")
    if mode == "disable":
        arguments["ssl_context"] = False
    elif mode != "prefer":  # which is what the driver does by itself
        arguments["ssl_context"] = _tls(str(mode), None if roots is None else str(roots))
    return url.set(drivername="postgresql+pg8000", query={}), arguments


def _tls(mode: str, roots: str | None) -> ssl.SSLContext:
    """As libpq means it: `require` encrypts without looking at the certificate, unless it is given roots."""
    try:
        context = ssl.create_default_context(cafile=roots)
    except (OSError, ssl.SSLError) as exc:
        raise SettingsError(f"QA_DATABASE_URL: sslrootcert {roots} can't be read; give a file of certificates (PEM)") from exc
    context.check_hostname = mode == "verify-full"
    if mode == "require" and roots is None:
        context.verify_mode = ssl.CERT_NONE
    return context


def _sqlstate(exc: Exception) -> str | None:
    said = getattr(getattr(exc, "orig", None) or exc, "args", ())
    return said[0].get("C") if said and isinstance(said[0], dict) else None


def _plain(original: Exception) -> str:
    """pg8000 says which parameters it was called with; only what the system said of it helps."""
    cause = original.__cause__ or original
    text = getattr(cause, "strerror", None) or str(cause)
    return (str(text).splitlines() or [type(cause).__name__])[0][:200]

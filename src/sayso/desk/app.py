"""The desk as a web application: its door, its pages, its errors."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from sayso.answers.store import Ledger
from sayso.desk import api
from sayso.desk.guard import HEADERS, Door, guard
from sayso.desk.hands import Hands
from sayso.desk.metrics import measured
from sayso.desk.pages import judging, paste, presence, questions, queue, reading, searching, signing
from sayso.desk.rendering import STATIC, Pages
from sayso.errors import LedgerError, NotFound, SaysoError
from sayso.ground.names import PACKAGED_NAMES, Names


def desk(hands: Hands, door: Door, ledger: Ledger | None = None, names: Names = PACKAGED_NAMES) -> FastAPI:
    """The desk over a ledger, or the paste box alone. `names` are those that questions may use."""
    app = FastAPI(title="Sayso", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    pages = Pages(door, ledger=ledger.where if ledger else None)
    measured(app, ledger)
    app.middleware("http")(guard(door))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(signing.router(door, pages))
    app.include_router(paste.router(hands, door, pages, ledger))
    if ledger is not None:
        app.include_router(reading.router(hands, pages, ledger, names))
        app.include_router(presence.router(pages, ledger, names))
        app.include_router(searching.router(pages, ledger, names))
        app.include_router(questions.router(door, pages, ledger, names))
        app.include_router(queue.router(door, pages, ledger))
        app.include_router(judging.router(door, pages, ledger))
    app.include_router(api.router(hands, ledger, names))
    _errors(app, pages)
    return app


@dataclass(frozen=True, slots=True)
class _Said:
    """What is wrong, for a page or a program."""

    code: int
    sentence: str


def _errors(app: FastAPI, pages: Pages) -> None:
    """Each error becomes a page, or JSON for a program, with its one sentence."""

    def tell(request: Request, said: _Said) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": said.sentence}, said.code)
        return pages.wrong(request, said.code, said.sentence)

    @app.exception_handler(SaysoError)
    def told(request: Request, error: SaysoError) -> Response:
        code = 404 if isinstance(error, NotFound) else 503 if isinstance(error, LedgerError) else 400
        return tell(request, _Said(code, str(error)))

    @app.exception_handler(HTTPException)
    def missing(request: Request, error: HTTPException) -> Response:
        sentence = "There is nothing at this address." if error.status_code == 404 else str(error.detail)
        return tell(request, _Said(error.status_code, sentence))

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        said = f"The desk broke on this ({type(error).__name__}); please report it. Nothing that is kept was changed."
        response = tell(request, _Said(500, said))
        response.headers.update(HEADERS)  # the door is no longer asked
        return response

    @app.exception_handler(RequestValidationError)
    def unfit(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(piece) for piece in first["loc"][1:])
        return tell(request, _Said(422, f"{where}: {first['msg']}"))

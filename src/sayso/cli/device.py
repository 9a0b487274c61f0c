"""The option that says what the reader runs on."""

from __future__ import annotations

import os

import click

from sayso.settings import DEVICE, DEVICES


def _chosen(context: click.Context, _: click.Parameter, name: str | None) -> None:
    """Sets the variable for this command and the processes that it starts."""
    if name is None:
        return
    before = os.environ.get(DEVICE)
    os.environ[DEVICE] = name

    def back() -> None:
        if before is None:
            os.environ.pop(DEVICE, None)
        else:
            os.environ[DEVICE] = before

    context.call_on_close(back)


on_device = click.option(
    "--device",
    type=click.Choice(DEVICES),
    expose_value=False,
    callback=_chosen,
    help="What the reader runs on: cuda needs onnxruntime-gpu and a card. Default: SAYSO_DEVICE, else cpu.",
)

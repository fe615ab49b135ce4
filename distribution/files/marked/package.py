"""The parts of a workbook file while they are edited."""

from __future__ import annotations

import os
import posixpath
import re
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from distribution.errors import StorageError
from distribution.files.marked.tags import append_inside, attribute_of, prefix_of
from distribution.files.workbook_parts import relations, relations_part

_TYPES = "[Content_Types].xml"
_NO_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Package:
    """An open workbook file, and the parts that are to replace its own or be added to them."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self._changed: dict[str, str] = {}
        self._dropped: set[str] = set()

    def names(self) -> list[str]:
        """Return the names of all parts as they will be written, the types of the parts first."""
        kept = [n for n in self.archive.namelist() if n not in self._dropped and n != _TYPES]
        added = [n for n in self._changed if n not in self.archive.namelist()]
        return [_TYPES, *kept, *added]

    def text(self, part: str) -> str:
        """Return a part as it stands now."""
        changed = self._changed.get(part)
        return self.archive.read(part).decode("utf-8-sig") if changed is None else changed

    def put(self, part: str, text: str) -> None:
        """Replace a part, or add one."""
        self._changed[part] = text

    def free_name(self, pattern: str) -> str:
        """Return the first name of a pattern such as ``xl/comments{}.xml`` that no part has."""
        taken = set(self.names())
        return next(name for n in range(1, 100_000) if (name := pattern.format(n)) not in taken)

    def declare(self, part: str, content_type: str) -> None:
        """Say of what type a new part is."""
        prefix = prefix_of(self.text(_TYPES), "Types")
        entry = f'<{prefix}Override PartName="/{part}" ContentType="{content_type}"/>'
        self.put(_TYPES, append_inside(self.text(_TYPES), f"{prefix}Types", entry))

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say of what type all parts of an extension are, where that is not said yet."""
        types = self.text(_TYPES)
        if re.search(rf'\sExtension="{extension}"', types, re.IGNORECASE):
            return
        prefix = prefix_of(types, "Types")
        entry = f'<{prefix}Default Extension="{extension}" ContentType="{content_type}"/>'
        opening = re.search(rf"<{prefix}Types[^>]*>", types)
        if opening is None:
            raise ValueError(f"{_TYPES} has no element Types")
        self.put(_TYPES, types[: opening.end()] + entry + types[opening.end() :])

    def related(self, part: str, kind: str) -> tuple[str, str] | None:
        """Return the id and the part of the first relation of a kind, such as ``comments``."""
        for full_kind, target, ident in relations(self.archive, part):
            if full_kind.endswith(f"/{kind}"):
                return ident, target
        return None

    def target(self, part: str, ident: str | None) -> str | None:
        """Return the part to which a relation of this id leads, None where there is none."""
        return next((t for _, t, i in relations(self.archive, part) if i == ident), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation from a part to another and return its id."""
        name = relations_part(part)
        known = name in self._changed or name in self.archive.namelist()
        xml = self.text(name) if known else _NO_RELATIONS
        taken = set(re.findall(r'\sId="([^"]*)"', xml))
        ident = next(i for n in range(1, 100_000) if (i := f"rIdCheck{n}") not in taken)
        path = posixpath.relpath(target, posixpath.dirname(part) or ".")
        prefix = prefix_of(xml, "Relationships")
        entry = f'<{prefix}Relationship Id="{ident}" Type="{_KIND}/{kind}" Target="{attribute_of(path)}"/>'
        self.put(name, append_inside(xml, f"{prefix}Relationships", entry))
        return ident

    def drop(self, start: str) -> bool:
        """Leave out all parts whose name begins so, and what refers to them; return whether any did."""
        dropped = {n for n in self.archive.namelist() if n.startswith(start)}
        if not dropped:
            return False
        self._dropped |= dropped
        named = rf'"/?{re.escape(start)}[^>]*/>'
        for name in (_TYPES, "_rels/.rels"):
            entry = rf"<(?:\w+:)?(?:Override|Relationship)\s[^>]*{named}"
            self.put(name, re.sub(entry, "", self.text(name)))
        return True

    def write(self, path: Path) -> None:
        """Write all parts as a new file, which appears whole or not at all.

        Raises
        ------
        StorageError
            When it cannot be written.
        """
        draft = path.with_name(f".{path.name}.part")
        try:
            with ZipFile(draft, "w", ZIP_DEFLATED, compresslevel=4) as made:
                for name in self.names():
                    changed = self._changed.get(name)
                    made.writestr(
                        name, self.archive.read(name) if changed is None else changed.encode("utf-8")
                    )
            os.replace(draft, path)
        except OSError as error:
            with suppress(OSError):
                draft.unlink()
            raise StorageError(f"{path}: {error.strerror or error}") from error

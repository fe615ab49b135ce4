"""The door between a certificate of fairness and ``certificate.json``."""

from __future__ import annotations

import json
from pathlib import Path

from distribution.calendar import Week
from distribution.errors import Fault, InputError
from distribution.fairness.shares import FairCertificate
from distribution.files.plan_codec import CodecError, decode, encode

SCHEMA_VERSION = 1


def write_certificate(certificate: FairCertificate, week: Week, path: Path) -> None:
    """Write a certificate: the same certificate gives the same bytes."""
    document = {"schema_version": SCHEMA_VERSION, "certificate": encode(certificate, week)}
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_certificate(path: Path, week: Week) -> FairCertificate:
    """Read a certificate back, exactly as it was written.

    Raises
    ------
    InputError
        When the file is missing or is no certificate.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["schema_version"] != SCHEMA_VERSION:
            raise CodecError(f"schema_version {document['schema_version']}")
        entries = {"caps": [], **document["certificate"]}  # certificates of before have none
        certificate: FairCertificate = decode(FairCertificate, entries, week)
    except (OSError, ValueError, KeyError, TypeError) as error:
        detail = {"detail": str(error)}
        raise InputError([Fault(code="certificate_unreadable", file=path.name, arguments=detail)]) from error
    return certificate

"""Synthetic worlds of any size, and the documents of the Kubernetes project that every made world needs."""

from standin.synth.documents import (
    MEMBERSHIP_REQUIREMENTS,
    OrgEntry,
    aliases_file,
    file_history,
    membership_form,
    membership_markdown,
    org_yaml,
    owners_file,
    sigs_yaml,
)
from standin.synth.names import Person, size_label
from standin.synth.synth import Synth, generate
from standin.synth.values import BOT, NOW, START, Record, iso, oid
from standin.synth.writing import WorldWriter

__all__ = [
    "BOT",
    "MEMBERSHIP_REQUIREMENTS",
    "NOW",
    "START",
    "OrgEntry",
    "Person",
    "Record",
    "Synth",
    "WorldWriter",
    "aliases_file",
    "file_history",
    "generate",
    "iso",
    "membership_form",
    "membership_markdown",
    "oid",
    "org_yaml",
    "owners_file",
    "sigs_yaml",
    "size_label",
]

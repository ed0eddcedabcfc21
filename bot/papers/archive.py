"""Office files are ZIP archives; here they are packed so that the same parts give the same bytes.

Parts stand in one order, all with the first date that ZIP knows, and uncompressed: what a
compressor writes depends on the machine's zlib, and a paper's bytes may not.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = "[Content_Types].xml"


def repacked(archive: bytes) -> bytes:
    """The same parts, packed in the one way."""
    packed = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(packed, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != CONTENT_TYPES, name)):
            part = ZipInfo(name, FIRST_DAY)
            part.compress_type = ZIP_STORED
            part.create_system = 0
            new.writestr(part, old.read(name))
    return packed.getvalue()

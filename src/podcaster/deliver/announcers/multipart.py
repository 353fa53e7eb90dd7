"""A file and some fields in one body, as browsers send forms.

Source:
    RFC 7578 (multipart/form-data).
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256


def form_with_file(
    fields: Mapping[str, str], name: str, content: bytes, mime_type: str
) -> tuple[str, bytes]:
    """Return content type and body; the same content makes the same bytes.

    Args:
        fields: Name -> text.
        name: What the file is called over there; of letters, digits and dots.
        content: The file.
        mime_type: Its type.
    """
    border = f"podcaster-{sha256(content).hexdigest()[:32]}"
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{text}\r\n'.encode()
        for field, text in fields.items()
    ]
    head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    parts += [f"{head}Content-Type: {mime_type}\r\n\r\n".encode(), content, b"\r\n"]
    return f"multipart/form-data; boundary={border}", b"".join(
        [*parts, f"--{border}--\r\n".encode()]
    )

"""The first bytes by which kinds of files are told, and what the user can do with each."""

from __future__ import annotations

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PACKED = b"PK"
PDF = b"%PDF-"
RTF = b"{\\rtf"
# A reader of PDF bears with blanks and a mark before the first bytes, so they are no disguise.
BEFORE_PDF = b"\xef\xbb\xbf \t\r\n\x00"
TAPE, TAPE_AT = b"ustar", slice(257, 262)

PICTURE = ("图片", "请把文字录入 .docx 或 .txt 再读")
ARCHIVE = ("压缩包", "请解压后逐个读取其中的文件；改扩展名不能把压缩包变成文档")
WEB_ARCHIVE = ("网页归档（.mht）", "请打开后另存为 .docx 或 .html 再读")
WITHOUT_TEXT: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ", ARCHIVE),
    (b"MIME-Version:", WEB_ARCHIVE),
)

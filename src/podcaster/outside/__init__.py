"""The only doors out of the process: audio libraries, the web, ssh, object storage."""

from typing import TYPE_CHECKING

from podcaster.rooms import offers

if TYPE_CHECKING:
    from podcaster.outside.audio import RealAudio
    from podcaster.outside.git import open_repository
    from podcaster.outside.mail import real_mail
    from podcaster.outside.search import RealSearch
    from podcaster.outside.stores import open_store
    from podcaster.outside.web import RealWeb
else:
    __getattr__ = offers(
        __name__,
        {
            "audio": ("RealAudio",),
            "git": ("open_repository",),
            "mail": ("real_mail",),
            "search": ("RealSearch",),
            "stores": ("open_store",),
            "web": ("RealWeb",),
        },
    )

__all__ = ["RealAudio", "RealSearch", "RealWeb", "open_repository", "open_store", "real_mail"]

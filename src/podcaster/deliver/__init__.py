"""Bring a release to its channels: hosts first, announcers after, each thing once."""

from typing import TYPE_CHECKING

from podcaster.rooms import offers

if TYPE_CHECKING:
    from podcaster.deliver.adopting import adopt, can_be_asked
    from podcaster.deliver.approving import approve
    from podcaster.deliver.channel import Written
    from podcaster.deliver.channels import open_channels
    from podcaster.deliver.clock import moment_here
    from podcaster.deliver.confirming import confirm
    from podcaster.deliver.delivery import deliver, plan
    from podcaster.deliver.hosts.folder import write_folder
    from podcaster.deliver.hosts.search_index import with_search_index
    from podcaster.deliver.ledger.beginning import begin, has_ledger, new_ledger
    from podcaster.deliver.ledger.built import remember_build
    from podcaster.deliver.ledger.diary import Entry, diary
    from podcaster.deliver.ledger.history import History
    from podcaster.deliver.ledger.home import LEDGER
    from podcaster.deliver.order import Order
    from podcaster.deliver.overview import at_work, resting, standings
    from podcaster.deliver.promise import read_promise, write_promise
    from podcaster.deliver.settle import resolve
    from podcaster.deliver.withdrawing import withdraw
else:
    __getattr__ = offers(
        __name__,
        {
            "adopting": ("adopt", "can_be_asked"),
            "approving": ("approve",),
            "channel": ("Written",),
            "channels": ("open_channels",),
            "clock": ("moment_here",),
            "confirming": ("confirm",),
            "delivery": ("deliver", "plan"),
            "hosts.folder": ("write_folder",),
            "hosts.search_index": ("with_search_index",),
            "ledger.beginning": ("begin", "has_ledger", "new_ledger"),
            "ledger.built": ("remember_build",),
            "ledger.diary": ("Entry", "diary"),
            "ledger.history": ("History",),
            "ledger.home": ("LEDGER",),
            "order": ("Order",),
            "overview": ("at_work", "resting", "standings"),
            "promise": ("read_promise", "write_promise"),
            "settle": ("resolve",),
            "withdrawing": ("withdraw",),
        },
    )

__all__ = [
    "LEDGER",
    "Entry",
    "History",
    "Order",
    "Written",
    "adopt",
    "approve",
    "at_work",
    "begin",
    "can_be_asked",
    "confirm",
    "deliver",
    "diary",
    "has_ledger",
    "moment_here",
    "new_ledger",
    "open_channels",
    "plan",
    "read_promise",
    "remember_build",
    "resolve",
    "resting",
    "standings",
    "with_search_index",
    "withdraw",
    "write_folder",
    "write_promise",
]

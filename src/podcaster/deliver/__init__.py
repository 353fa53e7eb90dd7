"""Bring a release to its channels: hosts first, announcers after, each thing once."""

from podcaster.deliver.adopting import adopt, can_be_asked
from podcaster.deliver.approving import approve
from podcaster.deliver.channel import Written
from podcaster.deliver.channels import is_host, open_channels
from podcaster.deliver.confirming import confirm
from podcaster.deliver.delivery import deliver, plan
from podcaster.deliver.hosts.folder import write_folder
from podcaster.deliver.hosts.search_index import with_search_index
from podcaster.deliver.ledger.beginning import begin, has_ledger, new_ledger
from podcaster.deliver.ledger.built import remember_build
from podcaster.deliver.ledger.diary import Entry, diary
from podcaster.deliver.ledger.file import FILE as LEDGER
from podcaster.deliver.ledger.history import History
from podcaster.deliver.order import Order
from podcaster.deliver.promise import read_promise, write_promise
from podcaster.deliver.settle import resolve
from podcaster.deliver.standings import at_work, resting, standings
from podcaster.deliver.withdrawing import withdraw

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
    "is_host",
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

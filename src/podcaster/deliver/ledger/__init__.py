"""The ledger: what went where, kept before and after each sending."""

from typing import TYPE_CHECKING

from podcaster.rooms import offers

if TYPE_CHECKING:
    from podcaster.deliver.ledger.opening import read_ledger
else:
    __getattr__ = offers(__name__, {"opening": ("read_ledger",)})

__all__ = ["read_ledger"]

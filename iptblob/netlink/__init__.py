"""Reading what the kernel said by netlink: messages, attributes, and what they hold. Sizes and offsets: the specs."""

from __future__ import annotations

from iptblob.netlink.attributes import Attribute, Nest
from iptblob.netlink.messages import DamagedError, Message, read_messages

__all__ = ["Attribute", "DamagedError", "Message", "Nest", "read_messages"]

"""What rules mean, whatever bytes say it: as numbers within one comparison, as digests for all of them.

A meaning is a property of a rule and of the names its snapshot gives to kernel numbers. It depends neither on what the
rule is compared with, nor on the process, nor on the layout.
"""

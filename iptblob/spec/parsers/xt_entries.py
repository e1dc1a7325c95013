# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from . import ipt_entry
from . import ip6t_entry
from . import arpt_entry
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class XtEntries(KaitaiStruct):
    """Entries follow each other without a gap: each says where the next one begins. iptables closes a table
    with an ERROR target; the kernel does not ask for it.

    .. seealso::
       struct ipt_entry - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ip_tables.h
    """
    SEQ_FIELDS = ["entries"]
    def __init__(self, is_be, len_long, align_u64, family, _io, _parent=None, _root=None):
        super(XtEntries, self).__init__(_io)
        self._parent = _parent
        self._root = _root or self
        self.is_be = is_be
        self.len_long = len_long
        self.align_u64 = align_u64
        self.family = family
        self._debug = collections.defaultdict(dict)

    def _read(self):
        _on = self.is_be
        if _on == True:
            pass
            self._is_le = False
        elif _on == False:
            pass
            self._is_le = True
        if not hasattr(self, '_is_le'):
            raise kaitaistruct.UndecidedEndiannessError("/")
        elif self._is_le == True:
            self._read_le()
        elif self._is_le == False:
            self._read_be()

    def _read_le(self):
        self._debug['entries']['start'] = self._io.pos()
        _on = self.family
        if _on == 10:
            pass
            self.entries = XtEntries.Ip6tEntries(self.is_be, self.len_long, self.align_u64, self._io, self, self._root, self._is_le)
            self.entries._read()
        elif _on == 2:
            pass
            self.entries = XtEntries.IptEntries(self.is_be, self.len_long, self.align_u64, self._io, self, self._root, self._is_le)
            self.entries._read()
        elif _on == 3:
            pass
            self.entries = XtEntries.ArptEntries(self.is_be, self.len_long, self.align_u64, self._io, self, self._root, self._is_le)
            self.entries._read()
        self._debug['entries']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['entries']['start'] = self._io.pos()
        _on = self.family
        if _on == 10:
            pass
            self.entries = XtEntries.Ip6tEntries(self.is_be, self.len_long, self.align_u64, self._io, self, self._root, self._is_le)
            self.entries._read()
        elif _on == 2:
            pass
            self.entries = XtEntries.IptEntries(self.is_be, self.len_long, self.align_u64, self._io, self, self._root, self._is_le)
            self.entries._read()
        elif _on == 3:
            pass
            self.entries = XtEntries.ArptEntries(self.is_be, self.len_long, self.align_u64, self._io, self, self._root, self._is_le)
            self.entries._read()
        self._debug['entries']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        _on = self.family
        if _on == 10:
            pass
            self.entries._fetch_instances()
        elif _on == 2:
            pass
            self.entries._fetch_instances()
        elif _on == 3:
            pass
            self.entries._fetch_instances()

    class ArptEntries(KaitaiStruct):
        """Entries of ARP. A list for each family, since a repeated switch without a match never ends."""
        SEQ_FIELDS = ["entries"]
        def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None, _is_le=None):
            super(XtEntries.ArptEntries, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self.is_be = is_be
            self.len_long = len_long
            self.align_u64 = align_u64
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/arpt_entries")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['entries']['start'] = self._io.pos()
            self._debug['entries']['arr'] = []
            self.entries = []
            i = 0
            while not self._io.is_eof():
                self._debug['entries']['arr'].append({'start': self._io.pos()})
                _t_entries = arpt_entry.ArptEntry(self.is_be, self.len_long, self.align_u64, self._io)
                try:
                    _t_entries._read()
                finally:
                    self.entries.append(_t_entries)
                self._debug['entries']['arr'][len(self.entries) - 1]['end'] = self._io.pos()
                i += 1

            self._debug['entries']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['entries']['start'] = self._io.pos()
            self._debug['entries']['arr'] = []
            self.entries = []
            i = 0
            while not self._io.is_eof():
                self._debug['entries']['arr'].append({'start': self._io.pos()})
                _t_entries = arpt_entry.ArptEntry(self.is_be, self.len_long, self.align_u64, self._io)
                try:
                    _t_entries._read()
                finally:
                    self.entries.append(_t_entries)
                self._debug['entries']['arr'][len(self.entries) - 1]['end'] = self._io.pos()
                i += 1

            self._debug['entries']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass
            for i in range(len(self.entries)):
                pass
                self.entries[i]._fetch_instances()



    class Ip6tEntries(KaitaiStruct):
        """Entries of IPv6. A list for each family, since a repeated switch without a match never ends."""
        SEQ_FIELDS = ["entries"]
        def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None, _is_le=None):
            super(XtEntries.Ip6tEntries, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self.is_be = is_be
            self.len_long = len_long
            self.align_u64 = align_u64
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/ip6t_entries")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['entries']['start'] = self._io.pos()
            self._debug['entries']['arr'] = []
            self.entries = []
            i = 0
            while not self._io.is_eof():
                self._debug['entries']['arr'].append({'start': self._io.pos()})
                _t_entries = ip6t_entry.Ip6tEntry(self.is_be, self.len_long, self.align_u64, self._io)
                try:
                    _t_entries._read()
                finally:
                    self.entries.append(_t_entries)
                self._debug['entries']['arr'][len(self.entries) - 1]['end'] = self._io.pos()
                i += 1

            self._debug['entries']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['entries']['start'] = self._io.pos()
            self._debug['entries']['arr'] = []
            self.entries = []
            i = 0
            while not self._io.is_eof():
                self._debug['entries']['arr'].append({'start': self._io.pos()})
                _t_entries = ip6t_entry.Ip6tEntry(self.is_be, self.len_long, self.align_u64, self._io)
                try:
                    _t_entries._read()
                finally:
                    self.entries.append(_t_entries)
                self._debug['entries']['arr'][len(self.entries) - 1]['end'] = self._io.pos()
                i += 1

            self._debug['entries']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass
            for i in range(len(self.entries)):
                pass
                self.entries[i]._fetch_instances()



    class IptEntries(KaitaiStruct):
        """Entries of IPv4. A list for each family, since a repeated switch without a match never ends."""
        SEQ_FIELDS = ["entries"]
        def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None, _is_le=None):
            super(XtEntries.IptEntries, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self.is_be = is_be
            self.len_long = len_long
            self.align_u64 = align_u64
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/ipt_entries")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['entries']['start'] = self._io.pos()
            self._debug['entries']['arr'] = []
            self.entries = []
            i = 0
            while not self._io.is_eof():
                self._debug['entries']['arr'].append({'start': self._io.pos()})
                _t_entries = ipt_entry.IptEntry(self.is_be, self.len_long, self.align_u64, self._io)
                try:
                    _t_entries._read()
                finally:
                    self.entries.append(_t_entries)
                self._debug['entries']['arr'][len(self.entries) - 1]['end'] = self._io.pos()
                i += 1

            self._debug['entries']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['entries']['start'] = self._io.pos()
            self._debug['entries']['arr'] = []
            self.entries = []
            i = 0
            while not self._io.is_eof():
                self._debug['entries']['arr'].append({'start': self._io.pos()})
                _t_entries = ipt_entry.IptEntry(self.is_be, self.len_long, self.align_u64, self._io)
                try:
                    _t_entries._read()
                finally:
                    self.entries.append(_t_entries)
                self._debug['entries']['arr'][len(self.entries) - 1]['end'] = self._io.pos()
                i += 1

            self._debug['entries']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass
            for i in range(len(self.entries)):
                pass
                self.entries[i]._fetch_instances()

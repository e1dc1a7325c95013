# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from . import xt_entries
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class IptReplace(KaitaiStruct):
    """A table as a program hands it to the kernel: what GET_INFO would say of it, then the number of counters
    of the table it replaces and the address they are to be copied to, then the entries.

    .. seealso::
       struct ipt_replace - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ip_tables.h
    """
    SEQ_FIELDS = ["name", "valid_hooks", "num_entries", "size", "hook_entry", "underflow", "num_counters", "counters", "pad_entries", "entries"]
    def __init__(self, is_be, len_long, align_u64, family, _io, _parent=None, _root=None):
        super(IptReplace, self).__init__(_io)
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
        self._debug['name']['start'] = self._io.pos()
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(32), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['valid_hooks']['start'] = self._io.pos()
        self.valid_hooks = self._io.read_u4le()
        self._debug['valid_hooks']['end'] = self._io.pos()
        self._debug['num_entries']['start'] = self._io.pos()
        self.num_entries = self._io.read_u4le()
        self._debug['num_entries']['end'] = self._io.pos()
        self._debug['size']['start'] = self._io.pos()
        self.size = self._io.read_u4le()
        self._debug['size']['end'] = self._io.pos()
        self._debug['hook_entry']['start'] = self._io.pos()
        self._debug['hook_entry']['arr'] = []
        self.hook_entry = []
        for i in range(5):
            self._debug['hook_entry']['arr'].append({'start': self._io.pos()})
            self.hook_entry.append(self._io.read_u4le())
            self._debug['hook_entry']['arr'][i]['end'] = self._io.pos()

        self._debug['hook_entry']['end'] = self._io.pos()
        self._debug['underflow']['start'] = self._io.pos()
        self._debug['underflow']['arr'] = []
        self.underflow = []
        for i in range(5):
            self._debug['underflow']['arr'].append({'start': self._io.pos()})
            self.underflow.append(self._io.read_u4le())
            self._debug['underflow']['arr'][i]['end'] = self._io.pos()

        self._debug['underflow']['end'] = self._io.pos()
        self._debug['num_counters']['start'] = self._io.pos()
        self.num_counters = self._io.read_u4le()
        self._debug['num_counters']['end'] = self._io.pos()
        self._debug['counters']['start'] = self._io.pos()
        self.counters = self._io.read_bytes(self.len_long)
        self._debug['counters']['end'] = self._io.pos()
        self._debug['pad_entries']['start'] = self._io.pos()
        self.pad_entries = self._io.read_bytes(self.align_u64 - self.len_long)
        self._debug['pad_entries']['end'] = self._io.pos()
        self._debug['entries']['start'] = self._io.pos()
        self._raw_entries = self._io.read_bytes(self.size)
        _io__raw_entries = KaitaiStream(BytesIO(self._raw_entries))
        self.entries = xt_entries.XtEntries(self.is_be, self.len_long, self.align_u64, self.family, _io__raw_entries)
        self.entries._read()
        self._debug['entries']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['name']['start'] = self._io.pos()
        self.name = KaitaiStream.bytes_terminate(self._io.read_bytes(32), 0, False)
        self._debug['name']['end'] = self._io.pos()
        self._debug['valid_hooks']['start'] = self._io.pos()
        self.valid_hooks = self._io.read_u4be()
        self._debug['valid_hooks']['end'] = self._io.pos()
        self._debug['num_entries']['start'] = self._io.pos()
        self.num_entries = self._io.read_u4be()
        self._debug['num_entries']['end'] = self._io.pos()
        self._debug['size']['start'] = self._io.pos()
        self.size = self._io.read_u4be()
        self._debug['size']['end'] = self._io.pos()
        self._debug['hook_entry']['start'] = self._io.pos()
        self._debug['hook_entry']['arr'] = []
        self.hook_entry = []
        for i in range(5):
            self._debug['hook_entry']['arr'].append({'start': self._io.pos()})
            self.hook_entry.append(self._io.read_u4be())
            self._debug['hook_entry']['arr'][i]['end'] = self._io.pos()

        self._debug['hook_entry']['end'] = self._io.pos()
        self._debug['underflow']['start'] = self._io.pos()
        self._debug['underflow']['arr'] = []
        self.underflow = []
        for i in range(5):
            self._debug['underflow']['arr'].append({'start': self._io.pos()})
            self.underflow.append(self._io.read_u4be())
            self._debug['underflow']['arr'][i]['end'] = self._io.pos()

        self._debug['underflow']['end'] = self._io.pos()
        self._debug['num_counters']['start'] = self._io.pos()
        self.num_counters = self._io.read_u4be()
        self._debug['num_counters']['end'] = self._io.pos()
        self._debug['counters']['start'] = self._io.pos()
        self.counters = self._io.read_bytes(self.len_long)
        self._debug['counters']['end'] = self._io.pos()
        self._debug['pad_entries']['start'] = self._io.pos()
        self.pad_entries = self._io.read_bytes(self.align_u64 - self.len_long)
        self._debug['pad_entries']['end'] = self._io.pos()
        self._debug['entries']['start'] = self._io.pos()
        self._raw_entries = self._io.read_bytes(self.size)
        _io__raw_entries = KaitaiStream(BytesIO(self._raw_entries))
        self.entries = xt_entries.XtEntries(self.is_be, self.len_long, self.align_u64, self.family, _io__raw_entries)
        self.entries._read()
        self._debug['entries']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        for i in range(len(self.hook_entry)):
            pass

        for i in range(len(self.underflow)):
            pass

        self.entries._fetch_instances()

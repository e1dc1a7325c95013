# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from . import xt_counters
from . import xt_entry_target
from . import xt_matches
from . import arpt_arp
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class ArptEntry(KaitaiStruct):
    """A rule: what is compared first, where target and next entry are, counters, one target. The kernel checks the size of matches here and never looks them up.

    .. seealso::
       struct arpt_entry - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_arp/arp_tables.h
    """
    SEQ_FIELDS = ["ip", "target_offset", "next_offset", "comefrom", "pad_counters", "counters", "matches", "target"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(ArptEntry, self).__init__(_io)
        self._parent = _parent
        self._root = _root or self
        self.is_be = is_be
        self.len_long = len_long
        self.align_u64 = align_u64
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
        self._debug['ip']['start'] = self._io.pos()
        self.ip = arpt_arp.ArptArp(self.is_be, self.len_long, self.align_u64, self._io)
        self.ip._read()
        self._debug['ip']['end'] = self._io.pos()
        self._debug['target_offset']['start'] = self._io.pos()
        self.target_offset = self._io.read_u2le()
        self._debug['target_offset']['end'] = self._io.pos()
        self._debug['next_offset']['start'] = self._io.pos()
        self.next_offset = self._io.read_u2le()
        self._debug['next_offset']['end'] = self._io.pos()
        self._debug['comefrom']['start'] = self._io.pos()
        self.comefrom = self._io.read_u4le()
        self._debug['comefrom']['end'] = self._io.pos()
        self._debug['pad_counters']['start'] = self._io.pos()
        self.pad_counters = self._io.read_bytes(self.align_u64 - 4)
        self._debug['pad_counters']['end'] = self._io.pos()
        self._debug['counters']['start'] = self._io.pos()
        self.counters = xt_counters.XtCounters(self.is_be, self.len_long, self.align_u64, self._io)
        self.counters._read()
        self._debug['counters']['end'] = self._io.pos()
        self._debug['matches']['start'] = self._io.pos()
        self._raw_matches = self._io.read_bytes(self.target_offset - (184 + self.align_u64))
        _io__raw_matches = KaitaiStream(BytesIO(self._raw_matches))
        self.matches = xt_matches.XtMatches(self.is_be, self.len_long, self.align_u64, 3, _io__raw_matches)
        self.matches._read()
        self._debug['matches']['end'] = self._io.pos()
        self._debug['target']['start'] = self._io.pos()
        self._raw_target = self._io.read_bytes(self.next_offset - self.target_offset)
        _io__raw_target = KaitaiStream(BytesIO(self._raw_target))
        self.target = xt_entry_target.XtEntryTarget(self.is_be, self.len_long, self.align_u64, 3, _io__raw_target)
        self.target._read()
        self._debug['target']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['ip']['start'] = self._io.pos()
        self.ip = arpt_arp.ArptArp(self.is_be, self.len_long, self.align_u64, self._io)
        self.ip._read()
        self._debug['ip']['end'] = self._io.pos()
        self._debug['target_offset']['start'] = self._io.pos()
        self.target_offset = self._io.read_u2be()
        self._debug['target_offset']['end'] = self._io.pos()
        self._debug['next_offset']['start'] = self._io.pos()
        self.next_offset = self._io.read_u2be()
        self._debug['next_offset']['end'] = self._io.pos()
        self._debug['comefrom']['start'] = self._io.pos()
        self.comefrom = self._io.read_u4be()
        self._debug['comefrom']['end'] = self._io.pos()
        self._debug['pad_counters']['start'] = self._io.pos()
        self.pad_counters = self._io.read_bytes(self.align_u64 - 4)
        self._debug['pad_counters']['end'] = self._io.pos()
        self._debug['counters']['start'] = self._io.pos()
        self.counters = xt_counters.XtCounters(self.is_be, self.len_long, self.align_u64, self._io)
        self.counters._read()
        self._debug['counters']['end'] = self._io.pos()
        self._debug['matches']['start'] = self._io.pos()
        self._raw_matches = self._io.read_bytes(self.target_offset - (184 + self.align_u64))
        _io__raw_matches = KaitaiStream(BytesIO(self._raw_matches))
        self.matches = xt_matches.XtMatches(self.is_be, self.len_long, self.align_u64, 3, _io__raw_matches)
        self.matches._read()
        self._debug['matches']['end'] = self._io.pos()
        self._debug['target']['start'] = self._io.pos()
        self._raw_target = self._io.read_bytes(self.next_offset - self.target_offset)
        _io__raw_target = KaitaiStream(BytesIO(self._raw_target))
        self.target = xt_entry_target.XtEntryTarget(self.is_be, self.len_long, self.align_u64, 3, _io__raw_target)
        self.target._read()
        self._debug['target']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        self.ip._fetch_instances()
        self.counters._fetch_instances()
        self.matches._fetch_instances()
        self.target._fetch_instances()

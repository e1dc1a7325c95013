# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchSet3(KaitaiStruct):
    """Asks an ipset and tests the counters of the element. The layout differs between 32 and 64 bits on x86,
    so a compat kernel refuses it.

    .. seealso::
       struct xt_set_info_match_v3 - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_set.h
    """

    class CounterOp(IntEnum):
        none = 0
        eq = 1
        ne = 2
        lt = 3
        gt = 4
    SEQ_FIELDS = ["match_set", "pad1", "packets", "bytes", "flags", "pad2"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchSet3, self).__init__(_io)
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
        self._debug['match_set']['start'] = self._io.pos()
        self.match_set = MatchSet3.SetInfo(self._io, self, self._root, self._is_le)
        self.match_set._read()
        self._debug['match_set']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(self.align_u64 - 4)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['packets']['start'] = self._io.pos()
        self.packets = MatchSet3.CounterMatch0(self.align_u64, self._io, self, self._root, self._is_le)
        self.packets._read()
        self._debug['packets']['end'] = self._io.pos()
        self._debug['bytes']['start'] = self._io.pos()
        self.bytes = MatchSet3.CounterMatch0(self.align_u64, self._io, self, self._root, self._is_le)
        self.bytes._read()
        self._debug['bytes']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4le()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(self.align_u64 - 4)
        self._debug['pad2']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['match_set']['start'] = self._io.pos()
        self.match_set = MatchSet3.SetInfo(self._io, self, self._root, self._is_le)
        self.match_set._read()
        self._debug['match_set']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(self.align_u64 - 4)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['packets']['start'] = self._io.pos()
        self.packets = MatchSet3.CounterMatch0(self.align_u64, self._io, self, self._root, self._is_le)
        self.packets._read()
        self._debug['packets']['end'] = self._io.pos()
        self._debug['bytes']['start'] = self._io.pos()
        self.bytes = MatchSet3.CounterMatch0(self.align_u64, self._io, self, self._root, self._is_le)
        self.bytes._read()
        self._debug['bytes']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4be()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(self.align_u64 - 4)
        self._debug['pad2']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        self.match_set._fetch_instances()
        self.packets._fetch_instances()
        self.bytes._fetch_instances()

    class CounterMatch0(KaitaiStruct):
        """Test on a counter (struct ip_set_counter_match0)."""
        SEQ_FIELDS = ["op", "pad", "value"]
        def __init__(self, align_u64, _io, _parent=None, _root=None, _is_le=None):
            super(MatchSet3.CounterMatch0, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self.align_u64 = align_u64
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/counter_match0")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['op']['start'] = self._io.pos()
            self.op = KaitaiStream.resolve_enum(MatchSet3.CounterOp, self._io.read_u1())
            self._debug['op']['end'] = self._io.pos()
            self._debug['pad']['start'] = self._io.pos()
            self.pad = self._io.read_bytes(self.align_u64 - 1)
            self._debug['pad']['end'] = self._io.pos()
            self._debug['value']['start'] = self._io.pos()
            self.value = self._io.read_u8le()
            self._debug['value']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['op']['start'] = self._io.pos()
            self.op = KaitaiStream.resolve_enum(MatchSet3.CounterOp, self._io.read_u1())
            self._debug['op']['end'] = self._io.pos()
            self._debug['pad']['start'] = self._io.pos()
            self.pad = self._io.read_bytes(self.align_u64 - 1)
            self._debug['pad']['end'] = self._io.pos()
            self._debug['value']['start'] = self._io.pos()
            self.value = self._io.read_u8be()
            self._debug['value']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass


    class SetInfo(KaitaiStruct):
        """A set by its index, and how the packet is looked up (struct xt_set_info)."""
        SEQ_FIELDS = ["set_index", "dim", "flags"]
        def __init__(self, _io, _parent=None, _root=None, _is_le=None):
            super(MatchSet3.SetInfo, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/set_info")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['set_index']['start'] = self._io.pos()
            self.set_index = self._io.read_u2le()
            self._debug['set_index']['end'] = self._io.pos()
            self._debug['dim']['start'] = self._io.pos()
            self.dim = self._io.read_u1()
            self._debug['dim']['end'] = self._io.pos()
            self._debug['flags']['start'] = self._io.pos()
            self.flags = self._io.read_u1()
            self._debug['flags']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['set_index']['start'] = self._io.pos()
            self.set_index = self._io.read_u2be()
            self._debug['set_index']['end'] = self._io.pos()
            self._debug['dim']['start'] = self._io.pos()
            self.dim = self._io.read_u1()
            self._debug['dim']['end'] = self._io.pos()
            self._debug['flags']['start'] = self._io.pos()
            self.flags = self._io.read_u1()
            self._debug['flags']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass

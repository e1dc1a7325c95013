# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchIprange1(KaitaiStruct):
    """Ranges of addresses.

    .. seealso::
       struct xt_iprange_mtinfo - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_iprange.h
    """
    SEQ_FIELDS = ["src_min", "src_max", "dst_min", "dst_max", "flags", "pad1"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchIprange1, self).__init__(_io)
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
        self._debug['src_min']['start'] = self._io.pos()
        self.src_min = self._io.read_bytes(16)
        self._debug['src_min']['end'] = self._io.pos()
        self._debug['src_max']['start'] = self._io.pos()
        self.src_max = self._io.read_bytes(16)
        self._debug['src_max']['end'] = self._io.pos()
        self._debug['dst_min']['start'] = self._io.pos()
        self.dst_min = self._io.read_bytes(16)
        self._debug['dst_min']['end'] = self._io.pos()
        self._debug['dst_max']['start'] = self._io.pos()
        self.dst_max = self._io.read_bytes(16)
        self._debug['dst_max']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(3)
        self._debug['pad1']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['src_min']['start'] = self._io.pos()
        self.src_min = self._io.read_bytes(16)
        self._debug['src_min']['end'] = self._io.pos()
        self._debug['src_max']['start'] = self._io.pos()
        self.src_max = self._io.read_bytes(16)
        self._debug['src_max']['end'] = self._io.pos()
        self._debug['dst_min']['start'] = self._io.pos()
        self.dst_min = self._io.read_bytes(16)
        self._debug['dst_min']['end'] = self._io.pos()
        self._debug['dst_max']['start'] = self._io.pos()
        self.dst_max = self._io.read_bytes(16)
        self._debug['dst_max']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(3)
        self._debug['pad1']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass

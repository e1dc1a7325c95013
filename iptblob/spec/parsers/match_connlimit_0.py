# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchConnlimit0(KaitaiStruct):
    """Number of connections a host or a network has open. Revision 0 always counts by source address; it called
    flags inverse.

    .. seealso::
       struct xt_connlimit_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_connlimit.h
    """
    SEQ_FIELDS = ["mask", "limit", "flags", "data", "pad1"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchConnlimit0, self).__init__(_io)
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
        self._debug['mask']['start'] = self._io.pos()
        self.mask = self._io.read_bytes(16)
        self._debug['mask']['end'] = self._io.pos()
        self._debug['limit']['start'] = self._io.pos()
        self.limit = self._io.read_u4le()
        self._debug['limit']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4le()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['data']['start'] = self._io.pos()
        self.data = self._io.read_bytes(self.len_long)
        self._debug['data']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad1']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['mask']['start'] = self._io.pos()
        self.mask = self._io.read_bytes(16)
        self._debug['mask']['end'] = self._io.pos()
        self._debug['limit']['start'] = self._io.pos()
        self.limit = self._io.read_u4be()
        self._debug['limit']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4be()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['data']['start'] = self._io.pos()
        self.data = self._io.read_bytes(self.len_long)
        self._debug['data']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad1']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass

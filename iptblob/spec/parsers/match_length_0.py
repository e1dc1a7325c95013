# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchLength0(KaitaiStruct):
    """Length of the packet, header included: the total length of IPv4; the payload length of IPv6 and 40 bytes for its
    header, whose extension headers the payload length counts already.

    .. seealso::
       struct xt_length_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_length.h
    """
    SEQ_FIELDS = ["min", "max", "invert", "pad"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchLength0, self).__init__(_io)
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
        self._debug['min']['start'] = self._io.pos()
        self.min = self._io.read_u2le()
        self._debug['min']['end'] = self._io.pos()
        self._debug['max']['start'] = self._io.pos()
        self.max = self._io.read_u2le()
        self._debug['max']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_u1()
        self._debug['invert']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(1)
        self._debug['pad']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['min']['start'] = self._io.pos()
        self.min = self._io.read_u2be()
        self._debug['min']['end'] = self._io.pos()
        self._debug['max']['start'] = self._io.pos()
        self.max = self._io.read_u2be()
        self._debug['max']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_u1()
        self._debug['invert']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(1)
        self._debug['pad']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass

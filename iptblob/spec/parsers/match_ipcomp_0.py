# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchIpcomp0(KaitaiStruct):
    """Compression Parameter Index of an IP payload compression header.

    .. seealso::
       struct xt_ipcomp - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_ipcomp.h
    """
    SEQ_FIELDS = ["spis", "invflags", "hdrres", "pad1"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchIpcomp0, self).__init__(_io)
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
        self._debug['spis']['start'] = self._io.pos()
        self._debug['spis']['arr'] = []
        self.spis = []
        for i in range(2):
            self._debug['spis']['arr'].append({'start': self._io.pos()})
            self.spis.append(self._io.read_u4le())
            self._debug['spis']['arr'][i]['end'] = self._io.pos()

        self._debug['spis']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u1()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['hdrres']['start'] = self._io.pos()
        self.hdrres = self._io.read_u1()
        self._debug['hdrres']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(2)
        self._debug['pad1']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['spis']['start'] = self._io.pos()
        self._debug['spis']['arr'] = []
        self.spis = []
        for i in range(2):
            self._debug['spis']['arr'].append({'start': self._io.pos()})
            self.spis.append(self._io.read_u4be())
            self._debug['spis']['arr'][i]['end'] = self._io.pos()

        self._debug['spis']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u1()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['hdrres']['start'] = self._io.pos()
        self.hdrres = self._io.read_u1()
        self._debug['hdrres']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(2)
        self._debug['pad1']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        for i in range(len(self.spis)):
            pass

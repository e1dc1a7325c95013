# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TargetTee1(KaitaiStruct):
    """Sends a copy of the packet to another host.

    .. seealso::
       struct xt_tee_tginfo - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_TEE.h
    """
    SEQ_FIELDS = ["gw", "oif", "priv", "pad_end"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(TargetTee1, self).__init__(_io)
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
        self._debug['gw']['start'] = self._io.pos()
        self.gw = self._io.read_bytes(16)
        self._debug['gw']['end'] = self._io.pos()
        self._debug['oif']['start'] = self._io.pos()
        self.oif = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['oif']['end'] = self._io.pos()
        self._debug['priv']['start'] = self._io.pos()
        self.priv = self._io.read_bytes(self.len_long)
        self._debug['priv']['end'] = self._io.pos()
        self._debug['pad_end']['start'] = self._io.pos()
        self.pad_end = self._io.read_bytes(8 - self.len_long)
        self._debug['pad_end']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['gw']['start'] = self._io.pos()
        self.gw = self._io.read_bytes(16)
        self._debug['gw']['end'] = self._io.pos()
        self._debug['oif']['start'] = self._io.pos()
        self.oif = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['oif']['end'] = self._io.pos()
        self._debug['priv']['start'] = self._io.pos()
        self.priv = self._io.read_bytes(self.len_long)
        self._debug['priv']['end'] = self._io.pos()
        self._debug['pad_end']['start'] = self._io.pos()
        self.pad_end = self._io.read_bytes(8 - self.len_long)
        self._debug['pad_end']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass

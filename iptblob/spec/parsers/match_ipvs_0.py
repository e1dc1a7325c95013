# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchIpvs0(KaitaiStruct):
    """Properties of the IP virtual server connection a packet belongs to.

    .. seealso::
       struct xt_ipvs_mtinfo - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_ipvs.h
    """

    class ForwardMethod(IntEnum):
        masq = 0
        ipip = 2
        gate = 3
    SEQ_FIELDS = ["vaddr", "vmask", "vport", "l4proto", "fwd_method", "vportctl", "invert", "bitmask"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchIpvs0, self).__init__(_io)
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
        self._debug['vaddr']['start'] = self._io.pos()
        self.vaddr = self._io.read_bytes(16)
        self._debug['vaddr']['end'] = self._io.pos()
        self._debug['vmask']['start'] = self._io.pos()
        self.vmask = self._io.read_bytes(16)
        self._debug['vmask']['end'] = self._io.pos()
        self._debug['vport']['start'] = self._io.pos()
        self.vport = self._io.read_u2be()
        self._debug['vport']['end'] = self._io.pos()
        self._debug['l4proto']['start'] = self._io.pos()
        self.l4proto = self._io.read_u1()
        self._debug['l4proto']['end'] = self._io.pos()
        self._debug['fwd_method']['start'] = self._io.pos()
        self.fwd_method = KaitaiStream.resolve_enum(MatchIpvs0.ForwardMethod, self._io.read_u1())
        self._debug['fwd_method']['end'] = self._io.pos()
        self._debug['vportctl']['start'] = self._io.pos()
        self.vportctl = self._io.read_u2be()
        self._debug['vportctl']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_u1()
        self._debug['invert']['end'] = self._io.pos()
        self._debug['bitmask']['start'] = self._io.pos()
        self.bitmask = self._io.read_u1()
        self._debug['bitmask']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['vaddr']['start'] = self._io.pos()
        self.vaddr = self._io.read_bytes(16)
        self._debug['vaddr']['end'] = self._io.pos()
        self._debug['vmask']['start'] = self._io.pos()
        self.vmask = self._io.read_bytes(16)
        self._debug['vmask']['end'] = self._io.pos()
        self._debug['vport']['start'] = self._io.pos()
        self.vport = self._io.read_u2be()
        self._debug['vport']['end'] = self._io.pos()
        self._debug['l4proto']['start'] = self._io.pos()
        self.l4proto = self._io.read_u1()
        self._debug['l4proto']['end'] = self._io.pos()
        self._debug['fwd_method']['start'] = self._io.pos()
        self.fwd_method = KaitaiStream.resolve_enum(MatchIpvs0.ForwardMethod, self._io.read_u1())
        self._debug['fwd_method']['end'] = self._io.pos()
        self._debug['vportctl']['start'] = self._io.pos()
        self.vportctl = self._io.read_u2be()
        self._debug['vportctl']['end'] = self._io.pos()
        self._debug['invert']['start'] = self._io.pos()
        self.invert = self._io.read_u1()
        self._debug['invert']['end'] = self._io.pos()
        self._debug['bitmask']['start'] = self._io.pos()
        self.bitmask = self._io.read_u1()
        self._debug['bitmask']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass

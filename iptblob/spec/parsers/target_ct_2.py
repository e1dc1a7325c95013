# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TargetCt2(KaitaiStruct):
    """As revision 1, with zones by direction or from the mark; iptables writes NOTRACK as this too.

    .. seealso::
       struct xt_ct_target_info_v1 - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_CT.h
    """
    SEQ_FIELDS = ["flags", "zone", "ct_events", "exp_events", "helper", "timeout", "pad", "ct", "pad2"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(TargetCt2, self).__init__(_io)
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
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u2le()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['zone']['start'] = self._io.pos()
        self.zone = self._io.read_u2le()
        self._debug['zone']['end'] = self._io.pos()
        self._debug['ct_events']['start'] = self._io.pos()
        self.ct_events = self._io.read_u4le()
        self._debug['ct_events']['end'] = self._io.pos()
        self._debug['exp_events']['start'] = self._io.pos()
        self.exp_events = self._io.read_u4le()
        self._debug['exp_events']['end'] = self._io.pos()
        self._debug['helper']['start'] = self._io.pos()
        self.helper = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['helper']['end'] = self._io.pos()
        self._debug['timeout']['start'] = self._io.pos()
        self.timeout = KaitaiStream.bytes_terminate(self._io.read_bytes(32), 0, False)
        self._debug['timeout']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(4)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['ct']['start'] = self._io.pos()
        self.ct = self._io.read_bytes(self.len_long)
        self._debug['ct']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad2']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u2be()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['zone']['start'] = self._io.pos()
        self.zone = self._io.read_u2be()
        self._debug['zone']['end'] = self._io.pos()
        self._debug['ct_events']['start'] = self._io.pos()
        self.ct_events = self._io.read_u4be()
        self._debug['ct_events']['end'] = self._io.pos()
        self._debug['exp_events']['start'] = self._io.pos()
        self.exp_events = self._io.read_u4be()
        self._debug['exp_events']['end'] = self._io.pos()
        self._debug['helper']['start'] = self._io.pos()
        self.helper = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['helper']['end'] = self._io.pos()
        self._debug['timeout']['start'] = self._io.pos()
        self.timeout = KaitaiStream.bytes_terminate(self._io.read_bytes(32), 0, False)
        self._debug['timeout']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(4)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['ct']['start'] = self._io.pos()
        self.ct = self._io.read_bytes(self.len_long)
        self._debug['ct']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad2']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass

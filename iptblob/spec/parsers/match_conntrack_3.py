# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchConntrack3(KaitaiStruct):
    """As revision 2, with ranges of ports, which are in host order now.

    .. seealso::
       struct xt_conntrack_mtinfo3 - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_conntrack.h
    """
    SEQ_FIELDS = ["origsrc_addr", "origsrc_mask", "origdst_addr", "origdst_mask", "replsrc_addr", "replsrc_mask", "repldst_addr", "repldst_mask", "expires_min", "expires_max", "l4proto", "origsrc_port", "origdst_port", "replsrc_port", "repldst_port", "match_flags", "invert_flags", "state_mask", "status_mask", "origsrc_port_high", "origdst_port_high", "replsrc_port_high", "repldst_port_high", "pad1"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchConntrack3, self).__init__(_io)
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
        self._debug['origsrc_addr']['start'] = self._io.pos()
        self.origsrc_addr = self._io.read_bytes(16)
        self._debug['origsrc_addr']['end'] = self._io.pos()
        self._debug['origsrc_mask']['start'] = self._io.pos()
        self.origsrc_mask = self._io.read_bytes(16)
        self._debug['origsrc_mask']['end'] = self._io.pos()
        self._debug['origdst_addr']['start'] = self._io.pos()
        self.origdst_addr = self._io.read_bytes(16)
        self._debug['origdst_addr']['end'] = self._io.pos()
        self._debug['origdst_mask']['start'] = self._io.pos()
        self.origdst_mask = self._io.read_bytes(16)
        self._debug['origdst_mask']['end'] = self._io.pos()
        self._debug['replsrc_addr']['start'] = self._io.pos()
        self.replsrc_addr = self._io.read_bytes(16)
        self._debug['replsrc_addr']['end'] = self._io.pos()
        self._debug['replsrc_mask']['start'] = self._io.pos()
        self.replsrc_mask = self._io.read_bytes(16)
        self._debug['replsrc_mask']['end'] = self._io.pos()
        self._debug['repldst_addr']['start'] = self._io.pos()
        self.repldst_addr = self._io.read_bytes(16)
        self._debug['repldst_addr']['end'] = self._io.pos()
        self._debug['repldst_mask']['start'] = self._io.pos()
        self.repldst_mask = self._io.read_bytes(16)
        self._debug['repldst_mask']['end'] = self._io.pos()
        self._debug['expires_min']['start'] = self._io.pos()
        self.expires_min = self._io.read_u4le()
        self._debug['expires_min']['end'] = self._io.pos()
        self._debug['expires_max']['start'] = self._io.pos()
        self.expires_max = self._io.read_u4le()
        self._debug['expires_max']['end'] = self._io.pos()
        self._debug['l4proto']['start'] = self._io.pos()
        self.l4proto = self._io.read_u2le()
        self._debug['l4proto']['end'] = self._io.pos()
        self._debug['origsrc_port']['start'] = self._io.pos()
        self.origsrc_port = self._io.read_u2le()
        self._debug['origsrc_port']['end'] = self._io.pos()
        self._debug['origdst_port']['start'] = self._io.pos()
        self.origdst_port = self._io.read_u2le()
        self._debug['origdst_port']['end'] = self._io.pos()
        self._debug['replsrc_port']['start'] = self._io.pos()
        self.replsrc_port = self._io.read_u2le()
        self._debug['replsrc_port']['end'] = self._io.pos()
        self._debug['repldst_port']['start'] = self._io.pos()
        self.repldst_port = self._io.read_u2le()
        self._debug['repldst_port']['end'] = self._io.pos()
        self._debug['match_flags']['start'] = self._io.pos()
        self.match_flags = self._io.read_u2le()
        self._debug['match_flags']['end'] = self._io.pos()
        self._debug['invert_flags']['start'] = self._io.pos()
        self.invert_flags = self._io.read_u2le()
        self._debug['invert_flags']['end'] = self._io.pos()
        self._debug['state_mask']['start'] = self._io.pos()
        self.state_mask = self._io.read_u2le()
        self._debug['state_mask']['end'] = self._io.pos()
        self._debug['status_mask']['start'] = self._io.pos()
        self.status_mask = self._io.read_u2le()
        self._debug['status_mask']['end'] = self._io.pos()
        self._debug['origsrc_port_high']['start'] = self._io.pos()
        self.origsrc_port_high = self._io.read_u2le()
        self._debug['origsrc_port_high']['end'] = self._io.pos()
        self._debug['origdst_port_high']['start'] = self._io.pos()
        self.origdst_port_high = self._io.read_u2le()
        self._debug['origdst_port_high']['end'] = self._io.pos()
        self._debug['replsrc_port_high']['start'] = self._io.pos()
        self.replsrc_port_high = self._io.read_u2le()
        self._debug['replsrc_port_high']['end'] = self._io.pos()
        self._debug['repldst_port_high']['start'] = self._io.pos()
        self.repldst_port_high = self._io.read_u2le()
        self._debug['repldst_port_high']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(2)
        self._debug['pad1']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['origsrc_addr']['start'] = self._io.pos()
        self.origsrc_addr = self._io.read_bytes(16)
        self._debug['origsrc_addr']['end'] = self._io.pos()
        self._debug['origsrc_mask']['start'] = self._io.pos()
        self.origsrc_mask = self._io.read_bytes(16)
        self._debug['origsrc_mask']['end'] = self._io.pos()
        self._debug['origdst_addr']['start'] = self._io.pos()
        self.origdst_addr = self._io.read_bytes(16)
        self._debug['origdst_addr']['end'] = self._io.pos()
        self._debug['origdst_mask']['start'] = self._io.pos()
        self.origdst_mask = self._io.read_bytes(16)
        self._debug['origdst_mask']['end'] = self._io.pos()
        self._debug['replsrc_addr']['start'] = self._io.pos()
        self.replsrc_addr = self._io.read_bytes(16)
        self._debug['replsrc_addr']['end'] = self._io.pos()
        self._debug['replsrc_mask']['start'] = self._io.pos()
        self.replsrc_mask = self._io.read_bytes(16)
        self._debug['replsrc_mask']['end'] = self._io.pos()
        self._debug['repldst_addr']['start'] = self._io.pos()
        self.repldst_addr = self._io.read_bytes(16)
        self._debug['repldst_addr']['end'] = self._io.pos()
        self._debug['repldst_mask']['start'] = self._io.pos()
        self.repldst_mask = self._io.read_bytes(16)
        self._debug['repldst_mask']['end'] = self._io.pos()
        self._debug['expires_min']['start'] = self._io.pos()
        self.expires_min = self._io.read_u4be()
        self._debug['expires_min']['end'] = self._io.pos()
        self._debug['expires_max']['start'] = self._io.pos()
        self.expires_max = self._io.read_u4be()
        self._debug['expires_max']['end'] = self._io.pos()
        self._debug['l4proto']['start'] = self._io.pos()
        self.l4proto = self._io.read_u2be()
        self._debug['l4proto']['end'] = self._io.pos()
        self._debug['origsrc_port']['start'] = self._io.pos()
        self.origsrc_port = self._io.read_u2be()
        self._debug['origsrc_port']['end'] = self._io.pos()
        self._debug['origdst_port']['start'] = self._io.pos()
        self.origdst_port = self._io.read_u2be()
        self._debug['origdst_port']['end'] = self._io.pos()
        self._debug['replsrc_port']['start'] = self._io.pos()
        self.replsrc_port = self._io.read_u2be()
        self._debug['replsrc_port']['end'] = self._io.pos()
        self._debug['repldst_port']['start'] = self._io.pos()
        self.repldst_port = self._io.read_u2be()
        self._debug['repldst_port']['end'] = self._io.pos()
        self._debug['match_flags']['start'] = self._io.pos()
        self.match_flags = self._io.read_u2be()
        self._debug['match_flags']['end'] = self._io.pos()
        self._debug['invert_flags']['start'] = self._io.pos()
        self.invert_flags = self._io.read_u2be()
        self._debug['invert_flags']['end'] = self._io.pos()
        self._debug['state_mask']['start'] = self._io.pos()
        self.state_mask = self._io.read_u2be()
        self._debug['state_mask']['end'] = self._io.pos()
        self._debug['status_mask']['start'] = self._io.pos()
        self.status_mask = self._io.read_u2be()
        self._debug['status_mask']['end'] = self._io.pos()
        self._debug['origsrc_port_high']['start'] = self._io.pos()
        self.origsrc_port_high = self._io.read_u2be()
        self._debug['origsrc_port_high']['end'] = self._io.pos()
        self._debug['origdst_port_high']['start'] = self._io.pos()
        self.origdst_port_high = self._io.read_u2be()
        self._debug['origdst_port_high']['end'] = self._io.pos()
        self._debug['replsrc_port_high']['start'] = self._io.pos()
        self.replsrc_port_high = self._io.read_u2be()
        self._debug['replsrc_port_high']['end'] = self._io.pos()
        self._debug['repldst_port_high']['start'] = self._io.pos()
        self.repldst_port_high = self._io.read_u2be()
        self._debug['repldst_port_high']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(2)
        self._debug['pad1']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass

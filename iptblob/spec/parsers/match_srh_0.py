# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchSrh0(KaitaiStruct):
    """Segment routing header of an IPv6 packet.

    .. seealso::
       struct ip6t_srh - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_srh.h
    """
    SEQ_FIELDS = ["next_hdr", "len_hdr", "segs_left", "last_entry", "tag", "mt_flags", "mt_invflags"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchSrh0, self).__init__(_io)
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
        self._debug['next_hdr']['start'] = self._io.pos()
        self.next_hdr = self._io.read_u1()
        self._debug['next_hdr']['end'] = self._io.pos()
        self._debug['len_hdr']['start'] = self._io.pos()
        self.len_hdr = self._io.read_u1()
        self._debug['len_hdr']['end'] = self._io.pos()
        self._debug['segs_left']['start'] = self._io.pos()
        self.segs_left = self._io.read_u1()
        self._debug['segs_left']['end'] = self._io.pos()
        self._debug['last_entry']['start'] = self._io.pos()
        self.last_entry = self._io.read_u1()
        self._debug['last_entry']['end'] = self._io.pos()
        self._debug['tag']['start'] = self._io.pos()
        self.tag = self._io.read_u2le()
        self._debug['tag']['end'] = self._io.pos()
        self._debug['mt_flags']['start'] = self._io.pos()
        self.mt_flags = self._io.read_u2le()
        self._debug['mt_flags']['end'] = self._io.pos()
        self._debug['mt_invflags']['start'] = self._io.pos()
        self.mt_invflags = self._io.read_u2le()
        self._debug['mt_invflags']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['next_hdr']['start'] = self._io.pos()
        self.next_hdr = self._io.read_u1()
        self._debug['next_hdr']['end'] = self._io.pos()
        self._debug['len_hdr']['start'] = self._io.pos()
        self.len_hdr = self._io.read_u1()
        self._debug['len_hdr']['end'] = self._io.pos()
        self._debug['segs_left']['start'] = self._io.pos()
        self.segs_left = self._io.read_u1()
        self._debug['segs_left']['end'] = self._io.pos()
        self._debug['last_entry']['start'] = self._io.pos()
        self.last_entry = self._io.read_u1()
        self._debug['last_entry']['end'] = self._io.pos()
        self._debug['tag']['start'] = self._io.pos()
        self.tag = self._io.read_u2be()
        self._debug['tag']['end'] = self._io.pos()
        self._debug['mt_flags']['start'] = self._io.pos()
        self.mt_flags = self._io.read_u2be()
        self._debug['mt_flags']['end'] = self._io.pos()
        self._debug['mt_invflags']['start'] = self._io.pos()
        self.mt_invflags = self._io.read_u2be()
        self._debug['mt_invflags']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass

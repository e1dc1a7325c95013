# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchUdplite0(KaitaiStruct):
    """UDP-Lite ports, in the struct of match udp. iptables has no library for this match.

    .. seealso::
       struct xt_udp - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_tcpudp.h
    """
    SEQ_FIELDS = ["src_ports", "dst_ports", "invflags", "pad"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchUdplite0, self).__init__(_io)
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
        self._debug['src_ports']['start'] = self._io.pos()
        self._debug['src_ports']['arr'] = []
        self.src_ports = []
        for i in range(2):
            self._debug['src_ports']['arr'].append({'start': self._io.pos()})
            self.src_ports.append(self._io.read_u2le())
            self._debug['src_ports']['arr'][i]['end'] = self._io.pos()

        self._debug['src_ports']['end'] = self._io.pos()
        self._debug['dst_ports']['start'] = self._io.pos()
        self._debug['dst_ports']['arr'] = []
        self.dst_ports = []
        for i in range(2):
            self._debug['dst_ports']['arr'].append({'start': self._io.pos()})
            self.dst_ports.append(self._io.read_u2le())
            self._debug['dst_ports']['arr'][i]['end'] = self._io.pos()

        self._debug['dst_ports']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u1()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(1)
        self._debug['pad']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['src_ports']['start'] = self._io.pos()
        self._debug['src_ports']['arr'] = []
        self.src_ports = []
        for i in range(2):
            self._debug['src_ports']['arr'].append({'start': self._io.pos()})
            self.src_ports.append(self._io.read_u2be())
            self._debug['src_ports']['arr'][i]['end'] = self._io.pos()

        self._debug['src_ports']['end'] = self._io.pos()
        self._debug['dst_ports']['start'] = self._io.pos()
        self._debug['dst_ports']['arr'] = []
        self.dst_ports = []
        for i in range(2):
            self._debug['dst_ports']['arr'].append({'start': self._io.pos()})
            self.dst_ports.append(self._io.read_u2be())
            self._debug['dst_ports']['arr'][i]['end'] = self._io.pos()

        self._debug['dst_ports']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u1()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(1)
        self._debug['pad']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        for i in range(len(self.src_ports)):
            pass

        for i in range(len(self.dst_ports)):
            pass

# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchRt0(KaitaiStruct):
    """Routing header of an IPv6 packet.

    .. seealso::
       struct ip6t_rt - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_rt.h
    """
    SEQ_FIELDS = ["rt_type", "segsleft", "hdrlen", "flags", "invflags", "pad1", "addrs", "num_addrs", "pad2"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchRt0, self).__init__(_io)
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
        self._debug['rt_type']['start'] = self._io.pos()
        self.rt_type = self._io.read_u4le()
        self._debug['rt_type']['end'] = self._io.pos()
        self._debug['segsleft']['start'] = self._io.pos()
        self._debug['segsleft']['arr'] = []
        self.segsleft = []
        for i in range(2):
            self._debug['segsleft']['arr'].append({'start': self._io.pos()})
            self.segsleft.append(self._io.read_u4le())
            self._debug['segsleft']['arr'][i]['end'] = self._io.pos()

        self._debug['segsleft']['end'] = self._io.pos()
        self._debug['hdrlen']['start'] = self._io.pos()
        self.hdrlen = self._io.read_u4le()
        self._debug['hdrlen']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u1()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(2)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['addrs']['start'] = self._io.pos()
        self._debug['addrs']['arr'] = []
        self.addrs = []
        for i in range(16):
            self._debug['addrs']['arr'].append({'start': self._io.pos()})
            self.addrs.append(self._io.read_bytes(16))
            self._debug['addrs']['arr'][i]['end'] = self._io.pos()

        self._debug['addrs']['end'] = self._io.pos()
        self._debug['num_addrs']['start'] = self._io.pos()
        self.num_addrs = self._io.read_u1()
        self._debug['num_addrs']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(3)
        self._debug['pad2']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['rt_type']['start'] = self._io.pos()
        self.rt_type = self._io.read_u4be()
        self._debug['rt_type']['end'] = self._io.pos()
        self._debug['segsleft']['start'] = self._io.pos()
        self._debug['segsleft']['arr'] = []
        self.segsleft = []
        for i in range(2):
            self._debug['segsleft']['arr'].append({'start': self._io.pos()})
            self.segsleft.append(self._io.read_u4be())
            self._debug['segsleft']['arr'][i]['end'] = self._io.pos()

        self._debug['segsleft']['end'] = self._io.pos()
        self._debug['hdrlen']['start'] = self._io.pos()
        self.hdrlen = self._io.read_u4be()
        self._debug['hdrlen']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u1()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(2)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['addrs']['start'] = self._io.pos()
        self._debug['addrs']['arr'] = []
        self.addrs = []
        for i in range(16):
            self._debug['addrs']['arr'].append({'start': self._io.pos()})
            self.addrs.append(self._io.read_bytes(16))
            self._debug['addrs']['arr'][i]['end'] = self._io.pos()

        self._debug['addrs']['end'] = self._io.pos()
        self._debug['num_addrs']['start'] = self._io.pos()
        self.num_addrs = self._io.read_u1()
        self._debug['num_addrs']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(3)
        self._debug['pad2']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        for i in range(len(self.segsleft)):
            pass

        for i in range(len(self.addrs)):
            pass

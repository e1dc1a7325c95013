# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchDst0(KaitaiStruct):
    """Length and options of the IPv6 extension header with destination options.

    .. seealso::
       struct ip6t_opts - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6t_opts.h
    """
    SEQ_FIELDS = ["hdrlen", "flags", "invflags", "opts", "num_opts", "pad1"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchDst0, self).__init__(_io)
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
        self._debug['hdrlen']['start'] = self._io.pos()
        self.hdrlen = self._io.read_u4le()
        self._debug['hdrlen']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u1()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['opts']['start'] = self._io.pos()
        self._debug['opts']['arr'] = []
        self.opts = []
        for i in range(16):
            self._debug['opts']['arr'].append({'start': self._io.pos()})
            self.opts.append(self._io.read_u2le())
            self._debug['opts']['arr'][i]['end'] = self._io.pos()

        self._debug['opts']['end'] = self._io.pos()
        self._debug['num_opts']['start'] = self._io.pos()
        self.num_opts = self._io.read_u1()
        self._debug['num_opts']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(1)
        self._debug['pad1']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['hdrlen']['start'] = self._io.pos()
        self.hdrlen = self._io.read_u4be()
        self._debug['hdrlen']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u1()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['opts']['start'] = self._io.pos()
        self._debug['opts']['arr'] = []
        self.opts = []
        for i in range(16):
            self._debug['opts']['arr'].append({'start': self._io.pos()})
            self.opts.append(self._io.read_u2be())
            self._debug['opts']['arr'][i]['end'] = self._io.pos()

        self._debug['opts']['end'] = self._io.pos()
        self._debug['num_opts']['start'] = self._io.pos()
        self.num_opts = self._io.read_u1()
        self._debug['num_opts']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(1)
        self._debug['pad1']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        for i in range(len(self.opts)):
            pass

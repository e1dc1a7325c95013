# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class Ip6tIp6(KaitaiStruct):
    """Addresses and masks are in network order. The protocol is looked at only where the flag PROTO is set.

    .. seealso::
       struct ip6t_ip6 - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv6/ip6_tables.h
    """
    SEQ_FIELDS = ["src", "dst", "smsk", "dmsk", "iniface", "outiface", "iniface_mask", "outiface_mask", "proto", "tos", "flags", "invflags", "pad_ip"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(Ip6tIp6, self).__init__(_io)
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
        self._debug['src']['start'] = self._io.pos()
        self.src = self._io.read_bytes(16)
        self._debug['src']['end'] = self._io.pos()
        self._debug['dst']['start'] = self._io.pos()
        self.dst = self._io.read_bytes(16)
        self._debug['dst']['end'] = self._io.pos()
        self._debug['smsk']['start'] = self._io.pos()
        self.smsk = self._io.read_bytes(16)
        self._debug['smsk']['end'] = self._io.pos()
        self._debug['dmsk']['start'] = self._io.pos()
        self.dmsk = self._io.read_bytes(16)
        self._debug['dmsk']['end'] = self._io.pos()
        self._debug['iniface']['start'] = self._io.pos()
        self.iniface = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['iniface']['end'] = self._io.pos()
        self._debug['outiface']['start'] = self._io.pos()
        self.outiface = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['outiface']['end'] = self._io.pos()
        self._debug['iniface_mask']['start'] = self._io.pos()
        self.iniface_mask = self._io.read_bytes(16)
        self._debug['iniface_mask']['end'] = self._io.pos()
        self._debug['outiface_mask']['start'] = self._io.pos()
        self.outiface_mask = self._io.read_bytes(16)
        self._debug['outiface_mask']['end'] = self._io.pos()
        self._debug['proto']['start'] = self._io.pos()
        self.proto = self._io.read_u2le()
        self._debug['proto']['end'] = self._io.pos()
        self._debug['tos']['start'] = self._io.pos()
        self.tos = self._io.read_u1()
        self._debug['tos']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u1()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['pad_ip']['start'] = self._io.pos()
        self.pad_ip = self._io.read_bytes(3)
        self._debug['pad_ip']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['src']['start'] = self._io.pos()
        self.src = self._io.read_bytes(16)
        self._debug['src']['end'] = self._io.pos()
        self._debug['dst']['start'] = self._io.pos()
        self.dst = self._io.read_bytes(16)
        self._debug['dst']['end'] = self._io.pos()
        self._debug['smsk']['start'] = self._io.pos()
        self.smsk = self._io.read_bytes(16)
        self._debug['smsk']['end'] = self._io.pos()
        self._debug['dmsk']['start'] = self._io.pos()
        self.dmsk = self._io.read_bytes(16)
        self._debug['dmsk']['end'] = self._io.pos()
        self._debug['iniface']['start'] = self._io.pos()
        self.iniface = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['iniface']['end'] = self._io.pos()
        self._debug['outiface']['start'] = self._io.pos()
        self.outiface = KaitaiStream.bytes_terminate(self._io.read_bytes(16), 0, False)
        self._debug['outiface']['end'] = self._io.pos()
        self._debug['iniface_mask']['start'] = self._io.pos()
        self.iniface_mask = self._io.read_bytes(16)
        self._debug['iniface_mask']['end'] = self._io.pos()
        self._debug['outiface_mask']['start'] = self._io.pos()
        self.outiface_mask = self._io.read_bytes(16)
        self._debug['outiface_mask']['end'] = self._io.pos()
        self._debug['proto']['start'] = self._io.pos()
        self.proto = self._io.read_u2be()
        self._debug['proto']['end'] = self._io.pos()
        self._debug['tos']['start'] = self._io.pos()
        self.tos = self._io.read_u1()
        self._debug['tos']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u1()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['pad_ip']['start'] = self._io.pos()
        self.pad_ip = self._io.read_bytes(3)
        self._debug['pad_ip']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass

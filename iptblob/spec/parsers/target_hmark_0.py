# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TargetHmark0(KaitaiStruct):
    """Sets the mark of the packet from a hash of its flow. The ports are in network order; together they also are
    the SPI.

    .. seealso::
       struct xt_hmark_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_HMARK.h
    """
    SEQ_FIELDS = ["src_mask", "dst_mask", "src_port_mask", "dst_port_mask", "src_port", "dst_port", "flags", "proto_mask", "pad", "hashrnd", "hmodulus", "hoffset"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(TargetHmark0, self).__init__(_io)
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
        self._debug['src_mask']['start'] = self._io.pos()
        self.src_mask = self._io.read_bytes(16)
        self._debug['src_mask']['end'] = self._io.pos()
        self._debug['dst_mask']['start'] = self._io.pos()
        self.dst_mask = self._io.read_bytes(16)
        self._debug['dst_mask']['end'] = self._io.pos()
        self._debug['src_port_mask']['start'] = self._io.pos()
        self.src_port_mask = self._io.read_u2be()
        self._debug['src_port_mask']['end'] = self._io.pos()
        self._debug['dst_port_mask']['start'] = self._io.pos()
        self.dst_port_mask = self._io.read_u2be()
        self._debug['dst_port_mask']['end'] = self._io.pos()
        self._debug['src_port']['start'] = self._io.pos()
        self.src_port = self._io.read_u2be()
        self._debug['src_port']['end'] = self._io.pos()
        self._debug['dst_port']['start'] = self._io.pos()
        self.dst_port = self._io.read_u2be()
        self._debug['dst_port']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4le()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['proto_mask']['start'] = self._io.pos()
        self.proto_mask = self._io.read_u2le()
        self._debug['proto_mask']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(2)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['hashrnd']['start'] = self._io.pos()
        self.hashrnd = self._io.read_u4le()
        self._debug['hashrnd']['end'] = self._io.pos()
        self._debug['hmodulus']['start'] = self._io.pos()
        self.hmodulus = self._io.read_u4le()
        self._debug['hmodulus']['end'] = self._io.pos()
        self._debug['hoffset']['start'] = self._io.pos()
        self.hoffset = self._io.read_u4le()
        self._debug['hoffset']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['src_mask']['start'] = self._io.pos()
        self.src_mask = self._io.read_bytes(16)
        self._debug['src_mask']['end'] = self._io.pos()
        self._debug['dst_mask']['start'] = self._io.pos()
        self.dst_mask = self._io.read_bytes(16)
        self._debug['dst_mask']['end'] = self._io.pos()
        self._debug['src_port_mask']['start'] = self._io.pos()
        self.src_port_mask = self._io.read_u2be()
        self._debug['src_port_mask']['end'] = self._io.pos()
        self._debug['dst_port_mask']['start'] = self._io.pos()
        self.dst_port_mask = self._io.read_u2be()
        self._debug['dst_port_mask']['end'] = self._io.pos()
        self._debug['src_port']['start'] = self._io.pos()
        self.src_port = self._io.read_u2be()
        self._debug['src_port']['end'] = self._io.pos()
        self._debug['dst_port']['start'] = self._io.pos()
        self.dst_port = self._io.read_u2be()
        self._debug['dst_port']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4be()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['proto_mask']['start'] = self._io.pos()
        self.proto_mask = self._io.read_u2be()
        self._debug['proto_mask']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(2)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['hashrnd']['start'] = self._io.pos()
        self.hashrnd = self._io.read_u4be()
        self._debug['hashrnd']['end'] = self._io.pos()
        self._debug['hmodulus']['start'] = self._io.pos()
        self.hmodulus = self._io.read_u4be()
        self._debug['hmodulus']['end'] = self._io.pos()
        self._debug['hoffset']['start'] = self._io.pos()
        self.hoffset = self._io.read_u4be()
        self._debug['hoffset']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass

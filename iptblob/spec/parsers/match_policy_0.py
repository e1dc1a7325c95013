# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchPolicy0(KaitaiStruct):
    """The IPsec policy that a packet was or will be handled by.

    .. seealso::
       struct xt_policy_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_policy.h
    """

    class Modes(IntEnum):
        transport = 0
        tunnel = 1
    SEQ_FIELDS = ["elements", "flags", "num_elements"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchPolicy0, self).__init__(_io)
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
        self._debug['elements']['start'] = self._io.pos()
        self._debug['elements']['arr'] = []
        self.elements = []
        for i in range(4):
            self._debug['elements']['arr'].append({'start': self._io.pos()})
            _t_elements = MatchPolicy0.Elem(self._io, self, self._root, self._is_le)
            try:
                _t_elements._read()
            finally:
                self.elements.append(_t_elements)
            self._debug['elements']['arr'][i]['end'] = self._io.pos()

        self._debug['elements']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u2le()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['num_elements']['start'] = self._io.pos()
        self.num_elements = self._io.read_u2le()
        self._debug['num_elements']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['elements']['start'] = self._io.pos()
        self._debug['elements']['arr'] = []
        self.elements = []
        for i in range(4):
            self._debug['elements']['arr'].append({'start': self._io.pos()})
            _t_elements = MatchPolicy0.Elem(self._io, self, self._root, self._is_le)
            try:
                _t_elements._read()
            finally:
                self.elements.append(_t_elements)
            self._debug['elements']['arr'][i]['end'] = self._io.pos()

        self._debug['elements']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u2be()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['num_elements']['start'] = self._io.pos()
        self.num_elements = self._io.read_u2be()
        self._debug['num_elements']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        for i in range(len(self.elements)):
            pass
            self.elements[i]._fetch_instances()


    class Elem(KaitaiStruct):
        """One transformation (struct xt_policy_elem). Addresses are the first 4 bytes for IPv4, all 16 for IPv6."""
        SEQ_FIELDS = ["saddr", "smask", "daddr", "dmask", "spi", "reqid", "proto", "mode", "match", "invert"]
        def __init__(self, _io, _parent=None, _root=None, _is_le=None):
            super(MatchPolicy0.Elem, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/elem")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['saddr']['start'] = self._io.pos()
            self.saddr = self._io.read_bytes(16)
            self._debug['saddr']['end'] = self._io.pos()
            self._debug['smask']['start'] = self._io.pos()
            self.smask = self._io.read_bytes(16)
            self._debug['smask']['end'] = self._io.pos()
            self._debug['daddr']['start'] = self._io.pos()
            self.daddr = self._io.read_bytes(16)
            self._debug['daddr']['end'] = self._io.pos()
            self._debug['dmask']['start'] = self._io.pos()
            self.dmask = self._io.read_bytes(16)
            self._debug['dmask']['end'] = self._io.pos()
            self._debug['spi']['start'] = self._io.pos()
            self.spi = self._io.read_u4le()
            self._debug['spi']['end'] = self._io.pos()
            self._debug['reqid']['start'] = self._io.pos()
            self.reqid = self._io.read_u4le()
            self._debug['reqid']['end'] = self._io.pos()
            self._debug['proto']['start'] = self._io.pos()
            self.proto = self._io.read_u1()
            self._debug['proto']['end'] = self._io.pos()
            self._debug['mode']['start'] = self._io.pos()
            self.mode = KaitaiStream.resolve_enum(MatchPolicy0.Modes, self._io.read_u1())
            self._debug['mode']['end'] = self._io.pos()
            self._debug['match']['start'] = self._io.pos()
            self.match = self._io.read_u1()
            self._debug['match']['end'] = self._io.pos()
            self._debug['invert']['start'] = self._io.pos()
            self.invert = self._io.read_u1()
            self._debug['invert']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['saddr']['start'] = self._io.pos()
            self.saddr = self._io.read_bytes(16)
            self._debug['saddr']['end'] = self._io.pos()
            self._debug['smask']['start'] = self._io.pos()
            self.smask = self._io.read_bytes(16)
            self._debug['smask']['end'] = self._io.pos()
            self._debug['daddr']['start'] = self._io.pos()
            self.daddr = self._io.read_bytes(16)
            self._debug['daddr']['end'] = self._io.pos()
            self._debug['dmask']['start'] = self._io.pos()
            self.dmask = self._io.read_bytes(16)
            self._debug['dmask']['end'] = self._io.pos()
            self._debug['spi']['start'] = self._io.pos()
            self.spi = self._io.read_u4be()
            self._debug['spi']['end'] = self._io.pos()
            self._debug['reqid']['start'] = self._io.pos()
            self.reqid = self._io.read_u4be()
            self._debug['reqid']['end'] = self._io.pos()
            self._debug['proto']['start'] = self._io.pos()
            self.proto = self._io.read_u1()
            self._debug['proto']['end'] = self._io.pos()
            self._debug['mode']['start'] = self._io.pos()
            self.mode = KaitaiStream.resolve_enum(MatchPolicy0.Modes, self._io.read_u1())
            self._debug['mode']['end'] = self._io.pos()
            self._debug['match']['start'] = self._io.pos()
            self.match = self._io.read_u1()
            self._debug['match']['end'] = self._io.pos()
            self._debug['invert']['start'] = self._io.pos()
            self.invert = self._io.read_u1()
            self._debug['invert']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass

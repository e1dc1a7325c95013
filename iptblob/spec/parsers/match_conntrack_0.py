# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchConntrack0(KaitaiStruct):
    """State and addresses of a connection, IPv4 only; kernels of the 2.6 series had it.

    .. seealso::
       struct xt_conntrack_info - https://github.com/torvalds/linux/blob/v2.6.31/include/linux/netfilter/xt_conntrack.h
    """
    SEQ_FIELDS = ["statemask", "statusmask", "tuple", "src_masks", "dst_masks", "expires_min", "expires_max", "flags", "invflags", "pad1"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchConntrack0, self).__init__(_io)
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
        self._debug['statemask']['start'] = self._io.pos()
        self.statemask = self._io.read_u4le()
        self._debug['statemask']['end'] = self._io.pos()
        self._debug['statusmask']['start'] = self._io.pos()
        self.statusmask = self._io.read_u4le()
        self._debug['statusmask']['end'] = self._io.pos()
        self._debug['tuple']['start'] = self._io.pos()
        self._debug['tuple']['arr'] = []
        self.tuple = []
        for i in range(2):
            self._debug['tuple']['arr'].append({'start': self._io.pos()})
            _t_tuple = MatchConntrack0.OldTuple(self._io, self, self._root, self._is_le)
            try:
                _t_tuple._read()
            finally:
                self.tuple.append(_t_tuple)
            self._debug['tuple']['arr'][i]['end'] = self._io.pos()

        self._debug['tuple']['end'] = self._io.pos()
        self._debug['src_masks']['start'] = self._io.pos()
        self._debug['src_masks']['arr'] = []
        self.src_masks = []
        for i in range(2):
            self._debug['src_masks']['arr'].append({'start': self._io.pos()})
            self.src_masks.append(self._io.read_bytes(4))
            self._debug['src_masks']['arr'][i]['end'] = self._io.pos()

        self._debug['src_masks']['end'] = self._io.pos()
        self._debug['dst_masks']['start'] = self._io.pos()
        self._debug['dst_masks']['arr'] = []
        self.dst_masks = []
        for i in range(2):
            self._debug['dst_masks']['arr'].append({'start': self._io.pos()})
            self.dst_masks.append(self._io.read_bytes(4))
            self._debug['dst_masks']['arr'][i]['end'] = self._io.pos()

        self._debug['dst_masks']['end'] = self._io.pos()
        self._debug['expires_min']['start'] = self._io.pos()
        _on = self.len_long
        if _on == 4:
            pass
            self.expires_min = self._io.read_u4le()
        elif _on == 8:
            pass
            self.expires_min = self._io.read_u8le()
        self._debug['expires_min']['end'] = self._io.pos()
        self._debug['expires_max']['start'] = self._io.pos()
        _on = self.len_long
        if _on == 4:
            pass
            self.expires_max = self._io.read_u4le()
        elif _on == 8:
            pass
            self.expires_max = self._io.read_u8le()
        self._debug['expires_max']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u1()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(self.len_long - 2)
        self._debug['pad1']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['statemask']['start'] = self._io.pos()
        self.statemask = self._io.read_u4be()
        self._debug['statemask']['end'] = self._io.pos()
        self._debug['statusmask']['start'] = self._io.pos()
        self.statusmask = self._io.read_u4be()
        self._debug['statusmask']['end'] = self._io.pos()
        self._debug['tuple']['start'] = self._io.pos()
        self._debug['tuple']['arr'] = []
        self.tuple = []
        for i in range(2):
            self._debug['tuple']['arr'].append({'start': self._io.pos()})
            _t_tuple = MatchConntrack0.OldTuple(self._io, self, self._root, self._is_le)
            try:
                _t_tuple._read()
            finally:
                self.tuple.append(_t_tuple)
            self._debug['tuple']['arr'][i]['end'] = self._io.pos()

        self._debug['tuple']['end'] = self._io.pos()
        self._debug['src_masks']['start'] = self._io.pos()
        self._debug['src_masks']['arr'] = []
        self.src_masks = []
        for i in range(2):
            self._debug['src_masks']['arr'].append({'start': self._io.pos()})
            self.src_masks.append(self._io.read_bytes(4))
            self._debug['src_masks']['arr'][i]['end'] = self._io.pos()

        self._debug['src_masks']['end'] = self._io.pos()
        self._debug['dst_masks']['start'] = self._io.pos()
        self._debug['dst_masks']['arr'] = []
        self.dst_masks = []
        for i in range(2):
            self._debug['dst_masks']['arr'].append({'start': self._io.pos()})
            self.dst_masks.append(self._io.read_bytes(4))
            self._debug['dst_masks']['arr'][i]['end'] = self._io.pos()

        self._debug['dst_masks']['end'] = self._io.pos()
        self._debug['expires_min']['start'] = self._io.pos()
        _on = self.len_long
        if _on == 4:
            pass
            self.expires_min = self._io.read_u4be()
        elif _on == 8:
            pass
            self.expires_min = self._io.read_u8be()
        self._debug['expires_min']['end'] = self._io.pos()
        self._debug['expires_max']['start'] = self._io.pos()
        _on = self.len_long
        if _on == 4:
            pass
            self.expires_max = self._io.read_u4be()
        elif _on == 8:
            pass
            self.expires_max = self._io.read_u8be()
        self._debug['expires_max']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u1()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(self.len_long - 2)
        self._debug['pad1']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        for i in range(len(self.tuple)):
            pass
            self.tuple[i]._fetch_instances()

        for i in range(len(self.src_masks)):
            pass

        for i in range(len(self.dst_masks)):
            pass

        _on = self.len_long
        if _on == 4:
            pass
        elif _on == 8:
            pass
        _on = self.len_long
        if _on == 4:
            pass
        elif _on == 8:
            pass

    class OldTuple(KaitaiStruct):
        """One direction of a connection (struct ip_conntrack_old_tuple)."""
        SEQ_FIELDS = ["src_ip", "src_all", "pad1", "dst_ip", "dst_all", "protonum"]
        def __init__(self, _io, _parent=None, _root=None, _is_le=None):
            super(MatchConntrack0.OldTuple, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/old_tuple")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['src_ip']['start'] = self._io.pos()
            self.src_ip = self._io.read_bytes(4)
            self._debug['src_ip']['end'] = self._io.pos()
            self._debug['src_all']['start'] = self._io.pos()
            self.src_all = self._io.read_u2le()
            self._debug['src_all']['end'] = self._io.pos()
            self._debug['pad1']['start'] = self._io.pos()
            self.pad1 = self._io.read_bytes(2)
            self._debug['pad1']['end'] = self._io.pos()
            self._debug['dst_ip']['start'] = self._io.pos()
            self.dst_ip = self._io.read_bytes(4)
            self._debug['dst_ip']['end'] = self._io.pos()
            self._debug['dst_all']['start'] = self._io.pos()
            self.dst_all = self._io.read_u2le()
            self._debug['dst_all']['end'] = self._io.pos()
            self._debug['protonum']['start'] = self._io.pos()
            self.protonum = self._io.read_u2le()
            self._debug['protonum']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['src_ip']['start'] = self._io.pos()
            self.src_ip = self._io.read_bytes(4)
            self._debug['src_ip']['end'] = self._io.pos()
            self._debug['src_all']['start'] = self._io.pos()
            self.src_all = self._io.read_u2be()
            self._debug['src_all']['end'] = self._io.pos()
            self._debug['pad1']['start'] = self._io.pos()
            self.pad1 = self._io.read_bytes(2)
            self._debug['pad1']['end'] = self._io.pos()
            self._debug['dst_ip']['start'] = self._io.pos()
            self.dst_ip = self._io.read_bytes(4)
            self._debug['dst_ip']['end'] = self._io.pos()
            self._debug['dst_all']['start'] = self._io.pos()
            self.dst_all = self._io.read_u2be()
            self._debug['dst_all']['end'] = self._io.pos()
            self._debug['protonum']['start'] = self._io.pos()
            self.protonum = self._io.read_u2be()
            self._debug['protonum']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass

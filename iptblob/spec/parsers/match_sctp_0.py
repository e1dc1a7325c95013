# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchSctp0(KaitaiStruct):
    """SCTP ports and chunk types.

    .. seealso::
       struct xt_sctp_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_sctp.h
    """

    class ChunkMatch(IntEnum):
        not_set = 0
        any = 1
        all = 2
        only = 4
    SEQ_FIELDS = ["dst_ports", "src_ports", "chunkmap", "chunk_match_type", "flag_info", "num_flag_info", "flags", "invflags"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchSctp0, self).__init__(_io)
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
        self._debug['dst_ports']['start'] = self._io.pos()
        self._debug['dst_ports']['arr'] = []
        self.dst_ports = []
        for i in range(2):
            self._debug['dst_ports']['arr'].append({'start': self._io.pos()})
            self.dst_ports.append(self._io.read_u2le())
            self._debug['dst_ports']['arr'][i]['end'] = self._io.pos()

        self._debug['dst_ports']['end'] = self._io.pos()
        self._debug['src_ports']['start'] = self._io.pos()
        self._debug['src_ports']['arr'] = []
        self.src_ports = []
        for i in range(2):
            self._debug['src_ports']['arr'].append({'start': self._io.pos()})
            self.src_ports.append(self._io.read_u2le())
            self._debug['src_ports']['arr'][i]['end'] = self._io.pos()

        self._debug['src_ports']['end'] = self._io.pos()
        self._debug['chunkmap']['start'] = self._io.pos()
        self._debug['chunkmap']['arr'] = []
        self.chunkmap = []
        for i in range(64):
            self._debug['chunkmap']['arr'].append({'start': self._io.pos()})
            self.chunkmap.append(self._io.read_u4le())
            self._debug['chunkmap']['arr'][i]['end'] = self._io.pos()

        self._debug['chunkmap']['end'] = self._io.pos()
        self._debug['chunk_match_type']['start'] = self._io.pos()
        self.chunk_match_type = KaitaiStream.resolve_enum(MatchSctp0.ChunkMatch, self._io.read_u4le())
        self._debug['chunk_match_type']['end'] = self._io.pos()
        self._debug['flag_info']['start'] = self._io.pos()
        self._debug['flag_info']['arr'] = []
        self.flag_info = []
        for i in range(4):
            self._debug['flag_info']['arr'].append({'start': self._io.pos()})
            _t_flag_info = MatchSctp0.FlagInfo(self._io, self, self._root, self._is_le)
            try:
                _t_flag_info._read()
            finally:
                self.flag_info.append(_t_flag_info)
            self._debug['flag_info']['arr'][i]['end'] = self._io.pos()

        self._debug['flag_info']['end'] = self._io.pos()
        self._debug['num_flag_info']['start'] = self._io.pos()
        self.num_flag_info = self._io.read_s4le()
        self._debug['num_flag_info']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4le()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u4le()
        self._debug['invflags']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['dst_ports']['start'] = self._io.pos()
        self._debug['dst_ports']['arr'] = []
        self.dst_ports = []
        for i in range(2):
            self._debug['dst_ports']['arr'].append({'start': self._io.pos()})
            self.dst_ports.append(self._io.read_u2be())
            self._debug['dst_ports']['arr'][i]['end'] = self._io.pos()

        self._debug['dst_ports']['end'] = self._io.pos()
        self._debug['src_ports']['start'] = self._io.pos()
        self._debug['src_ports']['arr'] = []
        self.src_ports = []
        for i in range(2):
            self._debug['src_ports']['arr'].append({'start': self._io.pos()})
            self.src_ports.append(self._io.read_u2be())
            self._debug['src_ports']['arr'][i]['end'] = self._io.pos()

        self._debug['src_ports']['end'] = self._io.pos()
        self._debug['chunkmap']['start'] = self._io.pos()
        self._debug['chunkmap']['arr'] = []
        self.chunkmap = []
        for i in range(64):
            self._debug['chunkmap']['arr'].append({'start': self._io.pos()})
            self.chunkmap.append(self._io.read_u4be())
            self._debug['chunkmap']['arr'][i]['end'] = self._io.pos()

        self._debug['chunkmap']['end'] = self._io.pos()
        self._debug['chunk_match_type']['start'] = self._io.pos()
        self.chunk_match_type = KaitaiStream.resolve_enum(MatchSctp0.ChunkMatch, self._io.read_u4be())
        self._debug['chunk_match_type']['end'] = self._io.pos()
        self._debug['flag_info']['start'] = self._io.pos()
        self._debug['flag_info']['arr'] = []
        self.flag_info = []
        for i in range(4):
            self._debug['flag_info']['arr'].append({'start': self._io.pos()})
            _t_flag_info = MatchSctp0.FlagInfo(self._io, self, self._root, self._is_le)
            try:
                _t_flag_info._read()
            finally:
                self.flag_info.append(_t_flag_info)
            self._debug['flag_info']['arr'][i]['end'] = self._io.pos()

        self._debug['flag_info']['end'] = self._io.pos()
        self._debug['num_flag_info']['start'] = self._io.pos()
        self.num_flag_info = self._io.read_s4be()
        self._debug['num_flag_info']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4be()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u4be()
        self._debug['invflags']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        for i in range(len(self.dst_ports)):
            pass

        for i in range(len(self.src_ports)):
            pass

        for i in range(len(self.chunkmap)):
            pass

        for i in range(len(self.flag_info)):
            pass
            self.flag_info[i]._fetch_instances()


    class FlagInfo(KaitaiStruct):
        """Flags of one chunk type (struct xt_sctp_flag_info)."""
        SEQ_FIELDS = ["chunktype", "flag", "flag_mask"]
        def __init__(self, _io, _parent=None, _root=None, _is_le=None):
            super(MatchSctp0.FlagInfo, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/flag_info")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['chunktype']['start'] = self._io.pos()
            self.chunktype = self._io.read_u1()
            self._debug['chunktype']['end'] = self._io.pos()
            self._debug['flag']['start'] = self._io.pos()
            self.flag = self._io.read_u1()
            self._debug['flag']['end'] = self._io.pos()
            self._debug['flag_mask']['start'] = self._io.pos()
            self.flag_mask = self._io.read_u1()
            self._debug['flag_mask']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['chunktype']['start'] = self._io.pos()
            self.chunktype = self._io.read_u1()
            self._debug['chunktype']['end'] = self._io.pos()
            self._debug['flag']['start'] = self._io.pos()
            self.flag = self._io.read_u1()
            self._debug['flag']['end'] = self._io.pos()
            self._debug['flag_mask']['start'] = self._io.pos()
            self.flag_mask = self._io.read_u1()
            self._debug['flag_mask']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass

# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchBpf0(KaitaiStruct):
    """A classic BPF program that is run over the packet.

    .. seealso::
       struct xt_bpf_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_bpf.h
    """
    SEQ_FIELDS = ["num_bpf_program", "pad1", "bpf_program", "pad2", "filter", "pad3"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchBpf0, self).__init__(_io)
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
        self._debug['num_bpf_program']['start'] = self._io.pos()
        self.num_bpf_program = self._io.read_u2le()
        self._debug['num_bpf_program']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(2)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['bpf_program']['start'] = self._io.pos()
        self._debug['bpf_program']['arr'] = []
        self.bpf_program = []
        for i in range(64):
            self._debug['bpf_program']['arr'].append({'start': self._io.pos()})
            _t_bpf_program = MatchBpf0.SockFilter(self._io, self, self._root, self._is_le)
            try:
                _t_bpf_program._read()
            finally:
                self.bpf_program.append(_t_bpf_program)
            self._debug['bpf_program']['arr'][i]['end'] = self._io.pos()

        self._debug['bpf_program']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(4)
        self._debug['pad2']['end'] = self._io.pos()
        self._debug['filter']['start'] = self._io.pos()
        self.filter = self._io.read_bytes(self.len_long)
        self._debug['filter']['end'] = self._io.pos()
        self._debug['pad3']['start'] = self._io.pos()
        self.pad3 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad3']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['num_bpf_program']['start'] = self._io.pos()
        self.num_bpf_program = self._io.read_u2be()
        self._debug['num_bpf_program']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(2)
        self._debug['pad1']['end'] = self._io.pos()
        self._debug['bpf_program']['start'] = self._io.pos()
        self._debug['bpf_program']['arr'] = []
        self.bpf_program = []
        for i in range(64):
            self._debug['bpf_program']['arr'].append({'start': self._io.pos()})
            _t_bpf_program = MatchBpf0.SockFilter(self._io, self, self._root, self._is_le)
            try:
                _t_bpf_program._read()
            finally:
                self.bpf_program.append(_t_bpf_program)
            self._debug['bpf_program']['arr'][i]['end'] = self._io.pos()

        self._debug['bpf_program']['end'] = self._io.pos()
        self._debug['pad2']['start'] = self._io.pos()
        self.pad2 = self._io.read_bytes(4)
        self._debug['pad2']['end'] = self._io.pos()
        self._debug['filter']['start'] = self._io.pos()
        self.filter = self._io.read_bytes(self.len_long)
        self._debug['filter']['end'] = self._io.pos()
        self._debug['pad3']['start'] = self._io.pos()
        self.pad3 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad3']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        for i in range(len(self.bpf_program)):
            pass
            self.bpf_program[i]._fetch_instances()


    class SockFilter(KaitaiStruct):
        """One instruction of the classic BPF machine (linux/filter.h struct sock_filter)."""
        SEQ_FIELDS = ["code", "jt", "jf", "k"]
        def __init__(self, _io, _parent=None, _root=None, _is_le=None):
            super(MatchBpf0.SockFilter, self).__init__(_io)
            self._parent = _parent
            self._root = _root
            self._is_le = _is_le
            self._debug = collections.defaultdict(dict)

        def _read(self):
            if not hasattr(self, '_is_le'):
                raise kaitaistruct.UndecidedEndiannessError("/types/sock_filter")
            elif self._is_le == True:
                self._read_le()
            elif self._is_le == False:
                self._read_be()

        def _read_le(self):
            self._debug['code']['start'] = self._io.pos()
            self.code = self._io.read_u2le()
            self._debug['code']['end'] = self._io.pos()
            self._debug['jt']['start'] = self._io.pos()
            self.jt = self._io.read_u1()
            self._debug['jt']['end'] = self._io.pos()
            self._debug['jf']['start'] = self._io.pos()
            self.jf = self._io.read_u1()
            self._debug['jf']['end'] = self._io.pos()
            self._debug['k']['start'] = self._io.pos()
            self.k = self._io.read_u4le()
            self._debug['k']['end'] = self._io.pos()

        def _read_be(self):
            self._debug['code']['start'] = self._io.pos()
            self.code = self._io.read_u2be()
            self._debug['code']['end'] = self._io.pos()
            self._debug['jt']['start'] = self._io.pos()
            self.jt = self._io.read_u1()
            self._debug['jt']['end'] = self._io.pos()
            self._debug['jf']['start'] = self._io.pos()
            self.jf = self._io.read_u1()
            self._debug['jf']['end'] = self._io.pos()
            self._debug['k']['start'] = self._io.pos()
            self.k = self._io.read_u4be()
            self._debug['k']['end'] = self._io.pos()


        def _fetch_instances(self):
            pass

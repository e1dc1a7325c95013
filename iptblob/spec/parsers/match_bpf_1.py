# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class MatchBpf1(KaitaiStruct):
    """A classic BPF program, or the path of one that is pinned, or the descriptor of one.

    .. seealso::
       struct xt_bpf_info_v1 - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter/xt_bpf.h
    """

    class BpfMode(IntEnum):
        bytecode = 0
        path_pinned = 1
        fd_elf = 2
    SEQ_FIELDS = ["mode", "num_bpf_program", "fd", "program", "filter", "pad1"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(MatchBpf1, self).__init__(_io)
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
        self._debug['mode']['start'] = self._io.pos()
        self.mode = KaitaiStream.resolve_enum(MatchBpf1.BpfMode, self._io.read_u2le())
        self._debug['mode']['end'] = self._io.pos()
        self._debug['num_bpf_program']['start'] = self._io.pos()
        self.num_bpf_program = self._io.read_u2le()
        self._debug['num_bpf_program']['end'] = self._io.pos()
        self._debug['fd']['start'] = self._io.pos()
        self.fd = self._io.read_s4le()
        self._debug['fd']['end'] = self._io.pos()
        self._debug['program']['start'] = self._io.pos()
        self.program = self._io.read_bytes(512)
        self._debug['program']['end'] = self._io.pos()
        self._debug['filter']['start'] = self._io.pos()
        self.filter = self._io.read_bytes(self.len_long)
        self._debug['filter']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad1']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['mode']['start'] = self._io.pos()
        self.mode = KaitaiStream.resolve_enum(MatchBpf1.BpfMode, self._io.read_u2be())
        self._debug['mode']['end'] = self._io.pos()
        self._debug['num_bpf_program']['start'] = self._io.pos()
        self.num_bpf_program = self._io.read_u2be()
        self._debug['num_bpf_program']['end'] = self._io.pos()
        self._debug['fd']['start'] = self._io.pos()
        self.fd = self._io.read_s4be()
        self._debug['fd']['end'] = self._io.pos()
        self._debug['program']['start'] = self._io.pos()
        self.program = self._io.read_bytes(512)
        self._debug['program']['end'] = self._io.pos()
        self._debug['filter']['start'] = self._io.pos()
        self.filter = self._io.read_bytes(self.len_long)
        self._debug['filter']['end'] = self._io.pos()
        self._debug['pad1']['start'] = self._io.pos()
        self.pad1 = self._io.read_bytes(8 - self.len_long)
        self._debug['pad1']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass

# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TargetMangle0(KaitaiStruct):
    """Changes the addresses in an ARP packet.

    .. seealso::
       struct arpt_mangle - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_arp/arpt_mangle.h
    """

    class Verdicts(IntEnum):
        arpt_continue = -1
        nf_drop = 0
        nf_accept = 1
    SEQ_FIELDS = ["src_devaddr", "tgt_devaddr", "src_ip", "tgt_ip", "flags", "pad", "verdict"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(TargetMangle0, self).__init__(_io)
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
        self._debug['src_devaddr']['start'] = self._io.pos()
        self.src_devaddr = self._io.read_bytes(16)
        self._debug['src_devaddr']['end'] = self._io.pos()
        self._debug['tgt_devaddr']['start'] = self._io.pos()
        self.tgt_devaddr = self._io.read_bytes(16)
        self._debug['tgt_devaddr']['end'] = self._io.pos()
        self._debug['src_ip']['start'] = self._io.pos()
        self.src_ip = self._io.read_bytes(4)
        self._debug['src_ip']['end'] = self._io.pos()
        self._debug['tgt_ip']['start'] = self._io.pos()
        self.tgt_ip = self._io.read_bytes(4)
        self._debug['tgt_ip']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(3)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['verdict']['start'] = self._io.pos()
        self.verdict = KaitaiStream.resolve_enum(TargetMangle0.Verdicts, self._io.read_s4le())
        self._debug['verdict']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['src_devaddr']['start'] = self._io.pos()
        self.src_devaddr = self._io.read_bytes(16)
        self._debug['src_devaddr']['end'] = self._io.pos()
        self._debug['tgt_devaddr']['start'] = self._io.pos()
        self.tgt_devaddr = self._io.read_bytes(16)
        self._debug['tgt_devaddr']['end'] = self._io.pos()
        self._debug['src_ip']['start'] = self._io.pos()
        self.src_ip = self._io.read_bytes(4)
        self._debug['src_ip']['end'] = self._io.pos()
        self._debug['tgt_ip']['start'] = self._io.pos()
        self.tgt_ip = self._io.read_bytes(4)
        self._debug['tgt_ip']['end'] = self._io.pos()
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(3)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['verdict']['start'] = self._io.pos()
        self.verdict = KaitaiStream.resolve_enum(TargetMangle0.Verdicts, self._io.read_s4be())
        self._debug['verdict']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass

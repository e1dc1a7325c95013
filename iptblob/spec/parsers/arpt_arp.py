# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class ArptArp(KaitaiStruct):
    """Addresses, operation, hardware and protocol type are in network order.

    .. seealso::
       struct arpt_arp - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_arp/arp_tables.h
    """
    SEQ_FIELDS = ["src", "tgt", "smsk", "tmsk", "arhln", "arhln_mask", "src_devaddr", "src_devaddr_mask", "tgt_devaddr", "tgt_devaddr_mask", "arpop", "arpop_mask", "arhrd", "arhrd_mask", "arpro", "arpro_mask", "iniface", "outiface", "iniface_mask", "outiface_mask", "flags", "pad_invflags", "invflags", "pad_arp"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(ArptArp, self).__init__(_io)
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
        self.src = self._io.read_bytes(4)
        self._debug['src']['end'] = self._io.pos()
        self._debug['tgt']['start'] = self._io.pos()
        self.tgt = self._io.read_bytes(4)
        self._debug['tgt']['end'] = self._io.pos()
        self._debug['smsk']['start'] = self._io.pos()
        self.smsk = self._io.read_bytes(4)
        self._debug['smsk']['end'] = self._io.pos()
        self._debug['tmsk']['start'] = self._io.pos()
        self.tmsk = self._io.read_bytes(4)
        self._debug['tmsk']['end'] = self._io.pos()
        self._debug['arhln']['start'] = self._io.pos()
        self.arhln = self._io.read_u1()
        self._debug['arhln']['end'] = self._io.pos()
        self._debug['arhln_mask']['start'] = self._io.pos()
        self.arhln_mask = self._io.read_u1()
        self._debug['arhln_mask']['end'] = self._io.pos()
        self._debug['src_devaddr']['start'] = self._io.pos()
        self.src_devaddr = self._io.read_bytes(16)
        self._debug['src_devaddr']['end'] = self._io.pos()
        self._debug['src_devaddr_mask']['start'] = self._io.pos()
        self.src_devaddr_mask = self._io.read_bytes(16)
        self._debug['src_devaddr_mask']['end'] = self._io.pos()
        self._debug['tgt_devaddr']['start'] = self._io.pos()
        self.tgt_devaddr = self._io.read_bytes(16)
        self._debug['tgt_devaddr']['end'] = self._io.pos()
        self._debug['tgt_devaddr_mask']['start'] = self._io.pos()
        self.tgt_devaddr_mask = self._io.read_bytes(16)
        self._debug['tgt_devaddr_mask']['end'] = self._io.pos()
        self._debug['arpop']['start'] = self._io.pos()
        self.arpop = self._io.read_u2be()
        self._debug['arpop']['end'] = self._io.pos()
        self._debug['arpop_mask']['start'] = self._io.pos()
        self.arpop_mask = self._io.read_u2be()
        self._debug['arpop_mask']['end'] = self._io.pos()
        self._debug['arhrd']['start'] = self._io.pos()
        self.arhrd = self._io.read_u2be()
        self._debug['arhrd']['end'] = self._io.pos()
        self._debug['arhrd_mask']['start'] = self._io.pos()
        self.arhrd_mask = self._io.read_u2be()
        self._debug['arhrd_mask']['end'] = self._io.pos()
        self._debug['arpro']['start'] = self._io.pos()
        self.arpro = self._io.read_u2be()
        self._debug['arpro']['end'] = self._io.pos()
        self._debug['arpro_mask']['start'] = self._io.pos()
        self.arpro_mask = self._io.read_u2be()
        self._debug['arpro_mask']['end'] = self._io.pos()
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
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['pad_invflags']['start'] = self._io.pos()
        self.pad_invflags = self._io.read_bytes(1)
        self._debug['pad_invflags']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u2le()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['pad_arp']['start'] = self._io.pos()
        self.pad_arp = self._io.read_bytes(2)
        self._debug['pad_arp']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['src']['start'] = self._io.pos()
        self.src = self._io.read_bytes(4)
        self._debug['src']['end'] = self._io.pos()
        self._debug['tgt']['start'] = self._io.pos()
        self.tgt = self._io.read_bytes(4)
        self._debug['tgt']['end'] = self._io.pos()
        self._debug['smsk']['start'] = self._io.pos()
        self.smsk = self._io.read_bytes(4)
        self._debug['smsk']['end'] = self._io.pos()
        self._debug['tmsk']['start'] = self._io.pos()
        self.tmsk = self._io.read_bytes(4)
        self._debug['tmsk']['end'] = self._io.pos()
        self._debug['arhln']['start'] = self._io.pos()
        self.arhln = self._io.read_u1()
        self._debug['arhln']['end'] = self._io.pos()
        self._debug['arhln_mask']['start'] = self._io.pos()
        self.arhln_mask = self._io.read_u1()
        self._debug['arhln_mask']['end'] = self._io.pos()
        self._debug['src_devaddr']['start'] = self._io.pos()
        self.src_devaddr = self._io.read_bytes(16)
        self._debug['src_devaddr']['end'] = self._io.pos()
        self._debug['src_devaddr_mask']['start'] = self._io.pos()
        self.src_devaddr_mask = self._io.read_bytes(16)
        self._debug['src_devaddr_mask']['end'] = self._io.pos()
        self._debug['tgt_devaddr']['start'] = self._io.pos()
        self.tgt_devaddr = self._io.read_bytes(16)
        self._debug['tgt_devaddr']['end'] = self._io.pos()
        self._debug['tgt_devaddr_mask']['start'] = self._io.pos()
        self.tgt_devaddr_mask = self._io.read_bytes(16)
        self._debug['tgt_devaddr_mask']['end'] = self._io.pos()
        self._debug['arpop']['start'] = self._io.pos()
        self.arpop = self._io.read_u2be()
        self._debug['arpop']['end'] = self._io.pos()
        self._debug['arpop_mask']['start'] = self._io.pos()
        self.arpop_mask = self._io.read_u2be()
        self._debug['arpop_mask']['end'] = self._io.pos()
        self._debug['arhrd']['start'] = self._io.pos()
        self.arhrd = self._io.read_u2be()
        self._debug['arhrd']['end'] = self._io.pos()
        self._debug['arhrd_mask']['start'] = self._io.pos()
        self.arhrd_mask = self._io.read_u2be()
        self._debug['arhrd_mask']['end'] = self._io.pos()
        self._debug['arpro']['start'] = self._io.pos()
        self.arpro = self._io.read_u2be()
        self._debug['arpro']['end'] = self._io.pos()
        self._debug['arpro_mask']['start'] = self._io.pos()
        self.arpro_mask = self._io.read_u2be()
        self._debug['arpro_mask']['end'] = self._io.pos()
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
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u1()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['pad_invflags']['start'] = self._io.pos()
        self.pad_invflags = self._io.read_bytes(1)
        self._debug['pad_invflags']['end'] = self._io.pos()
        self._debug['invflags']['start'] = self._io.pos()
        self.invflags = self._io.read_u2be()
        self._debug['invflags']['end'] = self._io.pos()
        self._debug['pad_arp']['start'] = self._io.pos()
        self.pad_arp = self._io.read_bytes(2)
        self._debug['pad_arp']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass

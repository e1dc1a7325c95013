# This is a generated file! Please edit source .ksy file and use kaitai-struct-compiler to rebuild
# type: ignore

import kaitaistruct
from kaitaistruct import KaitaiStruct, KaitaiStream, BytesIO
from enum import IntEnum
import collections


if getattr(kaitaistruct, 'API_VERSION', (0, 9)) < (0, 11):
    raise Exception("Incompatible Kaitai Struct Python API: 0.11 or later is required, but you have %s" % (kaitaistruct.__version__))

class TargetClusterip0(KaitaiStruct):
    """Shares one address among the nodes of a cluster. All fields but the flags count only in the rule that makes
    the cluster.

    .. seealso::
       struct ipt_clusterip_tgt_info - https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/netfilter_ipv4/ipt_CLUSTERIP.h
    """

    class Hashmode(IntEnum):
        sourceip = 0
        sourceip_sourceport = 1
        sourceip_sourceport_destport = 2
    SEQ_FIELDS = ["flags", "clustermac", "num_total_nodes", "num_local_nodes", "local_nodes", "pad", "hash_mode", "hash_initval", "config"]
    def __init__(self, is_be, len_long, align_u64, _io, _parent=None, _root=None):
        super(TargetClusterip0, self).__init__(_io)
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
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4le()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['clustermac']['start'] = self._io.pos()
        self.clustermac = self._io.read_bytes(6)
        self._debug['clustermac']['end'] = self._io.pos()
        self._debug['num_total_nodes']['start'] = self._io.pos()
        self.num_total_nodes = self._io.read_u2le()
        self._debug['num_total_nodes']['end'] = self._io.pos()
        self._debug['num_local_nodes']['start'] = self._io.pos()
        self.num_local_nodes = self._io.read_u2le()
        self._debug['num_local_nodes']['end'] = self._io.pos()
        self._debug['local_nodes']['start'] = self._io.pos()
        self._debug['local_nodes']['arr'] = []
        self.local_nodes = []
        for i in range(16):
            self._debug['local_nodes']['arr'].append({'start': self._io.pos()})
            self.local_nodes.append(self._io.read_u2le())
            self._debug['local_nodes']['arr'][i]['end'] = self._io.pos()

        self._debug['local_nodes']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(2)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['hash_mode']['start'] = self._io.pos()
        self.hash_mode = KaitaiStream.resolve_enum(TargetClusterip0.Hashmode, self._io.read_u4le())
        self._debug['hash_mode']['end'] = self._io.pos()
        self._debug['hash_initval']['start'] = self._io.pos()
        self.hash_initval = self._io.read_u4le()
        self._debug['hash_initval']['end'] = self._io.pos()
        self._debug['config']['start'] = self._io.pos()
        self.config = self._io.read_bytes(self.len_long)
        self._debug['config']['end'] = self._io.pos()

    def _read_be(self):
        self._debug['flags']['start'] = self._io.pos()
        self.flags = self._io.read_u4be()
        self._debug['flags']['end'] = self._io.pos()
        self._debug['clustermac']['start'] = self._io.pos()
        self.clustermac = self._io.read_bytes(6)
        self._debug['clustermac']['end'] = self._io.pos()
        self._debug['num_total_nodes']['start'] = self._io.pos()
        self.num_total_nodes = self._io.read_u2be()
        self._debug['num_total_nodes']['end'] = self._io.pos()
        self._debug['num_local_nodes']['start'] = self._io.pos()
        self.num_local_nodes = self._io.read_u2be()
        self._debug['num_local_nodes']['end'] = self._io.pos()
        self._debug['local_nodes']['start'] = self._io.pos()
        self._debug['local_nodes']['arr'] = []
        self.local_nodes = []
        for i in range(16):
            self._debug['local_nodes']['arr'].append({'start': self._io.pos()})
            self.local_nodes.append(self._io.read_u2be())
            self._debug['local_nodes']['arr'][i]['end'] = self._io.pos()

        self._debug['local_nodes']['end'] = self._io.pos()
        self._debug['pad']['start'] = self._io.pos()
        self.pad = self._io.read_bytes(2)
        self._debug['pad']['end'] = self._io.pos()
        self._debug['hash_mode']['start'] = self._io.pos()
        self.hash_mode = KaitaiStream.resolve_enum(TargetClusterip0.Hashmode, self._io.read_u4be())
        self._debug['hash_mode']['end'] = self._io.pos()
        self._debug['hash_initval']['start'] = self._io.pos()
        self.hash_initval = self._io.read_u4be()
        self._debug['hash_initval']['end'] = self._io.pos()
        self._debug['config']['start'] = self._io.pos()
        self.config = self._io.read_bytes(self.len_long)
        self._debug['config']['end'] = self._io.pos()


    def _fetch_instances(self):
        pass
        for i in range(len(self.local_nodes)):
            pass

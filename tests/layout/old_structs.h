/* Structs of old revisions that no uapi header of Linux 6.1 declares any more.
 *
 * Facts from the kernel headers of the time and from iptables, which still sends them to old kernels.
 */
#ifndef IPTBLOB_OLD_STRUCTS_H
#define IPTBLOB_OLD_STRUCTS_H

#include <linux/types.h>
#include <linux/netfilter.h>

/* conntrack, revision 0 */
struct ip_conntrack_old_tuple {
	struct {
		__be32 ip;
		union { __u16 all; } u;
	} src;
	struct {
		__be32 ip;
		union { __u16 all; } u;
		__u16 protonum;
	} dst;
};

struct xt_conntrack_info {
	unsigned int statemask, statusmask;
	struct ip_conntrack_old_tuple tuple[2];
	struct in_addr sipmsk[2], dipmsk[2];
	unsigned long expires_min, expires_max;
	__u8 flags, invflags;
};

/* connmark, revision 0 */
struct xt_connmark_info {
	unsigned long mark, mask;
	__u8 invert;
};

/* eui64: no struct, both sides reserve an int that nobody reads */
struct ip6t_eui64_info {
	int unused;
};

/* iprange, revision 0 */
struct ipt_iprange {
	__be32 min_ip, max_ip;
};

struct ipt_iprange_info {
	struct ipt_iprange src, dst;
	__u8 flags;
};

#endif

/*
 * Structs of old revisions that no uapi header of Linux 6.1 declares any more, for the layout proof.
 * Each with the last header that had it.
 */
#ifndef OLD_STRUCTS_H
#define OLD_STRUCTS_H

#include <linux/types.h>

/* linux/netfilter/xt_mark.h, Linux 2.6.32 */
struct xt_mark_info {
	unsigned long mark;
	unsigned long mask;
	__u8 invert;
};

/* linux/netfilter_ipv4/ipt_owner.h, Linux 2.6.32 */
struct ipt_owner_info {
	__u32 uid;
	__u32 gid;
	__s32 pid;
	__s32 sid;
	char comm[16];
	__u8 match;
	__u8 invert;
};

/* linux/netfilter_ipv6/ip6t_owner.h, Linux 2.6.32 */
struct ip6t_owner_info {
	__u32 uid;
	__u32 gid;
	__s32 pid;
	__s32 sid;
	__u8 match;
	__u8 invert;
};

/* linux/netfilter_ipv4/ipt_tos.h, Linux 2.6.32 */
struct ipt_tos_info {
	__u8 tos;
	__u8 invert;
};

#endif

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

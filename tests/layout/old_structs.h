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

/* Asks the save functions of the installed iptables for the text of any payload, without a kernel.
 *
 * The extensions are loaded as iptables loads them; what they register lands here. One question a line on
 * standard input:  match|target  ipv4|ipv6  name  revision  payload in hex
 * One answer a line:  the printed name, a tab, the text in hex;  "absent" where this iptables has no such
 * extension;  "none" where its save function gives up or crashes.
 * /etc and the lookups in it are answered with "no such file": the text depends on the payload alone.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <glob.h>
#include <netdb.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xtables.h>

enum { MOST = 1024, SLACK = 8192, LONGEST = 1 << 17 };

static struct xtables_match *matches[MOST];
static struct xtables_target *targets[MOST];
static size_t num_matches, num_targets;
static sigjmp_buf gave_up;
static volatile bool is_asking;

/* In place of libxtables' own: keep every revision, whatever the running kernel has. */
void xtables_register_match(struct xtables_match *me) { matches[num_matches++ % MOST] = me; }
void xtables_register_target(struct xtables_target *me) { targets[num_targets++ % MOST] = me; }

void xtables_register_matches(struct xtables_match *me, unsigned int n)
{
	while (n--)
		xtables_register_match(me++);
}

void xtables_register_targets(struct xtables_target *me, unsigned int n)
{
	while (n--)
		xtables_register_target(me++);
}

/* In place of the lookups in /etc. */
struct protoent *getprotobynumber(int number) { return NULL; }

struct xtables_lmap *xtables_lmap_init(const char *file)
{
	errno = ENOENT;
	return NULL;
}

void *nfct_labelmap_new(const char *file)
{
	errno = ENOENT;
	return NULL;
}

static void on_signal(int number) { siglongjmp(gave_up, 1); }

static __attribute__((noreturn)) void on_error(enum xtables_exittype status, const char *format, ...)
{
	siglongjmp(gave_up, 1);
}

/* rateest leaves this way */
__attribute__((noreturn)) void exit(int status)
{
	if (!is_asking)
		_exit(status);
	siglongjmp(gave_up, 1);
}

typedef void save_function(const void *ip, const void *record);
typedef const char *alias_function(const void *record);

struct found {
	bool is_there;
	save_function *save;
	alias_function *alias;
};

/* The same members of two structs that have no common type. */
#define SEARCH(list, count)                                                                       \
	for (size_t i = 0; i < (count) && !found.is_there; i++)                                   \
		if (list[i]->family == family && list[i]->revision == revision &&                 \
		    !(list[i]->ext_flags & XTABLES_EXT_ALIAS) && !strcmp(list[i]->name, name))    \
			found = (struct found){ true, (save_function *)list[i]->save,             \
						(alias_function *)list[i]->alias };

static struct found find(const char *kind, uint16_t family, const char *name, int revision)
{
	struct found found = { 0 };

	if (*kind == 'm') {
		SEARCH(matches, num_matches)
	} else {
		SEARCH(targets, num_targets)
	}
	return found;
}

static void load_extensions(const char *folder)
{
	static const char *const prefixes[] = { "libxt_", "libipt_", "libip6t_" };
	char pattern[4096];
	glob_t files;

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		snprintf(pattern, sizeof(pattern), "%s/%s*.so", folder, prefixes[i]);
		if (glob(pattern, 0, NULL, &files))
			continue;
		for (size_t at = 0; at < files.gl_pathc; at++)
			if (!dlopen(files.gl_pathv[at], RTLD_NOW))
				fprintf(stderr, "%s\n", dlerror());
		globfree(&files);
	}
}

static void answer(struct found found, const char *name, const void *record)
{
	static const char ip[256]; /* the head of a rule that compares nothing */
	FILE *terminal = stdout;
	const char *volatile printed = name;
	char *text = NULL;
	size_t len_text = 0;
	volatile bool is_done = false;

	stdout = open_memstream(&text, &len_text);
	is_asking = true;
	if (!sigsetjmp(gave_up, 1)) {
		if (found.alias)
			printed = found.alias(record);
		if (found.save)
			found.save(ip, record);
		is_done = true;
	}
	is_asking = false;
	fclose(stdout);
	stdout = terminal;
	if (is_done) {
		printf("%s\t", printed);
		for (size_t at = 0; at < len_text; at++)
			printf("%02x", (unsigned char)text[at]);
		printf("\n");
	} else {
		printf("none\n");
	}
	free(text);
}

int main(int argc, char **argv)
{
	static struct xtables_globals globals = { .program_name = "oracle", .program_version = "0", .exit_err = on_error };
	static char line[LONGEST], hex[LONGEST];
	/* a match and a target have one head; zeros behind the payload keep strings from running away */
	static union {
		struct xt_entry_match head;
		unsigned char bytes[sizeof(struct xt_entry_match) + LONGEST / 2 + SLACK];
	} record;
	char kind[8], family_name[8], name[XT_EXTENSION_MAXNAMELEN];
	int revision;

	if (argc != 2)
		return 2;
	xtables_set_params(&globals);
	load_extensions(argv[1]);
	signal(SIGSEGV, on_signal);
	signal(SIGBUS, on_signal);
	signal(SIGFPE, on_signal);
	signal(SIGABRT, on_signal); /* built with bounds checks, as Debian 13 does */
	while (fgets(line, sizeof(line), stdin)) {
		uint16_t family;
		struct found found;
		size_t len_payload;

		hex[0] = '\0';
		if (sscanf(line, "%7s %7s %28s %d %131071s", kind, family_name, name, &revision, hex) < 4)
			return 2;
		family = strcmp(family_name, "ipv6") ? NFPROTO_IPV4 : NFPROTO_IPV6;
		found = find(kind, family, name, revision);
		if (!found.is_there)
			found = find(kind, NFPROTO_UNSPEC, name, revision);
		if (!found.is_there) {
			printf("absent\n");
			continue;
		}
		memset(&record, 0, sizeof(record));
		len_payload = strlen(hex) / 2;
		record.head.u.user.match_size = sizeof(record.head) + len_payload;
		record.head.u.user.revision = revision;
		strcpy(record.head.u.user.name, name);
		for (size_t at = 0; at < len_payload; at++)
			sscanf(hex + 2 * at, "%2hhx", &record.head.data[at]);
		answer(found, name, &record);
	}
	fflush(stdout);
	return 0;
}

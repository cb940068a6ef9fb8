/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of brackets: characters, ranges and classes. */
#include "expr/pattern_draft.h"

/* The classes of the POSIX locale: pairs of the first and the last character of a range. */
static const struct class
{
	const char *name, *ranges;
} classes[] = {
	{ "alnum", "09AZaz" },
	{ "alpha", "AZaz" },
	{ "blank", "\t\t  " },
	{ "cntrl", "\1\37\177\177" },
	{ "digit", "09" },
	{ "graph", "!~" },
	{ "lower", "az" },
	{ "print", " ~" },
	{ "punct", "!/:@[`{~" },
	{ "space", "\t\r  " },
	{ "upper", "AZ" },
	{ "xdigit", "09AFaf" },
	{ NULL, NULL },
};

struct reader {
	const char *at, *end;
	struct pattern_draft *draft;
};

static const char *
add(struct reader *r, uint32_t from, uint32_t to)
{
	if (from > to)
		return "this range is the wrong way round";
	if (r->draft->range_count == PATTERN_RANGES)
		return "too many characters in brackets";
	r->draft->ranges[r->draft->range_count++] = (struct range){ from, to };
	return NULL;
}

/* [:name:] */
static const char *
read_class(struct reader *r)
{
	struct slice rest = slice_between(r->at + 2, r->end);
	const char *why = NULL;

	for (const struct class *c = classes; c->name; c++) {
		size_t length = strlen(c->name);
		if (rest.length < length + 2 || memcmp(rest.at, c->name, length) != 0 ||
			memcmp(rest.at + length, ":]", 2) != 0)
			continue;
		r->at = rest.at + length + 2;
		for (const char *pair = c->ranges; *pair && !why; pair += 2)
			why = add(r, (unsigned char)pair[0], (unsigned char)pair[1]);
		return why;
	}
	return "no such class; there are alnum alpha blank cntrl digit graph lower print punct space upper "
	       "xdigit";
}

static bool
is_next(const struct reader *r, const char *text)
{
	size_t length = strlen(text);

	return (size_t)(r->end - r->at) >= length && memcmp(r->at, text, length) == 0;
}

/* One character, which may be an end of a range. */
static const char *
read_end(struct reader *r, uint32_t *code)
{
	size_t length;

	if (*r->at == '[' && (is_next(r, "[.") || is_next(r, "[=") || is_next(r, "[:")))
		return "[. [= and [: in brackets begin what no range can hold";
	if (*r->at == '\\' && !is_next(r, "\\\\"))
		return "a backslash in brackets is a character of its own in POSIX, and is written twice "
		       "here";
	*code = pattern_character(r->at, &length);
	r->at += length + (*r->at == '\\');
	return NULL;
}

static const char *
read_member(struct reader *r)
{
	uint32_t from, to;

	if (is_next(r, "[:"))
		return read_class(r);
	const char *why = read_end(r, &from);
	if (why)
		return why;
	if (r->end - r->at < 2 || *r->at != '-' || r->at[1] == ']')
		return add(r, from, from);
	r->at++;
	why = read_end(r, &to);
	return why ? why : add(r, from, to);
}

const char *
pattern_read_set(struct pattern_draft *draft, const char **at, const char *end, bool *negated)
{
	struct reader r = { *at, end, draft };
	const char *why = NULL;

	*negated = is_next(&r, "^");
	r.at += *negated;
	if (is_next(&r, "]"))
		why = read_member(&r);
	while (!why && r.at < end && *r.at != ']')
		why = read_member(&r);
	if (!why && r.at == end)
		return "the closing ] is missing";
	*at = why ? r.at : r.at + 1;
	return why;
}

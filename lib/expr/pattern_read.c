/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of POSIX extended regular expressions, IEEE Std 1003.1-2008, 9.4. What it leaves undefined, and
 * what other languages have beside it, is a fault. */
#include "base/bytes.h"
#include "expr/pattern_draft.h"

#include <stdio.h>

enum { PATTERN_REPEAT = 255 }; /* POSIX's RE_DUP_MAX */

struct reader {
	const char *text, *at, *end;
	struct pattern_fault *fault;
	struct pattern_draft *draft;
};

static int read_choice(struct reader *r);

static int
fail(struct reader *r, const char *at, const char *why)
{
	snprintf(r->fault->why, PATTERN_WHY, "%s", why);
	r->fault->at = (size_t)(at - r->text);
	return -1;
}

static bool
is_next(const struct reader *r, char sign)
{
	return r->at < r->end && *r->at == sign;
}

static int
too_large(struct reader *r)
{
	return fail(r, r->at, "the pattern is too large, with its repetitions written out");
}

static int
append(struct reader *r, enum instruction_kind kind, int32_t x, int32_t y)
{
	return draft_append(r->draft, kind, x, y) ? too_large(r) : 0;
}

/* What other languages write behind a backslash. */
static const char *
foreign_escape(char letter)
{
	switch (letter) {
	case 'd':
		return "\\d is not in POSIX patterns; write [0-9]";
	case 'w':
		return "\\w is not in POSIX patterns; write [[:alnum:]_]";
	case 's':
		return "\\s is not in POSIX patterns; write [[:space:]]";
	case 'D':
	case 'W':
	case 'S':
		return "this is not in POSIX patterns; write a list in brackets, as in [^0-9]";
	default:
		return is_digit(letter)
			       ? "a pattern cannot refer back to its groups"
			       : "a backslash goes before a sign, to take its meaning away: \\. \\( \\*";
	}
}

static int
read_escape(struct reader *r)
{
	const char *at = r->at;

	if (r->end - at < 2)
		return fail(r, at, "nothing follows the backslash");
	if (!memchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", at[1], 32))
		return fail(r, at, foreign_escape(at[1]));
	r->at += 2;
	return append(r, MATCH_CHARACTER, at[1], 0);
}

static int
read_brackets(struct reader *r)
{
	size_t first = r->draft->range_count;
	bool negated;

	r->at++;
	const char *why = pattern_read_set(r->draft, &r->at, r->end, &negated);
	if (why)
		return fail(r, r->at, why);
	return append(r, negated ? MATCH_NOT_SET : MATCH_SET, (int32_t)first,
		(int32_t)(r->draft->range_count - first));
}

static int
read_group(struct reader *r)
{
	const char *open = r->at++;
	int32_t group = (int32_t)++r->draft->groups;

	if (is_next(r, '?'))
		return fail(r, open, "(? is not in POSIX patterns; a group is written (...)");
	if (r->draft->groups > PATTERN_GROUPS)
		return fail(r, open, "there are more than 50 groups");
	if (append(r, MATCH_SAVE, 2 * group, 0) || read_choice(r))
		return -1;
	if (!is_next(r, ')'))
		return fail(r, open, "the closing ) is missing");
	r->at++;
	return append(r, MATCH_SAVE, 2 * group + 1, 0);
}

static int
read_character(struct reader *r)
{
	size_t length;
	uint32_t code = pattern_character(r->at, &length);

	r->at += length;
	return append(r, MATCH_CHARACTER, (int32_t)code, 0);
}

static int
read_atom(struct reader *r)
{
	switch (*r->at) {
	case '(':
		return read_group(r);
	case '[':
		return read_brackets(r);
	case '\\':
		return read_escape(r);
	case '.':
		r->at++;
		return append(r, MATCH_ANY, 0, 0);
	case '^':
		r->at++;
		return append(r, MATCH_BEGIN, 0, 0);
	case '$':
		r->at++;
		return append(r, MATCH_END, 0, 0);
	case '*':
	case '+':
	case '?':
	case '{':
		return fail(r, r->at,
			"there is nothing to repeat here; the sign itself is written \\* \\+ \\? \\{");
	default:
		return read_character(r);
	}
}

/* A number of a bound, or -1. */
static int
read_number(struct reader *r)
{
	int n = -1;

	for (; r->at < r->end && is_digit(*r->at) && n <= PATTERN_REPEAT; r->at++)
		n = (n < 0 ? 0 : n) * 10 + *r->at - '0';
	return n;
}

/* {n} {n,} {n,m} */
static int
read_bound(struct reader *r, int *least, int *most)
{
	const char *open = r->at++;

	*least = *most = read_number(r);
	if (is_next(r, ',')) {
		r->at++;
		*most = read_number(r);
	}
	if (*least < 0 || *least > PATTERN_REPEAT || *most > PATTERN_REPEAT || !is_next(r, '}') ||
		(*most >= 0 && *most < *least))
		return fail(r, open, "write {n}, {n,} or {n,m} with n <= m <= 255; the sign itself is \\{");
	r->at++;
	return 0;
}

static int
read_piece(struct reader *r)
{
	size_t from = r->draft->size;
	char sign = *r->at;
	int least = 0, most = -1;

	if (read_atom(r))
		return -1;
	if (r->at == r->end || !memchr("*+?{", *r->at, 4))
		return 0;
	if (sign == '^' || sign == '$')
		return fail(r, r->at, "an end of the text cannot be repeated");
	sign = *r->at;
	if (sign == '{' ? read_bound(r, &least, &most) : (r->at++, 0))
		return -1;
	if (sign == '+')
		least = 1;
	if (sign == '?')
		most = 1;
	if (r->at < r->end && memchr("*+?{", *r->at, 4))
		return fail(r, r->at, "two repetitions in a row; POSIX patterns have no *? or ++");
	return draft_repeat(r->draft, from, least, most) ? too_large(r) : 0;
}

static int
read_choice(struct reader *r)
{
	size_t from = r->draft->size;
	const char *begin = r->at;

	while (r->at < r->end && *r->at != '|' && *r->at != ')')
		if (read_piece(r))
			return -1;
	if (r->at == begin)
		return fail(r, r->at, "there is nothing to match here; what may be absent is written (...)?");
	if (!is_next(r, '|'))
		return 0;
	r->at++;
	int32_t length = (int32_t)(r->draft->size - from);
	if (draft_insert(r->draft, from, (struct instruction){ MATCH_FORK, 1, length + 2 }))
		return too_large(r);
	if (append(r, MATCH_JUMP, 0, 0))
		return -1;
	size_t jump = r->draft->size - 1;
	if (read_choice(r))
		return -1;
	r->draft->code[jump].x = (int32_t)(r->draft->size - jump);
	return 0;
}

int
pattern_read(struct pattern_draft *draft, struct slice text, struct pattern_fault *fault)
{
	struct reader r = { text.at, text.at, text.at + text.length, fault, draft };

	if (read_choice(&r))
		return -1;
	return r.at == r.end ? append(&r, MATCH_DONE, 0, 0)
			     : fail(&r, r.at, "this ) closes nothing; the sign itself is \\)");
}

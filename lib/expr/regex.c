/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patterns are parsed into a draft of instructions, the draft is copied, and the copy runs over texts. */
#include "expr/regex.h"

#include "base/bytes.h"
#include "record/utf8.h"

#include <stdio.h>
#include <stdlib.h>

enum instruction_kind {
	MATCH_CHARACTER, /* its code point is x */
	MATCH_ANY,
	MATCH_SET,     /* a character in y ranges from number x on */
	MATCH_NOT_SET, /* a character in none of these */
	MATCH_BEGIN,
	MATCH_END,
	MATCH_SAVE, /* the place goes to capture x: 2n and 2n + 1 are the ends of group n */
	MATCH_JUMP, /* to x, counted from here */
	MATCH_FORK, /* to x, and if that fails to y */
	MATCH_DONE,
};

struct instruction {
	enum instruction_kind kind;
	int32_t x, y;
};

struct range {
	uint32_t from, to; /* code points, inclusive */
};

struct regex {
	const struct instruction *code;
	size_t size;
	const struct range *ranges;
	size_t groups;
	bool first[256]; /* the bytes that a match can begin with; all where it can be empty */
};

/* The character at `at`, in valid UTF-8; *length becomes that of its bytes. */
static uint32_t
character_at(const char *at, size_t *length)
{
	unsigned char lead = (unsigned char)*at;

	*length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	uint32_t code = *length == 1 ? lead : lead & (0x7Fu >> *length);
	for (size_t i = 1; i < *length; i++)
		code = code << 6 | ((unsigned char)at[i] & 0x3Fu);
	return code;
}

/* Whether an instruction that waits for a character takes this one. */
static bool
takes(const struct instruction *instruction, const struct range *ranges, uint32_t character)
{
	bool in = false;

	if (instruction->kind == MATCH_ANY)
		return true;
	if (instruction->kind == MATCH_CHARACTER)
		return (uint32_t)instruction->x == character;
	for (int32_t i = 0; i < instruction->y && !in; i++) {
		struct range range = ranges[instruction->x + i];
		in = character >= range.from && character <= range.to;
	}
	return in == (instruction->kind == MATCH_SET);
}

enum { RANGES = 1000, REPEAT_LIMIT = 255 /* POSIX's RE_DUP_MAX */ };

/* A pattern while it is parsed. Jumps are relative, so pieces of code can be moved and copied. */
struct draft {
	struct instruction code[REGEX_SIZE];
	struct range ranges[RANGES];
	size_t size, groups, range_count;
};

/* Inserts one instruction before number `before`. 0, or -1: the draft is full. */
static int
draft_insert(struct draft *draft, size_t before, struct instruction instruction)
{
	struct instruction *at = &draft->code[before];

	if (draft->size == REGEX_SIZE)
		return -1;
	memmove(at + 1, at, (draft->size - before) * sizeof *at);
	*at = instruction;
	draft->size++;
	return 0;
}

static int
draft_append(struct draft *draft, enum instruction_kind kind, int32_t x, int32_t y)
{
	return draft_insert(draft, draft->size, (struct instruction){ kind, x, y });
}

static int
append_piece(struct draft *draft, const struct instruction *piece, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (draft_insert(draft, draft->size, piece[i]))
			return -1;
	return 0;
}

/* Repeats the instructions from number `from` on: `least` times, then up to `most` times, or any number of
 * times where that is below 0. 0 or -1. */
static int
draft_repeat(struct draft *draft, size_t from, int least, int most)
{
	struct instruction piece[REGEX_SIZE];
	size_t size = draft->size - from;
	int32_t length = (int32_t)size;
	/* x* is (x+)?, so that a group in it has its place where x is empty. */
	int left = most < 0 ? least == 0 : most - least;

	memcpy(piece, &draft->code[from], size * sizeof *piece);
	draft->size = from;
	for (int i = 0; i < least; i++)
		if (append_piece(draft, piece, size))
			return -1;
	for (; left > 0; left--) {
		int32_t end = most < 0 ? length + 2 : left * (length + 1);
		if (draft_append(draft, MATCH_FORK, 1, end) || append_piece(draft, piece, size))
			return -1;
	}
	return most < 0 ? draft_append(draft, MATCH_FORK, -length, 1) : 0;
}

/* The grammar is that of POSIX extended regular expressions, IEEE Std 1003.1-2008, 9.4. What it leaves
 * undefined, and what other languages have beyond it, is a fault. The parsing functions return 0, or -1 with
 * the fault. */
struct parser {
	const char *text, *at, *end;
	struct regex_fault *fault;
	struct draft *draft;
};

static int
fail(struct parser *p, const char *at, const char *why)
{
	snprintf(p->fault->why, REGEX_WHY, "%s", why);
	p->fault->at = (size_t)(at - p->text);
	return -1;
}

static bool
is_next(const struct parser *p, const char *text)
{
	size_t length = strlen(text);

	return (size_t)(p->end - p->at) >= length && memcmp(p->at, text, length) == 0;
}

static int
too_large(struct parser *p)
{
	return fail(p, p->at, "the pattern is too large, with its repetitions written out");
}

static int
append(struct parser *p, enum instruction_kind kind, int32_t x, int32_t y)
{
	return draft_append(p->draft, kind, x, y) ? too_large(p) : 0;
}

/* What to say about a backslash before this letter. */
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
			       : "a backslash makes the character after it an ordinary one: \\. \\( \\*";
	}
}

static int
parse_escape(struct parser *p)
{
	const char *at = p->at;

	if (p->end - at < 2)
		return fail(p, at, "nothing follows the backslash");
	if (!memchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", at[1], 32))
		return fail(p, at, foreign_escape(at[1]));
	p->at += 2;
	return append(p, MATCH_CHARACTER, at[1], 0);
}

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

static int
add_range(struct parser *p, uint32_t from, uint32_t to)
{
	if (from > to)
		return fail(p, p->at, "this range is the wrong way round");
	if (p->draft->range_count == RANGES)
		return fail(p, p->at, "too many characters in brackets");
	p->draft->ranges[p->draft->range_count++] = (struct range){ from, to };
	return 0;
}

/* Parses [:name:]. */
static int
parse_class(struct parser *p)
{
	struct slice rest = slice_between(p->at + 2, p->end);

	for (const struct class *c = classes; c->name; c++) {
		size_t length = strlen(c->name);
		if (rest.length < length + 2 || memcmp(rest.at, c->name, length) != 0 ||
			memcmp(rest.at + length, ":]", 2) != 0)
			continue;
		p->at = rest.at + length + 2;
		for (const char *pair = c->ranges; *pair; pair += 2)
			if (add_range(p, (unsigned char)pair[0], (unsigned char)pair[1]))
				return -1;
		return 0;
	}
	return fail(p, p->at,
		"no such class; there are alnum alpha blank cntrl digit graph lower print punct space upper "
		"xdigit");
}

/* Parses one character in brackets, which may be an end of a range. */
static int
parse_range_end(struct parser *p, uint32_t *code)
{
	size_t length;

	if (is_next(p, "[.") || is_next(p, "[=") || is_next(p, "[:"))
		return fail(p, p->at, "a range cannot contain [. [= or [:");
	if (*p->at == '\\' && !is_next(p, "\\\\"))
		return fail(p, p->at,
			"a backslash in brackets is an ordinary character in POSIX, and is written twice "
			"here");
	*code = character_at(p->at, &length);
	p->at += length + (*p->at == '\\');
	return 0;
}

static int
parse_set_member(struct parser *p)
{
	uint32_t from, to;

	if (is_next(p, "[:"))
		return parse_class(p);
	if (parse_range_end(p, &from))
		return -1;
	if (p->end - p->at < 2 || *p->at != '-' || p->at[1] == ']')
		return add_range(p, from, from);
	p->at++;
	return parse_range_end(p, &to) || add_range(p, from, to) ? -1 : 0;
}

/* Parses [...], where a ] that comes first is a character. */
static int
parse_set(struct parser *p)
{
	size_t first = p->draft->range_count;
	const char *inside = ++p->at;
	bool negated = is_next(p, "^");

	p->at += negated;
	if (is_next(p, "]") && parse_set_member(p))
		return -1;
	while (p->at < p->end && *p->at != ']')
		if (parse_set_member(p))
			return -1;
	if (p->at == p->end)
		return fail(p, inside, "the closing ] is missing");
	p->at++;
	return append(p, negated ? MATCH_NOT_SET : MATCH_SET, (int32_t)first,
		(int32_t)(p->draft->range_count - first));
}

static int parse_choice(struct parser *p);

static int
parse_group(struct parser *p)
{
	const char *open = p->at++;
	int32_t group = (int32_t)++p->draft->groups;

	if (is_next(p, "?"))
		return fail(p, open, "(? is not in POSIX patterns; a group is written (...)");
	if (p->draft->groups > REGEX_GROUPS)
		return fail(p, open, "there are more than 50 groups");
	if (append(p, MATCH_SAVE, 2 * group, 0) || parse_choice(p))
		return -1;
	if (!is_next(p, ")"))
		return fail(p, open, "the closing ) is missing");
	p->at++;
	return append(p, MATCH_SAVE, 2 * group + 1, 0);
}

static int
parse_character(struct parser *p)
{
	size_t length;
	uint32_t code = character_at(p->at, &length);

	p->at += length;
	return append(p, MATCH_CHARACTER, (int32_t)code, 0);
}

static int
parse_atom(struct parser *p)
{
	switch (*p->at) {
	case '(':
		return parse_group(p);
	case '[':
		return parse_set(p);
	case '\\':
		return parse_escape(p);
	case '.':
		p->at++;
		return append(p, MATCH_ANY, 0, 0);
	case '^':
		p->at++;
		return append(p, MATCH_BEGIN, 0, 0);
	case '$':
		p->at++;
		return append(p, MATCH_END, 0, 0);
	case '*':
	case '+':
	case '?':
	case '{':
		return fail(p, p->at,
			"there is nothing to repeat here; the character itself is written \\* \\+ \\? \\{");
	default:
		return parse_character(p);
	}
}

/* Parses a number of a bound; -1 where there is none. */
static int
parse_number(struct parser *p)
{
	int n = -1;

	for (; p->at < p->end && is_digit(*p->at) && n <= REPEAT_LIMIT; p->at++)
		n = (n < 0 ? 0 : n) * 10 + *p->at - '0';
	return n;
}

/* Parses {n}, {n,} or {n,m}. */
static int
parse_bound(struct parser *p, int *least, int *most)
{
	const char *open = p->at++;

	*least = *most = parse_number(p);
	if (is_next(p, ",")) {
		p->at++;
		*most = parse_number(p);
	}
	if (*least < 0 || *least > REPEAT_LIMIT || *most > REPEAT_LIMIT || !is_next(p, "}") ||
		(*most >= 0 && *most < *least))
		return fail(
			p, open, "write {n}, {n,} or {n,m} with n <= m <= 255; the character itself is \\{");
	p->at++;
	return 0;
}

static bool
is_repetition(const struct parser *p)
{
	return p->at < p->end && memchr("*+?{", *p->at, 4);
}

/* Parses *, +, ? or a bound. */
static int
parse_repetition(struct parser *p, int *least, int *most)
{
	if (*p->at == '{')
		return parse_bound(p, least, most);
	*least = *p->at == '+';
	*most = *p->at == '?' ? 1 : -1;
	p->at++;
	return 0;
}

static int
parse_piece(struct parser *p)
{
	size_t from = p->draft->size;
	char first = *p->at;
	int least, most;

	if (parse_atom(p))
		return -1;
	if (!is_repetition(p))
		return 0;
	if (first == '^' || first == '$')
		return fail(p, p->at, "an end of the text cannot be repeated");
	if (parse_repetition(p, &least, &most))
		return -1;
	if (is_repetition(p))
		return fail(p, p->at, "two repetitions in a row; POSIX patterns have no *? or ++");
	return draft_repeat(p->draft, from, least, most) ? too_large(p) : 0;
}

static int
parse_choice(struct parser *p)
{
	size_t from = p->draft->size;
	const char *begin = p->at;

	while (p->at < p->end && *p->at != '|' && *p->at != ')')
		if (parse_piece(p))
			return -1;
	if (p->at == begin)
		return fail(p, p->at, "there is nothing to match here; what may be absent is written (...)?");
	if (!is_next(p, "|"))
		return 0;
	p->at++;
	int32_t length = (int32_t)(p->draft->size - from);
	if (draft_insert(p->draft, from, (struct instruction){ MATCH_FORK, 1, length + 2 }))
		return too_large(p);
	if (append(p, MATCH_JUMP, 0, 0))
		return -1;
	size_t jump = p->draft->size - 1;
	if (parse_choice(p))
		return -1;
	p->draft->code[jump].x = (int32_t)(p->draft->size - jump);
	return 0;
}

static int
parse(struct draft *draft, struct slice text, struct regex_fault *fault)
{
	struct parser p = { text.at, text.at, text.at + text.length, fault, draft };

	if (parse_choice(&p))
		return -1;
	return p.at == p.end ? append(&p, MATCH_DONE, 0, 0)
			     : fail(&p, p.at, "this ) closes nothing; the character itself is \\)");
}

/* Notes the bytes that the characters an instruction takes can begin with: those of a set that are not ASCII
 * count as any. */
static void
note_first(struct regex *regex, const struct instruction *instruction)
{
	char bytes[4];

	if (instruction->kind == MATCH_CHARACTER) {
		utf8_write((uint32_t)instruction->x, bytes);
		regex->first[(unsigned char)*bytes] = true;
		return;
	}
	for (uint32_t byte = 0; byte < 256; byte++)
		if (byte >= 0x80 || takes(instruction, regex->ranges, byte))
			regex->first[byte] = true;
}

static void
find_first(struct regex *regex, size_t at, bool seen[REGEX_SIZE])
{
	const struct instruction *i = &regex->code[at];

	if (seen[at])
		return;
	seen[at] = true;
	switch (i->kind) {
	case MATCH_FORK:
		find_first(regex, at + (size_t)i->y, seen);
		/* fall through */
	case MATCH_JUMP:
		find_first(regex, at + (size_t)i->x, seen);
		break;
	case MATCH_SAVE:
	case MATCH_BEGIN:
		find_first(regex, at + 1, seen);
		break;
	case MATCH_END:
	case MATCH_DONE:
		memset(regex->first, true, sizeof regex->first);
		break;
	default:
		note_first(regex, i);
	}
}

static void *
copy(struct arena *arena, const void *from, size_t size)
{
	void *to = arena_alloc(arena, size);

	if (to && size)
		memcpy(to, from, size);
	return to;
}

static const struct regex *
finish(struct arena *arena, const struct draft *draft)
{
	struct regex *regex = arena_alloc(arena, sizeof *regex);
	bool seen[REGEX_SIZE] = { 0 };

	if (!regex)
		return NULL;
	regex->code = copy(arena, draft->code, draft->size * sizeof *draft->code);
	regex->ranges = copy(arena, draft->ranges, draft->range_count * sizeof *draft->ranges);
	regex->size = draft->size;
	regex->groups = draft->groups;
	if (!regex->code || !regex->ranges)
		return NULL;
	find_first(regex, 0, seen);
	return regex;
}

const struct regex *
regex_compile(struct arena *arena, struct slice pattern, struct regex_fault *fault)
{
	struct draft *draft = calloc(1, sizeof *draft);
	const struct regex *regex = NULL;

	fault->why[0] = '\0';
	if (draft && parse(draft, pattern, fault) == 0)
		regex = finish(arena, draft);
	free(draft);
	return regex;
}

size_t
regex_groups(const struct regex *regex)
{
	return regex->groups;
}

/* The ways to match that are open at one place, Pike's threads, the preferred first: each waits at an
 * instruction for a character, and has its captures. */
struct threads {
	size_t *waits, *captures;
	size_t count;
};

struct search {
	const struct regex *regex;
	struct slice text;
	struct threads now, next;
	size_t capture_count;
	size_t *seen;     /* by instruction: the last place, plus 1, where a thread came to it */
	size_t *captures; /* of the thread that is followed */
	size_t *best;
	bool found;
};

size_t
regex_memory(const struct regex *regex, size_t capture_count)
{
	return (2 * (1 + capture_count) + 1) * regex->size + capture_count;
}

static struct threads
threads_in(size_t **memory, size_t size, size_t capture_count)
{
	struct threads threads = { .waits = *memory, .captures = *memory + size };

	*memory += size * (1 + capture_count);
	return threads;
}

/* Adds the threads that wait for a character after instruction number i. */
static void
follow(struct search *s, struct threads *threads, size_t i, size_t at)
{
	const struct instruction *code = &s->regex->code[i];

	if (s->seen[i] == at + 1)
		return;
	s->seen[i] = at + 1;
	switch (code->kind) {
	case MATCH_JUMP:
	case MATCH_FORK:
		follow(s, threads, i + (size_t)code->x, at);
		if (code->kind == MATCH_FORK)
			follow(s, threads, i + (size_t)code->y, at);
		return;
	case MATCH_BEGIN:
	case MATCH_END:
		if (at == (code->kind == MATCH_BEGIN ? 0 : s->text.length))
			follow(s, threads, i + 1, at);
		return;
	case MATCH_SAVE:
		break;
	default:
		threads->waits[threads->count] = i;
		memcpy(threads->captures + threads->count++ * s->capture_count, s->captures,
			s->capture_count * sizeof *s->captures);
		return;
	}
	if ((size_t)code->x >= s->capture_count) {
		follow(s, threads, i + 1, at);
		return;
	}
	size_t before = s->captures[code->x];
	s->captures[code->x] = at;
	follow(s, threads, i + 1, at);
	s->captures[code->x] = before;
}

/* A thread has matched. The first one to do so wins, unless a longer match from the same place follows. */
static void
done(struct search *s, const size_t *captures, size_t at)
{
	s->found = true;
	if (s->capture_count) {
		memcpy(s->best, captures, s->capture_count * sizeof *captures);
		s->best[1] = at;
	}
}

/* Takes all threads over the character at `at`, which is `length` bytes long, or 0 at the end of the text. */
static void
step(struct search *s, size_t at, uint32_t character, size_t length)
{
	for (size_t i = 0; i < s->now.count; i++) {
		const size_t *captures = s->now.captures + i * s->capture_count;
		const struct instruction *code = &s->regex->code[s->now.waits[i]];
		if (s->found && (!s->capture_count || captures[0] > s->best[0]))
			break;
		if (code->kind == MATCH_DONE) {
			done(s, captures, at);
		} else if (length && takes(code, s->regex->ranges, character)) {
			memcpy(s->captures, captures, s->capture_count * sizeof *captures);
			follow(s, &s->next, s->now.waits[i] + 1, at + length);
		}
	}
	struct threads now = s->now;
	s->now = s->next;
	s->next = now;
	s->next.count = 0;
}

/* Starts a thread at `at`. */
static void
begin(struct search *s, size_t at)
{
	for (size_t i = 0; i < s->capture_count; i++)
		s->captures[i] = REGEX_NOWHERE;
	if (s->capture_count)
		s->captures[0] = at;
	follow(s, &s->now, 0, at);
}

bool
regex_search(const struct regex *regex, struct slice text, size_t from, size_t *captures,
	size_t capture_count, size_t *memory)
{
	struct search s = { .regex = regex, .text = text, .capture_count = capture_count, .best = captures };

	s.now = threads_in(&memory, regex->size, capture_count);
	s.next = threads_in(&memory, regex->size, capture_count);
	s.seen = memset(memory, 0, regex->size * sizeof *memory);
	s.captures = memory + regex->size;
	for (size_t at = from, length; !s.found || s.now.count; at += length) {
		while (!s.now.count && at < text.length && !regex->first[(unsigned char)text.at[at]])
			at++;
		if (!s.found)
			begin(&s, at);
		length = 0;
		uint32_t character = at < text.length ? character_at(text.at + at, &length) : 0;
		step(&s, at, character, length);
		if (length == 0 || (s.found && capture_count == 0))
			break;
	}
	return s.found;
}

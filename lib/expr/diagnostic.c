/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/diagnostic.h"

#include "base/buffer.h"
#include "record/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <strings.h>

/* Bytes of a long line that are shown on either side of the caret. */
enum { SHOWN_BEFORE = 60, SHOWN_AFTER = 40 };

/* The first byte of the character that `at` is in. */
static const char *
character_start(const char *at, const char *from)
{
	while (at > from && ((unsigned char)*at & 0xC0) == 0x80)
		at--;
	return at;
}

/* The line of the text that holds `at`, cut to what is shown; *before and *after become "..." where it is
 * cut, else "". */
static struct slice
shown(struct slice text, const char *at, const char **before, const char **after)
{
	const char *from = at, *to = at, *end = text.at + text.length;

	while (from > text.at && from[-1] != '\n')
		from--;
	while (to < end && *to != '\n' && *to != '\r')
		to++;
	*before = at - from > SHOWN_BEFORE ? "..." : "";
	*after = to - at > SHOWN_AFTER ? "..." : "";
	if (**before)
		from = character_start(at - SHOWN_BEFORE, from);
	if (**after)
		to = character_start(at + SHOWN_AFTER, at);
	return slice_between(from, to);
}

/* Appends the line and, under it, the caret. Tabs stay tabs, so that both lines are indented alike. */
static void
show(struct buffer *to, struct slice text, const char *at)
{
	const char *before, *after;
	struct slice line = shown(text, at, &before, &after);

	buffer_printf(to, "\n  %s", before);
	for (size_t i = 0; i < line.length; i++) {
		unsigned char c = (unsigned char)line.at[i];
		buffer_byte(to, (c < 0x20 && c != '\t') || c == 0x7F ? '?' : (char)c);
	}
	buffer_printf(to, "%s\n  %*s", after, (int)strlen(before), "");
	for (const char *c = line.at; c < at; c++)
		if (((unsigned char)*c & 0xC0) != 0x80)
			buffer_byte(to, *c == '\t' ? '\t' : ' ');
	buffer_byte(to, '^');
}

int
diagnose(const struct text_origin *origin, const char *at, struct error *error, const char *format, ...)
{
	struct buffer picture = { 0 };
	char what[ERROR_TEXT / 2];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	show(&picture, origin->text, at);
	if (picture.failed)
		error_memory(error);
	else
		error_set(error, STATUS_USAGE, "%s: %s%.*s", origin->label, what,
			SLICE_PRINT(buffer_view(&picture)));
	buffer_free(&picture);
	return -1;
}

int
diagnose_unknown(const struct text_origin *origin, const char *at, struct slice name, const char *kind,
	const struct names *known, const char *advice, struct error *error)
{
	const struct slice *near = names_nearest(known, name);
	struct slice cut = { name.at, utf8_prefix(name, SHOWN_AFTER) };

	if (near)
		return diagnose(origin, at, error, "unknown %s \"%.*s\"; nearest is \"%.*s\"", kind,
			SLICE_PRINT(cut), SLICE_PRINT(*near));
	return diagnose(origin, at, error, "unknown %s \"%.*s\"%s", kind, SLICE_PRINT(cut), advice);
}

/* In the tables of functions and words several names share a hint, each between blanks. */
static const struct hint functions[] = {
	{ " iif iff ifelse case when ", "if(c, x, y)" },
	{ " ifnull nvl zeroifnull ", "coalesce(x, y)" },
	{ " isnull isna is_null isnan ", "x is null" },
	{ " notnull isnotnull is_not_null ", "x is not null" },
	{ " cast convert ", "number(x), text(x), bool(x) or time(x)" },
	{ " int integer bigint ", "number(x), or floor(x)" },
	{ " float double decimal numeric to_number tonumber parsefloat ", "number(x)" },
	{ " str string to_string tostring varchar ", "text(x)" },
	{ " boolean to_boolean ", "bool(x)" },
	{ " typeof ", "type(x)" },
	{ " len size cardinality char_length array_length strlen ", "length(x)" },
	{ " substring mid slice ", "substr(x, from, n)" },
	{ " left ", "substr(x, 1, n)" },
	{ " right ", "substr(x, -n)" },
	{ " strpos instr charindex locate includes position has array_contains ", "contains(x, y)" },
	{ " ltrim rtrim btrim strip ", "trim(x)" },
	{ " lowercase lcase tolower ", "lower(x)" },
	{ " uppercase ucase toupper ", "upper(x)" },
	{ " like ilike rlike regexp regexp_like regexp_matches regexp_contains test match ",
		"matches(x, pattern)" },
	{ " regexp_extract regexp_substr regexp_match ", "extract(x, pattern)" },
	{ " regexp_replace regex_replace gsub sub ", "substitute(x, pattern, y)" },
	{ " string_split str_split regexp_split ", "split(x, separator)" },
	{ " concat_ws array_to_string ", "join([x, ...], separator)" },
	{ " format printf sprintf format_string ", "concat(x, ...)" },
	{ " md5 sha1 sha sha256 xxhash64 crc32 ", "hash(x)" },
	{ " power ", "pow(x, y)" },
	{ " log ", "ln(x)" },
	{ " log10 ", "ln(x) / ln(10)" },
	{ " ceiling ", "ceil(x)" },
	{ " trunc truncate ", "floor(x)" },
	{ " mod ", "x % y" },
	{ " width_bucket ", "bucket(x, width)" },
	{ " datetime timestamp date ", "time(x)" },
	{ " to_timestamp to_date strptime todate date_parse str_to_date from_unixtime ",
		"parse_time(x, format)" },
	{ " strftime date_format to_char ", "format_time(t, format)" },
	{ " date_trunc ", "trunc_time(t, unit)" },
	{ " date_add dateadd timestampadd date_sub ", "add_time(t, n, unit)" },
	{ " datediff date_diff timestampdiff ", "diff_time(a, b, unit)" },
	{ " date_part year month week day hour minute second dayofweek ", "time_part(t, 'hour')" },
	{ " unix_timestamp to_unixtime ", "epoch(t)" },
	{ " current_timestamp getdate sysdate today ", "now()" },
	{ " exists some ", "any(x)" },
	{ " every ", "all(x)" },
	{ " explode unnest ", "featurize --explode" },
	{ " avg average ", "mean(x)" },
	{ " std stdev stddev_samp ", "stddev(x)" },
	{ " variance var_samp ", "var(x)" },
	{ " count_distinct countdistinct nunique uniq ", "distinct(x)" },
	{ " approx_count_distinct ", "approx_distinct(x)" },
	{ " percentile percentile_cont ", "quantile(x, q)" },
	{ " percentile_approx approx_percentile ", "approx_quantile(x, q)" },
	{ " array_agg collect_list collect_set ", "collect(x)" },
	{ " string_agg group_concat listagg ", "join(collect(x), separator)" },
	{ " any_value first_value ", "first(x)" },
	{ " last_value ", "last(x)" },
	{ " max_by ", "argmax(x, y)" },
	{ " min_by ", "argmin(x, y)" },
	{ NULL, NULL },
};

static const struct hint words[] = {
	{ " like ilike rlike regexp similar glob ",
		"matches(x, pattern), contains(x, y) or starts_with(x, y)" },
	{ " between ", "x >= a and x <= b" },
	{ " when then if else end ", "if(c, x, y)" },
	{ " as ", "NAME = EXPR, and number(x) or text(x) to convert" },
	{ " filter where ", "count_if(c), or sum(if(c, x, null))" },
	{ " distinct ", "distinct(x)" },
	{ " from ", "time_part(t, 'hour')" },
	{ " div ", "floor(x / y)" },
	{ " mod ", "x % y" },
	{ " isnull ", "is null" },
	{ " notnull ", "is not null" },
	{ NULL, NULL },
};

static const struct hint symbols[] = {
	{ "<>", "!=" },
	{ "=<", "<=" },
	{ "=>", ">=" },
	{ "===", "==" },
	{ "!==", "!=" },
	{ "**", "pow(x, y)" },
	{ "^", "pow(x, y)" },
	{ "??", "coalesce(x, y)" },
	{ "?", "if(condition, x, y)" },
	{ "|", "or" },
	{ "&", "and" },
	{ "~", "matches(x, pattern)" },
	{ "=~", "matches(x, pattern)" },
	{ "//", "floor(x / y)" },
	{ "::", "number(x), text(x), bool(x) or time(x)" },
	{ "-- ", "# for a comment" },
	{ ":=", "=" },
	{ "->", "a.b for b inside a" },
	{ "[*]", "[]" },
	{ "`", "{name} for a field, 'text' for a text" },
	{ "\342\200\234", "\"" },
	{ "\342\200\235", "\"" },
	{ "\342\200\230", "'" },
	{ "\342\200\231", "'" },
	{ "\342\211\240", "!=" },
	{ "\342\211\244", "<=" },
	{ "\342\211\245", ">=" },
	{ "\342\210\222", "-" },
	{ NULL, NULL },
};

/* Whether the name is one of these, in upper or lower case. */
static bool
is_one_of(const char *names, struct slice name)
{
	size_t length;

	for (const char *at = names + 1; *at; at += length + 1) {
		length = strcspn(at, " ");
		if (length == name.length && strncasecmp(at, name.at, length) == 0)
			return true;
	}
	return false;
}

static const char *
hint(const struct hint *table, struct slice name)
{
	while (table->foreign && !is_one_of(table->foreign, name))
		table++;
	return table->ours;
}

const char *
hint_function(struct slice name)
{
	return hint(functions, name);
}

const char *
hint_word(struct slice word)
{
	return hint(words, word);
}

const struct hint *
hint_symbol(const char *at, const char *end)
{
	const struct hint *longest = NULL;
	size_t most = 0;

	for (const struct hint *symbol = symbols; symbol->foreign; symbol++) {
		size_t length = strlen(symbol->foreign);
		if (length > most && (size_t)(end - at) >= length &&
			memcmp(at, symbol->foreign, length) == 0) {
			longest = symbol;
			most = length;
		}
	}
	return longest;
}

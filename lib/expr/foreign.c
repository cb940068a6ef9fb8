/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/foreign.h"

#include <strings.h>

struct foreign {
	const char *names; /* with blanks around each */
	const char *ours;
};

static const struct foreign functions[] = {
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

static const struct foreign words[] = {
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

/* Whether the name is one of those, in any case of letters. */
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
ours(const struct foreign *table, struct slice name)
{
	while (table->names && !is_one_of(table->names, name))
		table++;
	return table->ours;
}

const char *
foreign_function(struct slice name)
{
	return ours(functions, name);
}

const char *
foreign_word(struct slice word)
{
	return ours(words, word);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/spec.h"

enum { BINS_MOST = 10000 };

static const char *const kinds[PLOT_KINDS] = { "scatter", "line", "bar", "pie", "hist", "table", "csv", "tsv",
	"page" };

static int
check_kind(struct plot_spec *spec, const char *kind, struct error *error)
{
	struct names list = { 0 };
	int status = 0;

	for (size_t i = 0; i < PLOT_KINDS; i++) {
		if (strcmp(kind, kinds[i]) == 0) {
			spec->kind = (enum plot_kind)i;
			names_free(&list);
			return 0;
		}
		status |= names_add(&list, slice_of(kinds[i]));
	}
	const struct slice *near = status ? NULL : names_nearest(&list, slice_of(kind));
	error_set(error, STATUS_USAGE,
		"%s: no such kind%s%.*s; there are scatter, line, bar, pie, hist, table, csv, tsv and page",
		kind, near ? "; nearest is " : "", near ? (int)near->length : 0, near ? near->at : "");
	names_free(&list);
	return -1;
}

static int
check_log(struct plot_spec *spec, struct error *error)
{
	for (size_t i = 0; i < spec->log.count; i++) {
		struct slice axis = spec->log.at[i];
		if (slice_is(axis, "x"))
			spec->log_x = true;
		else if (slice_is(axis, "y"))
			spec->log_y = true;
		else
			return error_set(
				error, STATUS_USAGE, "--log %.*s: the axes are x and y", SLICE_PRINT(axis));
	}
	return 0;
}

/* Every option that some kind does not know, with the kinds that do. */
static int
check_options(const struct plot_spec *spec, struct error *error)
{
	const unsigned scatter = 1U << PLOT_SCATTER, line = 1U << PLOT_LINE, bar = 1U << PLOT_BAR,
		       pie = 1U << PLOT_PIE, hist = 1U << PLOT_HIST, table = 1U << PLOT_TABLE,
		       csv = 1U << PLOT_CSV, tsv = 1U << PLOT_TSV, page = 1U << PLOT_PAGE;
	const unsigned points = scatter | line, axes = points | bar | hist, drawn = axes | pie,
		       rows = table | csv | tsv;
	const struct {
		const char *name;
		bool given;
		unsigned kinds;
	} uses[] = {
		{ "-x", spec->x, drawn },
		{ "-y", spec->y.count, points | bar | pie },
		{ "-g", spec->group, points | bar },
		{ "--title", spec->title, drawn | page },
		{ "--xlabel", spec->xlabel, axes },
		{ "--ylabel", spec->ylabel, axes },
		{ "--size", spec->size, drawn },
		{ "--term", spec->term, drawn },
		{ "--every", trigger_is_set(&spec->every), drawn },
		{ "--legend", spec->legend, drawn },
		{ "--colors", spec->colors.count, drawn },
		{ "--alpha", !isnan(spec->alpha), drawn },
		{ "--si", spec->si, axes },
		{ "--log", spec->log.count, axes },
		{ "--log x", spec->log_x, points },
		{ "--identity", spec->identity, scatter },
		{ "--band", !isnan(spec->band), scatter },
		{ "--categories", spec->categories.count, bar | pie },
		{ "--sort", spec->sort, bar | pie },
		{ "--stack", spec->stack, bar },
		{ "--labels", spec->labels, pie },
		{ "--bins", spec->bins, hist },
		{ "--limit", spec->limit != UINT64_MAX, drawn | rows | page },
		{ "--columns", spec->columns.count, rows },
		{ "--no-header", spec->no_header, rows },
		{ "--null", spec->null_text, rows },
		{ "--refresh", spec->refresh, drawn | page },
	};

	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
		if (uses[i].given && !(uses[i].kinds & 1U << spec->kind))
			return error_set(error, STATUS_USAGE, "%s: not an option of %s", uses[i].name,
				kinds[spec->kind]);
	return 0;
}

/* The index of the word, or `count` with STATUS_USAGE. */
static size_t
check_word(const char *option, const char *word, const char *const *words, size_t count, const char *all,
	struct error *error)
{
	size_t i = 0;

	while (i < count && strcmp(word, words[i]) != 0)
		i++;
	if (i == count)
		error_set(error, STATUS_USAGE, "%s %s: say %s", option, word, all);
	return i;
}

static int
check_words(struct plot_spec *spec, struct error *error)
{
	static const char *const labels[] = { "share", "value", "none" };
	static const char *const places[] = { "above", "below", "right", "none" };

	spec->place = PLACE_OURS;
	if (spec->labels)
		spec->beside = (enum plot_labels)check_word(
			"--labels", spec->labels, labels, 3, "share, value or none", error);
	if (spec->legend)
		spec->place = (enum plot_place)check_word(
			"--legend", spec->legend, places, 4, "above, below, right or none", error);
	return error->kind == STATUS_DONE ? 0 : -1;
}

static int
check_hist(struct plot_spec *spec, struct error *error)
{
	if (!spec->x)
		return error_set(error, STATUS_USAGE, "hist: give the field to count: -x FIELD");
	if (spec->bins > BINS_MOST)
		return error_set(error, STATUS_USAGE, "--bins: give %d at most", BINS_MOST);
	spec->bins = spec->bins ? spec->bins : 10;
	return 0;
}

static int
check_together(struct plot_spec *spec, struct error *error)
{
	bool banded = !isnan(spec->band), lines = spec->identity || banded;

	if (spec->kind == PLOT_HIST)
		return check_hist(spec, error);
	if (!spec->x || spec->y.count == 0)
		return error_set(error, STATUS_USAGE, "%s: give the field of %s: -x FIELD -y FIELD",
			kinds[spec->kind],
			spec->kind == PLOT_PIE ? "the slices and that of their values" : "each axis");
	if (spec->kind == PLOT_PIE && spec->y.count > 1)
		return error_set(error, STATUS_USAGE, "pie: give one -y; a pie shows parts of one whole");
	if (spec->y.count > SERIES_MOST)
		return error_set(error, STATUS_USAGE,
			"-y: %zu series are too many to tell apart; give %d at most", spec->y.count,
			SERIES_MOST);
	if (banded && !(spec->band > 0))
		return error_set(
			error, STATUS_USAGE, "--band must be above 0; 15%% is a share of what -x holds");
	if (banded && (spec->group || spec->y.count > 1))
		return error_set(error, STATUS_USAGE,
			"--band: the colours say what is inside the band; give one -y and no -g");
	if (lines && spec->log_x != spec->log_y)
		return error_set(error, STATUS_USAGE,
			"--log: the lines of --identity and --band are straight with --log x,y only");
	if (spec->stack && spec->log_y)
		return error_set(
			error, STATUS_USAGE, "--stack: stacked bars on a log axis would mean nothing");
	if (spec->si && spec->log.count)
		return error_set(error, STATUS_USAGE, "--si: not on a log axis");
	if (spec->alpha > 1 || spec->alpha < 0)
		return error_set(error, STATUS_USAGE, "--alpha: 0 is invisible and 1 is solid");
	return 0;
}

/* Pictures on their way: to where, and how many. */
static int
check_every(const struct plot_spec *spec, const char *output, struct error *error)
{
	if (trigger_is_set(&spec->every) && !output && !spec->term)
		return error_set(error, STATUS_USAGE,
			"--every: say where to draw: -o FILE, -o with {n} in its name, or --term");
	if (spec->refresh && spec->kind != PLOT_PAGE && !spec->format->page)
		return error_set(error, STATUS_USAGE, "--refresh: for a page alone: -o FILE.html");
	return 0;
}

int
plot_spec_check(struct plot_spec *spec, const char *kind, const char *output, struct error *error)
{
	if (check_kind(spec, kind, error) || plot_format_check(spec, output, error) ||
		check_log(spec, error) || check_options(spec, error) || check_words(spec, error) ||
		plot_colors_check(spec, error) || check_every(spec, output, error))
		return -1;
	spec->by_band = !isnan(spec->band);
	if (spec->by_band)
		spec->share = number_shortest(spec->band);
	return plot_kind_drawn(spec->kind) ? check_together(spec, error) : 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* featurize: the ETL. Sets fields, filters, gathers features, splits, reshapes; without options it checks
 * records and passes them as they are. */
#include "cli/scope.h"
#include "cli/tool.h"
#include "expr/conditions.h"
#include "record/json_text.h"
#include "record/line.h"
#include "record/split.h"

#include <stdlib.h>

static struct names set, where, features, shares;
static struct reshape reshape;
static struct split split;
static const char *split_by;

static const struct option options[] = {
	{ 's', "set", OPTION_TEXTS, "'NAME = EXPR'", &set, "set a field; later ones see earlier ones" },
	{ 'w', "where", OPTION_TEXTS, "EXPR", &where, "pass only records where EXPR is true" },
	{ 0, "keep", OPTION_LIST, "LIST", &reshape.keep, "keep these fields alone" },
	{ 0, "drop", OPTION_LIST, "LIST", &reshape.drop, "drop these fields" },
	{ 0, "rename", OPTION_LIST, "OLD=NEW,...", &reshape.rename, "rename fields" },
	{ 0, "features", OPTION_LIST, "LIST", &features, "append `features`: the numbers of these fields" },
	{ 0, "split", OPTION_LIST, "NAME=SHARE,...", &shares, "append `split`, as in train=0.8,test=0.2" },
	{ 0, "split-by", OPTION_TEXT, "FIELD", &split_by, "split by this field, not by the whole record" },
	{ 0, "seed", OPTION_COUNT, "N", &split.seed, "another split (0)" },
	{ 0 },
};

/* A program and the setting it gives its value to. */
struct step {
	const struct program *program;
	size_t index;
};

/* What the options say, compiled: read-only while records flow. */
struct plan {
	struct projection projection;
	struct scope scope;
	struct step *sets;
	struct conditions wheres;
	const struct program **features;
	const struct program *split_by;
	struct setting *settings; /* by index the names that -s sets, then `features`, then `split` */
	size_t values, count;     /* of the first kind, of all */
};

/* One thread's working memory. */
struct worker {
	const struct plan *plan;
	struct scanner scanner;
	struct scratch scratch;
	struct value *values;     /* of what -s sets */
	struct setting *settings; /* plan->settings with this record's values */
	struct buffer text;       /* the bytes of those values */
	struct buffer key;        /* what the split goes by */
};

static int
compile_sets(struct plan *plan, struct error *error)
{
	for (size_t i = 0; i < set.count; i++) {
		struct step *step = &plan->sets[i];
		struct slice name;
		step->program = program_compile_setting(&plan->scope, "-s", set.at[i], &name, error);
		if (!step->program || scope_set(&plan->scope, name, &step->index, error))
			return -1;
		plan->settings[step->index].name = name;
	}
	plan->values = plan->count = plan->scope.setting_count;
	return 0;
}

/* Adds a setting that an option makes, not -s. */
static int
add_setting(struct plan *plan, const char *name, struct error *error)
{
	for (size_t i = 0; i < plan->count; i++)
		if (slice_is(plan->settings[i].name, name))
			return error_set(error, STATUS_USAGE, "--%s sets `%s`, and so does -s", name, name);
	plan->settings[plan->count++].name = slice_of(name);
	return 0;
}

static int
compile_features(struct plan *plan, struct error *error)
{
	for (size_t i = 0; i < features.count; i++)
		if (!(plan->features[i] = program_of_name(&plan->scope, "--features", features.at[i], error)))
			return -1;
	return features.count ? add_setting(plan, "features", error) : 0;
}

static int
compile_split(struct plan *plan, struct error *error)
{
	if (split_read(&split, &shares, error))
		return -1;
	if (split_by && !split.count)
		return error_set(error, STATUS_USAGE, "--split-by needs --split NAME=SHARE,...");
	if (split_by &&
		!(plan->split_by = program_of_name(&plan->scope, "--split-by", slice_of(split_by), error)))
		return -1;
	return split.count ? add_setting(plan, "split", error) : 0;
}

static int
find_slots(struct plan *plan, struct error *error)
{
	for (size_t i = 0; i < plan->count; i++)
		if ((plan->settings[i].slot = projection_field(&plan->projection, plan->settings[i].name)) <
			0)
			return error_memory(error);
	return 0;
}

static int
compile(struct plan *plan, struct error *error)
{
	if (cli_scope_open(&plan->scope, &plan->projection, error))
		return -1;
	plan->sets = calloc(set.count + 1, sizeof *plan->sets);
	plan->features = calloc(features.count + 1, sizeof *plan->features);
	plan->settings = calloc(set.count + 2, sizeof *plan->settings);
	if (!plan->sets || !plan->features || !plan->settings)
		return error_memory(error);
	if (compile_sets(plan, error) || conditions_compile(&plan->wheres, &plan->scope, &where, error) ||
		compile_features(plan, error) || compile_split(plan, error) || find_slots(plan, error))
		return -1;
	return reshape_bind(&reshape, &plan->projection, error);
}

static void
plan_free(struct plan *plan)
{
	scope_free(&plan->scope);
	projection_free(&plan->projection);
	reshape_free(&reshape);
	free(plan->sets);
	free(plan->features);
	free(plan->settings);
}

static int
worker_open(struct worker *worker, const struct plan *plan, struct error *error)
{
	*worker = (struct worker){ .plan = plan };
	worker->values = calloc(plan->values + 1, sizeof *worker->values);
	worker->settings = calloc(plan->count + 1, sizeof *worker->settings);
	if (scanner_open(&worker->scanner, &plan->projection) || !worker->values || !worker->settings)
		return error_memory(error);
	memcpy(worker->settings, plan->settings, plan->count * sizeof *plan->settings);
	worker->scanner.wants_members = plan->count > 0 || reshape.fate_count > 0;
	worker->scratch.slots = worker->scanner.slots;
	worker->scratch.settings = worker->values;
	return 0;
}

static void
worker_free(struct worker *worker)
{
	scanner_close(&worker->scanner);
	scratch_free(&worker->scratch);
	free(worker->values);
	free(worker->settings);
	buffer_free(&worker->text);
	buffer_free(&worker->key);
}

static int
run_sets(struct worker *worker, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;

	for (size_t i = 0; i < set.count; i++) {
		const struct step *step = &plan->sets[i];
		if (program_run(step->program, &worker->scratch, &worker->values[step->index], refusal))
			return -1;
	}
	return 0;
}

static int
write_features(struct worker *worker, struct refusal *refusal)
{
	struct buffer *text = &worker->text;

	for (size_t i = 0; i < features.count; i++) {
		struct value value;
		if (program_number(worker->plan->features[i], &worker->scratch, &value, refusal))
			return -1;
		if (value.kind == VALUE_NULL)
			return refuse(refusal, features.at[i], "this is null, a feature must be a number");
		buffer_byte(text, i ? ',' : '[');
		value_write(text, &value);
	}
	buffer_byte(text, ']');
	return 0;
}

static int
write_split(struct worker *worker, struct refusal *refusal)
{
	struct value value;

	worker->key.length = 0;
	if (worker->plan->split_by) {
		if (program_run(worker->plan->split_by, &worker->scratch, &value, refusal))
			return -1;
		value_write(&worker->key, &value);
	} else {
		split_whole_record(&worker->key, &worker->scanner);
	}
	json_text_write(&worker->text, split_choose(&split, buffer_view(&worker->key)));
	return 0;
}

/* Fills the settings' values for this record. Their bytes lie in one buffer that may move while it grows, so
 * they are cut into slices at the end. */
static int
write_settings(struct worker *worker, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;
	size_t i = 0;

	worker->text.length = 0;
	for (; i < plan->values; i++) {
		value_write(&worker->text, &worker->values[i]);
		worker->settings[i].value.length = worker->text.length;
	}
	if (features.count) {
		if (write_features(worker, refusal))
			return -1;
		worker->settings[i++].value.length = worker->text.length;
	}
	if (split.count) {
		if (write_split(worker, refusal))
			return -1;
		worker->settings[i++].value.length = worker->text.length;
	}
	size_t from = 0;
	for (i = 0; i < plan->count; i++) {
		size_t end = worker->settings[i].value.length;
		worker->settings[i].value = (struct slice){ worker->text.at + from, end - from };
		from = end;
	}
	return 0;
}

static enum verdict
featurize(struct worker *worker, struct slice line, struct buffer *out, struct refusal *refusal)
{
	bool hold;

	if (scan(&worker->scanner, line, refusal) || run_sets(worker, refusal) ||
		conditions_hold(&worker->plan->wheres, &worker->scratch, &hold, refusal))
		return VERDICT_REFUSED;
	if (!hold)
		return VERDICT_FILTERED;
	if (write_settings(worker, refusal) ||
		line_write(out, &worker->scanner, worker->settings, worker->plan->count, &reshape, refusal))
		return VERDICT_REFUSED;
	return VERDICT_WRITTEN;
}

static enum verdict
map(void *context, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct worker *worker = context;

	scratch_begin(&worker->scratch);
	enum verdict verdict = featurize(worker, line, &batch->out, refusal);
	batch->undefined += worker->scratch.undefined;
	worker->scratch.undefined = 0;
	bool failed =
		worker->scanner.failed || worker->scratch.failed || worker->text.failed || worker->key.failed;
	return failed ? VERDICT_FAILED : verdict;
}

static int
run(struct run *run, size_t count, char **operands, struct error *error)
{
	struct plan plan = { 0 };
	struct worker worker = { 0 };

	(void)count;
	int failed = compile(&plan, error) || worker_open(&worker, &plan, error) ||
		     run_stage(run, operands, &(struct stage){ .map = map, .worker = &worker }, error);
	worker_free(&worker);
	plan_free(&plan);
	return failed ? -1 : 0;
}

const struct tool tool = {
	.name = "featurize",
	.synopsis = "[options] [FILE...]",
	.summary = "Set, filter, split and reshape the fields of records.",
	.options = options,
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_EXPR,
	.role = STOP_FILTER,
	.run = run,
};

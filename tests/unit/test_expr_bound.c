/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory for one record is bounded: past it the record is refused, and the next one is evaluated as ever. */
#include "expr.h"

static void
run(struct bench *bench, struct scratch *scratch, struct slice record, size_t held, struct refusal *refusal,
	bool *done)
{
	struct scanner scanner;
	struct value value;
	const struct program *program =
		program_compile(&bench->scope, "-s", slice_of("concat(t, t)"), &bench->error);

	assert_non_null(program);
	assert_int_equal(scanner_open(&scanner, &bench->projection), 0);
	assert_int_equal(scan(&scanner, record, refusal), 0);
	scratch->slots = scanner.slots;
	scratch->gathered = scanner.gathered;
	scratch_begin(scratch);
	scratch->texts.total += held; /* as if it were taken */
	*done = program_run(program, scratch, &value, refusal) == 0;
	scratch->texts.total -= held;
	assert_false(scratch->failed);
	scanner_close(&scanner);
}

static void
test_bound(void **state)
{
	struct bench bench;
	struct scratch scratch = { 0 };
	struct refusal refusal = { 0 };
	bool done;

	(void)state;
	bench_open(&bench);
	run(&bench, &scratch, slice_of("{\"t\":\"abc\"}"), SCRATCH_LIMIT - 1000, &refusal, &done);
	assert_true(done);
	run(&bench, &scratch, slice_of("{\"t\":\"abc\"}"), SCRATCH_LIMIT, &refusal, &done);
	assert_false(done);
	assert_non_null(strstr(refusal.reason, "more than 1 GiB"));
	run(&bench, &scratch, slice_of("{\"t\":\"abc\"}"), 0, &refusal, &done);
	assert_true(done);
	scratch_free(&scratch);
	bench_close(&bench);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_bound) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

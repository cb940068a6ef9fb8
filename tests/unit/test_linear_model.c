/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/model.h"

#include "linear_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
/* cmocka needs those before it */
#include <cmocka.h>

static void
learn(struct model *model)
{
	const struct slice fields[] = { slice_of("a\"b"), slice_of("twice"), slice_of("free") };
	struct error error = { 0 };
	struct reducer reducer;

	assert_int_equal(model_name(model, slice_of("target"), fields, 3, true, &error), 0);
	assert_int_equal(reducer_open(&reducer, 5, &error), 0);
	for (int i = 0; i < 777; i++) {
		const double a = i / 7.0, b = i * 31 % 17;
		const double row[] = { 1, a, 2 * a, b, a - b / 3, 1 };
		add_row(&reducer, row);
	}
	reducer_finish(&reducer);
	model->triangle = reducer.total;
	reducer.total = (struct triangle){ 0 };
	reducer_free(&reducer);
	assert_int_equal(model_solve(model, &error), 0);
}

/* Writes the text to a file of its own and reads it as a model. */
static int
read_text(struct model *model, struct slice text, struct error *error)
{
	char path[] = "/tmp/test_linear_model.XXXXXX";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text.at, text.length), text.length);
	close(fd);
	int failed = model_read(model, path, error);
	unlink(path);
	return failed;
}

/* A model read back is the one that was written: no bit of its triangle is lost. */
static void
is_its_own_state(void **state)
{
	struct model model = { 0 }, again = { 0 };
	struct buffer text = { 0 }, second = { 0 };
	struct error error = { 0 };

	(void)state;
	learn(&model);
	assert_int_equal(model_write(&text, &model, &error), 0);
	assert_int_equal(read_text(&again, buffer_view(&text), &error), 0);
	assert_int_equal(again.count, 4);
	assert_true(again.intercept && slice_is(again.terms[1], "a\"b"));
	assert_true(again.solution.estimate[2].aliased);
	assert_int_equal(again.triangle.rows, 777);
	for (size_t i = 0; i < 25; i++)
		assert_true(again.triangle.value[i] == model.triangle.value[i]);
	solution_free(&again.solution);
	assert_int_equal(model_solve(&again, &error), 0);
	assert_int_equal(model_write(&second, &again, &error), 0);
	assert_true(slice_equal(buffer_view(&text), buffer_view(&second)));
	buffer_free(&text);
	buffer_free(&second);
	model_free(&model);
	model_free(&again);
}

/* Every proper beginning of a model is refused, and nothing else happens. */
static void
cut_short(void **state)
{
	struct model model = { 0 };
	struct buffer text = { 0 };

	(void)state;
	learn(&model);
	struct error none = { 0 };
	assert_int_equal(model_write(&text, &model, &none), 0);
	for (size_t length = 0; length + 2 < text.length; length += 7) {
		struct model again = { 0 };
		struct error error = { 0 };
		assert_int_equal(read_text(&again, (struct slice){ text.at, length }, &error), -1);
		assert_int_equal(error.kind, STATUS_REFUSED);
		model_free(&again);
	}
	buffer_free(&text);
	model_free(&model);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_its_own_state),
		cmocka_unit_test(cut_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

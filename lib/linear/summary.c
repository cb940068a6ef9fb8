/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/summary.h"

#include "record/utf8.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

/* R's marks of significance: the text for p up to `most`. */
static const struct mark {
	double most;
	const char *text;
} marks[] = { { 0.001, " ***" }, { 0.01, " **" }, { 0.05, " *" }, { 0.1, " ." } };

static const char *
mark_of(double p)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (p <= marks[i].most)
			return marks[i].text;
	return "";
}

/* A p value as R prints it: values below the precision of a double are not distinguished. */
static const char *
print_p(double p, char text[32])
{
	if (isnan(p))
		return "NA";
	if (p < DBL_EPSILON)
		return "<2e-16";
	snprintf(text, 32, "%.3g", p);
	return text;
}

static const char *
print_number(double value, char text[32])
{
	if (isnan(value))
		return "NA";
	snprintf(text, 32, "%.6g", value);
	return text;
}

static const char *
print_t(double t, char text[32])
{
	if (isnan(t))
		return "NA";
	snprintf(text, 32, "%.3f", t);
	return text;
}

static size_t
widest_name(const struct model *model)
{
	size_t widest = 0;

	for (size_t i = 0; i < model->count; i++) {
		size_t width = utf8_count(model->terms[i]);
		widest = width > widest ? width : widest;
	}
	return widest;
}

static void
pad(struct buffer *to, size_t width)
{
	while (width-- > 0)
		buffer_byte(to, ' ');
}

static void
term_line(struct buffer *to, struct slice name, size_t width, const struct estimate *e)
{
	char coefficient[32], std_error[32], t[32], p[32];
	double estimate = e->aliased ? NAN : e->coefficient;

	buffer_slice(to, name);
	pad(to, width - utf8_count(name));
	buffer_printf(to, " %12s %12s %9s %9s%s\n", print_number(estimate, coefficient),
		print_number(e->std_error, std_error), print_t(e->t, t), print_p(e->p, p), mark_of(e->p));
}

static void
formula(struct buffer *to, const struct model *model)
{
	buffer_text(to, "Formula: ");
	buffer_slice(to, model->target);
	buffer_text(to, " ~ ");
	if (!model->intercept)
		buffer_text(to, "0 + ");
	for (size_t i = model->intercept ? 1 : 0; i < model->count; i++) {
		buffer_slice(to, model->terms[i]);
		if (i + 1 < model->count)
			buffer_text(to, " + ");
	}
	if (model->weight.length) {
		buffer_text(to, ", weights ");
		buffer_slice(to, model->weight);
	}
	buffer_byte(to, '\n');
}

static void
coefficients(struct buffer *to, const struct model *model)
{
	size_t width = widest_name(model), aliased = model->count - model->solution.rank;

	buffer_text(to, "\nCoefficients:");
	if (aliased)
		buffer_printf(to, " (%zu not defined because of singularities)", aliased);
	buffer_byte(to, '\n');
	pad(to, width);
	buffer_printf(to, " %12s %12s %9s %9s\n", "Estimate", "Std. Error", "t value", "Pr(>|t|)");
	for (size_t i = 0; i < model->count; i++)
		term_line(to, model->terms[i], width, &model->solution.estimate[i]);
	if (penalty_none(&model->penalty))
		buffer_text(to, "---\nSignif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1\n");
}

/* The rest of the R-squared line, and the F test: only without a penalty. */
static void
plain_quality(struct buffer *to, const struct solution *s)
{
	char text[32], p[32];

	buffer_printf(to, ",  Adjusted R-squared:  %s\n", print_number(s->adj_r2, text));
	if (!isnan(s->f))
		buffer_printf(to, "F-statistic: %.4g on %" PRIu64 " and %" PRIu64 " DF,  p-value: %s\n", s->f,
			s->f_df, s->df, print_p(s->f_p, p));
}

/* The residual standard error; a model with a penalty has none, and shows the penalty instead. */
static void
error_or_penalty(struct buffer *to, const struct model *model)
{
	char text[32], alpha[32];

	if (penalty_none(&model->penalty))
		buffer_printf(to, "\nResidual standard error: %s on %" PRIu64 " degrees of freedom\n",
			print_number(model->solution.sigma, text), model->solution.df);
	else
		buffer_printf(to, "\nPenalty: %s, lambda %s, alpha %s\n", penalty_name(&model->penalty),
			print_number(model->penalty.lambda, text), print_number(model->penalty.alpha, alpha));
}

void
model_summary(struct buffer *to, const struct model *model)
{
	const struct solution *s = &model->solution;
	char text[32], mse[32];

	formula(to, model);
	coefficients(to, model);
	error_or_penalty(to, model);
	if (model->missing)
		buffer_printf(to, "  (%" PRIu64 " observation%s deleted due to missingness)\n",
			model->missing, model->missing == 1 ? "" : "s");
	buffer_printf(to, "Multiple R-squared:  %s", print_number(s->r2, text));
	if (penalty_none(&model->penalty))
		plain_quality(to, s);
	else
		buffer_byte(to, '\n');
	if (model->score.folds)
		buffer_printf(to, "Cross-validation by %zu folds: mean squared error %s, R-squared %s\n",
			model->score.folds, print_number(model->score.mse, mse),
			print_number(model->score.r2, text));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a number: refused where a regular expression says so, else the double that strtod reads; and
 * what is printed of it is read as the same number. */
#include "number/number.h"

#include <math.h>
#include <regex.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char grammar[] = "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$";

static enum number_status
expected_of(struct slice text, double *value)
{
	static regex_t expression;
	static bool open;
	char *copy = malloc(text.length + 1);

	if (!copy || (!open && regcomp(&expression, grammar, REG_EXTENDED | REG_NOSUB)))
		abort();
	open = true;
	memcpy(copy, text.at, text.length);
	copy[text.length] = '\0';
	bool number = strlen(copy) == text.length && regexec(&expression, copy, 0, NULL, 0) == 0;
	*value = strtod(copy, NULL);
	free(copy);
	return !number ? NUMBER_INVALID : isinf(*value) ? NUMBER_TOO_LARGE : NUMBER_OK;
}

static void
read_back(struct number number)
{
	char text[NUMBER_TEXT_SIZE];
	size_t length = number_write(number, text);
	struct number again;
	double value;

	if (length > NUMBER_TEXT_SIZE || expected_of((struct slice){ text, length }, &value) != NUMBER_OK ||
		number_read((struct slice){ text, length }, &again) != NUMBER_OK)
		abort();
	if (value != number_to_double(number) || number_to_double(again) != value)
		abort();
	if (!number_is_real(number) && number_compare(number, again) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = { (const char *)data, size };
	struct number number;
	double expected;
	enum number_status fault = number_read(text, &number);

	if (expected_of(text, &expected) != fault)
		abort();
	if (fault == NUMBER_OK) {
		if (number_to_double(number) != expected)
			abort();
		read_back(number);
	}
	double bits = 0;
	memcpy(&bits, data, size < sizeof bits ? size : sizeof bits);
	if (isfinite(bits))
		read_back(number_of_double(bits));
	return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/time_format.h"

#include "base/bytes.h"
#include "time/calendar.h"
#include "time/instant.h"
#include "time/zone.h"

enum conversion_kind {
	NUMBER,
	NAME,
	FORMAT,  /* stands for a longer format */
	LITERAL, /* the character itself */
	FRACTION,
	OFFSET,
	ZONE,
	EPOCH,
};

/* A conversion specification: % and a letter. */
struct conversion {
	char letter;
	enum conversion_kind kind;
	enum calendar_field field;
	bool only_written;
	int digits; /* of a number, with zeros in front; negative with blanks */
	int least;  /* digits that are needed when it is read */
	int low, high;
	const char *const *names; /* of a name, ended by NULL; the first one is `low` */
	const char *format;
};

static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December", NULL };
static const char *const short_months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
	"Oct", "Nov", "Dec", NULL };
static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
	"Sunday", NULL };
static const char *const short_weekdays[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", NULL };
static const char *const halves[] = { "AM", "PM", NULL };

/* clang-format off */
static const struct conversion conversions[] = {
	{ 'Y', NUMBER, FIELD_YEAR, .digits = 4, .least = 4, .low = 1, .high = 9999 },
	{ 'm', NUMBER, FIELD_MONTH, .digits = 2, .least = 1, .low = 1, .high = 12 },
	{ 'd', NUMBER, FIELD_DAY, .digits = 2, .least = 1, .low = 1, .high = 31 },
	{ 'e', NUMBER, FIELD_DAY, .digits = -2, .least = 1, .low = 1, .high = 31 },
	{ 'H', NUMBER, FIELD_HOUR, .digits = 2, .least = 1, .high = 23 },
	{ 'M', NUMBER, FIELD_MINUTE, .digits = 2, .least = 1, .high = 59 },
	{ 'S', NUMBER, FIELD_SECOND, .digits = 2, .least = 1, .high = 59 },
	{ 'y', NUMBER, FIELD_SHORT_YEAR, .digits = 2, .least = 2, .high = 99 },
	{ 'j', NUMBER, FIELD_DAY_OF_YEAR, .digits = 3, .least = 1, .low = 1, .high = 366 },
	{ 'I', NUMBER, FIELD_HALF_HOUR, .digits = 2, .least = 1, .low = 1, .high = 12 },
	{ 'G', NUMBER, FIELD_ISO_YEAR, .digits = 4, .only_written = true },
	{ 'V', NUMBER, FIELD_ISO_WEEK, .digits = 2, .only_written = true },
	{ 'u', NUMBER, FIELD_ISO_WEEKDAY, .digits = 1, .only_written = true },
	{ 'b', NAME, FIELD_MONTH, .low = 1, .names = short_months },
	{ 'B', NAME, FIELD_MONTH, .low = 1, .names = months },
	{ 'a', NAME, FIELD_WEEKDAY, .names = short_weekdays },
	{ 'A', NAME, FIELD_WEEKDAY, .names = weekdays },
	{ 'p', NAME, FIELD_AFTERNOON, .names = halves },
	{ 'f', FRACTION, FIELD_FRACTION, .digits = 6, .least = 1 },
	{ 'z', OFFSET, .field = FIELD_OFFSET },
	{ 'Z', ZONE, .field = FIELD_OFFSET },
	{ 's', EPOCH, .field = FIELD_EPOCH },
	{ 'T', FORMAT, .format = "%H:%M:%S" },
	{ 'F', FORMAT, .format = "%Y-%m-%d" },
	{ 'D', FORMAT, .format = "%m/%d/%y" },
	{ 'R', FORMAT, .format = "%H:%M" },
	{ 'n', FORMAT, .format = "\n" },
	{ 't', FORMAT, .format = "\t" },
	{ '%', .kind = LITERAL },
};
/* clang-format on */

static const struct conversion *
find_conversion(char letter)
{
	for (size_t i = 0; i < sizeof conversions / sizeof *conversions; i++)
		if (conversions[i].letter == letter)
			return &conversions[i];
	return NULL;
}

/* A piece of a format: a conversion, or a character that stands for itself. */
struct piece {
	const struct conversion *conversion;
	char character; /* where conversion is NULL; after the % where it is unknown */
	bool unknown;
};

static char
take(struct slice *format)
{
	format->length--;
	return *format->at++;
}

/* Takes the next piece off the format; false at its end. */
static bool
take_piece(struct slice *format, struct piece *piece)
{
	if (format->length == 0)
		return false;
	*piece = (struct piece){ .character = take(format) };
	if (piece->character != '%')
		return true;
	piece->character = format->length ? take(format) : '\0';
	piece->conversion = find_conversion(piece->character);
	piece->unknown = !piece->conversion;
	if (piece->conversion && piece->conversion->kind == LITERAL)
		piece->conversion = NULL;
	return true;
}

/* Microseconds of one unit of `s`, `ms` and `us`; 0 for other formats. */
static int64_t
epoch_unit(struct slice format)
{
	if (slice_is(format, "s"))
		return USEC_PER_SECOND;
	if (slice_is(format, "ms"))
		return USEC_PER_SECOND / 1000;
	return slice_is(format, "us");
}

/* Checks the conversions and collects the fields that they have, as bits. */
static int
check_conversions(struct slice format, bool writing, unsigned *fields, struct error *error)
{
	struct slice rest = format;

	for (struct piece piece; take_piece(&rest, &piece);) {
		const struct conversion *conversion = piece.conversion;
		if (piece.unknown && piece.character == '\0')
			return error_set(error, STATUS_USAGE,
				"the time format \"%.*s\" ends in a single %%; write %%%% for the character",
				SLICE_PRINT(format));
		if (piece.unknown || (conversion && conversion->only_written && !writing))
			return error_set(error, STATUS_USAGE,
				"the time format \"%.*s\": times cannot be %s with %%%c; "
				"tillpipe-expressions(7) lists the conversions",
				SLICE_PRINT(format), writing ? "written" : "read", piece.character);
		if (conversion)
			*fields |= 1u << conversion->field;
		if (conversion && conversion->format &&
			check_conversions(slice_of(conversion->format), writing, fields, error))
			return -1;
	}
	return 0;
}

int
time_format_check_reading(struct slice format, struct error *error)
{
	const unsigned years = 1u << FIELD_YEAR | 1u << FIELD_SHORT_YEAR | 1u << FIELD_EPOCH;
	unsigned fields = 0;

	if (epoch_unit(format))
		return 0;
	if (check_conversions(format, false, &fields, error))
		return -1;
	if (!(fields & years))
		return error_set(error, STATUS_USAGE,
			"the time format \"%.*s\" has no year; a format has conversions of strptime, such as "
			"%%Y-%%m-%%d %%H:%%M, or is s, ms or us for numbers since 1970",
			SLICE_PRINT(format));
	if (fields & 1u << FIELD_HALF_HOUR && !(fields & 1u << FIELD_AFTERNOON))
		return error_set(error, STATUS_USAGE,
			"the time format \"%.*s\" has %%I without %%p; hours from 0 to 23 are %%H",
			SLICE_PRINT(format));
	return 0;
}

int
time_format_check_writing(struct slice format, struct error *error)
{
	unsigned fields = 0;

	if (epoch_unit(format))
		return 0;
	if (check_conversions(format, true, &fields, error))
		return -1;
	if (fields == 0)
		return error_set(error, STATUS_USAGE,
			"the time format \"%.*s\" has no conversion; a format has conversions of strftime, "
			"such as %%Y-%%m-%%d %%H:%%M, or is s, ms or us for numbers since 1970",
			SLICE_PRINT(format));
	return 0;
}

/* The text that is left to read, and the fields that were read. */
struct reading {
	const char *at, *end;
	unsigned has; /* bits of enum calendar_field */
	int64_t fields[CALENDAR_FIELDS];
};

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static char
to_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
}

static bool
has(const struct reading *r, enum calendar_field field)
{
	return r->has >> field & 1;
}

static bool
set_field(struct reading *r, enum calendar_field field, int64_t value)
{
	r->has |= 1u << field;
	r->fields[field] = value;
	return true;
}

/* Takes up to `most` digits; returns how many there were. */
static int
take_digits(struct reading *r, int most, int64_t *value)
{
	int count = 0;

	*value = 0;
	for (; count < most && r->at < r->end && is_digit(*r->at); count++)
		*value = *value * 10 + (*r->at++ - '0');
	return count;
}

static bool
take_byte(struct reading *r, char byte)
{
	if (r->at == r->end || *r->at != byte)
		return false;
	r->at++;
	return true;
}

static bool
take_word(struct reading *r, const char *word)
{
	const char *at = r->at;

	for (; *word; word++, at++)
		if (at == r->end || to_lower(*at) != to_lower(*word))
			return false;
	r->at = at;
	return true;
}

static bool
read_number(struct reading *r, const struct conversion *conversion)
{
	int digits = conversion->digits;
	int64_t value;

	if (digits < 0)
		take_byte(r, ' ');
	if (take_digits(r, digits < 0 ? -digits : digits, &value) < conversion->least)
		return false;
	return value >= conversion->low && value <= conversion->high &&
	       set_field(r, conversion->field, value);
}

static bool
read_name(struct reading *r, const struct conversion *conversion)
{
	for (int i = 0; conversion->names[i]; i++)
		if (take_word(r, conversion->names[i]))
			return set_field(r, conversion->field, conversion->low + i);
	return false;
}

static bool
read_fraction(struct reading *r, const struct conversion *conversion)
{
	int64_t value, beyond;
	int count = take_digits(r, conversion->digits, &value);

	if (count < conversion->least)
		return false;
	for (; count < conversion->digits; count++)
		value *= 10;
	while (take_digits(r, 1, &beyond))
		;
	return set_field(r, conversion->field, value);
}

/* Z, +hh, +hhmm or +hh:mm. */
static bool
read_offset(struct reading *r, const struct conversion *conversion)
{
	int64_t hours, minutes = 0;

	if (take_byte(r, 'Z') || take_byte(r, 'z'))
		return set_field(r, conversion->field, 0);
	int sign = take_byte(r, '-') ? -1 : 1;
	if (sign > 0 && !take_byte(r, '+'))
		return false;
	if (take_digits(r, 2, &hours) < 2 || hours > 23)
		return false;
	bool colon = take_byte(r, ':');
	int count = take_digits(r, 2, &minutes);
	if (minutes > 59 || (count != 2 && (colon || count)))
		return false;
	return set_field(r, conversion->field, sign * (hours * 3600 + minutes * 60));
}

static bool
read_zone(struct reading *r, const struct conversion *conversion)
{
	return (take_word(r, "UTC") || take_word(r, "GMT")) && set_field(r, conversion->field, 0);
}

static bool
read_epoch(struct reading *r, const struct conversion *conversion)
{
	int64_t value;
	int sign = take_byte(r, '-') ? -1 : 1;

	return take_digits(r, 12, &value) && set_field(r, conversion->field, sign * value);
}

static bool read_format(struct reading *r, struct slice format);

static bool
read_conversion(struct reading *r, const struct conversion *conversion)
{
	static bool (*const readers[])(struct reading *, const struct conversion *) = {
		[NUMBER] = read_number,
		[NAME] = read_name,
		[FRACTION] = read_fraction,
		[OFFSET] = read_offset,
		[ZONE] = read_zone,
		[EPOCH] = read_epoch,
	};

	if (conversion->kind == FORMAT)
		return read_format(r, slice_of(conversion->format));
	return !conversion->only_written && readers[conversion->kind](r, conversion);
}

/* White space in a format matches any white space in the text, at least one character. */
static bool
read_space(struct reading *r)
{
	const char *start = r->at;

	while (r->at < r->end && is_space(*r->at))
		r->at++;
	return r->at > start;
}

static bool
read_format(struct reading *r, struct slice format)
{
	for (struct piece piece; take_piece(&format, &piece);) {
		bool space = !piece.conversion && is_space(piece.character);
		while (space && format.length && is_space(*format.at))
			take_piece(&format, &piece);
		if (piece.unknown || !(piece.conversion ? read_conversion(r, piece.conversion)
					     : space    ? read_space(r)
							: take_byte(r, piece.character)))
			return false;
	}
	return true;
}

/* The day that was read; false if it does not exist. */
static bool
day_of(const struct reading *r, int64_t *day)
{
	const int64_t *fields = r->fields;
	int year = (int)fields[FIELD_YEAR];

	if (has(r, FIELD_SHORT_YEAR))
		year = (int)fields[FIELD_SHORT_YEAR] + (fields[FIELD_SHORT_YEAR] < 69 ? 2000 : 1900);
	else if (!has(r, FIELD_YEAR))
		return false;
	int month = has(r, FIELD_MONTH) ? (int)fields[FIELD_MONTH] : 1;
	int day_of_month = has(r, FIELD_DAY) ? (int)fields[FIELD_DAY] : 1;
	if (day_of_month > days_in_month(year, month))
		return false;
	*day = days_from_date((struct date){ year, month, day_of_month });
	if (has(r, FIELD_DAY_OF_YEAR)) {
		*day = days_from_date((struct date){ year, 1, 1 }) + fields[FIELD_DAY_OF_YEAR] - 1;
		if (fields[FIELD_DAY_OF_YEAR] > 337 + days_in_month(year, 2))
			return false;
	}
	return !has(r, FIELD_WEEKDAY) || fields[FIELD_WEEKDAY] == weekday_from_days(*day);
}

/* *local: no offset was read, and *time is local time in the zone of --tz. */
static bool
time_of(const struct reading *r, int64_t *time, bool *local)
{
	const int64_t *fields = r->fields;
	int64_t day, hour = fields[FIELD_HOUR];

	*local = !has(r, FIELD_EPOCH) && !has(r, FIELD_OFFSET);
	if (has(r, FIELD_EPOCH)) {
		*time = fields[FIELD_EPOCH] * USEC_PER_SECOND + fields[FIELD_FRACTION];
		return true;
	}
	if (!day_of(r, &day))
		return false;
	if (has(r, FIELD_HALF_HOUR))
		hour = fields[FIELD_HALF_HOUR] % 12 + 12 * fields[FIELD_AFTERNOON];
	*time = day * USEC_PER_DAY + hour * USEC_PER_HOUR + fields[FIELD_MINUTE] * USEC_PER_MINUTE +
		fields[FIELD_SECOND] * USEC_PER_SECOND + fields[FIELD_FRACTION];
	if (!*local)
		*time -= fields[FIELD_OFFSET] * USEC_PER_SECOND;
	return true;
}

static bool
read_text(struct slice format, struct slice text, int64_t *time, bool *local)
{
	struct reading r = { .at = text.at, .end = text.at + text.length };

	return text.length > 0 && read_format(&r, format) && r.at == r.end && time_of(&r, time, local);
}

bool
time_format_read_number(struct slice format, struct number number, int64_t *instant)
{
	int64_t unit = epoch_unit(format);

	if (!unit)
		return false;
	number = number_floor(number_multiply(number, number_of_int(unit)));
	if (!number_is_finite(number) || number_compare(number, number_of_int(INSTANT_MIN)) < 0 ||
		number_compare(number, number_of_int(INSTANT_MAX)) > 0)
		return false;
	*instant = number_is_real(number) ? (int64_t)number.real : number.units;
	return true;
}

bool
time_format_read(struct slice format, struct slice text, int64_t *instant)
{
	struct number number;
	bool local;

	if (epoch_unit(format))
		return number_read(text, &number) == NUMBER_OK &&
		       time_format_read_number(format, number, instant);
	return read_text(format, text, instant, &local) && (!local || zone_instant(*instant, instant)) &&
	       instant_in_range(*instant);
}

bool
time_format_in_gap(struct slice format, struct slice text)
{
	int64_t time;
	bool local;

	return !epoch_unit(format) && read_text(format, text, &time, &local) && local &&
	       !zone_instant(time, &time);
}

static void
write_padded(struct buffer *to, int64_t value, int digits, char padding)
{
	int64_t limit = 10;

	for (int i = 1; i < digits; i++)
		limit *= 10;
	for (limit /= 10; limit > 1 && value < limit; limit /= 10)
		buffer_byte(to, padding);
	buffer_unsigned(to, (uint64_t)value);
}

static void
write_offset(struct buffer *to, int64_t offset, const char *colon)
{
	int64_t minutes = floor_divide(offset, 60);

	buffer_byte(to, minutes < 0 ? '-' : '+');
	minutes = minutes < 0 ? -minutes : minutes;
	write_padded(to, minutes / 60, 2, '0');
	buffer_text(to, colon);
	write_padded(to, minutes % 60, 2, '0');
}

static void
write_epoch(struct buffer *to, int64_t epoch)
{
	if (epoch < 0)
		buffer_byte(to, '-');
	buffer_unsigned(to, (uint64_t)(epoch < 0 ? -epoch : epoch));
}

static void write_format(struct buffer *to, struct slice format, const int64_t fields[CALENDAR_FIELDS]);

static void
write_conversion(
	struct buffer *to, const struct conversion *conversion, const int64_t fields[CALENDAR_FIELDS])
{
	int64_t value = fields[conversion->field];
	int digits = conversion->digits;

	switch (conversion->kind) {
	case NUMBER:
	case FRACTION:
		write_padded(to, value, digits < 0 ? -digits : digits, digits < 0 ? ' ' : '0');
		break;
	case NAME:
		buffer_text(to, conversion->names[value - conversion->low]);
		break;
	case FORMAT:
		write_format(to, slice_of(conversion->format), fields);
		break;
	case OFFSET:
		write_offset(to, value, "");
		break;
	case ZONE:
		if (zone_is_utc())
			buffer_text(to, "UTC");
		else
			write_offset(to, value, ":");
		break;
	case EPOCH:
		write_epoch(to, value);
		break;
	case LITERAL:
		break;
	}
}

static void
write_format(struct buffer *to, struct slice format, const int64_t fields[CALENDAR_FIELDS])
{
	for (struct piece piece; take_piece(&format, &piece);)
		if (piece.conversion)
			write_conversion(to, piece.conversion, fields);
		else if (!piece.unknown)
			buffer_byte(to, piece.character);
}

void
time_format_write(struct buffer *to, struct slice format, int64_t instant)
{
	int64_t fields[CALENDAR_FIELDS] = { 0 }, unit = epoch_unit(format);

	if (unit) {
		int scale = unit == 1 ? 0 : unit == 1000 ? 3 : 6;
		number_append(to, (struct number){ .units = instant, .scale = scale });
		return;
	}
	calendar_fields(fields, instant);
	write_format(to, format, fields);
}

static struct slice option;

int
time_format_open(const char *format, struct error *error)
{
	struct error wrong = { 0 };

	option = slice_of(format);
	if (time_format_check_reading(option, &wrong))
		return error_set(error, STATUS_USAGE, "--time-format: %s", wrong.text);
	return 0;
}

struct slice
time_format_option(void)
{
	return option;
}

bool
time_read(struct slice text, int64_t *instant)
{
	return (option.length && time_format_read(option, text, instant)) || instant_read(text, instant);
}

bool
time_in_gap(struct slice text)
{
	return (option.length && time_format_in_gap(option, text)) || instant_in_gap(text);
}

bool
time_read_number(struct number number, int64_t *instant)
{
	return option.length && time_format_read_number(option, number, instant);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// simdjson FILE FIELD...: a hand-written peer: reads FILE in blocks of 1 MiB, looks the fields up in every record
// with simdjson's on-demand parser, and adds up their numbers and the lengths of their texts.
// Lazy: of what it passes over it checks the structure alone, no numbers, no duplicate keys.
#include <simdjson.h>

#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

using namespace simdjson;

static double
look_up(ondemand::parser &parser, const char *line, size_t length, size_t room, char **fields)
{
	ondemand::document record = parser.iterate(line, length, room);
	double sum = 0;
	for (; *fields; fields++) {
		ondemand::value value;
		if (record.find_field_unordered(std::string_view(*fields)).get(value))
			continue;
		switch (value.type()) {
		case ondemand::json_type::number:
			sum += value.get_double();
			break;
		case ondemand::json_type::string:
			sum += double(std::string_view(value.get_string()).size());
			break;
		default:
			break;
		}
	}
	return sum;
}

int
main(int, char **arguments)
{
	const size_t block = 1 << 20;
	std::vector<char> bytes(2 * block + SIMDJSON_PADDING);
	ondemand::parser parser;
	size_t held = 0, records = 0;
	double sum = 0;
	int fd = open(arguments[1], O_RDONLY);
	ssize_t n;

	while ((n = read(fd, bytes.data() + held, block)) > 0) {
		char *at = bytes.data(), *end = at + held + n;
		while (char *newline = static_cast<char *>(memchr(at, '\n', size_t(end - at)))) {
			sum += look_up(parser, at, size_t(newline - at),
				size_t(bytes.data() + bytes.size() - at), arguments + 2);
			at = newline + 1;
			records++;
		}
		held = size_t(end - at);
		memmove(bytes.data(), at, held);
	}
	printf("%zu %.17g\n", records, sum);
}

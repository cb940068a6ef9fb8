/* SPDX-License-Identifier: GPL-3.0-or-later */
/* error: the first thing that went wrong. Its kind is the exit status of the process. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

enum status {
	STATUS_DONE = 0,    /* success, with empty input too */
	STATUS_REFUSED = 1, /* data was rejected or not delivered */
	STATUS_USAGE = 2,   /* wrong options or operands */
	STATUS_SYSTEM = 3,  /* the system failed */
};

enum { ERROR_TEXT = 2048 };

struct error {
	enum status kind; /* STATUS_DONE: no error */
	char text[ERROR_TEXT];
};

/* Sets *error unless it is set already: the first error is the cause, later ones follow from it. The text
 * reads "input:line: what is wrong; what to do", without the tool's name and without a newline. Always
 * returns -1, so that a function can end in `return error_set(...)`. */
int error_set(struct error *error, enum status kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* error_set with STATUS_SYSTEM and the text of errno after the message. */
int error_system(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* error_set for an allocation that failed. */
int error_memory(struct error *error);

#endif

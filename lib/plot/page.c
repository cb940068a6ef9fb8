/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/page.h"

#include "plot/escape.h"
#include "record/base64.h"

static const char head[] =
	"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
	"style-src 'unsafe-inline'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width\">\n";
static const char style[] =
	"<style>\n"
	"body { margin: 1rem; font-family: sans-serif; color: #202020; background: #ffffff }\n"
	"main { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start }\n"
	"figure { margin: 0; max-width: 100%; overflow-x: auto }\n"
	"figcaption { font-weight: bold; padding: 0.3rem 0 }\n"
	"img { max-width: 100%; height: auto }\n"
	"table { border-collapse: collapse; font-size: 0.9rem }\n"
	"th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid #dddddd; text-align: left; "
	"white-space: pre-wrap }\n"
	"td.number { text-align: right }\n"
	"</style>\n</head>\n<body>\n";

static void
append_element(struct buffer *to, const char *name, const char *text)
{
	buffer_printf(to, "<%s>", name);
	escape_html(to, slice_of(text));
	buffer_printf(to, "</%s>\n", name);
}

/* Appends the buffer, which is freed. */
static int
deliver(struct sink *to, struct buffer *text, struct error *error)
{
	int status = sink_buffer(to, text, error);

	buffer_free(text);
	return status;
}

int
page_begin(struct sink *to, const char *title, int64_t refresh, struct error *error)
{
	const int64_t second = 1000000;
	struct buffer text = { 0 };

	buffer_text(&text, head);
	if (refresh)
		buffer_printf(&text, "<meta http-equiv=\"refresh\" content=\"%jd\">\n",
			(intmax_t)((refresh + second - 1) / second));
	append_element(&text, "title", title ? title : "plotdata");
	buffer_text(&text, style);
	if (title)
		append_element(&text, "h1", title);
	buffer_text(&text, "<main>\n");
	return deliver(to, &text, error);
}

/* In blocks of whole groups of three bytes. */
static int
append_base64(struct sink *to, FILE *picture, struct error *error)
{
	struct buffer text = { 0 };
	char block[48 * 1024];
	size_t n;
	int status = 0;

	while (status == 0 && (n = fread(block, 1, sizeof block, picture)) > 0) {
		text.length = 0;
		base64_write(&text, (struct slice){ block, n });
		status = sink_buffer(to, &text, error);
	}
	buffer_free(&text);
	return status;
}

int
page_picture(struct sink *to, FILE *picture, const char *type, struct slice name, struct error *error)
{
	struct buffer text = { 0 };

	buffer_text(&text, "<figure><img alt=\"");
	escape_html(&text, name);
	buffer_printf(&text, "\" src=\"data:%s;base64,", type);
	if (deliver(to, &text, error) || append_base64(to, picture, error))
		return -1;
	if (ferror(picture))
		return error_system(error, "%.*s: cannot be read", SLICE_PRINT(name));
	return sink_append(to, slice_of("\"></figure>\n"), error);
}

int
page_end(struct sink *to, struct error *error)
{
	return sink_append(to, slice_of("</main>\n</body>\n</html>\n"), error);
}

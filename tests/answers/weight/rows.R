# SPDX-License-Identifier: GPL-3.0-or-later
# usage: Rscript rows.R ../aliased/rows.ndjson > rows.json
# Weighted least squares by R's lm.
lines <- readLines(commandArgs(TRUE)[1])
number <- function(name) as.numeric(sub(paste0('.*"', name, '":([^,}]*).*'), "\\1", lines))
m <- summary(lm(y ~ sales + discount, data.frame(y = number("y"), sales = number("sales"), discount = number("discount")),
	weights = number("price")))
list_of <- function(column) paste0('"', rownames(m$coefficients), '": ',
	sprintf("%.17g", m$coefficients[, column]), collapse = ",\n  ")
cat(sprintf('{\n "quality": {\n  "n": %d,\n  "r2": %.17g,\n  "adj_r2": %.17g,\n  "sigma": %.17g,\n  "df": %d,\n  "f": %.17g\n },\n',
	length(lines), m$r.squared, m$adj.r.squared, m$sigma, m$df[2], m$fstatistic[1]))
cat(sprintf(' "coefficients": {\n  %s\n },\n', list_of(1)))
cat(sprintf(' "std_errors": {\n  %s\n }\n}\n', list_of(2)))

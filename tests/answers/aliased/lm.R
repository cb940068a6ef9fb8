# SPDX-License-Identifier: GPL-3.0-or-later
# usage: Rscript lm.R rows.ndjson > lm.json
# What R's lm makes of terms that follow from others: total = sales - discount, double = 2 sales, seven = 7.
lines <- readLines(commandArgs(TRUE)[1])
number <- function(name) as.numeric(sub(paste0('.*"', name, '":([^,}]*).*'), "\\1", lines))
d <- data.frame(y = number("y"), sales = number("sales"), discount = number("discount"), total = number("total"),
	double = number("double"), seven = number("seven"), price = number("price"))
m <- lm(y ~ sales + discount + total + double + seven + price, d)
s <- summary(m)
b <- coef(m)
aliased <- is.na(b)
b[aliased] <- 0
e <- ifelse(aliased, NA, 0)
e[!aliased] <- s$coefficients[, 2]
text <- function(v) paste0('"', names(b), '": ', ifelse(is.na(v), "null", sprintf("%.17g", v)), collapse = ",\n  ")
cat(sprintf('{\n "coefficients": {\n  %s\n },\n "std_errors": {\n  %s\n }\n}\n', text(b), text(e)))

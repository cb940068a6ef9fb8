# SPDX-License-Identifier: GPL-3.0-or-later
# usage: Rscript lm.R dataco-6000.csv > lm.json
# Weighted least squares by R's lm. 165 of the weights are 0.
d <- read.csv(commandArgs(TRUE)[1], check.names = FALSE, fileEncoding = "UTF-8")
names(d) <- gsub("^_|_$", "", gsub("[^A-Za-z0-9]+", "_", names(d)))
m <- summary(lm(Sales_per_customer ~ Benefit_per_order + Order_Item_Quantity + Order_Item_Discount + Product_Price,
	d, weights = Days_for_shipping_real))
list_of <- function(column) paste0('"', rownames(m$coefficients), '": ',
	sprintf("%.17g", m$coefficients[, column]), collapse = ",\n  ")
cat(sprintf('{\n "quality": {\n  "n": %d,\n  "r2": %.17g,\n  "adj_r2": %.17g,\n  "sigma": %.17g,\n  "df": %d,\n  "f": %.17g\n },\n',
	sum(d$Days_for_shipping_real > 0), m$r.squared, m$adj.r.squared, m$sigma, m$df[2], m$fstatistic[1]))
cat(sprintf(' "coefficients": {\n  %s\n },\n', list_of(1)))
cat(sprintf(' "std_errors": {\n  %s\n }\n}\n', list_of(2)))

# SPDX-License-Identifier: GPL-3.0-or-later
# usage: Rscript glmnet.R dataco-6000.csv > glmnet.tsv     (Debian's r-cran-glmnet)
# The same objective by glmnet, in the form of sklearn.tsv. glmnet divides the part of the squares by the target's
# standard deviation, so that its lambda and alpha are others wherever there is such a part.
suppressMessages(library(glmnet))
d <- read.csv(commandArgs(TRUE)[1], check.names = FALSE, fileEncoding = "UTF-8")
names(d) <- gsub("^_|_$", "", gsub("[^A-Za-z0-9]+", "_", names(d)))
x <- as.matrix(d[, c("Days_for_shipping_real", "Days_for_shipment_scheduled", "Benefit_per_order",
	"Order_Item_Quantity", "Order_Item_Discount", "Product_Price")])
y <- d$Sales_per_customer
deviation <- sqrt(mean((y - mean(y))^2))
for (p in list(c(0.1, 0), c(10, 0), c(1, 0.5), c(3, 0.9), c(1, 1), c(20, 1))) {
	absolute <- p[1] * p[2]
	square <- p[1] * (1 - p[2]) * deviation
	m <- glmnet(x, y, alpha = absolute / (absolute + square), lambda = absolute + square, thresh = 1e-25,
		maxit = 1e7)
	cat(sprintf("real\t-\t--elastic-net %g,%g\tcoefficient\t%s\n", p[1], p[2],
		paste(sprintf("%.17g", as.numeric(coef(m))), collapse = " ")))
}

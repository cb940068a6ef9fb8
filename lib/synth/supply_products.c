/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/supply_tables.h"

/* Nine products make seven rows of eight; the dear ones are bought one at a time. Two categories share the
 * name Electronics, and some names end in a blank. */
const struct supply_product supply_products[] = {
	{ 765, 12999, 403, 18, 4, 1, "Men's Footwear", "Apparel", "Ridgeline Men's Speed 2 Football Cleat" },
	{ 747, 5999, 365, 17, 4, 5, "Cleats", "Apparel", "Ironwood Fitness Push Deck" },
	{ 695, 5000, 502, 24, 5, 5, "Women's Apparel", "Golf", "Fairmeadow Women's Dry Golf Polo" },
	{ 632, 4998, 1014, 46, 7, 5, "Indoor/Outdoor Games", "Fan Shop", "O'Mally Men's Foam Life Vest" },
	{ 597, 39998, 1004, 45, 7, 1, "Fishing", "Fan Shop", "Pine & Brook Angler 16 Cabinet Safe" },
	{ 541, 19999, 1073, 48, 7, 1, "Water Sports", "Fan Shop", "Heron Lakeside 100 Kayak" },
	{ 481, 29998, 957, 43, 7, 1, "Camping & Hiking", "Fan Shop", "Blackstone Women's Calm Comfort Bike" },
	{ 405, 9999, 191, 9, 3, 5, "Cardio Equipment", "Footwear",
		"Ridgeline Men's Light 5.0+ Running Shoe" },
	{ 350, 3999, 627, 29, 5, 5, "Shop By Sport", "Golf", "Northgate Girls' Toddler Running Shoe" },
	{ 29, 35710, 1350, 63, 4, 1, "Children's Clothing", "Apparel", "Children's winter set" },
	{ 21, 3975, 1362, 75, 9, 1, "Video Games", "Discs Shop", "Racing video games" },
	{ 20, 21582, 1363, 76, 4, 1, "Women's Clothing", "Apparel", "Evening dresses" },
	{ 19, 25288, 1352, 65, 10, 1, "Consumer Electronics", "Technology", "Home theatre " },
	{ 19, 1154, 1361, 74, 7, 1, "Toys", "Fan Shop", "Wooden toys" },
	{ 18, 4499, 116, 6, 2, 5, "Tennis & Racquet", "Fitness", "Ridgeline Men's Comfort 2 Slide" },
	{ 17, 3000, 564, 26, 5, 5, "Girls' Apparel", "Golf", "Northgate Girls' Tee" },
	{ 15, 7000, 565, 26, 5, 5, "Girls' Apparel", "Golf", "Northgate Girls' Rain Jacket" },
	{ 24, 2500, 567, 26, 5, 5, "Girls' Apparel", "Golf", "Northgate Girls' Striped Shorts" },
	{ 17, 45204, 1349, 62, 10, 1, "Cameras ", "Technology", "Web camera with 4K lens" },
	{ 25, 5497, 249, 12, 3, 5, "Boxing & MMA", "Footwear", "Granite Women's Boxing Glove" },
	{ 16, 150000, 1351, 64, 10, 1, "Computers", "Technology", "Desktop workstation" },
	{ 22, 3199, 276, 13, 3, 5, "Electronics", "Footwear", "Northgate Women's Ignite Slide" },
	{ 27, 4499, 278, 13, 3, 5, "Electronics", "Footwear", "Northgate Men's Compression Slide" },
	{ 22, 2499, 775, 35, 6, 5, "Golf Gloves", "Outdoors", "Clubmark Men's All-Weather Golf Glove" },
	{ 13, 999, 771, 35, 6, 5, "Golf Gloves", "Outdoors", "Clubmark Rain Cover" },
	{ 13, 16438, 1354, 67, 9, 1, "DVDs", "Discs Shop", "Box of film classics" },
	{ 40, 1599, 924, 41, 6, 5, "Trade-In", "Outdoors", "Glasswork Fan Tumbler" },
	{ 13, 46148, 1353, 66, 4, 1, "Crafts", "Apparel", "Rope and leather set" },
	{ 34, 3199, 828, 37, 6, 5, "Electronics", "Outdoors", "Parline Golf Balls, Print 24" },
	{ 38, 5199, 823, 37, 6, 5, "Electronics", "Outdoors", "Parline Tour Golf Balls \"Yellow\"" },
	{ 13, 8440, 1359, 72, 11, 1, "Pet Supplies", "Pet Shop", "Dog bed and bowl" },
	{ 13, 29304, 1356, 69, 12, 1, "Health and Beauty", "Health and Beauty ", "Sun care family pack" },
	{ 13, 3499, 235, 11, 3, 5, "Fitness Accessories", "Footwear", "Northgate Kids' Training Tee" },
	{ 19, 5999, 44, 3, 2, 5, "Baseball & Softball", "Fitness", "Alta Men's Pro Turf Cleat" },
	{ 12, 32775, 1360, 73, 2, 1, "Sporting Goods", "Fitness", "Home gym tower" },
	{ 47, 2499, 885, 40, 6, 5, "Accessories", "Outdoors", "Fan Club Cooler Bag" },
	{ 14, 2499, 93, 5, 2, 5, "Lacrosse", "Fitness", "Northgate Men's Lacrosse Tank" },
	{ 39, 1799, 797, 36, 6, 5, "Golf Balls", "Outdoors", "Parline Distance Golf Balls" },
	{ 10, 53258, 1355, 68, 6, 1, "Garden", "Outdoors", "Greenhouse kit" },
	{ 10, 3108, 1346, 59, 8, 1, "Books ", "Book Shop", "Novel of the season " },
	{ 11, 6500, 728, 33, 6, 5, "Golf Shoes", "Outdoors", "Fairmeadow Spikeless Shoe" },
	{ 9, 26065, 1358, 71, 9, 1, "Music", "Discs Shop", "Complete concertos" },
	{ 9, 21085, 1357, 70, 4, 1, "Men's Clothing", "Apparel", "Wool suit" },
	{ 8, 1129, 1348, 61, 9, 1, "CDs ", "Discs Shop", "Rock of the year" },
	{ 15, 2200, 135, 7, 2, 5, "Hockey", "Fitness", "Ridgeline Men's Fast Hockey Sock" },
	{ 11, 2999, 977, 44, 7, 5, "Hunting & Shooting", "Fan Shop", "Hollow Oak Camp Light" },
	{ 7, 5908, 1347, 60, 4, 1, "Baby ", "Apparel", "Baby carrier" },
	{ 12, 19900, 305, 38, 6, 1, "Kids' Golf Clubs", "Outdoors", "Fairmeadow Junior Club Set" },
	{ 9, 9999, 646, 30, 6, 5, "Men's Golf Clubs", "Outdoors", "Fairmeadow 60 Degree Wedge" },
	{ 4, 199999, 208, 10, 3, 1, "Strength Training", "Footwear", "Ironwood Climbing Machine" },
	{ 2, 9999, 359, 16, 3, 5, "As Seen on  TV!", "Footwear", "Ironwood Home Trainer Disc" },
	{ 2, 12499, 19, 2, 2, 1, "Soccer", "Fitness", "Ridgeline Pro Soccer Cleat" },
};
const size_t supply_product_count = sizeof supply_products / sizeof *supply_products;

const uint8_t supply_discount_rates[] = { 0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 13, 15, 16, 17, 18, 20, 25 };
const size_t supply_discount_rate_count = sizeof supply_discount_rates;

const int32_t supply_profit_ratios[] = { -24000, -7700, -2500, -1100, 200, 750, 1000, 1300, 2100, 2600, 2750,
	2900, 3150, 3400, 3500, 3650, 4300, 4600, 4700, 4800, 5000 };
const size_t supply_profit_ratio_count = sizeof supply_profit_ratios / sizeof *supply_profit_ratios;

const struct supply_payment supply_payments[] = {
	{ 2014, 0, "DEBIT", "COMPLETE" },
	{ 1301, 0, "PAYMENT", "PENDING_PAYMENT" },
	{ 712, 0, "TRANSFER", "PENDING" },
	{ 707, 0, "TRANSFER", "PROCESSING" },
	{ 628, 0, "CASH", "CLOSED" },
	{ 318, 0, "DEBIT", "ON_HOLD" },
	{ 146, 1, "TRANSFER", "SUSPECTED_FRAUD" },
	{ 115, 1, "TRANSFER", "CANCELED" },
	{ 59, 0, "PAYMENT", "PAYMENT_REVIEW" },
};
const size_t supply_payment_count = sizeof supply_payments / sizeof *supply_payments;

const struct supply_shipping supply_shippings[] = {
	{ 586, 4, 2, 6, "Standard Class" },
	{ 200, 2, 2, 6, "Second Class" },
	{ 162, 1, 2, 2, "First Class" },
	{ 52, 0, 0, 1, "Same Day" },
};
const size_t supply_shipping_count = sizeof supply_shippings / sizeof *supply_shippings;

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/supply_tables.h"

/* Nine products are in seven of eight rows; expensive ones are bought one at a time. Two categories share the
 * name Electronics, and some names end in a blank, as in the file. */
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

#define NONE 0
#define CENTRAL "LATAM", "Central America"
#define CARIBBEAN "LATAM", "Caribbean"
#define SOUTH "LATAM", "South America"
#define WESTERN "Europe", "Western Europe"
#define NORTHERN "Europe", "Northern Europe"
#define SOUTHERN "Europe", "Southern Europe"
#define EASTERN "Europe", "Eastern Europe"
#define ASIA(part) "Pacific Asia", part
#define AFRICA(part) "Africa", part
#define STATES(part) "USCA", part, "Estados Unidos"

/* As in the file, countries are in Spanish, and some names of regions have odd blanks. */
const struct supply_place supply_places[] = {
	{ 300, NONE, CENTRAL, "México", "Distrito Federal", "Ciudad de México" },
	{ 162, NONE, CENTRAL, "México", "Jalisco", "Guadalajara" },
	{ 126, NONE, CENTRAL, "El Salvador", "San Salvador", "San Salvador" },
	{ 122, NONE, CENTRAL, "Honduras", "Francisco Morazán", "Tegucigalpa" },
	{ 99, NONE, CENTRAL, "Nicaragua", "Managua", "Managua" },
	{ 76, NONE, CENTRAL, "Guatemala", "Guatemala", "Ciudad de Guatemala" },
	{ 62, NONE, CENTRAL, "Panamá", "Panamá", "Panamá" },
	{ 108, NONE, CARIBBEAN, "República Dominicana", "Santo Domingo", "Santo Domingo" },
	{ 144, NONE, CARIBBEAN, "Cuba", "La Habana", "La Habana" },
	{ 160, NONE, SOUTH, "Brasil", "São Paulo", "São Paulo" },
	{ 126, NONE, SOUTH, "Brasil", "Río de Janeiro", "Niterói" },
	{ 80, NONE, SOUTH, "Argentina", "Buenos Aires", "La Plata" },
	{ 80, NONE, SOUTH, "Colombia", "Bogotá", "Bogotá" },
	{ 42, NONE, SOUTH, "Venezuela", "Lara", "Barquisimeto" },
	{ 30, NONE, SOUTH, "Perú", "Lima (ciudad)", "Lima" },
	{ 250, NONE, WESTERN, "Francia", "Isla de Francia", "París" },
	{ 204, NONE, WESTERN, "Francia", "Normandía", "Ruan" },
	{ 220, NONE, WESTERN, "Alemania", "Renania del Norte-Westfalia", "Münster" },
	{ 136, NONE, WESTERN, "Alemania", "Baviera", "Núremberg" },
	{ 60, NONE, WESTERN, "Países Bajos", "Utrecht", "Utrecht" },
	{ 41, NONE, WESTERN, "Austria", "Viena", "Viena" },
	{ 33, NONE, WESTERN, "Bélgica", "Lieja", "Lieja" },
	{ 254, NONE, NORTHERN, "Reino Unido", "Inglaterra", "Leeds" },
	{ 51, NONE, NORTHERN, "Suecia", "Estocolmo", "Solna" },
	{ 42, NONE, NORTHERN, "Irlanda", "Cork", "Cork" },
	{ 164, NONE, SOUTHERN, "Italia", "Lacio", "Roma" },
	{ 120, NONE, SOUTHERN, "España", "Cataluña", "Lérida" },
	{ 18, NONE, SOUTHERN, "Portugal", "Coímbra", "Coímbra" },
	{ 50, NONE, EASTERN, "Rusia", "Moscú", "Moscú" },
	{ 35, NONE, EASTERN, "Ucrania", "Leópolis", "Leópolis" },
	{ 40, NONE, EASTERN, "Polonia", "Gran Polonia", "Poznan" },
	{ 160, NONE, ASIA("Oceania"), "Australia", "Nueva Gales del Sur", "Newcastle" },
	{ 101, NONE, ASIA("Oceania"), "Australia", "Queensland", "Cairns" },
	{ 38, NONE, ASIA("Oceania"), "Nueva Zelanda", "Otago", "Dunedin" },
	{ 205, NONE, ASIA("Eastern Asia"), "China", "Cantón", "Shenzhen" },
	{ 53, NONE, ASIA("Eastern Asia"), "Japón", "Osaka", "Osaka" },
	{ 141, NONE, ASIA("South Asia"), "India", "Maharashtra", "Pune" },
	{ 94, NONE, ASIA("South Asia"), "Irán", "Teherán", "Teherán" },
	{ 127, NONE, ASIA("Southeast Asia"), "Indonesia", "Java Occidental", "Bandung" },
	{ 90, NONE, ASIA("Southeast Asia"), "Filipinas", "Metro Manila", "Manila" },
	{ 72, NONE, ASIA("Southeast Asia"), "Vietnam", "Da Nang", "Da Nang" },
	{ 130, NONE, ASIA("West Asia"), "Turquía", "Esmirna", "Esmirna" },
	{ 70, NONE, ASIA("West Asia"), "Irak", "Basora", "Basora" },
	{ 19, NONE, ASIA("Central Asia"), "Kazajistán", "Almatý", "Almatý" },
	{ 125, NONE, AFRICA("West Africa"), "Nigeria", "Kano", "Kano" },
	{ 88, NONE, AFRICA("North Africa"), "Egipto", "Alejandría", "Alejandría" },
	{ 71, NONE, AFRICA("East Africa"), "Kenia", "Mombasa", "Mombasa" },
	{ 68, NONE, AFRICA("Central Africa"), "República Democrática del Congo", "Katanga", "Lubumbashi" },
	{ 41, NONE, AFRICA("Southern Africa"), "SudAfrica", "Gauteng", "Johannesburgo" },
	{ 35, NONE, "USCA", "Canada", "Canada", "Ontario", "Hamilton" },
	{ 110, 90001, STATES("West of USA "), "California", "Los Angeles" },
	{ 86, 94102, STATES("West of USA "), "California", "San Francisco" },
	{ 70, 98101, STATES("West of USA "), "Washington", "Seattle" },
	{ 142, 10001, STATES("East of USA"), "Nueva York", "New York City" },
	{ 90, 19102, STATES("East of USA"), "Pensilvania", "Philadelphia" },
	{ 103, 60601, STATES("US Center "), "Illinois", "Chicago" },
	{ 100, 77002, STATES("US Center "), "Texas", "Houston" },
	{ 76, 32202, STATES("South of  USA "), "Florida", "Jacksonville" },
	{ 60, 37201, STATES("South of  USA "), "Tennessee", "Nashville" },
};
const size_t supply_place_count = sizeof supply_places / sizeof *supply_places;

#define ISLAND "Puerto Rico", "PR"
#define MAINLAND "EE. UU."

const struct supply_home supply_homes[] = {
	{ 2203, 725, 1, 1825, -6637, ISLAND, "Caguas" },
	{ 46, 957, 4, 1838, -6616, ISLAND, "Bayamon" },
	{ 35, 680, 3, 1820, -6714, ISLAND, "Mayaguez" },
	{ 430, 90001, 90, 3405, -11824, MAINLAND, "CA", "Los Angeles" },
	{ 300, 92101, 40, 3272, -11716, MAINLAND, "CA", "San Diego" },
	{ 277, 95101, 60, 3734, -12189, MAINLAND, "CA", "San Jose" },
	{ 240, 11201, 40, 4065, -7395, MAINLAND, "NY", "Brooklyn" },
	{ 135, 10451, 25, 4085, -7387, MAINLAND, "NY", "Bronx" },
	{ 277, 77002, 90, 2976, -9537, MAINLAND, "TX", "Houston" },
	{ 243, 60601, 60, 4188, -8763, MAINLAND, "IL", "Chicago" },
	{ 191, 33101, 90, 2577, -8019, MAINLAND, "FL", "Miami" },
	{ 159, 43201, 35, 3996, -8300, MAINLAND, "OH", "Columbus" },
	{ 127, 48201, 35, 4233, -8305, MAINLAND, "MI", "Detroit" },
	{ 113, 19102, 50, 3995, -7517, MAINLAND, "PA", "Philadelphia" },
	{ 100, 7102, 12, 4074, -7417, MAINLAND, "NJ", "Newark" },
	{ 120, 85003, 50, 3345, -11207, MAINLAND, "AZ", "Phoenix" },
	{ 93, 21201, 30, 3929, -7661, MAINLAND, "MD", "Baltimore" },
	{ 110, 30303, 45, 3375, -8439, MAINLAND, "GA", "Atlanta" },
	{ 100, 27601, 15, 3578, -7864, MAINLAND, "NC", "Raleigh" },
	{ 110, 80010, 12, 3973, -10484, MAINLAND, "CO", "Aurora" },
	{ 80, 2108, 30, 4236, -7106, MAINLAND, "MA", "Boston" },
	{ 85, 89101, 60, 3617, -11514, MAINLAND, "NV", "Las Vegas" },
	{ 49, 96813, 8, 2131, -15786, MAINLAND, "HI", "Honolulu" },
	{ 75, 97201, 30, 4552, -12268, MAINLAND, "OR", "Portland" },
	{ 90, 63101, 30, 3863, -9020, MAINLAND, "MO", "Saint Louis" },
	{ 70, 37201, 20, 3616, -8678, MAINLAND, "TN", "Nashville" },
	{ 45, 70112, 19, 2995, -9007, MAINLAND, "LA", "New Orleans" },
};
const size_t supply_home_count = sizeof supply_homes / sizeof *supply_homes;

/* More than a third of the file's customers share one first name and one last name. */
const struct supply_word supply_first_names[] = { { 374, "Mary" }, { 11, "Ada" }, { 11, "Amir" },
	{ 11, "Anna" }, { 12, "Aria" }, { 12, "Bruno" }, { 12, "Carl" }, { 12, "Clara" }, { 12, "Dana" },
	{ 12, "David" }, { 12, "Diego" }, { 12, "Edith" }, { 12, "Elena" }, { 12, "Emma" }, { 13, "Felix" },
	{ 13, "Frank" }, { 13, "Grace" }, { 13, "Hugo" }, { 13, "Ines" }, { 13, "Isaac" }, { 13, "Ivan" },
	{ 13, "James" }, { 13, "Jane" }, { 13, "Jonas" }, { 13, "Julia" }, { 14, "Karen" }, { 14, "Kevin" },
	{ 14, "Laura" }, { 14, "Leo" }, { 14, "Lucy" }, { 14, "Marco" }, { 14, "Maria" }, { 14, "Nadia" },
	{ 14, "Nora" }, { 14, "Oscar" }, { 14, "Paula" }, { 14, "Peter" }, { 14, "Rosa" }, { 14, "Ruth" },
	{ 14, "Sam" }, { 14, "Sara" }, { 14, "Simon" }, { 14, "Tessa" }, { 14, "Theo" }, { 14, "Vera" },
	{ 14, "Walter" }, { 14, "Xavier" }, { 14, "Yara" }, { 14, "Zoe" } };
const size_t supply_first_name_count = sizeof supply_first_names / sizeof *supply_first_names;

const struct supply_word supply_last_names[] = { { 360, "Smith" }, { 12, "Abbott" }, { 12, "Acosta" },
	{ 12, "Baker" }, { 12, "Barnes" }, { 12, "Castro" }, { 13, "Chen" }, { 13, "Cooper" }, { 13, "Cruz" },
	{ 13, "Dixon" }, { 13, "Duncan" }, { 13, "Ellis" }, { 13, "Farmer" }, { 13, "Fisher" },
	{ 13, "Garcia" }, { 13, "Grant" }, { 13, "Hale" }, { 13, "Harper" }, { 13, "Hunt" }, { 13, "Ibarra" },
	{ 13, "Jensen" }, { 13, "Keller" }, { 13, "Lamb" }, { 13, "Lopez" }, { 13, "Marsh" },
	{ 14, "Mendez" }, { 14, "Miller" }, { 14, "Nash" }, { 14, "Norris" }, { 14, "Ortiz" },
	{ 14, "Parker" }, { 14, "Perez" }, { 14, "Price" }, { 14, "Quinn" }, { 14, "Reyes" },
	{ 14, "Rivera" }, { 14, "Shaw" }, { 14, "Silva" }, { 14, "Stone" }, { 14, "Tate" }, { 14, "Torres" },
	{ 14, "Vega" }, { 14, "Walsh" }, { 14, "Webb" }, { 14, "West" }, { 14, "Wong" }, { 14, "York" },
	{ 14, "Young" } };
const size_t supply_last_name_count = sizeof supply_last_names / sizeof *supply_last_names;

const struct supply_word supply_segments[] = { { 517, "Consumer" }, { 310, "Corporate" },
	{ 173, "Home Office" } };
const size_t supply_segment_count = sizeof supply_segments / sizeof *supply_segments;

const char *const supply_street_manners[] = { "Amber", "Broad", "Calm", "Clear", "Dusty", "Early", "Fallen",
	"Gentle", "Green", "Hidden", "High", "Long", "Merry", "Misty", "Noble", "Old", "Pleasant", "Quick",
	"Silver", "Still", "Sunny", "Umber", "Velvet", "Wide" };
const size_t supply_street_manner_count = sizeof supply_street_manners / sizeof *supply_street_manners;

const char *const supply_street_things[] = { "Acorn", "Barn", "Beacon", "Birch", "Brook", "Cedar", "Cloud",
	"Dove", "Elm", "Fern", "Forge", "Gate", "Harvest", "Lantern", "Maple", "Meadow", "Orchard", "Pebble",
	"River", "Robin", "Spring", "Stone", "Willow", "Wren" };
const size_t supply_street_thing_count = sizeof supply_street_things / sizeof *supply_street_things;

const char *const supply_street_kinds[] = { "Avenue", "Bend", "Circle", "Close", "Court", "Drive", "Glen",
	"Grove", "Heights", "Lane", "Loop", "Parade", "Path", "Ridge", "Road", "Row", "Square", "Street",
	"Terrace", "Walk", "Way" };
const size_t supply_street_kind_count = sizeof supply_street_kinds / sizeof *supply_street_kinds;
